"""Numbers in the digits that a person chose. Babel never writes Arabic-Indic digits, so this file does."""

from __future__ import annotations

from typing import Literal

Digits = Literal["western", "arabic"]

MINUS = "\u2212"
_ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_ARABIC_COMMA = str.maketrans(",", "\u066c")


def in_digits(text: str, digits: Digits) -> str:
    """The text with its digits 0-9 as chosen."""
    return text.translate(_ARABIC_DIGITS) if digits == "arabic" else text


def grouped(n: int, digits: Digits) -> str:
    """A whole number with its thousands separated: 1,234 or ١٬٢٣٤; a negative one begins with U+2212."""
    text = f"{abs(n):,}"
    if digits == "arabic":
        text = text.translate(_ARABIC_COMMA)
    return (MINUS if n < 0 else "") + in_digits(text, digits)
