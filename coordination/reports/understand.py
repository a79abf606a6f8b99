"""A line of text from a focal point, understood as facts: no network, no model, always the same answer."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from operator import attrgetter
from zoneinfo import ZoneInfo

from coordination.reports.fact import Fact
from coordination.reports.understanding.facts import Sender, Told, build_facts
from coordination.reports.understanding.groups import group
from coordination.reports.understanding.message import Message, read_message
from coordination.reports.understanding.parts import Part, cut
from coordination.reports.understanding.reading import Reading, explain
from coordination.reports.understanding.tables import unit_of
from coordination.text import clean
from coordination.text.tokens import tokenise

__all__ = ["Reading", "Sender", "read", "understand"]

_BAGHDAD = ZoneInfo("Asia/Baghdad")
_LIMIT = 4096
_REMEMBERED = 400
"""Characters of a text that is remembered for a moment: a turn asks for the facts of its message several times."""
_ENDINGS = frozenset((".", "!", "?", ";", "\n"))
_OTHER_ENDINGS = _ENDINGS - {"?"}


def understand(text: str, sent_at: datetime, sender: Sender) -> tuple[Fact, ...]:
    """Return the facts that `text` reports, in its order; none for greetings, questions and chatter.

    `sent_at` is aware; days are resolved against it in Asia/Baghdad. Figures are those of the text (the middle
    of a range, rounded up), never derived, and not judged: whoever saves them asks about absurd ones. What is no
    number of people ("12.5 families", "-5") is kept in `note`; a day that no calendar has is None. Text beyond
    4,096 characters is not read. Raises nothing.
    """
    cleaned = clean(text, _LIMIT)
    if _only_asks(cleaned):
        return ()
    _, told = _told(cleaned, sent_at, sender)
    return tuple(one.fact for one in told)


def read(text: str, sent_at: datetime, sender: Sender) -> tuple[Reading, ...]:
    """Return the facts of `understand`, each with the words its fields came from and how sure they are."""
    message, told = _told(clean(text, _LIMIT), sent_at, sender)
    return tuple(explain(message, one) for one in told)


def _told(text: str, sent_at: datetime, sender: Sender) -> tuple[Message, tuple[Told, ...]]:
    return (_just_now if len(text) <= _REMEMBERED else _found)(text, sent_at, sender)


def _found(text: str, sent_at: datetime, sender: Sender) -> tuple[Message, tuple[Told, ...]]:
    sent = sent_at.astimezone(_BAGHDAD).date()
    message = read_message(text, sent)
    if _is_chatter(message):
        return message, ()
    return message, build_facts(message, group(_telling(message, cut(message))), sender, sent)


_just_now = lru_cache(maxsize=128)(_found)


def _only_asks(text: str) -> bool:
    """Say whether every sentence of a cleaned text asks, and it names nobody who could be counted: it tells nothing.

    What `_telling` would find in the end, known before anything is looked up but those who are counted.
    """
    tokens = tokenise(text)
    if not tokens or tokens[-1].text != "?":
        return False
    texts = {token.text for token in tokens}
    return texts.isdisjoint(_OTHER_ENDINGS) and not any(map(unit_of, texts))


def _is_chatter(message: Message) -> bool:
    """Say whether a message is small talk, or asks or tells of the writer alone and counts nobody."""
    said: set[str] = set().union(*[hit.senses for hit in message.hits])
    return "chatter" in said or ("own" in said and all(one.count == 1 for one in message.people))


def _telling(message: Message, parts: Sequence[Part]) -> list[Part]:
    """Leave out the parts that ask, with what leads up to a question mark in the same sentence."""
    told: list[Part] = []
    asked = False
    counted = len(message.tokens)
    marks = [at for at in message.lexed.marks if message.tokens[at].text in _ENDINGS]
    for part in reversed(parts):
        ending = bisect_left(marks, part.end - 1)
        end = marks[ending] if ending < len(marks) else len(message.tokens)
        marked = end < counted and message.tokens[end].text == "?" and not part.people
        asked = asked or marked
        if part.people:
            counted = part.start
        if not marked and not _asks(message, part):
            told.append(part)
    if asked and not any(part.people or part.mentions for part in told):
        # "We were denied access last week. Where can we log that?"
        return []
    return told[::-1]


def _ends_with(message: Message, part: Part, mark: str) -> bool:
    return part.end <= len(message.tokens) and message.tokens[part.end - 1].text == mark


def _asks(message: Message, part: Part) -> bool:
    """Say whether a part belongs to a question: it begins with a word of asking, or ends with a question mark."""
    at = bisect_left(message.hits, part.start, key=attrgetter("start"))
    first = message.hits[at] if at < len(message.hits) else None
    begins = first is not None and first.start <= part.start + 1 and "question" in first.senses
    if part.people:
        return begins and _ends_with(message, part, "?") and all(one.count == 1 for one in part.people)
    if first is None or not begins:
        return False
    # "UXO found in a school, please send a clearance team": told before it why.
    return not (part.boundary == "soft" and part.sectors and "need_if_sector" in first.senses)
