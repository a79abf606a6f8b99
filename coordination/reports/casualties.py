"""Who was killed, injured or is missing, as a text tells it: the word and the number nearest to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import ceil

from coordination.reports.understanding.lexed import Lexed, lex
from coordination.reports.understanding.tables import describing, labels
from coordination.text import clean
from coordination.text.numerals import read_numeral
from coordination.text.reference import read_table
from coordination.text.tokens import Token
from coordination.text.vocabulary import Hit, Vocabulary, in_turn

_LIMIT = 4096
_BEFORE, _AFTER = 4, 3
"""Tokens between a number and the word it belongs to, at most."""
_STOPS = frozenset((",", ";", ".", "\n", "!", "?"))
_LEADING = frozenset((":", "=", "(", "of", "at", "least", "some", "about", "than", "more", "the", "another"))
_WERE = frozenset(
    (
        *("were", "was", "are", "is", "been", "have", "has", "others", "reported", "civilians", "and"),
        *("police", "policemen", "soldiers", "officers", "guards", "workers", "farmers", "shepherds"),
    )
)


@dataclass(frozen=True, slots=True)
class Casualties:
    """People who came to harm; 0 where none is told of. `nobody`: it is said that none did, and no other word differs."""

    killed: int = 0
    injured: int = 0
    missing: int = 0
    nobody: bool = False


@cache
def _words() -> Vocabulary:
    return Vocabulary((row["phrase"], row["sense"]) for row in read_table("words/casualties.csv"))


def casualty_words(tokens: Sequence[Token]) -> tuple[Hit, ...]:
    """The words that tell of people who came to harm, in order; "no casualties" and mere names are none."""
    hits = in_turn(_words().at_each(tokens))
    return tuple(hit for hit in hits if hit.senses.isdisjoint(("other", "nobody")))


def casualties(text: str) -> Casualties:
    """Count the people who came to harm; a word without a number counts as one. Raises nothing.

    The same number is never counted twice; of several numbers for one thing the highest holds ("2 killed ... 3 killed").
    """
    lexed = lex(clean(text, _LIMIT))
    hits = in_turn(_words().at_each(lexed.tokens))
    found = {"killed": 0, "injured": 0, "missing": 0}
    nobody = False
    used: set[int] = set()
    for hit in hits:
        if "other" in hit.senses:
            continue
        if "nobody" in hit.senses:
            nobody = True
            continue
        sense, _, own = sorted(hit.senses)[-1].partition(":")
        number = int(own) if own else _beside(lexed, hit, hits, used)
        found[sense] = max(found[sense], 1 if number is None else number)
        nobody = nobody or number == 0
    return Casualties(**found, nobody=nobody and not any(found.values()))


def _beside(lexed: Lexed, hit: Hit, hits: Sequence[Hit], used: set[int]) -> int | None:
    """The number that belongs to a word: before it or behind it, whichever is nearer; None for none."""
    before, behind = _before(lexed, hit, used), _behind(lexed, hit, hits, used)
    nearer = min((one for one in (before, behind) if one is not None), default=None)
    if nearer is None:
        return None
    used.add(nearer[1])
    return nearer[2]


_Number = tuple[int, int, int]
"""How far a number lies away, at which token it ends, its value."""


def _before(lexed: Lexed, hit: Hit, used: set[int]) -> _Number | None:
    """Read "3 people were killed", "ثلاثة قتلى"."""
    for start in range(max(0, hit.start - _BEFORE - 1), hit.start):
        number = read_numeral(lexed.tokens, start)
        if number is None or number.end > hit.start or number.end in used or number.value.denominator != 1:
            continue
        if all(_between(lexed, at) for at in range(number.end, hit.start)):
            return hit.start - number.end, number.end, ceil(number.value)
    return None


def _behind(lexed: Lexed, hit: Hit, hits: Sequence[Hit], used: set[int]) -> _Number | None:
    """Read "killing 3", "مقتل ٣ أشخاص", "إصابة شخصين", "injured: 5"; not what the next such word takes."""
    tokens = lexed.tokens
    for at in range(hit.end, min(hit.end + _AFTER, len(tokens))):
        unit = lexed.units[at]
        if unit is not None and unit[1] is not None:
            return at - hit.end, at + 1, unit[1]
        number = read_numeral(tokens, at)
        if number is not None:
            taken = any(other.start == number.end for other in hits) and at > hit.end
            counts = number.value.denominator == 1 and number.end not in used and not taken
            if not counts or _counts_something_else(lexed, number.end):
                return None
            return at - hit.end, number.end, ceil(number.value)
        if not _leads(lexed, at):
            return None
    return None


def _between(lexed: Lexed, at: int) -> bool:
    token = lexed.tokens[at]
    return lexed.units[at] is not None or token.text in describing() or token.text in _WERE


def _leads(lexed: Lexed, at: int) -> bool:
    text, sense = lexed.tokens[at].text, lexed.senses[at]
    if text in _STOPS:
        return False
    hedge = sense is not None and "hedge" in sense.senses
    return text in _LEADING or text in labels() or lexed.units[at] is not None or hedge


def _counts_something_else(lexed: Lexed, at: int) -> bool:
    """Say whether what stands behind a number makes it a day or a distance."""
    if at >= len(lexed.tokens):
        return False
    date = lexed.dates[at]
    # "Since" and "of" are one word in Arabic: "اصابة ٤ من المدنيين".
    dated = date is not None and date.senses != {"since"}
    return dated or lexed.tokens[at].text in ("km", "كم", "m", "%", ":", "/")
