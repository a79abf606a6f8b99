"""Shifts: who is on duty, what they hand over in writing, and who signed for it. There is one shift at a time."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from coordination import audit
from coordination.people import register
from coordination.people.person import Person, Role
from coordination.text import clean
from coordination.watch.handover import HandoverNote, note_of, written
from storage import Row, Transaction, moment, stamp

State = Literal["open", "offered", "signed"]

OFFICERS = frozenset({Role.DUTY_OFFICER, Role.ADMIN})
"""Who can be on duty."""
LINE = 300
"""Characters of a line that an officer adds."""
MOST_LINES = 20
REMIND_AFTER = timedelta(minutes=15)
REMINDERS = 4
"""How often an unsigned hand-over is reminded of; from the third time on admins hear of it too."""


@dataclass(frozen=True, slots=True)
class Shift:
    """One row of shifts; `officer` and `signed_by` are row ids. `note` is None until it is handed over."""

    id: int
    officer: int
    began_at: datetime
    state: State
    note: HandoverNote | None
    lines: tuple[str, ...]
    offered_at: datetime | None
    signed_by: int | None
    signed_at: datetime | None
    reminded: int
    version: int


async def current(tx: Transaction) -> Shift | None:
    """The shift that runs; None before the first one."""
    row = await tx.watch.shift()
    return await _read(tx, row) if row is not None else None


async def on_duty(tx: Transaction) -> Person | None:
    """Who is on duty and still may be."""
    row = await tx.watch.shift()
    who = await register.person(tx, row["officer"]) if row is not None else None
    return who if who is not None and who.role in OFFICERS else None


async def begin(tx: Transaction, by: Person, now: datetime) -> Shift | None:
    """The first shift; None where one runs already."""
    row = await tx.watch.begin_shift(officer=by.id, now=stamp(now))
    if row is None:
        return None
    await audit.note(tx, now, by, "shift begun", f"shift {row['id']}")
    return await _read(tx, row)


async def add_line(tx: Transaction, one: Shift, text: str, by: Person, now: datetime) -> Shift | None:
    """Add a line of the officer's own; None where it is empty, there are too many, or the shift is handed over."""
    line = " ".join(clean(text, LINE).split())
    if not line or len(one.lines) >= MOST_LINES:
        return None
    row = await tx.watch.touch_shift(id=one.id)
    if row is None:
        return None
    await tx.watch.add_shift_line(shift=one.id, text=line, now=stamp(now))
    await audit.note(tx, now, by, "shift line added", f"shift {one.id}")
    return await _read(tx, row)


async def offer(tx: Transaction, one: Shift, note: HandoverNote, by: Person, now: datetime) -> Shift | None:
    """Hand over with the note as it is now; None when that was done, or the shift changed meanwhile."""
    row = await tx.watch.offer_shift(
        id=one.id,
        version=one.version,
        note=json.dumps(written(note), ensure_ascii=False),
        now=stamp(now),
        remind_at=stamp(now + REMIND_AFTER),
    )
    if row is None:
        return None
    await audit.note(tx, now, by, "shift offered", f"shift {one.id}")
    return await _read(tx, row)


async def take_back(tx: Transaction, one: Shift, by: Person, now: datetime) -> Shift | None:
    """The officer stays on duty after all; None when it was signed or changed meanwhile."""
    row = await tx.watch.take_back_shift(id=one.id, version=one.version)
    if row is None:
        return None
    await audit.note(tx, now, by, "shift taken back", f"shift {one.id}")
    return await _read(tx, row)


async def sign(tx: Transaction, one: Shift, note: HandoverNote, by: Person, now: datetime) -> Shift | None:
    """Sign and be on duty from now on; `note` is what was handed over. None when somebody was faster."""
    row = await tx.watch.sign_shift(
        id=one.id,
        version=one.version,
        note=json.dumps(written(note), ensure_ascii=False),
        person=by.id,
        now=stamp(now),
    )
    if row is None:
        return None
    await tx.watch.begin_shift(officer=by.id, now=stamp(now))
    await audit.note(tx, now, by, "shift signed", f"shift {one.id}")
    return await _read(tx, row)


async def by_id(tx: Transaction, shift_id: int) -> Shift | None:
    """The shift with this row id."""
    row = await tx.watch.shift_by_id(id=shift_id)
    return await _read(tx, row) if row is not None else None


async def signed(tx: Transaction, limit: int, skip: int = 0) -> list[Shift]:
    """A page of the shifts that were handed over, newest first."""
    return [await _read(tx, row) for row in await tx.watch.signed_shifts(limit=limit, skip=skip)]


async def count_signed(tx: Transaction) -> int:
    """How many shifts `signed` lists in all."""
    return int(await tx.watch.count_signed_shifts())


async def take_reminders(tx: Transaction, now: datetime) -> Sequence[Shift]:
    """The unsigned hand-overs that have to be reminded of now; the next time is set in the given transaction."""
    found = []
    for row in await tx.watch.shifts_to_remind(now=stamp(now)):
        last = row["reminded"] + 1 >= REMINDERS
        await tx.watch.remind_shift_at(id=row["id"], at=None if last else stamp(now + REMIND_AFTER))
        shift = await by_id(tx, row["id"])
        if shift is not None:
            found.append(shift)
    return found


async def next_reminder(tx: Transaction) -> datetime | None:
    """When an unsigned hand-over is reminded of next."""
    found = await tx.watch.next_shift_reminder()
    return moment(found) if found else None


async def _read(tx: Transaction, row: Row) -> Shift:
    lines = await tx.watch.shift_lines(shift=row["id"])
    return Shift(
        id=row["id"],
        officer=row["officer"],
        began_at=moment(row["began_at"]),
        state=row["state"],
        note=note_of(json.loads(row["note"])) if row["note"] else None,
        lines=tuple(line["text"] for line in lines),
        offered_at=moment(row["offered_at"]) if row["offered_at"] else None,
        signed_by=row["signed_by"],
        signed_at=moment(row["signed_at"]) if row["signed_at"] else None,
        reminded=row["reminded"],
        version=row["version"],
    )
