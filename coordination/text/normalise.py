"""One form for the many ways of typing the same Arabic, Kurdish or English word; for matching only."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# Letters that people use for one another. Kurdish letters go to their nearest Arabic one.
_LETTERS = {
    "ى": "ي",
    "ی": "ي",
    "ێ": "ي",
    "ې": "ي",
    "ے": "ي",
    "ة": "ه",
    "ە": "ه",
    "ھ": "ه",
    "ہ": "ه",
    "ٱ": "ا",
    "ک": "ك",
    "ڪ": "ك",
    "گ": "ك",
    "چ": "ج",
    "پ": "ب",
    "ڤ": "ف",
    "ژ": "ز",
    "ۆ": "و",
    "ڕ": "ر",
    "ڵ": "ل",
    "ـ": "",
    "’": "'",
    "‘": "'",
    "ʼ": "'",
    "٬": ",",
    "٫": ".",
    "،": ",",
    "؛": ";",
    "؟": "?",
    "–": "-",
    "—": "-",
    "−": "-",
    "‑": "-",
}
_DIGITS = {chr(zero + n): str(n) for zero in (0x0660, 0x06F0) for n in range(10)}
_TABLE = str.maketrans(_LETTERS | _DIGITS)

# Letters and digits only: compatibility forms of anything else ("½", "①") would change what was said.
_COMPATIBILITY = frozenset(("Lo", "Ll", "Lu", "Lm", "Nd"))


def _letter(char: str) -> str:
    """Return one character in its plain form: no marks, no invisible characters."""
    if char.isascii():
        return char
    if unicodedata.category(char) in _COMPATIBILITY or unicodedata.decomposition(char)[:1] not in ("", "<"):
        char = unicodedata.normalize("NFKD", char)
    kept = (c for c in char if unicodedata.category(c) not in ("Mn", "Cf", "Cc", "Me") or c in "\n\t")
    return "".join(kept).translate(_TABLE)


_cached_letter = lru_cache(maxsize=4096)(_letter)


def normalise_word(word: str) -> str:
    """Normalise a single word without touching its blanks; the same rules as `normalise`."""
    if word.isascii():
        return word.lower()
    return "".join(map(_cached_letter, word)).casefold()


def normalise(text: str) -> str:
    """Return `text` in the form in which texts are compared; never shown to anybody.

    Digits become 0-9; ى/ي/ی, ة/ه, أ/إ/آ/ٱ/ا, ک/ك, گ and the Kurdish letters become one letter each; tatweel,
    diacritics, zero-width characters and bidi controls go; case is folded; runs of blanks become one blank.
    """
    return " ".join(normalise_word(text).split())
