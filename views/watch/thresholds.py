"""Thresholds in words, and the buttons that set them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coordination.watch.thresholds import (
    AMOUNTS,
    MINUTES,
    MOST,
    SILENT,
    SILENT_AT,
    WITHIN_HOURS,
    Threshold,
    shortened,
)
from views.group_settings import hour_name
from views.language import Html, Words, phrase, plain
from views.message import Button, Message, Rows, grid, press
from views.status.names import families, individuals

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
        "figure": figure(w, one, one.amount),
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
            other = Button(w.label("Another number"), press("watch.type", *shortened(words)))
            return _question(w, w.say("From how many on?"), words, _numbers(w, AMOUNTS), 3, other)
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


def type_amount(w: Words, words: Sequence[str]) -> Message:
    """The number is to be written."""
    text = Html.lines(
        w.say("📏 <b>New threshold</b>"),
        w.say("From how many on? Write a whole number from {least} to {most}.", least=1, most=MOST),
        w.say("To give up: /cancel"),
    )
    return Message(text, ((_back_to(w, words),),))


def no_amount(w: Words) -> Message:
    """What was written is no number that can be taken."""
    return Message(
        Html.lines(
            w.say("I cannot take that as a number."),
            w.say(
                "Write one whole number from {least} to {most} and nothing else, for example {example}.",
                least=1,
                most=MOST,
                example=150,
            ),
            w.say("To give up: /cancel"),
        )
    )


def figure(w: Words, one: Threshold, n: int) -> Html:
    """So many families or individuals, as the threshold counts."""
    return families(w, n) if one.unit == "households" else individuals(w, n)


def _question(
    w: Words,
    asked: Html,
    words: Sequence[str],
    options: Mapping[str, str],
    columns: int,
    other: Button | None = None,
) -> Message:
    buttons = [
        Button(name, press("watch.new", *shortened((*words, value)))) for value, name in options.items()
    ]
    back = _back_to(w, words[:-1]) if words else Button(w.label("Back"), press("watch.list"))
    more: Rows = ((other,),) if other else ()
    text = Html.lines(w.say("📏 <b>New threshold</b>"), asked)
    return Message(text, (*grid(buttons, columns), *more, (back,)))


def _back_to(w: Words, words: Sequence[str]) -> Button:
    return Button(w.label("Back"), press("watch.new", *shortened(words)))


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
