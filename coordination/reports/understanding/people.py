"""Figures of people: families and individuals, with ranges and hedges; casualties are left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from coordination.places.gazetteer import place_words
from coordination.reports.understanding.lexed import Lexed
from coordination.reports.understanding.tables import Unit, describing, labels, prepositions
from coordination.text.counts import FRACTIONS, links_range
from coordination.text.numerals import TOO_MANY, number_words, read_numeral
from coordination.text.tokens import Token

_BEFORE_UNIT = 3
_LABEL_REACH = 5
_HEDGE_BEFORE = 3
_HEDGE_BEHIND = 4
_LABEL_MARKS = frozenset((":", "=", "(", "-"))
_STOPS = frozenset((",", ";", ".", "\n", "+", "(", ")", ":", "!"))
_HEDGE_MARKS = frozenset("~±><")
_BEHIND_NUMBER = FRACTIONS | {"+", "~", ")"}
_MINUS = "\u2212"


@dataclass(frozen=True, slots=True)
class People:
    """A figure in tokens[start:end]: how many, of what, and whether it is said to be rough.

    `count` is None where the words are no number of people ("12.5", "-5", twenty digits): somebody has to ask.
    `hedge` are the tokens that make it rough, where they stand beside it.
    """

    start: int
    end: int
    unit: Unit
    count: int | None
    approximate: bool
    hedge: tuple[int, int] | None = None


class _Amount(NamedTuple):
    start: int
    end: int
    low: Fraction
    high: Fraction


def find_people(lexed: Lexed, taken: frozenset[int]) -> tuple[People, ...]:
    """Find the figures of people in order; `taken` are tokens that mean something else (places, days)."""
    if not any(lexed.units):
        return ()
    found: list[People] = []
    lexed = _numbers_bared(lexed)
    behind, units = 0, lexed.units
    for index, token in enumerate(lexed.tokens):
        if index < behind or index in taken:
            continue
        people = None
        if units[index] is not None or _begins_number(token):
            people = (
                _with_own_number(lexed, index)
                or _counted(lexed, index, taken)
                or _labelled(lexed, index, taken)
            )
        if people is None and found and token.text.startswith("وال"):
            people = _elliptical(lexed, index, found[-1], taken)
        if people is not None:
            behind = people.end
            if people.unit == "households" or not _is_casualty(lexed, people):
                found.append(people)
    if len(found) < 2:
        return tuple(found)
    parts = [people for people in found if not _is_whole(lexed, people)]
    return tuple(parts or found)


def _is_whole(lexed: Lexed, people: People) -> bool:
    """Say whether a figure is the whole of which another one tells a part ("of a total of 50 families 20 returned")."""
    before = (lexed.senses[at] for at in range(max(0, people.start - _HEDGE_BEHIND), people.start))
    return any(hit is not None and "whole" in hit.senses and hit.end == people.start for hit in before)


def _numbers_bared(lexed: Lexed) -> Lexed:
    """Take an attached preposition off number words that stand before those counted ("لخمسطعش عائلة")."""
    counted = (at for at, unit in enumerate(lexed.units) if unit is not None and at)
    attached = [at - 1 for at in counted if _has_attached(lexed.tokens[at - 1].text)]
    if not attached:
        return lexed
    bared = list(lexed.tokens)
    for at in attached:
        bared[at] = bared[at]._replace(text=bared[at].text[1:])
    return lexed._replace(tokens=tuple(bared))


def _has_attached(word: str) -> bool:
    """Say whether a preposition stands at the beginning of a number word."""
    return (
        word.startswith(("ل", "ب"))
        and len(word) > 3
        and word[1:] in number_words()
        and word not in number_words()
    )


def _begins_number(token: Token) -> bool:
    return _is_number_word(token.text) if token.kind == "word" else token.kind == "number"


@lru_cache(maxsize=16384)
def _is_number_word(word: str) -> bool:
    names = number_words()
    return word in names or word.removeprefix("ال") in names or word in ("a", "half")


def _with_own_number(lexed: Lexed, index: int) -> People | None:
    """Read "عائلتين" (two families) and "a family"."""
    tokens = lexed.tokens
    unit = lexed.units[index]
    end = index + 1
    if unit is not None and unit[1] is not None:
        if end < len(tokens) and _word_value_two(tokens[end].text):
            end += 1
        return _people(lexed, _Amount(index, end, Fraction(unit[1]), Fraction(unit[1])), end, unit[0])
    if (
        unit is not None
        and unit[0] == "households"
        and end < len(tokens)
        and tokens[end].text in ("واحده", "وحده")
    ):
        return _people(lexed, _Amount(index, end + 1, Fraction(1), Fraction(1)), end + 1, unit[0])
    if tokens[index].text == "a" and end < len(tokens) and tokens[end].text in ("family", "household"):
        return _people(lexed, _Amount(index, end + 1, Fraction(1), Fraction(1)), end + 1, "households")
    return None


def _word_value_two(word: str) -> bool:
    return word in ("اثنتين", "اثنين", "اثنتان")


def _amount(tokens: Sequence[Token], start: int, taken: frozenset[int]) -> _Amount | None:
    """Read a number, or a range of two ("20-30", "بين ٤٠ و٥٠", "45 to 50")."""
    first = read_numeral(tokens, start)
    if first is None:
        return None
    link, end = first.end, first.end
    if end + 1 < len(tokens) and links_range(tokens, start, link) and link + 1 not in taken:
        second = read_numeral(tokens, link + 1)
        if second is not None and first.value < second.value:
            return _Amount(start, second.end, first.value, second.value)
    return _Amount(start, end, first.value, first.value)


def _counted(lexed: Lexed, start: int, taken: frozenset[int]) -> People | None:
    """Read a number and the unit behind it: "120 families", "٧٠ عائلة", "90 displaced families"."""
    tokens = lexed.tokens
    amount = _amount(tokens, start, taken)
    if amount is None:
        return None
    best: tuple[int, Unit] | None = None
    for index in range(amount.end, min(amount.end + _BEFORE_UNIT, len(tokens))):
        token = tokens[index]
        if token.text in _BEHIND_NUMBER and token.glued:
            continue
        unit = lexed.units[index] if index not in taken else None
        if unit is not None and (best is None or unit[0] == "households"):
            best = (index + 1, unit[0])
        elif unit is None and token.text not in describing() and not _describes(lexed, index, taken):
            break
    return None if best is None else _people(lexed, amount, best[0], best[1])


def _describes(lexed: Lexed, index: int, taken: frozenset[int]) -> bool:
    """Say whether an English word that says nothing else may describe those counted ("5 Christian families")."""
    token = lexed.tokens[index]
    return (
        token.kind == "word"
        and token.text.isascii()
        and len(token.text) > 3
        and index not in taken
        and lexed.senses[index] is None
        and lexed.dates[index] is None
        and token.text not in prepositions()
        and token.text not in place_words()
        and token.text not in number_words()
    )


def _elliptical(lexed: Lexed, start: int, before: People, taken: frozenset[int]) -> People | None:
    """Read "والعائدة ٣٠" behind a figure of families: the same are counted; the word at `start` begins with وال."""
    tokens, word = lexed.tokens, lexed.tokens[start].text
    index = start + 1
    if word[3:] not in describing() or index >= len(tokens):
        return None
    while index + 1 < len(tokens) and tokens[index].text in _LABEL_MARKS:
        index += 1
    amount = _amount(tokens, index, taken) if tokens[index].kind == "number" and index not in taken else None
    if amount is None or _counted(lexed, index, taken) is not None:
        return None
    return _people(lexed, amount._replace(start=index), amount.end, before.unit)


def _labelled(lexed: Lexed, start: int, taken: frozenset[int]) -> People | None:
    """Read a unit with its number behind it: "HH: 45", "عدد العوائل 12"."""
    tokens = lexed.tokens
    unit = lexed.units[start]
    if unit is None:
        return None
    index = start + 1
    if index < len(tokens) and lexed.units[index] is not None:
        index += 1
    leading = any(
        token.text == "(" or token.text in labels() for token in tokens[index : start + _LABEL_REACH]
    )
    labelled = False
    while index < len(tokens) and index - start <= _LABEL_REACH:
        # "عوائل حمام العليل (حوالي ٣٠٠)", "نازحين بالكوفة عددهم ٨٠"
        if not (index in taken and leading) and not _leads_to_number(lexed, index):
            break
        labelled = labelled or tokens[index].text in labels()
        index += 1
    if index >= len(tokens) or index in taken:
        return None
    if tokens[index].kind != "number" and not (labelled and _begins_number(tokens[index])):
        return None
    amount = _amount(tokens, index, taken)
    if amount is None or _counted(lexed, index, taken) is not None:
        return None
    return _people(lexed, amount._replace(start=index), amount.end, unit[0])


def _leads_to_number(lexed: Lexed, index: int) -> bool:
    """Say whether a word or mark may stand between those counted and their number ("عوائل نازحة عددها ٤٠")."""
    text, hit = lexed.tokens[index].text, lexed.senses[index]
    return (
        text in _LABEL_MARKS
        or text in labels()
        or text in describing()
        or bool(hit and "hedge" in hit.senses)
    )


def _people(lexed: Lexed, amount: _Amount, end: int, unit: Unit) -> People:
    oddly = _odd_start(lexed, amount)
    if oddly is not None:
        return People(oddly, end, unit, None, False)
    hedge = _hedge(lexed, amount, end)
    low, high = amount.low.numerator, amount.high.numerator  # whole numbers: others are odd
    return People(amount.start, end, unit, (low + high + 1) // 2, low != high or hedge is not None, hedge)


def _odd_start(lexed: Lexed, amount: _Amount) -> int | None:
    """Return where the words begin of what is no number of people: a fraction, less than zero, beyond all measure."""
    tokens, start = lexed.tokens, amount.start
    if _is_minus(lexed, start - 1):
        return start - 1
    behind = tokens[amount.end].text if amount.end < len(tokens) else ""
    if amount.low.denominator != 1 or amount.high.denominator != 1 or behind in FRACTIONS:
        return start
    if amount.high.numerator >= TOO_MANY.numerator:
        return start
    if (
        start > 1
        and tokens[start - 1].text == "/"
        and tokens[start].glued
        and tokens[start - 2].kind == "number"
    ):
        return start - 2
    return None


def _is_minus(lexed: Lexed, index: int) -> bool:
    """Say whether the mark at `index` is a minus: no dash in a word or range, and no bullet of a list."""
    tokens = lexed.tokens
    if index < 0 or tokens[index].text != "-" or not tokens[index + 1].glued or tokens[index].glued:
        return False
    if lexed.text[tokens[index].start] == _MINUS:
        return True
    heads_line = index == 0 or tokens[index - 1].text == "\n"
    return not heads_line or lexed.text.startswith("-") + lexed.text.count("\n-") < 2


def _hedge(lexed: Lexed, amount: _Amount, end: int) -> tuple[int, int] | None:
    """Return the tokens beside a figure that say that it is rough."""
    tokens = lexed.tokens
    first = max(0, amount.start - _HEDGE_BEFORE)
    for index in range(amount.start - 1, first - 1, -1):
        if tokens[index].text in _HEDGE_MARKS or (index == amount.start - 1 and _is_plus(tokens, index)):
            return index, index + 1
        if tokens[index].text in _STOPS and tokens[index].text != ".":
            break
        hit = lexed.senses[index]
        if hit is not None and "hedge" in hit.senses and hit.end + 1 >= amount.start:
            return hit.start, hit.end
    for index in range(amount.end, min(end + 1, len(tokens))):
        hit = lexed.senses[index]
        if tokens[index].text == "+" and index == amount.end:
            return index, index + 1
        if hit is not None and "hedge_after" in hit.senses:
            return hit.start, hit.end
    return _hedge_behind(lexed, end + 1)


def _hedge_behind(lexed: Lexed, start: int) -> tuple[int, int] | None:
    """Return "approximately" where it ends what is said of a figure ("1500 people in Bahrka camp approximately")."""
    for index in range(start, min(start + _HEDGE_BEHIND, len(lexed.tokens))):
        if lexed.tokens[index].text in _STOPS or _begins_number(lexed.tokens[index]):
            return None
        hit = lexed.senses[index]
        if hit is not None and "hedge_after" in hit.senses:
            last = hit.end >= len(lexed.tokens) or not _begins_number(lexed.tokens[hit.end])
            return (hit.start, hit.end) if last else None
    return None


def _is_plus(tokens: Sequence[Token], index: int) -> bool:
    """Say whether "+50" is said: more than fifty."""
    return tokens[index].text == "+" and tokens[index + 1].glued and not (index and tokens[index].glued)


def _is_casualty(lexed: Lexed, people: People) -> bool:
    """Say whether the words around a figure make it killed, wounded, missing or sick people."""
    before = range(people.start - 1, max(-1, people.start - 4), -1)
    after = range(people.end, min(people.end + 4, len(lexed.tokens)))
    for around in (before, after):
        for index in around:
            if lexed.tokens[index].text in _STOPS:
                break
            hit = lexed.senses[index]
            if hit is not None and "casualty" in hit.senses:
                return True
    return False
