"""A fact as people read it: in one line, or in a block with a line for each thing told."""

from __future__ import annotations

from collections.abc import Sequence

from coordination.reports.fact import Fact, Kind
from coordination.reports.path import MOVES
from views.language import Html, Words, plain, utf16_length
from views.status import names

_ROOM = 2_800
"""UTF-16 units for a list of facts; the rest of Telegram's 4,096 is for what stands around it."""


def line(w: Words, fact: Fact) -> Html:
    """One line: kind, figures, place, from where, sectors, day; what was not told is left out."""
    come_from = names.origin(w, fact)
    return names.dotted(
        w,
        (
            w.say("<b>{kind}</b>", kind=names.fact_name(w, fact)),
            names.families(w, fact.households, approximate=fact.approximate),
            names.individuals(w, fact.individuals, approximate=fact.approximate),
            names.where(w, fact),
            w.say("from {place}", place=come_from) if come_from else "",
            names.sectors(w, fact),
            _grave(w, fact) or "",
            w.short_day(fact.day) if fact.day else "",
        ),
    )


def told(w: Words, facts: Sequence[Fact]) -> Html:
    """One fact in a block; several in numbered lines."""
    if len(facts) == 1:
        return block(w, facts[0])
    return Html.lines(
        *fitting(
            w, [w.say("{number}. {fact}", number=n, fact=line(w, fact)) for n, fact in enumerate(facts, 1)]
        )
    )


def fitting(w: Words, entries: Sequence[Html]) -> list[Html]:
    """As many entries as one message has room for, and how many more there are."""
    kept: list[Html] = []
    room = _ROOM
    for entry in entries:
        room -= utf16_length(plain(entry)) + 2
        if room < 0:
            left = len(entries) - len(kept)
            return [*kept, w.count("… and {n} more.", "… and {n} more.", left)]
        kept.append(entry)
    return kept


def block(w: Words, fact: Fact) -> Html:
    """Several lines: also figures and places that were not told are named, so that a gap is seen."""
    if fact.nothing_to_report:
        where = names.where(w, fact) if fact.of_ministry else _where(w, fact)
        return Html.lines(w.say("<b>{kind}</b>", kind=names.fact_name(w, fact)), where, _when(w, fact))
    return Html.lines(
        w.say("<b>{kind}</b>", kind=names.fact_name(w, fact)),
        _families(w, fact),
        _individuals(w, fact),
        _where(w, fact),
        _origin(w, fact),
        w.say("Needed: {sectors}", sectors=names.sectors(w, fact)) if fact.sectors else None,
        w.say("Gravity: {gravity}", gravity=names.gravity_name(w, fact.gravity))
        if fact.kind is Kind.INCIDENT
        else None,
        _when(w, fact),
        w.say("Note: {note}", note=fact.note) if fact.note else None,
    )


def _families(w: Words, fact: Fact) -> Html | None:
    if isinstance(fact.households, int):
        return _bold(w, names.families(w, fact.households, approximate=fact.approximate))
    if fact.households == "unknown":
        return w.say("Families: not known")
    return w.say("Families: not reported") if fact.kind in MOVES else None


def _individuals(w: Words, fact: Fact) -> Html | None:
    if isinstance(fact.individuals, int):
        return _bold(w, names.individuals(w, fact.individuals, approximate=fact.approximate))
    if fact.individuals == "unknown":
        return w.say("Individuals: not known")
    return w.say("Individuals: not reported") if fact.kind in MOVES else None


def _bold(w: Words, figure: Html) -> Html:
    return w.say("<b>{figure}</b>", figure=figure)


def _grave(w: Words, fact: Fact) -> Html | None:
    if fact.kind is not Kind.INCIDENT or fact.gravity == "unknown":
        return None
    return w.say("gravity: {gravity}", gravity=names.gravity_name(w, fact.gravity))


def _where(w: Words, fact: Fact) -> Html:
    place = names.where(w, fact)
    return w.say("Where: {place}", place=place) if place else w.say("Where: not reported yet")


def _origin(w: Words, fact: Fact) -> Html | None:
    if fact.kind not in MOVES:
        return None
    place = names.origin(w, fact)
    return w.say("From: {place}", place=place) if place else w.say("From: not reported")


def _when(w: Words, fact: Fact) -> Html | None:
    return w.say("When: {day}", day=w.day(fact.day)) if fact.day else None
