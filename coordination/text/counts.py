"""A count of families or persons, typed into the number field of a form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from coordination.text.clean import clean
from coordination.text.numerals import Numeral, digits_value, read_numeral
from coordination.text.tokens import Token, tokenise

MOST_INDIVIDUALS = 5_000_000
MOST_HOUSEHOLDS = 500_000


@dataclass(frozen=True, slots=True)
class Count:
    """A whole number, zero included."""

    value: int


@dataclass(frozen=True, slots=True)
class NotACount:
    """Why the text is no count that can be taken as it is: ask again, saying which."""

    reason: Literal["negative", "fraction", "absurd", "no number"]


CountAnswer = Count | NotACount


def parse_count(text: str, limit: int = MOST_INDIVIDUALS) -> CountAnswer:
    """Read the one number in `text`: "120", "١٬٢٠٠", "1.200", "1.2k", "٢ آلاف", "الفين", "120 عائلة".

    More than `limit` is absurd. A text with no number, or with several, has "no number".
    """
    tokens = tokenise(clean(text, 200))
    found = _numerals(tokens)
    if _is_ratio(tokens, found):
        return NotACount("fraction")
    if len(found) != 1:
        return NotACount("no number")
    start, numeral = found[0]
    if start and tokens[start - 1].text == "-" and (start == 1 or not tokens[start - 1].glued):
        return NotACount("negative")
    if numeral.value.denominator != 1 or (numeral.end < len(tokens) and tokens[numeral.end].text in "½¼¾"):
        return NotACount("fraction")
    if numeral.value > limit:
        return NotACount("absurd")
    return Count(int(numeral.value))


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
