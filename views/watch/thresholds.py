"""Thresholds in words, the buttons that set them, and the pages that go out when one is crossed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from coordination.places import gazetteer
from coordination.reports.report import Report
from coordination.roster.reporters import Expected
from coordination.watch.crossings import Crossing
from coordination.watch.thresholds import (
    AMOUNTS,
    MINUTES,
    SILENT,
    SILENT_AT,
    WITHIN_HOURS,
    Threshold,
)
from views.group_settings import hour_name
from views.language import Html, Words, phrase, plain
from views.message import Button, Message, grid, press
from views.quoting import one_line
from views.silence import body_names
from views.status import facts
from views.status.names import families, individuals, place_name

_QUOTED = 200
"""Characters of somebody's words."""

_KIND_BUTTONS = {
    "figures": phrase("So many people in one place"),
    "silence": phrase("So many silent at an hour"),
    "gravity": phrase("An incident of some gravity"),
}
_MOVES = {"displacement": phrase("Displacement"), "return": phrase("Return")}
_UNITS = {"households": phrase("Families"), "individuals": phrase("Individuals")}
_AREAS = {"district": phrase("In one district"), "governorate": phrase("In one governorate")}
_LEAST = {
    "moderate": phrase("Moderate and above"),
    "severe": phrase("Severe and above"),
    "extreme": phrase("Extreme only"),
}
_INCIDENT = {
    "moderate": phrase("an incident of moderate gravity or above"),
    "severe": phrase("a severe or extreme incident"),
    "extreme": phrase("an extreme incident"),
}
_MOVED = {
    ("displacement", "district"): phrase("{figure} or more displaced in one district within {hours}"),
    ("displacement", "governorate"): phrase("{figure} or more displaced in one governorate within {hours}"),
    ("return", "district"): phrase("{figure} or more returned to one district within {hours}"),
    ("return", "governorate"): phrase("{figure} or more returned to one governorate within {hours}"),
}


def told(w: Words, one: Threshold) -> Html:
    """What has to be so for the threshold to be crossed, as a line."""
    if one.kind == "silence":
        return w.count(
            "{n} body or more silent at {time}",
            "{n} bodies or more silent at {time}",
            one.amount,
            time=hour_name(w, one.at),
        )
    if one.kind == "gravity":
        return w.say(_INCIDENT[one.subject])
    values = {
        "figure": _figure(w, one, one.amount),
        "hours": w.count("{n} hour", "{n} hours", one.hours),
    }
    return w.say(_MOVED[one.subject, one.area], **values)


def listed(w: Words, found: Sequence[Threshold], *, admin: bool) -> Message:
    """All thresholds; admins change them and add new ones."""
    head = w.say("📏 <b>Thresholds</b>")
    what = w.say(
        "When one is crossed, the duty officer is paged once; who does not answer is followed by the next."
    )
    lines = [
        w.say("{number}. {threshold}", number=n, threshold=_line(w, one)) for n, one in enumerate(found, 1)
    ]
    none = w.say("None is set.") if not found else None
    text = Html.paragraphs(head, what, Html.lines(none, *lines))
    if not admin:
        return Message(text)
    buttons = [Button(w.label("Change {number}", number=n), _open(one)) for n, one in enumerate(found, 1)]
    add = (Button(w.label("New threshold"), press("watch.new")),)
    return Message(text, (*grid(buttons, 3), add))


def _line(w: Words, one: Threshold) -> Html:
    return told(w, one) if one.state == "on" else w.say("{threshold} (switched off)", threshold=told(w, one))


def card(w: Words, one: Threshold) -> Message:
    """One threshold, for admins."""
    text = Html.lines(
        w.say("📏 <b>Threshold</b>"),
        told(w, one),
        w.say("Switched off: nobody is paged.") if one.state == "off" else None,
        w.count(
            "Without an answer the next one is paged after {n} minute.",
            "Without an answer the next one is paged after {n} minutes.",
            one.minutes,
        ),
    )
    minutes = [
        Button(
            _ticked(plain(w.count("{n} minute", "{n} minutes", n)), n == one.minutes),
            press("watch.minutes", one.id, one.version, n),
        )
        for n in MINUTES
    ]
    switch = (
        Button(w.label("Switch off"), press("watch.state", one.id, one.version, "off"))
        if one.state == "on"
        else Button(w.label("Switch on"), press("watch.state", one.id, one.version, "on"))
    )
    remove = Button(w.label("Remove"), press("watch.state", one.id, one.version, "removed"))
    return Message(text, (*grid(minutes, 2), (switch, remove), _back(w)))


def ask_next(w: Words, words: Sequence[str]) -> Message | None:
    """The next question of a new threshold after these words of buttons; None where nothing is left to ask."""
    match len(words), words[:1]:
        case 0, _:
            return _question(w, w.say("What shall be watched?"), words, _labels(w, _KIND_BUTTONS), 1)
        case 1, ["figures"]:
            return _question(w, w.say("Which movement?"), words, _labels(w, _MOVES), 2)
        case 2, ["figures"]:
            return _question(w, w.say("Counted in what?"), words, _labels(w, _UNITS), 2)
        case 3, ["figures"]:
            return _question(w, w.say("Where?"), words, _labels(w, _AREAS), 1)
        case 4, ["figures"]:
            return _question(w, w.say("From how many on?"), words, _numbers(w, AMOUNTS), 3)
        case 5, ["figures"]:
            hours = {str(n): plain(w.count("{n} hour", "{n} hours", n)) for n in WITHIN_HOURS}
            return _question(w, w.say("Within how long?"), words, hours, 2)
        case 1, ["silence"]:
            return _question(w, w.say("How many silent?"), words, _numbers(w, SILENT), 5)
        case 2, ["silence"]:
            hours = {at: hour_name(w, at) for at in SILENT_AT}
            return _question(w, w.say("At which hour, Baghdad time?"), words, hours, 4)
        case 1, ["gravity"]:
            return _question(w, w.say("From which gravity on?"), words, _labels(w, _LEAST), 1)
        case (6, ["figures"]) | (3, ["silence"]) | (2, ["gravity"]):
            minutes = {str(n): plain(w.count("{n} minute", "{n} minutes", n)) for n in MINUTES}
            asked = w.say("Without an answer the next one is paged. After how long?")
            return _question(w, asked, words, minutes, 2)
    return None


def page(
    w: Words,
    one: Crossing,
    report: Report | None,
    silent: Sequence[Expected],
    before: Sequence[str],
) -> Message:
    """To who is paged: what was crossed; `before` are the names of those who were paged and have not answered."""
    text = Html.paragraphs(
        w.say("🚨 <b>A threshold was crossed</b>"),
        _what(w, one, report, silent),
        w.say("Paged before, without an answer: {names}", names=w.join(list(before))) if before else None,
        w.count(
            "Please say within {n} minute that you have it.",
            "Please say within {n} minutes that you have it.",
            one.threshold.minutes,
        ),
    )
    return Message(text, ((Button(w.label("I have it"), press("watch.take", one.id)),),))


def settled(w: Words, one: Crossing, report: Report | None, silent: Sequence[Expected], name: str) -> Message:
    """In place of a page: `name` has it, or it fell below the threshold before anybody did."""
    taken = (
        w.say("✅ {name} has it, {moment}.", name=name, moment=w.moment(one.taken_at))
        if one.taken_at
        else w.say("It is below the threshold again. Nothing has to be done for this page.")
    )
    return Message(
        Html.paragraphs(w.say("<b>A threshold was crossed</b>"), _what(w, one, report, silent), taken)
    )


def crossed(w: Words, one: Crossing, report: Report | None, silent: Sequence[Expected]) -> Html:
    """What was crossed, in lines, for the note of a shift."""
    return _what(w, one, report, silent)


def _what(w: Words, one: Crossing, report: Report | None, silent: Sequence[Expected]) -> Html:
    at = w.say(
        "{moment}, threshold: {threshold}", moment=w.moment(one.crossed_at), threshold=told(w, one.threshold)
    )
    if one.threshold.kind == "gravity":
        words = one_line(report.fact.note or report.original_text, _QUOTED) if report else ""
        return Html.lines(
            facts.line(w, report.fact) if report else None,
            w.say("<i>“{words}”</i>", words=words) if words else None,
            w.say("<code>{reference}</code>", reference=one.subject),
            at,
        )
    if one.threshold.kind == "silence":
        return Html.lines(
            w.say(
                "{day}: silent {names}",
                day=w.day(date.fromisoformat(one.subject)),
                names=body_names(w, silent),
            ),
            at,
        )
    place = gazetteer().get(one.subject)
    where = (
        w.say(
            "{place} district, {governorate}",
            place=place_name(w, place.id),
            governorate=place_name(w, place.governorate),
        )
        if place is not None and place.kind == "district"
        else w.say("{place}", place=place_name(w, one.subject))
    )
    figure = _figure(w, one.threshold, one.value)
    values = {
        "figure": figure,
        "place": where,
        "hours": w.count("{n} hour", "{n} hours", one.threshold.hours),
    }
    happened = (
        w.say("<b>{figure}</b> displaced, {place}, within {hours}", **values)
        if one.threshold.subject == "displacement"
        else w.say("<b>{figure}</b> returned, {place}, within {hours}", **values)
    )
    return Html.lines(happened, at)


def _figure(w: Words, one: Threshold, n: int) -> Html:
    return families(w, n) if one.unit == "households" else individuals(w, n)


def _question(
    w: Words, asked: Html, words: Sequence[str], options: Mapping[str, str], columns: int
) -> Message:
    buttons = [Button(name, press("watch.new", *words, value)) for value, name in options.items()]
    back = (
        Button(w.label("Back"), press("watch.new", *words[:-1]))
        if words
        else Button(w.label("Back"), press("watch.list"))
    )
    return Message(Html.lines(w.say("📏 <b>New threshold</b>"), asked), (*grid(buttons, columns), (back,)))


def _labels(w: Words, names: Mapping[str, str]) -> dict[str, str]:
    return {value: w.label(name) for value, name in names.items()}


def _numbers(w: Words, numbers: Sequence[int]) -> dict[str, str]:
    return {str(n): w.number(n) for n in numbers}


def _ticked(name: str, chosen: bool) -> str:
    return f"✓ {name}" if chosen else name


def _open(one: Threshold) -> str:
    return press("watch.open", one.id)


def _back(w: Words) -> tuple[Button, ...]:
    return (Button(w.label("Back"), press("watch.list")),)
