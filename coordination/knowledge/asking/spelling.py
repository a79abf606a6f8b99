"""Misspelt words, and Arabic written in Latin letters, brought back to words that mean something here."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

_SHORTEST = 4
_LONG = 8
"""From so many letters on two slips are repaired, below one."""
_FEWEST_CONSONANTS = 3

# Letters that Latin letters do not tell apart become one; vowels, ع and hamza are left out.
_LETTERS = str.maketrans("طثذضظحصقگچپڤ", "تددددهسككجبف", "اأإآويىئؤءع")
_LATIN = str.maketrans("bptdjhrzsfvqkgclmnx", "ببتدجهرزسففككككلمنخ", "aeiouyw'")
_PAIRS = {"sh": "ش", "kh": "خ", "gh": "غ", "th": "د", "dh": "د", "ch": "ج"}


class Spelling:
    """The words that can be meant. Immutable after it is built, but for what it remembers."""

    def __init__(self, stems: Iterable[str], arabic: Iterable[str]) -> None:
        """Take every stem that means something, and the Arabic words that people may write in Latin letters."""
        self._stems = tuple(dict.fromkeys(stem for stem in stems if len(stem) >= _SHORTEST))
        self._letters = np.array([_letters(stem) for stem in self._stems], np.uint64)
        self._lengths = np.array([len(stem) for stem in self._stems], np.int64)
        self._by_skeleton: dict[str, list[str]] = {}
        for word in arabic:
            found = skeleton(word)
            if len(found) >= _FEWEST_CONSONANTS:
                self._by_skeleton.setdefault(found, []).append(word)
        self.near = lru_cache(maxsize=8192)(self._near)

    def _near(self, stem: str) -> str | None:
        """Return the stem that is one slip away (two in a long one), or nothing."""
        if len(stem) < _SHORTEST:
            return None
        slips = 1 if len(stem) < _LONG else 2
        # A slip puts at most one letter in and one out: what differs by more letters need not be compared.
        alike = np.bitwise_count(self._letters ^ np.uint64(_letters(stem))) <= 2 * slips
        alike &= np.abs(self._lengths - len(stem)) <= slips
        stems = [self._stems[number] for number in np.flatnonzero(alike).tolist()]
        found = process.extractOne(stem, stems, scorer=OSA.distance, score_cutoff=slips)
        return found[0] if found else None

    def heard(self, latin: str) -> tuple[str, ...]:
        """Return the Arabic words that sound like a word in Latin letters: those with the same consonants."""
        found = skeleton(latin)
        return tuple(self._by_skeleton.get(found, ())) if len(found) >= _FEWEST_CONSONANTS else ()


def _letters(word: str) -> int:
    """A bit for each letter in a word; letters 64 places apart share one."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 63)
    return bits


def skeleton(word: str) -> str:
    """The consonants of a word in either script, without the differences that Latin letters do not show."""
    if word.isascii():
        for pair, letter in _PAIRS.items():
            word = word.replace(pair, letter)
        bare = word.translate(_LATIN)
    else:
        bare = word.translate(_LETTERS)
    bare = bare.removesuffix("ه").removesuffix("ة")
    # A doubled letter is written once in Arabic.
    return "".join(letter for letter, before in zip(bare, " " + bare, strict=False) if letter != before)
