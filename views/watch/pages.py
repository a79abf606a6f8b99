"""The pages that go out when a threshold is crossed: one crossing in full, several in a list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from coordination.groups.subscriptions import at_least
from coordination.places import gazetteer
from coordination.reports.report import Report
from coordination.roster.reporters import Expected
from coordination.watch.crossings import Crossing
from coordination.watch.matters import Matter
from views.language import Html, Words
from views.message import Button, Message, press
from views.quoting import one_line
from views.silence import body_names
from views.status import facts
from views.status.names import place_name
from views.watch.thresholds import figure, told

_QUOTED = 200
"""Characters of somebody's words."""
_MOST = 8
"""Lines of a list."""

Crossed = tuple[Crossing, Report | None, Sequence[Expected]]
"""A crossing with its incident, or with the silent."""


def page(w: Words, one: Matter, crossed: Sequence[Crossed], before: Sequence[str]) -> Message:
    """To who is paged: what was crossed; `before` are the names of those who were paged and have not answered."""
    text = Html.paragraphs(
        w.say("🚨 <b>A threshold was crossed</b>"),
        what(w, crossed),
        w.say("Paged before, without an answer: {names}", names=w.join(list(before))) if before else None,
        w.count(
            "Please say within {n} minute that you have it.",
            "Please say within {n} minutes that you have it.",
            one.threshold.minutes,
        ),
    )
    return Message(text, ((Button(w.label("I have it"), press("watch.take", one.id)),),))


def settled(w: Words, one: Matter, crossed: Sequence[Crossed], name: str) -> Message:
    """In place of a page: `name` has it, or it fell below the threshold before anybody did."""
    taken = (
        w.say("✅ {name} has it, {moment}.", name=name, moment=w.moment(one.taken_at))
        if one.taken_at
        else w.say("It is below the threshold again. Nothing has to be done for this page.")
    )
    return Message(Html.paragraphs(w.say("<b>A threshold was crossed</b>"), what(w, crossed), taken))


def what(w: Words, crossed: Sequence[Crossed]) -> Html:
    """What was crossed, in lines; of several the gravest and largest first, as many as a list has room for."""
    first, report, silent = crossed[0]
    at = w.say(
        "{moment}, threshold: {threshold}",
        moment=w.moment(first.crossed_at),
        threshold=told(w, first.threshold),
    )
    if len(crossed) == 1:
        return Html.lines(*_alone(w, first, report, silent), at)
    rest = len(crossed) - _MOST
    return Html.lines(
        _head(w, crossed),
        *(_line(w, one, of) for one, of, _ in sorted(crossed, key=_weight, reverse=True)[:_MOST]),
        w.count("and {n} more", "and {n} more", rest) if rest > 0 else None,
        at,
    )


def _weight(crossed: Crossed) -> tuple[int, int]:
    one, report, _ = crossed
    if report is None:
        return 0, one.value
    gravity = report.fact.gravity
    return sum(at_least(gravity, least) for least in ("moderate", "severe", "extreme")), one.id


def _alone(
    w: Words, one: Crossing, report: Report | None, silent: Sequence[Expected]
) -> Sequence[Html | None]:
    if one.threshold.kind == "gravity":
        words = one_line(report.fact.note or report.original_text, _QUOTED) if report else ""
        return (
            facts.line(w, report.fact) if report else None,
            w.say("<i>“{words}”</i>", words=words) if words else None,
            w.say("<code>{reference}</code>", reference=one.subject),
        )
    if one.threshold.kind == "silence":
        day = w.day(date.fromisoformat(one.subject))
        return (w.say("{day}: silent {names}", day=day, names=body_names(w, silent)),)
    return (_moved(w, one),)


def _head(w: Words, crossed: Sequence[Crossed]) -> Html:
    one, n = crossed[0][0].threshold, len(crossed)
    match one.kind, one.subject:
        case "gravity", "moderate":
            return w.count(
                "<b>{n} incident of moderate gravity or above</b>",
                "<b>{n} incidents of moderate gravity or above</b>",
                n,
            )
        case "gravity", "severe":
            return w.count(
                "<b>{n} severe or extreme incident</b>", "<b>{n} severe or extreme incidents</b>", n
            )
        case "gravity", _:
            return w.count("<b>{n} extreme incident</b>", "<b>{n} extreme incidents</b>", n)
    return w.count("<b>In {n} place</b>", "<b>In {n} places</b>", n)


def _line(w: Words, one: Crossing, report: Report | None) -> Html:
    if one.threshold.kind != "gravity":
        return w.say("• {what}", what=_moved(w, one))
    if report is None:
        return w.say("• <code>{reference}</code>", reference=one.subject)
    return w.say("• {what} <code>{reference}</code>", what=facts.line(w, report.fact), reference=one.subject)


def _moved(w: Words, one: Crossing) -> Html:
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
    values = {
        "figure": figure(w, one.threshold, one.value),
        "place": where,
        "hours": w.count("{n} hour", "{n} hours", one.threshold.hours),
    }
    return (
        w.say("<b>{figure}</b> displaced, {place}, within {hours}", **values)
        if one.threshold.subject == "displacement"
        else w.say("<b>{figure}</b> returned, {place}, within {hours}", **values)
    )
