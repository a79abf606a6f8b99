"""What comes due by itself: the end of validity and its reminders, cases that wait too long, the purge."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from coordination import audit
from coordination.cases import waiting
from coordination.cases.case import Case, case_of
from coordination.cases.files import procedures
from coordination.cases.record import add_event, move
from coordination.cases.rules import reminder_step
from coordination.cases.states import Move, State
from coordination.cases.waiting import Patience
from coordination.reports.days import BAGHDAD, day_in_baghdad
from coordination.seldom import may_tell
from storage import Transaction, moment, stamp

REGISTRATION = "registration_until"
"""The field, in every kind that asks for it, that tells until when the organisation is registered."""

REGISTRATIONS_FOLLOWED = timedelta(days=800)
"""For so long after a filing: registrations are renewed every year or two."""


DAY_BEGINS = time(8)
"""When what comes once a day is done, by the clock of Baghdad: nobody is woken by a reminder."""

_DAILY, _OVERDUE, _ESCALATED = "cases of the day", "case overdue", "case escalated"
_EVERYBODY = 0
_FOR_EVER = "9999-12-31"


@dataclass(frozen=True, slots=True)
class Late:
    """A case that is overdue, and whom it is told now: the desk first, the admins when that does not help."""

    case: Case
    to: Literal["desk", "admins"]


async def claim_day(tx: Transaction, now: datetime) -> bool:
    """Take the day's work on cases; False before `DAY_BEGINS`, and when it was taken before."""
    at = _morning(day_in_baghdad(now))
    return now >= at and await _claim(tx, _DAILY, _EVERYBODY, at, now)


async def take_late(tx: Transaction, patience: Patience, now: datetime) -> tuple[Late, ...]:
    """Overdue cases to be told of now, each once to the desk and once to the admins for each stay in a state."""
    found = []
    for case in await _untold(tx, _ESCALATED, now - patience.admins):
        if case.overdue_at and await _claim(tx, _ESCALATED, case.id, case.overdue_at, now):
            # Of what the desk was not told in time, because the bot was away, only the admins are told now.
            await _claim(tx, _OVERDUE, case.id, case.overdue_at, now)
            found.append(Late(case, "admins"))
    for case in await _untold(tx, _OVERDUE, now):
        if case.overdue_at and await _claim(tx, _OVERDUE, case.id, case.overdue_at, now):
            found.append(Late(case, "desk"))
    return tuple(found)


async def next_due(tx: Transaction, patience: Patience, now: datetime) -> datetime | None:
    """The next moment when an overdue case is told of, a validity ends or is reminded of, an applicant is reminded.

    None: none in sight.
    """
    late = [
        at
        for at in (
            await next_overdue(tx, now),
            _later(await next_overdue(tx, now - patience.admins), patience.admins),
        )
        if at is not None
    ]
    late += [_morning_after(at) for at in await waiting.moments(tx, patience, now)]
    rows = await tx.cases.ending(today=day_in_baghdad(now).isoformat(), last=_FOR_EVER)
    for case in map(case_of, rows):
        if case.valid_until is not None:
            days = (*(case.valid_until - timedelta(days=left) for left in case.kind.reminders),)
            late += [_morning(day) for day in (*days, case.valid_until + timedelta(days=1))]
    return min((at for at in late if at > now), default=None)


async def expire_due(tx: Transaction, now: datetime) -> tuple[Case, ...]:
    """Close the cases whose validity ended before today (Baghdad) and return them."""
    rows = await tx.cases.over(today=day_in_baghdad(now).isoformat())
    moved = [await move(tx, case, Move.EXPIRE, None, now) for case in map(case_of, rows)]
    return tuple(case for case in moved if case is not None)


async def remind_due(tx: Transaction, now: datetime) -> tuple[tuple[Case, int], ...]:
    """Cases whose validity ends in as many days as a reminder of their kind says, or fewer, with the days left.

    Each reminder is given once: also when the bot was away on its day, and then only the last of those passed over.
    """
    today = day_in_baghdad(now)
    longest = max((max(kind.reminders, default=0) for kind in procedures().kinds.values()), default=0)
    found = []
    for row in await tx.cases.ending(
        today=today.isoformat(), last=(today + timedelta(days=longest)).isoformat()
    ):
        case = case_of(row)
        if case.valid_until is None:
            continue
        left = (case.valid_until - today).days
        step = reminder_step(case.kind, left)
        if step is None or (row["reminded"] is not None and row["reminded"] <= step):
            continue
        await tx.cases.remind(id=case.id, days=step)
        await add_event(tx, case, "reminded", None, now, detail={"days": left}, public=True)
        found.append((case, left))
    return tuple(found)


async def registrations_due(tx: Transaction, now: datetime) -> tuple[tuple[Case, int], ...]:
    """Registrations that end soon: the applicant's latest case that named the day, with the days left.

    Reminders as in `remind_due`, each once for a person and a day; a later case with a later day ends them.
    """
    today = day_in_baghdad(now)
    latest: dict[int, Case] = {}
    for case in map(case_of, await tx.cases.filed_since(since=stamp(now - REGISTRATIONS_FOLLOWED))):
        if REGISTRATION in case.fields:
            latest[case.applicant] = case
    found = []
    for case in latest.values():
        until = str(case.fields[REGISTRATION])
        left = (date.fromisoformat(until) - today).days
        step = reminder_step(case.kind, left) if left >= 0 else None
        told = f"registration of person {case.applicant} until {until}, {step}"
        if step is not None and await may_tell(tx, told, REGISTRATIONS_FOLLOWED, now):
            found.append((case, left))
    return tuple(found)


async def overdue_cases(tx: Transaction, now: datetime) -> tuple[Case, ...]:
    """Cases that have been in their state for too long, the longest overdue first."""
    return tuple(map(case_of, await tx.cases.overdue(now=stamp(now))))


async def next_overdue(tx: Transaction, after: datetime) -> datetime | None:
    """The first moment after this one at which a case becomes overdue."""
    first = await tx.cases.first_overdue(after=stamp(after))
    return moment(first) if first else None


async def purge(tx: Transaction, now: datetime) -> int:
    """Remove what tells of persons, and the files, of cases closed as long ago as their kind says; how many cases.

    The history stays. A draft that nobody touched for as long goes the same way, and counts as withdrawn.
    """
    purged = 0
    for kind in procedures().kinds.values():
        before = stamp(now - timedelta(days=kind.purge_after_days))
        for case in map(case_of, await tx.cases.purgeable(kind=kind.id, before=before)):
            state = State.WITHDRAWN if case.state is State.DRAFT else case.state
            await tx.cases.purge(id=case.id, state=state, now=stamp(now))
            await tx.case_files.purge(case_id=case.id, now=stamp(now))
            await add_event(tx, case, "purged", None, now, state)
            purged += 1
    if purged:
        await audit.note(tx, now, None, "cases purged", str(purged))
    return purged


async def _untold(tx: Transaction, job: str, now: datetime) -> list[Case]:
    return [case_of(row) for row in await tx.cases.untold(job=job, now=stamp(now))]


async def _claim(tx: Transaction, job: str, row: int, at: datetime, now: datetime) -> bool:
    return await tx.due.claim(job=job, chat=row, due_at=stamp(at), now=stamp(now)) is not None


def _morning(day: date) -> datetime:
    return datetime.combine(day, DAY_BEGINS, BAGHDAD)


def _morning_after(at: datetime) -> datetime:
    """The first moment from this one on when the day's work is done."""
    morning = _morning(day_in_baghdad(at))
    return morning if at <= morning else morning + timedelta(days=1)


def _later(at: datetime | None, by: timedelta) -> datetime | None:
    return at + by if at else None
