"""A line of text from a focal point, understood as facts: no network, no model, always the same answer."""

from __future__ import annotations

from bisect import bisect_left
from datetime import datetime
from operator import attrgetter
from zoneinfo import ZoneInfo

from coordination.reports.fact import Fact
from coordination.reports.understanding.facts import Sender, Told, build_facts
from coordination.reports.understanding.groups import group
from coordination.reports.understanding.message import Message, read_message
from coordination.reports.understanding.parts import Part, cut
from coordination.reports.understanding.reading import Reading, explain
from coordination.text import clean

__all__ = ["Reading", "Sender", "read", "understand"]

_BAGHDAD = ZoneInfo("Asia/Baghdad")
_LIMIT = 4096


def understand(text: str, sent_at: datetime, sender: Sender) -> tuple[Fact, ...]:
    """Return the facts that `text` reports, in its order; none for greetings, questions and chatter.

    `sent_at` is aware; days are resolved against it in Asia/Baghdad. Figures are those of the text (the middle
    of a range, rounded up), never derived, and not judged: whoever saves them asks about absurd ones. What is no
    number of people ("12.5 families", "-5") is kept in `note`; a day that no calendar has is None. Text beyond
    4,096 characters is not read. Raises nothing.
    """
    _, told = _told(text, sent_at, sender)
    return tuple(one.fact for one in told)


def read(text: str, sent_at: datetime, sender: Sender) -> tuple[Reading, ...]:
    """Return the facts of `understand`, each with the words its fields came from and how sure they are."""
    message, told = _told(text, sent_at, sender)
    return tuple(explain(message, one) for one in told)


def _told(text: str, sent_at: datetime, sender: Sender) -> tuple[Message, tuple[Told, ...]]:
    sent = sent_at.astimezone(_BAGHDAD).date()
    message = read_message(clean(text, _LIMIT), sent)
    if any("chatter" in hit.senses for hit in message.hits):
        return message, ()
    parts = [part for part in cut(message) if not _asks(message, part)]
    return message, build_facts(message, group(parts), sender, sent)


def _asks(message: Message, part: Part) -> bool:
    """Say whether a part belongs to a question: it begins with a word of asking, or ends with a question mark."""
    if part.people:
        return False
    if part.end <= len(message.tokens) and message.tokens[part.end - 1].text == "?":
        return True
    at = bisect_left(message.hits, part.start, key=attrgetter("start"))
    first = message.hits[at] if at < len(message.hits) else None
    if first is None or first.start > part.start + 1 or "question" not in first.senses:
        return False
    # "UXO found in a school, please send a clearance team": told before it why.
    return not (part.boundary == "soft" and part.sectors and "need_if_sector" in first.senses)
