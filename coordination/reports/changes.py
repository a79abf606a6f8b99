"""What differs between two states of a fact, field by field as people see them; pure rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from coordination.reports.draft import Step, fact_data, fact_of_data
from coordination.reports.fact import Fact, Kind
from coordination.reports.number_answers import Number, with_number
from coordination.reports.path import MOVES
from coordination.reports.understanding.lexed import lex
from coordination.reports.understanding.people import find_people

FIELDS: Mapping[str, tuple[str, ...]] = {
    "kind": ("kind", "nothing_to_report"),
    "where": ("governorate", "place", "place_text"),
    "households": ("households", "approximate"),
    "individuals": ("individuals", "approximate"),
    "origin": ("origin_governorate", "origin_place", "origin_text"),
    "sectors": ("sectors",),
    "gravity": ("gravity", "gravity_chosen"),
    "when": ("day",),
    "note": ("note",),
}
"""The fields of a fact by name, in the order in which they are told, each with what it is made of."""


@dataclass(frozen=True, slots=True)
class Change:
    """One changed field. `before` and `after` hold what the field is made of, as JSON-able data.

    Besides FIELDS there are "words" (`text`), "files" (`files`, how many came) and "state" (`state`, and of a
    withdrawal the `reason` with its `text`). Where only personal data was taken out, `before` is `after`: it is not
    kept.
    """

    field: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]


def changes(before: Fact, after: Fact) -> tuple[Change, ...]:
    """The fields that differ; "about" counts only where there is a number."""
    found = (Change(field, part(before, field), part(after, field)) for field in FIELDS)
    return tuple(change for change in found if change.before != change.after)


def part(fact: Fact, field: str) -> dict[str, Any]:
    """What one field of a fact is made of."""
    data = fact_data(fact)
    made_of = {name: data[name] for name in FIELDS[field]}
    if field in ("households", "individuals") and not isinstance(made_of[field], int):
        del made_of["approximate"]
    return made_of


def with_part(fact: Fact, made_of: Mapping[str, Any]) -> Fact:
    """The fact with one field as `part` gave it."""
    return fact_of_data({**fact_data(fact), **made_of})


def carried(before: Fact, after: Fact, onto: Fact) -> Fact:
    """A third state of the fact with what changed between two others; the rest of it stays."""
    for change in changes(before, after):
        onto = with_part(onto, change.after)
    return _sensible(onto)


def told_again(fact: Fact, read: Fact) -> Fact:
    """The fact with whatever a new message says about it; what the message leaves out stays."""
    # The same place written in another manner is no change.
    if read.place and read.place == fact.place:
        read = replace(read, place_text=fact.place_text)
    if read.origin_place and read.origin_place == fact.origin_place:
        read = replace(read, origin_text=fact.origin_text)
    silent = Fact(read.kind)
    said = {field for field in FIELDS if field != "kind" and part(read, field) != part(silent, field)}
    for field in ("kind", *said):
        fact = with_part(fact, part(read, field))
    return _sensible(fact)


def figures_told(fact: Fact, text: str) -> Fact:
    """The fact with the families and individuals that a text of nothing but figures tells: "130 families"."""
    if fact.kind is Kind.SITUATION:
        return fact
    for people in find_people(lex(text), frozenset()):
        if people.count is not None:
            step: Step = "households" if people.unit == "households" else "individuals"
            fact = with_number(fact, step, Number(people.count, approximate=people.approximate))
    return fact


def undone(fact: Fact, change: Change) -> Fact:
    """The fact as it was before a change; a change of anything else leaves it as it is."""
    return with_part(fact, change.before) if change.field in FIELDS else fact


def _sensible(fact: Fact) -> Fact:
    """Without what its kind has no room for."""
    if fact.kind not in MOVES:
        fact = replace(fact, origin_governorate=None, origin_place=None, origin_text="")
    if fact.kind is Kind.SITUATION:
        fact = replace(fact, households=None, individuals=None, sectors=(), approximate=False)
    if fact.nothing_to_report:
        fact = replace(fact, place=None, place_text="", note="")
    return fact
