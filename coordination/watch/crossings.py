"""Thresholds that are crossed: found as reports are saved and by the clock, told once, armed again when it falls below."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from coordination import audit
from coordination.groups.subscriptions import at_least
from coordination.people.person import Person
from coordination.places import gazetteer
from coordination.reports.days import day_in_baghdad
from coordination.roster.silence import read_board
from coordination.summaries.hours import due_times
from coordination.watch import thresholds
from coordination.watch.thresholds import Threshold
from storage import Row, Transaction, moment, stamp

_STILL_SAID = timedelta(hours=2)
"""A count of the silent that was missed longer ago (the bot was down) is not made any more."""
_LOOK_BACK = timedelta(hours=48)
"""How far back incidents are looked at."""
_ALL = 0
"""In place of a chat in `due`."""


@dataclass(frozen=True, slots=True)
class Crossing:
    """One row of crossings. `subject` is a place, a reference, or a day; `silent` are codes of bodies."""

    id: int
    threshold: Threshold
    subject: str
    value: int
    silent: tuple[str, ...]
    crossed_at: datetime
    ended_at: datetime | None
    taken_by: int | None
    taken_at: datetime | None

    @property
    def open(self) -> bool:
        """Whether somebody has to take it."""
        return self.taken_by is None and self.ended_at is None


async def check(tx: Transaction, now: datetime) -> Sequence[Crossing]:
    """Look at every threshold: what is crossed becomes a row to page of. Returns the crossings that ended."""
    ended: list[Crossing] = []
    for one in await thresholds.listed(tx):
        if one.state == "on" and one.kind == "silence":
            ended += await _check_silence(tx, one, now)
        elif one.state == "on":
            found = await (_figures if one.kind == "figures" else _incidents)(tx, one, now)
            ended += await _compare(tx, one, found, now)
    return ended


async def end_all(tx: Transaction, one: Threshold, now: datetime) -> Sequence[Crossing]:
    """The threshold was switched off or removed: nobody is paged of it any more."""
    return await _end(tx, one, await tx.watch.standing_crossings(threshold=one.id), now)


async def by_id(tx: Transaction, crossing_id: int) -> Crossing | None:
    """The crossing with this row id."""
    row = await tx.watch.crossing(id=crossing_id)
    return await _read(tx, row) if row is not None else None


async def untaken(tx: Transaction) -> list[Crossing]:
    """The crossings that stand and that nobody has taken, oldest first."""
    return [await _read(tx, row) for row in await tx.watch.untaken()]


async def take(tx: Transaction, one: Crossing, by: Person, now: datetime) -> Crossing | None:
    """Somebody has it; None when another one was faster or it ended."""
    row = await tx.watch.take_crossing(id=one.id, person=by.id, now=stamp(now))
    if row is None:
        return None
    await audit.note(tx, now, by, "page taken", f"crossing {one.id}")
    return await _read(tx, row)


async def _compare(
    tx: Transaction, one: Threshold, found: dict[str, int], now: datetime
) -> Sequence[Crossing]:
    """Begin what is new and end what fell below; an incident is told once for ever."""
    standing = await tx.watch.standing_crossings(threshold=one.id)
    known = {row["subject"] for row in standing}
    if one.kind == "gravity":
        rows = await tx.watch.crossed_since(threshold=one.id, since=stamp(one.set_at - timedelta(minutes=1)))
        known |= {row["subject"] for row in rows}
    for subject, value in found.items():
        if subject not in known:
            await _begin(tx, one, subject, value, (), now)
    gone = [row for row in standing if row["subject"] not in found]
    if one.kind == "gravity":
        gone = [row for row in gone if not await _still_grave(tx, one, row["subject"])]
    return await _end(tx, one, gone, now)


async def _still_grave(tx: Transaction, one: Threshold, reference: str) -> bool:
    """Whether an incident out of sight stands as it was: time does not take it back."""
    row = await tx.watch.incident(reference=reference)
    return row is not None and at_least(row["gravity"], one.subject)


async def _figures(tx: Transaction, one: Threshold, now: datetime) -> dict[str, int]:
    """The places where the sum reaches the threshold; where no district is known, that of the governorate without one."""
    rows = await tx.watch.figures(
        kind=one.subject, since=stamp(now - timedelta(hours=one.hours)), until=stamp(now)
    )
    sums: dict[str, int] = {}
    for row in rows:
        where = _district(row["place"]) if one.area == "district" else ""
        subject = where or row["governorate"]
        sums[subject] = sums.get(subject, 0) + (row[one.unit] or 0)
    return {subject: value for subject, value in sums.items() if value >= one.amount}


def _district(place_id: str | None) -> str:
    place = gazetteer().get(place_id) if place_id else None
    while place is not None and place.kind != "district":
        place = gazetteer().get(place.parent) if place.parent else None
    return place.id if place else ""


async def _incidents(tx: Transaction, one: Threshold, now: datetime) -> dict[str, int]:
    since = max(one.set_at, now - _LOOK_BACK)
    rows = await tx.watch.incidents(since=stamp(since), until=stamp(now))
    return {row["reference"]: 1 for row in rows if at_least(row["gravity"], one.subject)}


async def _check_silence(tx: Transaction, one: Threshold, now: datetime) -> Sequence[Crossing]:
    """Once a day at its hour; what was crossed the day before is over then."""
    due = due_times(one.at, max(one.set_at, now - _STILL_SAID), now)
    if not due or not await _claim(tx, one, due[-1], now):
        return ()
    ended = await end_all(tx, one, now)
    missing = [line.who.code for line in (await read_board(tx, now)).missing]
    if len(missing) >= one.amount:
        await _begin(tx, one, day_in_baghdad(due[-1]).isoformat(), len(missing), missing, now)
    return ended


async def _claim(tx: Transaction, one: Threshold, due: datetime, now: datetime) -> bool:
    row = await tx.due.claim(job=f"threshold {one.id}", chat=_ALL, due_at=stamp(due), now=stamp(now))
    return row is not None


async def _begin(
    tx: Transaction, one: Threshold, subject: str, value: int, silent: Sequence[str], now: datetime
) -> None:
    row = await tx.watch.add_crossing(
        threshold=one.id, subject=subject, value=value, told=json.dumps(list(silent)), now=stamp(now)
    )
    await audit.note(tx, now, None, "threshold crossed", f"crossing {row['id']}")


async def _end(tx: Transaction, one: Threshold, rows: Sequence[Row], now: datetime) -> Sequence[Crossing]:
    ended = [await tx.watch.end_crossing(id=row["id"], now=stamp(now)) for row in rows]
    return [_of(row, one) for row in ended if row is not None]


async def _read(tx: Transaction, row: Row) -> Crossing:
    return _of(row, await thresholds.any_by_id(tx, row["threshold"]))


def _of(row: Row, threshold: Threshold) -> Crossing:
    return Crossing(
        id=row["id"],
        threshold=threshold,
        subject=row["subject"],
        value=row["value"],
        silent=tuple(json.loads(row["told"])),
        crossed_at=moment(row["crossed_at"]),
        ended_at=moment(row["ended_at"]) if row["ended_at"] else None,
        taken_by=row["taken_by"],
        taken_at=moment(row["taken_at"]) if row["taken_at"] else None,
    )
