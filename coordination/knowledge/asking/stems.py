"""Light stems of words, for matching only."""

from __future__ import annotations

from functools import lru_cache

import snowballstemmer

from coordination.text.vocabulary import forms

_STEMMER = snowballstemmer.stemmer("english")
# fmt: off
_ENDINGS = ("تهم", "تنا", "تها", "اتي", "يات", "ات", "ون", "ين", "ان", "هم", "ها", "نا", "كم", "يه", "ته", "ه", "ي")
# fmt: on
_SHORTEST = 3


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """A light stem: English by Snowball, Arabic without prefixes and one ending; for matching only."""
    if word.isascii():
        return str(_STEMMER.stemWord(word))
    bare = min(forms(word), key=len)
    for ending in _ENDINGS:
        if bare.endswith(ending) and len(bare) - len(ending) >= _SHORTEST:
            return bare.removesuffix(ending)
    return bare
