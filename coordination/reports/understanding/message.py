"""A text with everything found in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from coordination.reports.understanding.days import DayMention, find_days
from coordination.reports.understanding.lexed import Lexed, lex
from coordination.reports.understanding.mentions import Mention, find_mentions, place_tokens
from coordination.reports.understanding.people import People, find_people
from coordination.text.tokens import Token
from coordination.text.vocabulary import Hit

_CROSSING = frozenset(("object",))


@dataclass(frozen=True, slots=True)
class Message:
    """A text with everything found in it, in order."""

    lexed: Lexed
    hits: tuple[Hit, ...]
    mentions: tuple[Mention, ...]
    days: tuple[DayMention, ...]
    people: tuple[People, ...]

    @property
    def tokens(self) -> tuple[Token, ...]:
        return self.lexed.tokens


def read_message(text: str, sent: date) -> Message:
    """Find the words, places, days and figures of a cleaned text; `sent` is its day in Baghdad."""
    lexed = lex(text)
    mentions = find_mentions(lexed)
    taken = placed = place_tokens(mentions)
    days = find_days(lexed, sent, taken)
    taken |= {index for day in days for index in range(day.start, day.end)}
    hits = tuple(
        hit
        for hit in lexed.phrases
        # "منفذ الشيب" is a name, and a crossing all the same.
        if not placed.issuperset(range(hit.start, hit.end)) or hit.senses >= _CROSSING
    )
    return Message(lexed, hits, mentions, days, find_people(lexed, taken))
