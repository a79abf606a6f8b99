"""What a summary does not know, and what is open beside it."""

from __future__ import annotations

from collections.abc import Sequence

from coordination.cases.files import procedures
from coordination.summaries import Summary
from coordination.summaries.gaps import LOOKED_BACK, STALE_DAYS, Stale
from views.language import Html, Words
from views.terms import area_name, area_names

NAMED = 6
"""Governorates with old news that are named; more are counted."""


def section(w: Words, value: Summary) -> Html | None:
    """Updates that rest on little, and governorates of which nothing new is known."""
    lines = [*_little(w, value), *_old(w, value.stale)]
    return Html.lines(w.say("<b>What we do not know</b>"), *lines) if lines else None


def open_cases(w: Words, cases: Sequence[tuple[str, int]]) -> Html | None:
    """How many requests are open, by kind; no more is said of them."""
    kinds = {kind.id: kind for kind in procedures().kinds.values()}
    told = [w.say("{kind} {n}", kind=kinds[id].title.told(w.language), n=n) for id, n in cases if id in kinds]
    return w.say("Open requests: {kinds}.", kinds=w.join(told)) if told else None


def _little(w: Words, value: Summary) -> list[Html]:
    lines = []
    if value.confirmed < value.reports:
        lines.append(
            w.say(
                "• Not confirmed yet: {n} of {all} updates",
                n=value.reports - value.confirmed,
                all=value.reports,
            )
        )
    if value.single_source:
        lines.append(
            w.say(
                "• Told by one person only: {n} of {all} updates with news",
                n=value.single_source,
                all=value.counted,
            )
        )
    return lines


def _old(w: Words, stale: Sequence[Stale]) -> list[Html]:
    old = [one for one in stale if one.last is not None]
    never = [one for one in stale if one.last is None]
    lines = []
    if old:
        told = [
            w.say("{where} ({day})", where=area_name(w, one.governorate), day=w.short_day(one.last))
            for one in old
            if one.last is not None
        ]
        names = w.join(told[:NAMED])
        rest = len(told) - NAMED
        if rest > 0:
            names = w.count(
                "{shown} and {n} other governorate", "{shown} and {n} other governorates", rest, shown=names
            )
        lines.append(w.say("• Nothing new for {days} days or more: {names}", days=STALE_DAYS, names=names))
    if never and len(never) <= NAMED:
        lines.append(
            w.say(
                "• Nothing at all in the last {days} days: {names}",
                days=LOOKED_BACK,
                names=area_names(w, [one.governorate for one in never]),
            )
        )
    elif never:
        lines.append(
            w.count(
                "• Nothing at all in the last {days} days about {n} governorate",
                "• Nothing at all in the last {days} days about {n} governorates",
                len(never),
                days=LOOKED_BACK,
            )
        )
    return lines
