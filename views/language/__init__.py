"""What people read, in their own language: messages, numbers, days and the direction of writing.

    from views.language import words
    w = words("ar", digits="western")
    w.say("Saved as <code>{reference}</code>.", reference="NI-261122-017-K")

`docs/language.md` is the page about it.
"""

from __future__ import annotations

from views.language.digits import Digits
from views.language.html import Html, escape, plain, utf16_length
from views.language.splitting import split
from views.language.template import Value
from views.language.words import LANGUAGES, Words, phrase, words

__all__ = [
    "LANGUAGES",
    "Digits",
    "Html",
    "Value",
    "Words",
    "escape",
    "phrase",
    "plain",
    "split",
    "utf16_length",
    "words",
]
