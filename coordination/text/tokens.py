"""Text cut into words, numbers and marks, each with the place in the text it came from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from coordination.text.normalise import normalise_word

TokenKind = Literal["word", "number", "mark"]

# No word or number that means anything is longer; what is compared and remembered stays small.
_LONGEST = 48
_DIGIT = "0-9٠-٩۰-۹"
_PIECE = re.compile(
    rf"(?P<number>[{_DIGIT}]+(?:[.,٬٫][{_DIGIT}]+)*)"
    # Marks that sit on letters (diacritics, tatweel, joiners, apostrophes) belong to the word.
    r"|(?P<word>[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u064b-\u065f\u0670\u200c\u06d6-\u06ed]|['’](?=[^\W\d_]))*)"
    r"|(?P<mark>\S)"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a text: `text` is its normalised form, `start` and `end` its place in the text.

    `glued` says that no blank stands before it.
    """

    kind: TokenKind
    text: str
    start: int
    end: int
    glued: bool


def tokenise(text: str) -> tuple[Token, ...]:
    """Cut `text` into tokens in order; line breaks come as a mark of their own. Linear in the length."""
    tokens = []
    last = 0
    for line in re.finditer(r"[^\n]+|\n", text):
        if line.group() == "\n":
            tokens.append(Token("mark", "\n", line.start(), line.end(), False))
            last = line.end()
            continue
        for piece in _PIECE.finditer(text, line.start(), line.end()):
            kind: TokenKind = "number" if piece.group("number") else "word" if piece.group("word") else "mark"
            tokens.append(
                Token(
                    kind,
                    normalise_word(piece.group()[:_LONGEST]),
                    piece.start(),
                    piece.end(),
                    piece.start() == last and last > line.start(),
                )
            )
            last = piece.end()
    return tuple(tokens)
