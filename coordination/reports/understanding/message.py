"""A text with everything found in it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from coordination.reports.understanding.days import DayMention, find_days
from coordination.reports.understanding.lexed import Lexed, lex
from coordination.reports.understanding.mentions import Mention, find_mentions, place_tokens
from coordination.reports.understanding.people import People, find_people
from coordination.text.tokens import Token
from coordination.text.vocabulary import Hit

_CROSSING = frozenset(("object",))


class Message(NamedTuple):
    """A text with everything found in it, in order."""

    lexed: Lexed
    tokens: tuple[Token, ...]
    hits: tuple[Hit, ...]
    mentions: tuple[Mention, ...]
    days: tuple[DayMention, ...]
    people: tuple[People, ...]


def read_message(text: str, sent: date) -> Message:
    """Find the words, places, days and figures of a cleaned text; `sent` is its day in Baghdad."""
    lexed = lex(text)
    mentions = find_mentions(lexed)
    taken = placed = place_tokens(mentions)
    days = find_days(lexed, sent, taken)
    if days:
        taken = taken.union(*[range(day.start, day.end) for day in days])
    hits = tuple(
        [
            hit
            for hit in lexed.phrases
            # "منفذ الشيب" is a name, and a crossing all the same.
            if hit.start not in placed
            or not placed.issuperset(range(hit.start, hit.end))
            or hit.senses >= _CROSSING
        ]
    )
    return Message(lexed, lexed.tokens, hits, mentions, days, find_people(lexed, taken))
