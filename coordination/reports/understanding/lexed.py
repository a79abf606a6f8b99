"""A text cut into tokens, with the phrases that begin at each of them: looked up once, read by every stage."""

from __future__ import annotations

from typing import NamedTuple

from coordination.reports.understanding.tables import Unit, dates, senses, unit_of
from coordination.text.tokens import Token, tokenise
from coordination.text.vocabulary import Hit, in_turn


class Lexed(NamedTuple):
    """`phrases` are those of the senses that are read, one behind the other.

    `senses[i]` and `dates[i]` are the longest phrases that begin at `tokens[i]`, if any do.

    `units[i]` is what `tokens[i]` counts, if it is a word for those who are counted. `marks` are the indexes of the
    tokens that are neither words nor numbers.
    """

    text: str
    tokens: tuple[Token, ...]
    marks: tuple[int, ...]
    senses: tuple[Hit | None, ...]
    phrases: tuple[Hit, ...]
    dates: tuple[Hit | None, ...]
    units: tuple[tuple[Unit, int | None] | None, ...]

    def words(self, start: int, end: int) -> str:
        """Return tokens[start:end] as they were written."""
        return self.text[self.tokens[start].start : self.tokens[end - 1].end]


def lex(text: str) -> Lexed:
    """Cut a cleaned text into tokens and look every one of them up."""
    tokens = tokenise(text)
    marks = tuple([index for index, token in enumerate(tokens) if token.kind == "mark"])
    units = tuple(map(unit_of, [token.text for token in tokens]))
    found = senses().at_each(tokens)
    return Lexed(text, tokens, marks, found, in_turn(found), dates().at_each(tokens), units)
