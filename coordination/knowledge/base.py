"""The knowledge base in memory: what the rows say now, with the index by which a question finds its entry."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from coordination.knowledge import files, versions
from coordination.knowledge.asking.ask import Decision, Outcome, decide
from coordination.knowledge.asking.ranking import Scored
from coordination.knowledge.entry import Area, Entry
from coordination.knowledge.signature import signature
from coordination.text.tokens import tokenise
from storage import Transaction

if TYPE_CHECKING:
    from coordination.knowledge.asking.index import Index


@dataclass(frozen=True, slots=True)
class Base:
    """Everything that is answered from now. `ids` leads from a topic to its row, `topics` back; retired ones are out.

    `wordings` leads from a title or a way of asking, made alike, to the one topic that is asked for so. `index` may
    be that of the rows before, for the second in which the new one is built.
    """

    areas: tuple[Area, ...]
    entries: Mapping[str, Entry]
    ids: Mapping[str, int]
    topics: Mapping[int, str]
    index: Index
    wordings: Mapping[str, str]

    def decide(self, text: str) -> Outcome:
        """What to do with a question: a title or wording of one topic is that topic, everything else is weighed."""
        topic = self.wordings.get(_alike(text))
        if topic:
            return Outcome(Decision.ANSWER, (Scored(topic, 1.0),))
        weighed = decide(self.index, text)
        left = tuple(one for one in weighed.topics if one.topic in self.entries)
        if left == weighed.topics:
            return weighed
        # An index older than the rows: a topic that was retired just now is never answered with.
        offered = left and weighed.decision is not Decision.REFUSE
        return Outcome(Decision.OFFER if offered else Decision.REFUSE, left)

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
_BUILDER = ThreadPoolExecutor(1, "knowledge index")


@dataclass(slots=True)
class _Read:
    """Rows that were read: `whole` comes with their own index, until then `early` answers with that of the rows before."""

    whole: Future[Base]
    early: Base | None


_read: dict[str, _Read] = {}
"""By the rows' signature, the last one used standing last: derived, so losing it costs a moment and no more."""


class NotYet(Exception):
    """The first index of this process is still being built: do the same again when `index` is done."""

    def __init__(self, index: Future[Base]) -> None:
        super().__init__("the index of questions is being built")
        self.index = index


async def read_base(tx: Transaction) -> Base:
    """The base as the rows are now: one statement, and more only after they changed.

    Their index takes about a second and is built beside everything else. Until it is there the one before answers;
    titles, wordings and what was retired count at once. Raises NotYet where there is none before: a turn holds the
    only writer, so it must not wait.
    """
    found = await _newest(tx)
    if found.whole.done():
        answers = found.whole.result()
        found.early = None  # it holds the index before
        return answers
    if found.early is None:
        raise NotYet(found.whole)
    return found.early


async def awaited_base(tx: Transaction) -> Base:
    """The same, waited for where there is no index yet: for whoever holds up nobody."""
    try:
        return await read_base(tx)
    except NotYet as early:
        await asyncio.wrap_future(early.index)
        return await read_base(tx)


async def begin_reading(tx: Transaction) -> None:
    """Have the index built, for questions to come; whoever asks before has it built as well, and is answered when it is there."""
    await _newest(tx)


async def _newest(tx: Transaction) -> _Read:
    now = await signature(tx)
    latest = next(reversed(_read.values()), None)
    found = _read.pop(now, None) or await _rows(tx, latest)
    while len(_read) >= _KEPT:
        del _read[next(iter(_read))]
    _read[now] = found
    return found


async def built() -> None:
    """Return when no index is being built any more: scripts and tests ask their next question then."""
    await asyncio.gather(*(asyncio.wrap_future(one.whole) for one in _read.values()))


async def _rows(tx: Transaction, latest: _Read | None) -> _Read:
    holding = [version for version in await versions.current(tx) if not version.retired]
    ways = files.ways_of(version.entry for version in holding)
    parts = (
        await versions.areas(tx),
        {version.entry.topic: version.entry for version in holding},
        {version.entry.topic: version.id for version in holding},
        {version.id: version.entry.topic for version in holding},
    )
    before = _answers(latest) if latest else None
    early = Base(*parts, before.index, _wordings(ways)) if before else None

    def whole() -> Base:
        from coordination.knowledge.asking.index import (
            Index,
        )  # it reads numpy: who starts need not wait for that

        return Base(*parts, Index(ways), early.wordings if early else _wordings(ways))

    return _Read(_BUILDER.submit(whole), early)


def _answers(read: _Read) -> Base | None:
    sound = read.whole.done() and read.whole.exception() is None
    return read.whole.result() if sound else read.early


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
