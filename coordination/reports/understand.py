"""A line of text from a focal point, understood as facts: no network, no model, always the same answer."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from coordination.reports.fact import Fact
from coordination.reports.understanding.facts import Sender, build_facts
from coordination.reports.understanding.groups import group
from coordination.reports.understanding.parts import Message, Part, cut, read_message
from coordination.text import clean

__all__ = ["Sender", "understand"]

_BAGHDAD = ZoneInfo("Asia/Baghdad")
_LIMIT = 4096


def understand(text: str, sent_at: datetime, sender: Sender) -> tuple[Fact, ...]:
    """Return the facts that `text` reports, in its order; none for greetings, questions and chatter.

    `sent_at` is aware; days are resolved against it in Asia/Baghdad. Figures are those of the text (the middle
    of a range, rounded up), never derived, and not judged: whoever saves them asks about absurd ones. Text
    beyond 4,096 characters is not read. Raises nothing.
    """
    sent = sent_at.astimezone(_BAGHDAD).date()
    message = read_message(clean(text, _LIMIT), sent)
    if any("chatter" in hit.senses for hit in message.hits):
        return ()
    parts = [part for part in cut(message) if not _asks(message, part)]
    return build_facts(message, group(parts), sender, sent)


def _asks(message: Message, part: Part) -> bool:
    """Say whether a part belongs to a question: it begins with a word of asking, or ends with a question mark."""
    if part.people:
        return False
    if part.end <= len(message.tokens) and message.tokens[part.end - 1].text == "?":
        return True
    first = next((hit for hit in message.hits if hit.start >= part.start), None)
    return first is not None and first.start <= part.start + 1 and "question" in first.senses
