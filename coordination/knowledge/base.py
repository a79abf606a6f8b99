"""The knowledge base in memory: what the rows say now, with the index by which a question finds its entry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from coordination.knowledge import files, versions
from coordination.knowledge.asking.ask import Decision, Outcome, decide
from coordination.knowledge.asking.index import Index, Scored
from coordination.knowledge.entry import Area, Entry
from coordination.knowledge.signature import signature
from coordination.text.tokens import tokenise
from storage import Transaction


@dataclass(frozen=True, slots=True)
class Base:
    """Everything that is answered from now. `ids` leads from a topic to its row, `topics` back; retired ones are out.

    `wordings` leads from a way of asking, made alike, to the one topic that is asked for so.
    """

    areas: tuple[Area, ...]
    entries: Mapping[str, Entry]
    ids: Mapping[str, int]
    topics: Mapping[int, str]
    index: Index
    wordings: Mapping[str, str]

    def decide(self, text: str) -> Outcome:
        """What to do with a question: a wording that somebody has given a topic is that topic, others are weighed."""
        topic = self.wordings.get(_alike(text))
        return Outcome(Decision.ANSWER, (Scored(topic, 1.0),)) if topic else decide(self.index, text)

    def by_id(self, row: int | None) -> Entry | None:
        """The entry of a topic's row; None for one that is not answered, such as an old button's."""
        topic = self.topics.get(row) if row is not None else None
        return self.entries[topic] if topic is not None else None

    def of_area(self, area: str) -> tuple[Entry, ...]:
        """The entries of an area, in the order in which they were first published."""
        return tuple(entry for entry in self.entries.values() if entry.area == area)

    def related(self, entry: Entry) -> tuple[Entry, ...]:
        """The related entries that are answered."""
        return tuple(self.entries[topic] for topic in entry.related if topic in self.entries)


_KEPT = 4
_built: dict[str, Base] = {}
"""By the rows' signature: derived, so losing it costs a moment and no more."""


async def read_base(tx: Transaction) -> Base:
    """The base as the rows are now: one statement, and a rebuilding (about a second) only after they changed."""
    now = await signature(tx)
    found = _built.pop(now, None) or await _build(tx)
    while len(_built) >= _KEPT:
        del _built[next(iter(_built))]
    _built[now] = found  # the last one used stands last
    return found


async def _build(tx: Transaction) -> Base:
    holding = [version for version in await versions.current(tx) if not version.retired]
    ways = files.ways_of(version.entry for version in holding)
    return Base(
        await versions.areas(tx),
        {version.entry.topic: version.entry for version in holding},
        {version.entry.topic: version.id for version in holding},
        {version.id: version.entry.topic for version in holding},
        Index(ways),
        _wordings(ways),
    )


def _wordings(ways: Mapping[str, Sequence[str]]) -> dict[str, str]:
    topics: dict[str, set[str]] = {}
    for topic, its in ways.items():
        for way in its:
            topics.setdefault(_alike(way), set()).add(topic)
    return {way: topic for way, (topic, *others) in topics.items() if way and not others}


def _alike(text: str) -> str:
    """The words of a text without their marks and usual variants of spelling."""
    return " ".join(token.text for token in tokenise(text) if token.kind != "mark")


async def fill(tx: Transaction, now: datetime) -> int:
    """Publish the entries of `reference/knowledge` in a database that has none; how many were published.

    Raises BadFile.
    """
    if await signature(tx):
        return 0
    areas, entries = files.shipped()
    await versions.put_areas(tx, areas)
    for entry in entries:
        await versions.publish(tx, entry, 0, by=None, now=now)
    return len(entries)
