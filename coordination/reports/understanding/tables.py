"""The vocabularies of understanding, each read once from `reference/words/`."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Literal

from rapidfuzz.distance import OSA

from coordination.places.gazetteer import place_words
from coordination.text.normalise import normalise
from coordination.text.numerals import number_words
from coordination.text.reference import read_table
from coordination.text.vocabulary import Vocabulary, forms


@cache
def senses() -> Vocabulary:
    """Return what happened, how it is said, and which sector a thing belongs to ("sector:wash")."""
    rows = [
        (row["phrase"], row["sense"])
        for name in ("happenings", "phrasing")
        for row in read_table(f"words/{name}.csv")
    ]
    rows += [(row["phrase"], "sector:" + row["sector"]) for row in read_table("words/sectors.csv")]
    return Vocabulary(rows, slips=True)


@cache
def dates() -> Vocabulary:
    """Return the words for days, weekdays and months."""
    rows = [(row["phrase"], row["sense"]) for row in read_table("words/dates.csv")]
    return Vocabulary(rows, slips=True)


@cache
def ordinals() -> dict[str, int]:
    """Return normalised ordinal → value: days of the month in words ("السادس")."""
    return {normalise(row["word"]): int(row["value"]) for row in read_table("words/ordinals.csv")}


@cache
def field_names() -> frozenset[str]:
    """Return the normalised names of the fields of reports that are filled in line by line ("From: ...")."""
    return frozenset(normalise(row["name"]) for row in read_table("words/fields.csv"))


@cache
def units() -> dict[str, tuple[str, int | None]]:
    """Return normalised word → ("households" or "individuals", the number it carries)."""
    rows = read_table("words/units.csv")
    return {
        normalise(row["word"]): (row["unit"], int(row["count"]) if row["count"] else None)
        for row in rows
        if row["unit"] in ("households", "individuals")
    }


Unit = Literal["households", "individuals"]


@lru_cache(maxsize=16384)
def unit_of(word: str) -> tuple[Unit, int | None] | None:
    """Return what `word` counts, with any usual prefix, and the number it carries itself ("عائلتين")."""
    for form in forms(word):
        if form in units():
            unit, count = units()[form]
            return ("households" if unit == "households" else "individuals"), count
    return _misspelt_unit(word)


_SPELT = ("family", "families", "household", "households", "individual", "individuals", "persons", "people")
_SHORTEST_TYPO = 6


def _misspelt_unit(word: str) -> tuple[Unit, int | None] | None:
    """Read one wrong letter, or two that changed places, in an English word for those who are counted."""
    if not word.isascii() or len(word) < _SHORTEST_TYPO:
        return None
    meant = next((spelt for spelt in _SPELT if word[0] == spelt[0] and OSA.distance(word, spelt) == 1), None)
    return None if meant is None else (("households" if meant[0] in "fh" else "individuals"), None)


@cache
def describing() -> frozenset[str]:
    """Return the words that may stand between a number and those counted ("90 displaced families")."""
    return _beside_counted("describes")


@cache
def labels() -> frozenset[str]:
    """Return the words that lead from those counted to their number ("عوائل عددها ٤٠")."""
    return _beside_counted("labels")


def _beside_counted(part: str) -> frozenset[str]:
    return frozenset(normalise(row["word"]) for row in read_table("words/units.csv") if row["unit"] == part)


@cache
def prepositions() -> dict[str, str]:
    """Return normalised preposition → "to", "from" or "in"."""
    return {normalise(row["word"]): row["role"] for row in read_table("words/prepositions.csv")}


@cache
def false_friends() -> dict[str, str]:
    """Return normalised name → what must stand beside it: "designator" or "position"."""
    return {normalise(row["name"]): row["needs"] for row in read_table("places/false_friends.csv")}


@lru_cache(maxsize=16384)
def known_word(word: str) -> bool:
    """Say whether `word` belongs to any vocabulary, so that it is no misspelt place."""
    return (
        senses().knows(word)
        or dates().knows(word)
        or word in units()
        or word in prepositions()
        or word in place_words()
        or word in number_words()
    )
