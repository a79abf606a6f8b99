"""Contact details in what people wrote: kept with the report, never quoted to a group."""

from __future__ import annotations

import re

HIDDEN = "[…]"
# Tried at the beginning of a run only: from each of its letters, a long run would cost the square of its length.
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]+")
_PASSPORT = re.compile(r"\b[A-Za-z]\d{7,9}\b")
# Nine digits or more with the separators of telephone numbers; a date has eight at most. \d is any script's digit.
_NUMBER = re.compile(r"(?:\+|00)?\(?\d(?:[\s().-]{0,2}\d){8,}")


def without_contacts(text: str) -> str:
    """The text with e-mail addresses, telephone and passport numbers hidden.

    A rule of shapes: it hides too much rather than too little, and knows no names.
    """
    for shape in (_EMAIL, _PASSPORT, _NUMBER):
        text = shape.sub(HIDDEN, text)
    return text
