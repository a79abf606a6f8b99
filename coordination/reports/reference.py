"""References of reports: ``NI-261122-017-K`` is Ninewa, 22 Nov 2026, number 17 of that day, check letter K.

The check letter catches every mistyped character and every swap of two neighbours: each position weighs twice the
one before it, in the field of 23 elements, where no product of two factors is zero unless one of them is.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from coordination.places import gazetteer, short_code
from coordination.text import normalise

CHECK_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ"
"""23 letters: without I, L and O, which look like digits."""

NATIONAL = "IQ"
"""Instead of a governorate's code: a report of no governorate, such as a ministry's "nothing to report"."""

LARGEST = 999_999
# All dashes or none: with some, a digit typed for a missing one could make another number that is right as well.
_SHAPE = re.compile(r"([A-Z]{2})(-?)(\d{6})\2(\d{3}|[1-9]\d{3,5})\2([A-Z])")
_WRITTEN = re.compile(r"\b[A-Z]{2}-\d{6}-\d{3,6}-[A-Z]\b")
_BETWEEN = re.compile(r"[\s-]+")
# As people write one among other words: in small letters, with digits of any script, with or without dashes.
_AMONG_WORDS = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}([ -]?)\d{6}\1\d{3,6}\1[A-Za-z](?![A-Za-z0-9])")


def make_reference(governorate: str, day: date, number: int) -> str:
    """The reference of the `number`-th report of a governorate ("IQ-NI", or `NATIONAL`) on a day.

    A number beyond 999 takes more digits. Raises ValueError for an unknown governorate, or a number outside 1 to
    999,999.
    """
    code = short_code(governorate)
    if code not in _codes() or not 1 <= number <= LARGEST:
        raise ValueError(f"no reference for {governorate} number {number}")
    digits = f"{number:03}"
    return f"{code}-{day:%y%m%d}-{digits}-{check_letter(f'{code}{day:%y%m%d}{digits}')}"


def read_reference(text: str) -> str | None:
    """The reference somebody typed, in its one written form; None when it is none, or was mistyped.

    Small letters, digits of all three sets, blanks for dashes, and no dashes at all are accepted.
    """
    shape = _SHAPE.fullmatch(_BETWEEN.sub("-", normalise(text).strip()).upper())
    if shape is None:
        return None
    code, _, day, number, check = shape.groups()
    if code not in _codes() or check != check_letter(code + day + number):
        return None
    return f"{code}-{day}-{number}-{check}"


def references_in(text: str) -> tuple[str, ...]:
    """The references that a message of the bot names, each once, in their order."""
    found = (read_reference(shape.group()) for shape in _WRITTEN.finditer(text))
    return tuple(dict.fromkeys(reference for reference in found if reference))


def references_written(text: str) -> tuple[tuple[str, ...], str]:
    """The references that somebody's message names, each once, and the message without them.

    One with its dashes that was mistyped is among them as it was written: it is meant as a reference, and is nobody's.
    """
    found: list[str] = []

    def take(shape: re.Match[str]) -> str:
        reference = read_reference(shape.group()) or (
            shape.group().upper() if shape.group(1) == "-" else None
        )
        if reference is None:
            return shape.group()
        found.append(reference)
        return " "

    rest = _AMONG_WORDS.sub(take, text)
    return tuple(dict.fromkeys(found)), rest


@cache
def _codes() -> frozenset[str]:
    return frozenset((NATIONAL, *(short_code(place.id) for place in gazetteer().governorates())))


def check_letter(characters: str) -> str:
    """The letter that makes a slip in these characters (capitals and digits) known.

    Letters count by their place in the alphabet: X, Y and Z, which would meet A, B and C, are in no code.
    """
    total = sum(
        2**position * (int(c) if c.isdigit() else ord(c) - ord("A")) for position, c in enumerate(characters)
    )
    return CHECK_LETTERS[total % len(CHECK_LETTERS)]
