"""Afterwards: minutes, decisions, and action points with an owner and a due day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal, get_args

from coordination import audit
from coordination.meetings.meeting import Meeting, Occurrence
from coordination.meetings.store import occurrence
from coordination.people.person import Person
from coordination.reports.days import BAGHDAD
from storage import Row, Transaction, stamp

Kind = Literal["minutes", "decision", "action"]
KINDS: tuple[Kind, ...] = get_args(Kind)
TEXT, FILE_NAME = 1500, 80
"""Characters at most."""
MORNING = time(8)
"""In Baghdad: when owners are reminded, on the due day."""
LOOKED_BACK = timedelta(days=30)
_STILL_USEFUL = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Point:
    """One row of meeting_minutes; `owner` is a row id of people.

    `file_id` is Telegram's of a document with the minutes: `text` is then what was written with it, or its name.
    """

    id: int
    occurrence: int
    kind: Kind
    text: str
    owner: int | None = None
    due_on: date | None = None
    done: bool = False
    file_id: str | None = None
    file_name: str = ""


def point_of(row: Row) -> Point:
    """Read a row of meeting_minutes."""
    return Point(
        id=row["id"],
        occurrence=row["occurrence"],
        kind=row["kind"],
        text=row["text"],
        owner=row["owner"],
        due_on=date.fromisoformat(row["due_on"]) if row["due_on"] else None,
        done=row["done_at"] is not None,
        file_id=row["file_id"],
        file_name=row["file_name"],
    )


async def begun(tx: Transaction, now: datetime) -> Sequence[Occurrence]:
    """The meetings of the last weeks that have begun, the latest first."""
    rows = await tx.meetings.begun(since=stamp(now - LOOKED_BACK), now=stamp(now))
    found = [await occurrence(tx, row["id"]) for row in rows]
    return [one for one in found if one is not None and not one.cancelled]


async def add(tx: Transaction, wanted: Point, by: Person, now: datetime) -> Point:
    """Keep a point; its id is given here."""
    row = await tx.meetings.add_minute(
        occurrence=wanted.occurrence,
        kind=wanted.kind,
        text=wanted.text,
        owner=wanted.owner,
        due_on=wanted.due_on.isoformat() if wanted.due_on else None,
        file_id=wanted.file_id,
        file_name=wanted.file_name,
        by=by.id,
        now=stamp(now),
    )
    await audit.note(tx, now, by, f"meeting {wanted.kind}", f"occurrence {wanted.occurrence}")
    return point_of(row)


async def of_occurrence(tx: Transaction, one: Occurrence) -> Sequence[Point]:
    """What was noted of a meeting, in its order."""
    return [point_of(row) for row in await tx.meetings.minutes(occurrence=one.id)]


async def claim_posting(tx: Transaction, one: Occurrence, points: Sequence[Point], now: datetime) -> bool:
    """Take the posting of these points to the groups; False where there are none, or they were posted."""
    if not points:
        return False
    job = f"minutes {one.id} {points[-1].id} {sum(point.done for point in points)}"
    claimed = await tx.due.claim(job=job, chat=0, due_at=stamp(one.starts_at), now=stamp(now))
    return claimed is not None


async def open_points(tx: Transaction, meeting: Meeting) -> Sequence[Point]:
    """The action points of a meeting's earlier times that are not done: they stand in the next agenda."""
    return [point_of(row) for row in await tx.meetings.open_actions(meeting=meeting.id)]


async def by_id(tx: Transaction, point_id: int) -> Point | None:
    """The point with this row id."""
    row = await tx.meetings.minute(id=point_id)
    return point_of(row) if row else None


async def finish(tx: Transaction, point: Point, by: Person, now: datetime) -> bool:
    """An action point is done; False if it was before."""
    if await tx.meetings.finish_action(id=point.id, now=stamp(now)) is None:
        return False
    await audit.note(tx, now, by, "action point done", f"occurrence {point.occurrence}")
    return True


async def take_due(tx: Transaction, now: datetime) -> Sequence[Point]:
    """The action points whose owner is reminded now, once, on the morning of the due day or soon after it."""
    found = []
    for point in await _dated(tx):
        at = _reminded_at(point)
        if at <= now < at + _STILL_USEFUL:
            claimed = await tx.due.claim(job=f"action {point.id}", chat=0, due_at=stamp(at), now=stamp(now))
            if claimed is not None:
                found.append(point)
    return found


async def next_due(tx: Transaction, now: datetime) -> datetime | None:
    """When the next owner is reminded."""
    return min((at for at in map(_reminded_at, await _dated(tx)) if at > now), default=None)


async def _dated(tx: Transaction) -> list[Point]:
    return [point_of(row) for row in await tx.meetings.dated_actions()]


def _reminded_at(point: Point) -> datetime:
    return datetime.combine(point.due_on or date.max, MORNING, BAGHDAD)
