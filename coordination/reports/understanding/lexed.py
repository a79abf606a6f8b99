"""A text cut into tokens, with the phrases that begin at each of them: looked up once, read by every stage."""

from __future__ import annotations

from dataclasses import dataclass

from coordination.reports.understanding.tables import Unit, dates, senses, unit_of
from coordination.text.tokens import Token, tokenise
from coordination.text.vocabulary import Hit, in_turn


@dataclass(frozen=True, slots=True)
class Lexed:
    """`phrases` are those of the senses that are read, one behind the other.

    `senses[i]` and `dates[i]` are the longest phrases that begin at `tokens[i]`, if any do.

    `units[i]` is what `tokens[i]` counts, if it is a word for those who are counted.
    """

    text: str
    tokens: tuple[Token, ...]
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
    units = tuple([unit_of(token.text) if token.kind == "word" else None for token in tokens])
    found = senses().at_each(tokens)
    return Lexed(text, tokens, found, in_turn(found), dates().at_each(tokens), units)
