"""Keys under which names are found: the same for all usual spellings of a name."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from coordination.text.tokens import tokenise

_ARTICLES = frozenset(("al", "el", "as", "ash", "ar", "az", "ad", "an", "at", "ul"))
# Latin spellings of Arabic sounds: the digraphs first, then the letters.
_DIGRAPHS = (("kh", "x"), ("gh", "g"), ("sh", "$"), ("th", "t"), ("dh", "d"), ("ph", "f"))
_LETTERS = str.maketrans({"q": "k", "w": "u", "v": "u", "y": "i", "e": "i", "o": "u", "'": None})


@lru_cache(maxsize=16384)
def word_key(word: str) -> str:
    """Return the key of one normalised word; "" for Latin articles, which do not count."""
    if word in _ARTICLES:
        return ""
    if not word.isascii():
        word = word.replace("ء", "")  # سامراء and سامرا are one name; ماء and ما are two words
        return word[2:] if word.startswith("ال") and len(word) > 3 else word
    for pair, letter in _DIGRAPHS:
        word = word.replace(pair, letter)
    word = word.translate(_LETTERS)
    word = "".join(char for i, char in enumerate(word) if char != word[i - 1] or i == 0)
    return word.removesuffix("h") if len(word) > 2 else word


def words_key(words: Iterable[str]) -> str:
    """Return the key of a name given as normalised words."""
    return "".join(map(word_key, words))


def name_words(name: str) -> tuple[str, ...]:
    """Return the normalised words and numbers of a name, marks left out."""
    return tuple(token.text for token in tokenise(name) if token.kind != "mark")


def name_key(name: str) -> str:
    """Return the key of a name as people write it."""
    return words_key(name_words(name))
