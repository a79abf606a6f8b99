"""Thresholds that are crossed: found as reports are saved and by the clock, told once, armed again when it falls below."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from coordination import audit
from coordination.groups.subscriptions import at_least
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
JOINS_WITHIN = timedelta(minutes=10)
"""A crossing joins the page of one of the same threshold that is not older than this and that nobody has taken."""
OVER_AFTER = timedelta(minutes=30)
"""Only after it has stayed below for so long a threshold is armed again there: figures that flap page nobody twice."""
ALONE = "pages"
"""Whoever changes what is to be paged, or takes it, is alone with it."""
_ALL = 0
"""In place of a chat in `due`."""


@dataclass(frozen=True, slots=True)
class Crossing:
    """One row of crossings. `subject` is a place, a reference, or a day; `silent` are codes of bodies.

    `head` is the crossing whose page tells this one: itself, or an earlier one that it joined. `below_at`: since when it
    is below the threshold, without being over yet.
    """

    id: int
    threshold: Threshold
    subject: str
    value: int
    silent: tuple[str, ...]
    head: int
    crossed_at: datetime
    below_at: datetime | None
    ended_at: datetime | None
    taken_by: int | None
    taken_at: datetime | None

    @property
    def open(self) -> bool:
        """Whether somebody has to take it."""
        return self.taken_by is None and self.ended_at is None and self.below_at is None


@dataclass(frozen=True, slots=True)
class _Moves:
    """What is new (subjects) since the last look; what fell below, rose again, and is over (rows)."""

    new: tuple[str, ...]
    fell: tuple[Row, ...]
    rose: tuple[Row, ...]
    over: tuple[Row, ...]

    def __bool__(self) -> bool:
        return bool(self.new or self.fell or self.rose or self.over)


async def check(tx: Transaction, now: datetime) -> bool:
    """Look at every threshold: what is crossed becomes a row to page of, alone or with those of minutes ago.

    Whether anything is otherwise than at the last look.
    """
    changed = False
    for one in await thresholds.listed(tx):
        if one.state == "on" and one.kind == "silence":
            changed |= await _check_silence(tx, one, now)
        elif one.state == "on":
            found = await (_figures if one.kind == "figures" else _incidents)(tx, one, now)
            changed |= await _compare(tx, one, found, now)
    return changed


async def end_all(tx: Transaction, one: Threshold, now: datetime) -> None:
    """The threshold was switched off or removed: nobody is paged of it any more."""
    await tx.alone(ALONE)
    for row in await tx.watch.standing_crossings(threshold=one.id):
        await _end(tx, row, now)


async def by_id(tx: Transaction, crossing_id: int) -> Crossing | None:
    """The crossing with this row id."""
    row = await tx.watch.crossing(id=crossing_id)
    return await read(tx, row) if row is not None else None


async def _compare(tx: Transaction, one: Threshold, found: dict[str, int], now: datetime) -> bool:
    """Begin what is new, end what has stayed below, or say that nothing moved; an incident is told once for ever."""
    if not await _moves(tx, one, found, now):
        return False
    await tx.alone(ALONE)
    moves = await _moves(tx, one, found, now)
    for row in moves.over:
        await _end(tx, row, now)
    for row in moves.fell:
        await _set_below(tx, row, now)
    for row in moves.rose:
        await _set_below(tx, row, None)
    for subject in moves.new:
        await _begin(tx, one, subject, found[subject], (), now)
    return True


async def _moves(tx: Transaction, one: Threshold, found: dict[str, int], now: datetime) -> _Moves:
    standing = await tx.watch.standing_crossings(threshold=one.id)
    over = [row for row in standing if row["below_at"] and moment(row["below_at"]) <= now - OVER_AFTER]
    left = [row for row in standing if row not in over]
    above = {
        row["id"]: row["subject"] in found or await _still_grave(tx, one, row["subject"]) for row in left
    }
    known = {row["subject"] for row in left}
    if one.kind == "gravity":
        rows = await tx.watch.crossed_since(threshold=one.id, since=stamp(one.set_at - timedelta(minutes=1)))
        known |= {row["subject"] for row in rows}
    return _Moves(
        new=tuple(subject for subject in found if subject not in known),
        fell=tuple(row for row in left if not above[row["id"]] and row["below_at"] is None),
        rose=tuple(row for row in left if above[row["id"]] and row["below_at"] is not None),
        over=tuple(over),
    )


async def _still_grave(tx: Transaction, one: Threshold, reference: str) -> bool:
    """Whether an incident out of sight stands as it was: time does not take it back."""
    if one.kind != "gravity":
        return False
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


async def _check_silence(tx: Transaction, one: Threshold, now: datetime) -> bool:
    """Once a day at its hour, which is told; what was crossed the day before is over then."""
    due = due_times(one.at, max(one.set_at, now - _STILL_SAID), now)
    if not due or not await _claim(tx, one, due[-1], now):
        return False
    await end_all(tx, one, now)
    missing = [line.who.code for line in (await read_board(tx, now)).missing]
    if len(missing) >= one.amount:
        await _begin(tx, one, day_in_baghdad(due[-1]).isoformat(), len(missing), missing, now)
    return True


async def _claim(tx: Transaction, one: Threshold, due: datetime, now: datetime) -> bool:
    row = await tx.due.claim(job=f"threshold {one.id}", chat=_ALL, due_at=stamp(due), now=stamp(now))
    return row is not None


async def _begin(
    tx: Transaction, one: Threshold, subject: str, value: int, silent: Sequence[str], now: datetime
) -> None:
    head = await tx.watch.matter_to_join(threshold=one.id, since=stamp(now - JOINS_WITHIN))
    row = await tx.watch.add_crossing(
        threshold=one.id,
        subject=subject,
        value=value,
        told=json.dumps(list(silent)),
        head=head["id"] if head is not None else None,
        next_at=None if head is not None else stamp(now),
        now=stamp(now),
    )
    if head is not None:
        await tx.watch.stale_pages(crossing=head["id"])
    await audit.note(tx, now, None, "threshold crossed", f"crossing {row['id']}")


async def _set_below(tx: Transaction, row: Row, at: datetime | None) -> None:
    await tx.watch.set_below(id=row["id"], at=stamp(at) if at else None)
    await _show_again(tx, row)


async def _end(tx: Transaction, row: Row, now: datetime) -> None:
    await tx.watch.end_crossing(id=row["id"], now=stamp(now))
    await tx.watch.stop_paging(head=row["head"] or row["id"])
    if row["below_at"] is None:
        await _show_again(tx, row)


async def _show_again(tx: Transaction, row: Row) -> None:
    """Its pages show it otherwise now; once somebody has it, they stay."""
    if row["taken_by"] is None:
        await tx.watch.stale_pages(crossing=row["head"] or row["id"])


async def read(tx: Transaction, row: Row) -> Crossing:
    """Read a row of crossings."""
    return Crossing(
        id=row["id"],
        threshold=await thresholds.any_by_id(tx, row["threshold"]),
        subject=row["subject"],
        value=row["value"],
        silent=tuple(json.loads(row["told"])),
        head=row["head"] or row["id"],
        crossed_at=moment(row["crossed_at"]),
        below_at=moment(row["below_at"]) if row["below_at"] else None,
        ended_at=moment(row["ended_at"]) if row["ended_at"] else None,
        taken_by=row["taken_by"],
        taken_at=moment(row["taken_at"]) if row["taken_at"] else None,
    )
