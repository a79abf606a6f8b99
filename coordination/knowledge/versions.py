"""The knowledge base's rows: every version of an entry that was ever published; the last one holds."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from coordination import audit
from coordination.knowledge.entry import Area, Entry, Told
from coordination.knowledge.signature import changed
from coordination.knowledge.ways import Ways, add_all, read_ways
from coordination.people.person import Person
from storage import Row, Transaction, moment, stamp


@dataclass(frozen=True, slots=True)
class Version:
    """One published version of an entry.

    `id` is the row of its topic, `number` counts from 1. From a `retired` version on the topic is not answered.
    `published_by` is a person's row, None for what came from the files. The entry's ways of asking are those of now;
    older versions (`history`, `entry_at`) come without any.
    """

    id: int
    entry: Entry
    number: int
    retired: bool
    published_at: datetime
    published_by: int | None
    why: str


async def areas(tx: Transaction) -> tuple[Area, ...]:
    """The areas, in the order in which they are browsed."""
    return tuple(Area(row["id"], row["title_ar"], row["title_en"]) for row in await tx.knowledge.areas())


async def put_areas(tx: Transaction, wanted: Iterable[Area]) -> None:
    """Add areas after those there are; one that is there gets these titles."""
    known = await areas(tx)
    new = [area for area in wanted if area not in known]
    for position, area in enumerate(new, len(known)):
        await tx.knowledge.put_area(
            id=area.id, position=position, title_ar=area.title_ar, title_en=area.title_en
        )
    if new:
        await changed(tx, "areas", new)


async def current(tx: Transaction) -> tuple[Version, ...]:
    """The version of every topic that holds, with its ways of asking; retired ones too."""
    ways = await read_ways(tx)
    return tuple(_version(row, ways.get(row["topic"])) for row in await tx.knowledge.current())


async def by_topic(tx: Transaction, topic: str) -> Version | None:
    """The version of a topic that holds, with its ways of asking; None for a topic that there is not."""
    row = await tx.knowledge.current_of(topic=topic)
    return _version(row, (await read_ways(tx, row["topic"])).get(row["topic"])) if row else None


async def history(tx: Transaction, topic: str) -> tuple[Version, ...]:
    """Every version of a topic, oldest first."""
    return tuple(_version(row) for row in await tx.knowledge.history(topic=topic))


async def entry_at(tx: Transaction, topic: str, at: datetime) -> Version | None:
    """The version that held at a moment; None before the topic was first published."""
    row = await tx.knowledge.at(topic=topic, moment=stamp(at))
    return _version(row) if row else None


async def publish(
    tx: Transaction, entry: Entry, after: int, *, by: Person | None, now: datetime, why: str = ""
) -> Version | None:
    """Publish an entry as the version that follows number `after` (0: a new topic, whose ways of asking are added).

    Later changes of the ways are made with `ways.add` and `ways.remove`. None, with nothing changed, when the topic
    has another last version by now. The entry's area must be there.
    """
    return await _put(tx, entry, after, retired=False, by=by, now=now, why=why)


async def retire(
    tx: Transaction, entry: Entry, after: int, *, by: Person | None, now: datetime, why: str = ""
) -> Version | None:
    """End a topic with a version of its own; publishing after it brings it back. None as in `publish`."""
    return await _put(tx, entry, after, retired=True, by=by, now=now, why=why)


async def _put(
    tx: Transaction,
    entry: Entry,
    after: int,
    *,
    retired: bool,
    by: Person | None,
    now: datetime,
    why: str,
) -> Version | None:
    last = await tx.knowledge.current_of(topic=entry.topic)
    if after != (last["version"] if last else 0):
        return None
    topic: int = (await tx.knowledge.put_topic(topic=entry.topic))["id"]
    made = Version(topic, entry, after + 1, retired, now, by.id if by else None, why)
    await tx.knowledge.publish(**_columns(made))
    if after == 0:
        await add_all(tx, topic, entry, by=by, now=now)
    await changed(tx, made.number, retired, entry)
    if by is not None:
        action = "knowledge retired" if retired else "knowledge published"
        await audit.note(tx, now, by, action, entry.topic)
    return made


def _columns(version: Version) -> dict[str, Any]:
    entry = version.entry
    columns: dict[str, Any] = {
        "topic": version.id,
        "version": version.number,
        "retired": int(version.retired),
        "area": entry.area,
        "source": entry.source,
        "valid_from": entry.valid_from.isoformat(),
        "confirmed": entry.confirmed.isoformat() if entry.confirmed else None,
        "confirm_by": entry.confirm_by.isoformat(),
        "sample": int(entry.sample),
        "live": entry.live,
        "case_kind": entry.case,
        "related": " ".join(entry.related),
        "published_at": stamp(version.published_at),
        "published_by": version.published_by,
        "why": version.why,
    }
    for language, told in (("ar", entry.ar), ("en", entry.en)):
        columns |= {
            f"title_{language}": told.title,
            f"answer_{language}": told.answer,
            f"steps_{language}": json.dumps(told.steps, ensure_ascii=False),
            f"documents_{language}": json.dumps(told.documents, ensure_ascii=False),
            f"owner_{language}": told.owner,
        }
    return columns


def _version(row: Row, ways: Ways | None = None) -> Version:
    ar, en = (_told(row, language) for language in ("ar", "en"))
    entry = Entry(
        row["name"],
        row["area"],
        replace(ar, ways=ways.ar) if ways else ar,
        replace(en, ways=ways.en) if ways else en,
        row["source"],
        date.fromisoformat(row["valid_from"]),
        date.fromisoformat(row["confirmed"]) if row["confirmed"] else None,
        date.fromisoformat(row["confirm_by"]),
        bool(row["sample"]),
        row["live"],
        row["case_kind"],
        tuple(row["related"].split()),
    )
    return Version(
        row["topic"],
        entry,
        row["version"],
        bool(row["retired"]),
        moment(row["published_at"]),
        row["published_by"],
        row["why"],
    )


def _told(row: Mapping[str, Any], language: str) -> Told:
    title, answer, owner = (row[f"{name}_{language}"] for name in ("title", "answer", "owner"))
    steps, documents = (tuple(json.loads(row[f"{name}_{language}"])) for name in ("steps", "documents"))
    return Told(title, answer, steps, documents, owner, ())
