"""Files taken into the rows: what differs becomes a new version, what is the same is left alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from coordination.knowledge import versions, ways
from coordination.knowledge.entry import Area, Entry, Told
from coordination.knowledge.versions import Version
from coordination.knowledge.ways import Language
from storage import Transaction


@dataclass(frozen=True, slots=True)
class Difference:
    """Where files and rows differ: topics only in the files, topics only in the rows, and those with other texts or ways."""

    only_files: tuple[str, ...]
    only_rows: tuple[str, ...]
    texts: tuple[str, ...]
    ways: tuple[str, ...]


def difference(entries: Sequence[Entry], rows: Sequence[Version]) -> Difference:
    """Compare files with the versions that hold; a retired topic counts as not there."""
    held = {row.entry.topic: row.entry for row in rows if not row.retired}
    told = {entry.topic: entry for entry in entries}
    both = [topic for topic in told if topic in held]
    return Difference(
        tuple(topic for topic in told if topic not in held),
        tuple(topic for topic in held if topic not in told),
        tuple(topic for topic in both if _without_ways(told[topic]) != _without_ways(held[topic])),
        tuple(topic for topic in both if _ways(told[topic]) != _ways(held[topic])),
    )


async def take(
    tx: Transaction, areas: Sequence[Area], entries: Sequence[Entry], now: datetime, why: str
) -> Difference:
    """Publish what differs and bring the ways of asking in line; topics that no file tells of stay as they are."""
    rows = {row.entry.topic: row for row in await versions.current(tx)}
    found = difference(entries, tuple(rows.values()))
    await versions.put_areas(tx, areas)
    wanted = {entry.topic: entry for entry in entries}
    for topic in (*found.only_files, *found.texts):
        last = rows[topic].number if topic in rows else 0
        await versions.publish(tx, wanted[topic], last, by=None, now=now, why=why)
    for topic, entry in wanted.items():
        if topic in rows:
            await _bring_in_line(tx, rows[topic], entry, now)
    return found


async def _bring_in_line(tx: Transaction, row: Version, entry: Entry, now: datetime) -> None:
    pairs: Mapping[Language, tuple[Told, Told]] = {
        "ar": (row.entry.ar, entry.ar),
        "en": (row.entry.en, entry.en),
    }
    for language, (held, told) in pairs.items():
        for words in held.ways:
            if words not in told.ways:
                await ways.remove(tx, row.id, language, words, by=None, now=now)
        for words in told.ways:
            if words not in held.ways:
                await ways.add(tx, row.id, language, words, by=None, now=now)


def _without_ways(entry: Entry) -> Entry:
    return replace(entry, ar=replace(entry.ar, ways=()), en=replace(entry.en, ways=()))


def _ways(entry: Entry) -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(entry.ar.ways), frozenset(entry.en.ways)
