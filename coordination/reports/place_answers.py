"""Places named in answers: looked up in the gazetteer, asked about when a name is unclear, kept as written at last."""

from __future__ import annotations

from dataclasses import replace

from coordination.places import Place, gazetteer
from coordination.reports.draft import Pending, Step
from coordination.reports.fact import Fact
from coordination.text import clean

NAME_LIMIT = 80
KEEP = "keep"
"""The value of the button that keeps a name as it was written."""

_ORIGIN = ("origin", "origin_place")


def type_place(fact: Fact, step: Step, text: str) -> Fact | Pending | None:
    """The fact with the place that was named; a question when it is unclear which; None when it cannot be used.

    A name is looked for in the governorate that was told, then everywhere.
    """
    name = clean(text, NAME_LIMIT)
    within = _within(fact, step)
    found = gazetteer().find(name, within=within)
    sure = found.certainty == "exact" and not found.ambiguous
    if not found.places and within is not None:
        found, sure = gazetteer().find(name), False
    if sure:
        return _with(fact, step, found.places[0], name)
    if not found.places and (step == "governorate" or not name):
        return None
    return Pending(step, name, tuple(place.id for place in found.places))


def choose_place(fact: Fact, pending: Pending, value: str) -> Fact | None:
    """The fact with the place that was chosen for an unclear name, or with the name as written.

    None for a value that was not offered.
    """
    if value == KEEP and pending.step != "governorate":
        if pending.step in _ORIGIN:
            return replace(fact, origin_place=None, origin_text=pending.value)
        return replace(fact, place=None, place_text=pending.value)
    place = gazetteer().get(value) if value in pending.options else None
    return _with(fact, pending.step, place, pending.value) if place else None


def with_place(fact: Fact, place: Place, name: str = "") -> Fact:
    """The fact happening at this place; `name` is how it was written."""
    if place.kind == "governorate":
        return replace(fact, governorate=place.id, place=None, place_text="")
    return replace(fact, governorate=place.governorate, place=place.id, place_text=name)


def with_origin(fact: Fact, place: Place, name: str = "") -> Fact:
    """The fact with its people coming from this place; `name` is how it was written."""
    if place.kind == "governorate":
        return replace(fact, origin_governorate=place.id, origin_place=None, origin_text="")
    return replace(fact, origin_governorate=place.governorate, origin_place=place.id, origin_text=name)


def _with(fact: Fact, step: Step, place: Place, name: str) -> Fact:
    return with_origin(fact, place, name) if step in _ORIGIN else with_place(fact, place, name)


def _within(fact: Fact, step: Step) -> str | None:
    if step == "origin_place":
        return fact.origin_governorate
    return fact.governorate if step in ("district", "place") else None


def settled(step: Step, fact: Fact) -> Step:
    """The last question that a named place settles: a district leaves room for a finer one."""
    if step in _ORIGIN:
        return "origin_place" if fact.origin_place or fact.origin_text else step
    place = gazetteer().get(fact.place) if fact.place else None
    if place is not None and place.kind == "district":
        return "place" if step == "place" else "district"
    return "place" if fact.place or fact.place_text else step


def district_of(fact: Fact) -> Place | None:
    """The district that the fact's place is or lies in; None for a whole governorate or a place in no district."""
    place = gazetteer().get(fact.place) if fact.place else None
    while place is not None and place.kind != "district":
        place = gazetteer().get(place.parent) if place.parent else None
    return place
