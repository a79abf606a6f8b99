"""Text cut into words, numbers and marks, each with the place in the text it came from."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from coordination.text.normalise import normalise_word

TokenKind = Literal["word", "number", "mark"]

# No word or number that means anything is longer; what is compared and remembered stays small.
_LONGEST = 48
_DIGIT = "0-9٠-٩۰-۹"
_PIECE = re.compile(
    rf"(?P<number>[{_DIGIT}]+(?:[.,٬٫][{_DIGIT}]+)*)"
    # Marks that sit on letters (diacritics, tatweel, joiners, apostrophes) belong to the word.
    r"|(?P<word>[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u064b-\u065f\u0670\u200c\u06d6-\u06ed]|['’](?=[^\W\d_]))*)"
    r"|(?P<mark>\S|\n)"
)


class Token(NamedTuple):
    """A piece of a text: `text` is its normalised form, `start` and `end` its place in the text.

    `glued` says that no blank stands before it. A tuple, because a text has more of them than of anything else.
    """

    kind: TokenKind
    text: str
    start: int
    end: int
    glued: bool


# A letter three times or more is one that was held down ("سنجااار").
_HELD = re.compile(r"([^\W\d_])\1{2,}")


@lru_cache(maxsize=16384)
def _normal(written: str) -> str:
    word = normalise_word(written)
    return _HELD.sub(r"\1", word) if len(set(word)) > 1 else word


def tokenise(text: str) -> tuple[Token, ...]:
    """Cut `text` into tokens in order; line breaks come as a mark of their own. Linear in the length."""
    tokens = []
    # Behind a line break, as at the beginning, nothing is glued.
    last = -1
    for piece in _PIECE.finditer(text):
        start, end = piece.span()
        written = piece.group()
        kind: TokenKind = piece.lastgroup  # type: ignore[assignment]  # the groups are named like the kinds
        if kind == "mark":
            tokens.append(Token(kind, _normal(written), start, end, start == last))
            last = -1 if written == "\n" else end
        else:
            tokens.append(Token(kind, _normal(written[:_LONGEST]), start, end, start == last))
            last = end
    return tuple(tokens)
