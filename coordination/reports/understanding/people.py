"""Figures of people: families and individuals, with ranges and hedges; casualties are left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil
from typing import Literal

from coordination.reports.understanding.tables import describing, senses, units
from coordination.reports.understanding.vocabulary import forms
from coordination.text.numerals import TOO_MANY, read_numeral
from coordination.text.tokens import Token

Unit = Literal["households", "individuals"]
_BETWEEN = frozenset(("-", "to", "الي", "and", "و", "or", "او"))
_BEFORE_UNIT = 3
_HEDGE_BEFORE = 3
_LABEL_MARKS = frozenset((":", "=", "(", "-"))
_STOPS = frozenset((",", ";", ".", "\n", "+", "(", ")", ":", "!"))


@dataclass(frozen=True, slots=True)
class People:
    """A figure in tokens[start:end]: how many, of what, and whether it is said to be rough."""

    start: int
    end: int
    unit: Unit
    count: int
    approximate: bool


@dataclass(frozen=True, slots=True)
class _Amount:
    start: int
    end: int
    low: Fraction
    high: Fraction


def find_people(tokens: Sequence[Token], taken: frozenset[int]) -> tuple[People, ...]:
    """Find the figures of people in order; `taken` are tokens that mean something else (places, days)."""
    found: list[People] = []
    index = 0
    while index < len(tokens):
        people = None
        if index not in taken and tokens[index].kind != "mark":
            people = (
                _with_own_number(tokens, index)
                or _counted(tokens, index, taken)
                or _labelled(tokens, index, taken)
            )
        if people is not None and not (people.unit == "individuals" and _is_casualty(tokens, people)):
            found.append(people)
        index = people.end if people is not None else index + 1
    return tuple(found)


def _unit(word: str) -> tuple[Unit, int | None] | None:
    for form in forms(word):
        if form in units():
            unit, count = units()[form]
            return ("households" if unit == "households" else "individuals"), count
    return None


def counts_people(word: str) -> bool:
    """Say whether `word` names people that can be counted ("عوائل", "persons")."""
    return _unit(word) is not None


def _with_own_number(tokens: Sequence[Token], index: int) -> People | None:
    """Read "عائلتين" (two families) and "a family"."""
    unit = _unit(tokens[index].text)
    end = index + 1
    if unit is not None and unit[1] is not None:
        if end < len(tokens) and _word_value_two(tokens[end].text):
            end += 1
        return _people(tokens, _Amount(index, end, Fraction(unit[1]), Fraction(unit[1])), end, unit[0])
    if (
        unit is not None
        and unit[0] == "households"
        and end < len(tokens)
        and tokens[end].text in ("واحده", "وحده")
    ):
        return _people(tokens, _Amount(index, end + 1, Fraction(1), Fraction(1)), end + 1, unit[0])
    if tokens[index].text == "a" and end < len(tokens) and tokens[end].text in ("family", "household"):
        return _people(tokens, _Amount(index, end + 1, Fraction(1), Fraction(1)), end + 1, "households")
    return None


def _word_value_two(word: str) -> bool:
    return word in ("اثنتين", "اثنين", "اثنتان")


def _amount(tokens: Sequence[Token], start: int, taken: frozenset[int]) -> _Amount | None:
    """Read a number, or a range of two ("20-30", "بين ٤٠ و٥٠", "45 to 50")."""
    first = read_numeral(tokens, start)
    if first is None:
        return None
    link, end = first.end, first.end
    if end + 1 < len(tokens) and tokens[link].text in _BETWEEN and link + 1 not in taken:
        second = read_numeral(tokens, link + 1)
        if second is not None and first.value < second.value and _is_range(tokens, start, link):
            return _Amount(start, second.end, first.value, second.value)
    return _Amount(start, end, first.value, first.value)


def _is_range(tokens: Sequence[Token], start: int, link: int) -> bool:
    if tokens[link].text in ("and", "و"):
        return start > 0 and tokens[start - 1].text in ("between", "بين")
    return True


def _counted(tokens: Sequence[Token], start: int, taken: frozenset[int]) -> People | None:
    """Read a number and the unit behind it: "120 families", "٧٠ عائلة", "90 displaced families"."""
    amount = _amount(tokens, start, taken)
    if amount is None:
        return None
    best: tuple[int, Unit] | None = None
    for index in range(amount.end, min(amount.end + _BEFORE_UNIT, len(tokens))):
        token = tokens[index]
        if token.text in ("+", "~", ")") and token.glued:
            continue
        unit = _unit(token.text) if token.kind == "word" and index not in taken else None
        if unit is not None and (best is None or unit[0] == "households"):
            best = (index + 1, unit[0])
        elif unit is None and token.text not in describing():
            break
    return None if best is None else _people(tokens, amount, best[0], best[1])


def _labelled(tokens: Sequence[Token], start: int, taken: frozenset[int]) -> People | None:
    """Read a unit with its number behind it: "HH: 45", "عدد العوائل 12"."""
    unit = _unit(tokens[start].text) if tokens[start].kind == "word" else None
    index = start + 1
    if unit is not None and index < len(tokens) and _unit(tokens[index].text) is not None:
        index += 1
    while index < len(tokens) and tokens[index].text in _LABEL_MARKS:
        index += 1
    if unit is None or index >= len(tokens) or index in taken or tokens[index].kind != "number":
        return None
    amount = _amount(tokens, index, taken)
    if amount is None or _counted(tokens, index, taken) is not None or amount.low.denominator != 1:
        return None
    return _people(tokens, replace(amount, start=index), amount.end, unit[0])


def _people(tokens: Sequence[Token], amount: _Amount, end: int, unit: Unit) -> People | None:
    middle = (amount.low + amount.high) / 2
    if amount.low.denominator != 1 or amount.high.denominator != 1 or amount.high >= TOO_MANY:
        return None
    rough = amount.low != amount.high or _is_hedged(tokens, amount, end)
    return People(amount.start, end, unit, ceil(middle), rough)


def _is_hedged(tokens: Sequence[Token], amount: _Amount, end: int) -> bool:
    first = max(0, amount.start - _HEDGE_BEFORE)
    for index in range(amount.start - 1, first - 1, -1):
        if tokens[index].text in ("~", "±", ">", "<"):
            return True
        if tokens[index].text in _STOPS and tokens[index].text != ".":
            break
        hit = senses().at(tokens, index)
        if hit is not None and "hedge" in hit.senses and hit.end + 1 >= amount.start:
            return True
    after = range(amount.end, min(end + 1, len(tokens)))
    return any(
        (tokens[index].text == "+" and index == amount.end)
        or ((hit := senses().at(tokens, index)) is not None and "hedge_after" in hit.senses)
        for index in after
    )


def _is_casualty(tokens: Sequence[Token], people: People) -> bool:
    """Say whether the words around a figure make it killed, wounded, missing or sick people."""
    before = range(people.start - 1, max(-1, people.start - 4), -1)
    after = range(people.end, min(people.end + 4, len(tokens)))
    for around in (before, after):
        for index in around:
            if tokens[index].text in _STOPS:
                break
            hit = senses().at(tokens, index)
            if hit is not None and "casualty" in hit.senses:
                return True
    return False
