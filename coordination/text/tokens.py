"""Text cut into words, numbers and marks, each with the place in the text it came from."""

from __future__ import annotations

import re
from functools import lru_cache, partial
from typing import Literal, NamedTuple

from coordination.text.normalise import normalise_word

TokenKind = Literal["word", "number", "mark"]

# No word or number that means anything is longer; what is compared and remembered stays small.
_LONGEST = 48
_REMEMBERED = 400
"""Characters of a text whose tokens are remembered for a moment: whoever is answered has it read several times."""
_DIGIT = "0-9٠-٩۰-۹"
_PIECE = re.compile(
    rf"(?P<number>[{_DIGIT}]+(?:[.,٬٫][{_DIGIT}]+)*)"
    # Marks that sit on letters (diacritics, tatweel, joiners, apostrophes) belong to the word.
    r"|(?P<word>[^\W\d_]+(?:(?:[\u0300-\u036f\u064b-\u065f\u0670\u200c\u06d6-\u06ed]|['’](?=[^\W\d_]))[^\W\d_]*)*)"
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


# As quick as tuples can be made: no call of Python for a token.
_token = partial(tuple.__new__, Token)


@lru_cache(maxsize=16384)
def _read(written: str) -> tuple[TokenKind, str]:
    """Return the kind and the normalised form of one piece."""
    piece = _PIECE.match(written)
    kind: TokenKind = piece.lastgroup  # type: ignore[union-attr,assignment]  # it was cut out by this pattern, and its groups are named like the kinds
    text = normalise_word(written)
    if not text and kind == "word":
        # A tatweel with nothing to lengthen is drawn for a dash.
        return "mark", "-"
    return kind, _HELD.sub(r"\1", text) if len(set(text)) > 1 else text


def tokenise(text: str) -> tuple[Token, ...]:
    """Cut `text` into tokens in order; line breaks come as a mark of their own. Linear in the length."""
    return _just_now(text) if len(text) <= _REMEMBERED else _cut(text)


def _cut(text: str) -> tuple[Token, ...]:
    tokens = []
    # Behind a line break, as at the beginning, nothing is glued.
    last = -1
    for piece in _PIECE.finditer(text):
        start, end = piece.span()
        written = text[start:end] if end - start <= _LONGEST else text[start : start + _LONGEST]
        kind, normal = _read(written)
        tokens.append(_token((kind, normal, start, end, start == last)))
        last = -1 if written == "\n" else end
    return tuple(tokens)


_just_now = lru_cache(maxsize=256)(_cut)
