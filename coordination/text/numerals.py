"""Numbers in a row of tokens: in digits, in words, or both ("٢ آلاف", "مئة وعشرون", "1.2k")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from functools import cache, lru_cache
from typing import NamedTuple

from coordination.text.normalise import normalise_word
from coordination.text.reference import read_table
from coordination.text.tokens import Token

_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,3}(?:\.\d{3})+")
_DECIMAL = re.compile(r"\d+[.,]\d+")
_MULTIPLIERS = frozenset((100, 1000, 1_000_000))
_DOZEN = 12
# Longer than any count: int() on it would only cost time.
_MOST_DIGITS = 15
TOO_MANY = Fraction(10**_MOST_DIGITS)
"""What numbers with more digits than anybody counts are read as."""


class Numeral(NamedTuple):
    """A number that stands in a text: its value and the index after its last token."""

    value: Fraction
    end: int


@cache
def number_words() -> dict[str, int]:
    """Return normalised number word → value."""
    return {normalise_word(row["word"]): int(row["value"]) for row in read_table("words/numbers.csv")}


@lru_cache(maxsize=4096)
def digits_value(text: str) -> Fraction | None:
    """Return the value of a normalised number token ("1200", "1,200", "1.200", "1.5"); None if it is none."""
    if not text.isdecimal() and _GROUPED.fullmatch(text):
        text = text.replace(",", "").replace(".", "")
    if text.isdecimal():
        return Fraction(int(text)) if len(text) <= _MOST_DIGITS else TOO_MANY
    if _DECIMAL.fullmatch(text):
        return Fraction(text.replace(",", ".")) if len(text) <= _MOST_DIGITS else TOO_MANY
    return None


def read_numeral(tokens: Sequence[Token], start: int) -> Numeral | None:
    """Read the number that begins at `start`, as long as it goes; None if none begins there."""
    token = tokens[start]
    if token.kind == "number":
        value = digits_value(token.text)
        return None if value is None else _scaled(tokens, value, start + 1)
    if token.kind == "word":
        return _in_words(tokens, start)
    return None


def _word_value(tokens: Sequence[Token], index: int) -> int | None:
    return _worth(tokens[index].text) if index < len(tokens) and tokens[index].kind == "word" else None


@lru_cache(maxsize=16384)
def _worth(word: str) -> int | None:
    value = number_words().get(word)
    if value is None and word.startswith("ال"):
        # "بحدود العشرين"; below ten it is rather a weekday ("الاثنين").
        value = number_words().get(word[2:])
        return value if value is not None and value >= 10 else None
    return value


def _scaled(tokens: Sequence[Token], value: Fraction, index: int) -> Numeral:
    """Read what multiplies a number in digits: "1.2k", "٢ آلاف", "2 thousand", and "٢ آلاف و٥٠٠"."""
    if index >= len(tokens):
        return Numeral(value, index)
    if tokens[index].text == "k" and tokens[index].glued:
        return Numeral(value * 1000, index + 1)
    scale = _word_value(tokens, index)
    if scale not in (1000, 1_000_000) and tokens[index].text != "dozen":
        return Numeral(value, index)
    value, index = value * (scale or 1), index + 1
    if index + 1 < len(tokens) and tokens[index].text == "و" and tokens[index + 1].kind == "number":
        rest = digits_value(tokens[index + 1].text)
        if rest is not None and scale is not None and rest < scale:
            return Numeral(value + rest, index + 2)
    return Numeral(value, index)


def _joined(tokens: Sequence[Token], index: int) -> tuple[int, int] | None:
    """Read "وعشرون", "و عشرون", "and fifty" or "-five" at `index`: (value, index after it)."""
    if index >= len(tokens):
        return None
    text = tokens[index].text
    if text.startswith("و") and (value := number_words().get(text[1:])) is not None:
        return value, index + 1
    if text in ("و", "and", "-") and (value := _word_value(tokens, index + 1)) is not None:
        return value, index + 2
    return None


def _in_words(tokens: Sequence[Token], start: int) -> Numeral | None:
    first, text = _word_value(tokens, start), tokens[start].text
    if text == "half" and [token.text for token in tokens[start + 1 : start + 3]] == ["a", "dozen"]:
        return Numeral(Fraction(_DOZEN // 2), start + 3)
    if first is None and text == "a" and _word_value(tokens, start + 1) in (2, 12, 100, 1000):
        start, first = start + 1, _word_value(tokens, start + 1)
    if first is None:
        return None
    total, current, index = 0, 0, start
    value: int | None = first
    linked = False
    room: int = 10**12
    while value is not None:
        if (value in _MULTIPLIERS and not linked and 0 < current < value) or (
            value == _DOZEN and tokens[index - 1 if linked else index].text == "dozen" and current
        ):
            current *= value
        elif index == start or (linked and value < room) or (not linked and _follows(current, value)):
            current += value
        else:
            break
        if value >= 1000:
            total, current = total + current, 0
        room = _room(value)
        index += 1
        linked = False
        value = _word_value(tokens, index)
        if value is None and (link := _joined(tokens, index)) is not None and link[0] < room:
            value, linked = link[0], True
            index = link[1] - 1
    return Numeral(Fraction(total + current), index)


def _room(value: int) -> int:
    """Return the bound below which a number may still be added after `value`."""
    for step in (1_000_000, 1000, 100):
        if value >= step:
            return step
    # "خمسة وعشرون" puts the unit first; after a ten only units are left.
    return 100 if value < 10 else 10


def _follows(current: int, value: int) -> bool:
    """Say whether `value` continues `current` with no link: "twenty five", "hundred twenty", "خمسة عشر"."""
    if current == 0:
        return True
    if value == 10:
        return 1 <= current % 100 <= 9 or current % 100 == 0
    if value < 10:
        return current % 10 == 0 and current >= 20
    return current >= 100 and current % 100 == 0 and value < 100
