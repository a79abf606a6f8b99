"""What a word can be for the places of a text, told from the word alone: a name, a slip of one, a sign of one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, cast

from coordination.places import Place
from coordination.places.abroad import abroad
from coordination.places.gazetteer import gazetteer, place_words
from coordination.places.keys import word_key
from coordination.reports.understanding.tables import known_word, prepositions

Role = Literal["to", "from", "in", "native", "bare"]
"""What a place is to those told of; "native": they are its people ("اهالي بيجي"), wherever they are now."""
_SHORTEST_TYPO = 5


@dataclass(frozen=True, slots=True)
class Word:
    """What a word can be by itself, looked up once for each word: a name or the sign of one.

    `openings` are (role, first word, its key, whether that is a name) for the readings with which a known name can
    begin, `slips` (role, places) for those that are one wrong letter away from a name. `role` is that of a preposition;
    `designator` is the kind of place that follows a word which `designates` one, and `prefix` the role that an attached
    letter gives it.
    """

    openings: tuple[tuple[Role | None, str, str, bool], ...]
    slips: tuple[tuple[Role | None, tuple[Place, ...]], ...]
    role: Role | None
    designates: bool
    designator: str | None
    prefix: Role | None


@lru_cache(maxsize=16384)
def word_of(text: str) -> Word:
    """Return what the normalised word or number `text` can be."""
    prefix, bare = _split_prefix(text)
    openings = _openings(text)
    return Word(
        openings=openings,
        slips=_slips(text) if not text[0].isdecimal() else (),
        role=cast("Role | None", prepositions().get(text)),
        designates=bare in place_words() or text in place_words(),
        designator=place_words().get(text, place_words().get(bare)),
        prefix=prefix,
    )


def _openings(word: str) -> tuple[tuple[Role | None, str, str, bool], ...]:
    readings = ((role, first, word_key(first)) for role, first in _first_words(word))
    # "at" is an article of names ("At-Ta'mim") and a preposition; alone it begins none.
    return tuple(
        (role, first, key, is_known(key))
        for role, first, key in readings
        if begins(key) and (key or first not in prepositions())
    )


@lru_cache(maxsize=16384)
def begins(key: str) -> bool:
    """Say whether the key of any name begins with `key`."""
    return gazetteer().index.begins(key) or key in abroad().beginnings


@lru_cache(maxsize=16384)
def is_known(key: str) -> bool:
    """Say whether `key` is that of a name, in the country or abroad."""
    return bool(gazetteer().index.named(key)) or key in abroad().names


def _first_words(word: str) -> list[tuple[Role | None, str]]:
    """Return the readings of a name's first word: as it is, without و, without an attached preposition."""
    readings: list[tuple[Role | None, str]] = [(None, word)]
    if word.isascii() or len(word) < 4:
        return readings
    role, rest = _split_prefix(word)
    if role is not None:
        readings.append((role, rest))
    if word[0] == "و":
        readings.append((None, word[1:]))
    return readings


def _split_prefix(word: str) -> tuple[Role | None, str]:
    """Split an attached ب or ل (and a و before it) off an Arabic word: the role it gives, and the rest."""
    if word.isascii() or len(word) < 4:
        return None, word
    if word[0] in "وف" and word[1] in "بل":
        role, rest = _split_prefix(word[1:])
        return (role, rest) if role else (None, word)
    if word.startswith("لل"):
        return "to", "ال" + word[2:]
    if word[0] == "ل":
        return "to", word[1:]
    if word[0] == "ب":
        return "in", word[1:]
    return None, word


def _slips(word: str) -> tuple[tuple[Role | None, tuple[Place, ...]], ...]:
    """Return (role, places) for the readings of `word` that are one wrong letter away from places of one governorate."""
    if known_word(word):
        return ()
    found = []
    for role, first in _first_words(word):
        key = word_key(first)
        if len(key) < _SHORTEST_TYPO or known_word(first):
            continue
        near = gazetteer().index.one_typo(key)
        if near and len({place.governorate for place in near}) == 1:
            found.append((role, near))
    return tuple(found)
