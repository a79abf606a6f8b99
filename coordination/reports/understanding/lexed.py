"""A text cut into tokens, with the phrases that begin at each of them: looked up once, read by every stage."""

from __future__ import annotations

from dataclasses import dataclass

from coordination.reports.understanding.tables import dates, senses
from coordination.reports.understanding.vocabulary import Hit
from coordination.text.tokens import Token, tokenise


@dataclass(frozen=True, slots=True)
class Lexed:
    """`senses[i]` and `dates[i]` are the longest phrases that begin at `tokens[i]`, if any do."""

    text: str
    tokens: tuple[Token, ...]
    senses: tuple[Hit | None, ...]
    dates: tuple[Hit | None, ...]

    def words(self, start: int, end: int) -> str:
        """Return tokens[start:end] as they were written."""
        return self.text[self.tokens[start].start : self.tokens[end - 1].end]


def lex(text: str) -> Lexed:
    """Cut a cleaned text into tokens and look every one of them up."""
    tokens = tokenise(text)
    return Lexed(text, tokens, senses().at_each(tokens), dates().at_each(tokens))
