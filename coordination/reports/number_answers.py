"""Numbers typed in answers: "120", "حوالي 120" and "20-30", which say that they are rough."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from coordination.reports.draft import Step
from coordination.reports.fact import Fact
from coordination.reports.understanding.lexed import lex
from coordination.reports.understanding.people import People, find_people
from coordination.text import NotACount, clean, parse_count

_ANY_NUMBER = 10**12
_TEXT_LIMIT = 60
# A number is understood with its unit; the question has said which it is, so any will do.
_UNIT = " families"


@dataclass(frozen=True, slots=True)
class Number:
    """A number as typed; a range counts as its middle, rounded up, and as approximate."""

    value: int
    approximate: bool


def type_number(text: str) -> Number | Literal["negative", "fraction"] | None:
    """The number in a typed answer; why it cannot be taken; None when there is none, or several."""
    rough = _rough(text)
    count = parse_count(text, limit=_ANY_NUMBER)
    if not isinstance(count, NotACount):
        hedged = rough is not None and rough.count == count.value
        return Number(count.value, approximate=count.approximate or hedged)
    if count.reason == "negative" or count.reason == "fraction":
        return count.reason
    return Number(rough.count, approximate=True) if rough and rough.count is not None else None


def _rough(text: str) -> People | None:
    found = find_people(lex(clean(text, _TEXT_LIMIT).replace("≈", "~") + _UNIT), frozenset())
    return found[0] if len(found) == 1 and found[0].approximate else None


def with_number(fact: Fact, step: Step, number: Number) -> Fact:
    """The fact with its families or individuals; the fact is approximate when either figure is."""
    if step == "households":
        other = fact.individuals
        fact = replace(fact, households=number.value)
    else:
        other = fact.households
        fact = replace(fact, individuals=number.value)
    return replace(fact, approximate=number.approximate or (fact.approximate and isinstance(other, int)))
