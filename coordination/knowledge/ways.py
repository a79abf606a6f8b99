"""Ways of asking: rows of their own, so that a new wording needs no new version of the answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from coordination import audit
from coordination.knowledge.entry import Entry
from coordination.knowledge.signature import changed
from coordination.people.person import Person
from coordination.text import clean
from storage import Row, Transaction, stamp

WAY_LIMIT = 300
"""Characters of a way of asking."""

Language = Literal["ar", "en"]


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways of asking for one topic, in the order in which they were added."""

    ar: tuple[str, ...]
    en: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """One way of asking, by its row."""

    id: int
    topic: int
    language: Language
    words: str


async def added(tx: Transaction, topic: int, most: int) -> tuple[Way, ...]:
    """The wordings that people added to a topic and that hold, the latest first."""
    return tuple(_way(row) for row in await tx.knowledge.added_ways(topic=topic, most=most))


async def by_id(tx: Transaction, way: int) -> Way | None:
    """The wording of this row, if a person added it and it holds."""
    row = await tx.knowledge.way(id=way)
    return _way(row) if row else None


def _way(row: Row) -> Way:
    return Way(row["id"], row["topic"], row["language"], row["words"])


async def read_ways(tx: Transaction, topic: int | None = None) -> dict[int, Ways]:
    """The ways of asking that hold now, by the topic's row; of one topic, or of all."""
    rows = await (tx.knowledge.ways() if topic is None else tx.knowledge.ways_of(topic=topic))
    found: dict[int, dict[str, list[str]]] = {}
    for row in rows:
        found.setdefault(row["topic"], {"ar": [], "en": []})[row["language"]].append(row["words"])
    return {number: Ways(tuple(one["ar"]), tuple(one["en"])) for number, one in found.items()}


async def add(
    tx: Transaction, topic: int, language: Language, words: str, *, by: Person | None, now: datetime
) -> bool:
    """Add a wording to a topic's row; False for one that is there already, or empty. It is asked with at once."""
    kept = clean(words, WAY_LIMIT)
    if not kept:
        return False
    row = await tx.knowledge.add_way(
        topic=topic, language=language, words=kept, added_at=stamp(now), added_by=by.id if by else None
    )
    return row is not None and await _noted(tx, "wording added", topic, language, kept, by, now)


async def remove(
    tx: Transaction, topic: int, language: Language, words: str, *, by: Person | None, now: datetime
) -> bool:
    """Take a wording away; its row stays with the moment. False when it is not there."""
    row = await tx.knowledge.remove_way(topic=topic, language=language, words=words, removed_at=stamp(now))
    return row is not None and await _noted(tx, "wording removed", topic, language, words, by, now)


async def _noted(
    tx: Transaction, action: str, topic: int, language: str, words: str, by: Person | None, now: datetime
) -> bool:
    await changed(tx, action, topic, language, words)
    if by is not None:
        await audit.note(tx, now, by, action, f"topic {topic}")
    return True


async def add_all(tx: Transaction, topic: int, entry: Entry, *, by: Person | None, now: datetime) -> None:
    """Add the ways of a new entry, as it is published (which counts the change)."""
    at = stamp(now)
    rows = [
        {
            "topic": topic,
            "language": language,
            "words": words,
            "added_at": at,
            "added_by": by.id if by else None,
        }
        for language, told in (("ar", entry.ar), ("en", entry.en))
        for words in dict.fromkeys(told.ways)
    ]
    if rows:
        await tx.knowledge.add_ways(rows)
