"""A count of families or persons, typed into the number field of a form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Literal

from coordination.text.clean import clean
from coordination.text.numerals import Numeral, digits_value, read_numeral
from coordination.text.tokens import Token, tokenise

FRACTIONS = frozenset("½¼¾⅓⅔")
_BETWEEN = frozenset(("between", "btw", "btwn", "bet", "بين", "مابين"))
_RANGE_LINKS = frozenset(("-", "to", "الي", "or", "او"))
MOST_INDIVIDUALS = 5_000_000
MOST_HOUSEHOLDS = 500_000


@dataclass(frozen=True, slots=True)
class Count:
    """A whole number, zero included; `approximate` for the middle of a range ("20-30")."""

    value: int
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class NotACount:
    """Why the text is no count that can be taken as it is: ask again, saying which."""

    reason: Literal["negative", "fraction", "absurd", "no number"]


CountAnswer = Count | NotACount


def parse_count(text: str, limit: int = MOST_INDIVIDUALS) -> CountAnswer:
    """Read the one number in `text`: "120", "١٬٢٠٠", "1.200", "1.2k", "٢ آلاف", "الفين", "120 عائلة".

    A range ("20-30", "بين ٤٠ و٥٠") gives its middle, rounded up. More than `limit` is absurd. A text with no
    number, or with several, has "no number".
    """
    tokens = tokenise(clean(text, 200))
    found = _numerals(tokens)
    if _is_ratio(tokens, found):
        return NotACount("fraction")
    if not found or (len(found) > 1 and not _is_range(tokens, found)):
        return NotACount("no number")
    start = found[0][0]
    if start and tokens[start - 1].text == "-" and (start == 1 or not tokens[start - 1].glued):
        return NotACount("negative")
    if any(_is_fraction(tokens, numeral) for _, numeral in found):
        return NotACount("fraction")
    low, high = found[0][1].value, found[-1][1].value
    if high > limit:
        return NotACount("absurd")
    return Count(ceil((low + high) / 2), approximate=low != high)


def _is_fraction(tokens: tuple[Token, ...], numeral: Numeral) -> bool:
    behind = tokens[numeral.end].text if numeral.end < len(tokens) else ""
    return numeral.value.denominator != 1 or behind in FRACTIONS


def _is_range(tokens: tuple[Token, ...], found: list[tuple[int, Numeral]]) -> bool:
    """Say whether two numbers are the ends of a range: "20-30", "20 to 30", "between 20 and 30"."""
    (start, low), (second, high) = found[0], found[-1]
    if len(found) != 2 or second != low.end + 1 or low.value >= high.value:
        return False
    return links_range(tokens, start, low.end)


def links_range(tokens: Sequence[Token], start: int, link: int) -> bool:
    """Say whether the word at `link` makes a range of the number that begins at `start` and the one behind it."""
    text = tokens[link].text
    if text in ("and", "و", "n", "&"):
        return start > 0 and tokens[start - 1].text in _BETWEEN
    return text in _RANGE_LINKS


def _numerals(tokens: tuple[Token, ...]) -> list[tuple[int, Numeral]]:
    found = []
    index = 0
    while index < len(tokens):
        numeral = _spaced_groups(tokens, index) or read_numeral(tokens, index)
        if numeral is not None:
            found.append((index, numeral))
        index = numeral.end if numeral is not None else index + 1
    return found


def _spaced_groups(tokens: tuple[Token, ...], start: int) -> Numeral | None:
    """Read "1 200 000": groups of three digits behind a first group of one to three."""
    end = start + 1
    if tokens[start].kind != "number" or len(tokens[start].text) > 3:
        return None
    while end < len(tokens) and tokens[end].kind == "number" and len(tokens[end].text) == 3:
        end += 1
    if end == start + 1 or end - start > 4:
        return None
    value = digits_value("".join(token.text for token in tokens[start:end]))
    return None if value is None else Numeral(value, end)


def _is_ratio(tokens: tuple[Token, ...], found: list[tuple[int, Numeral]]) -> bool:
    return len(found) == 2 and found[1][0] == found[0][1].end + 1 and tokens[found[0][1].end].text in "/⁄"
