"""Requests that wait for their applicant: reminded of once, then closed, and opened again by the applicant alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from coordination.cases.access import is_applicant
from coordination.cases.case import Case, Event, case_of, event_of
from coordination.cases.record import move
from coordination.cases.states import Move
from coordination.people.person import Person
from storage import Transaction, moment, stamp

_REMINDED = "case waits for its applicant"


@dataclass(frozen=True, slots=True)
class Patience:
    """`admins`: after so long overdue a case is told to the admins. `remind`, `close`: so long nobody touched an
    incomplete case when its applicant is reminded, and when it is closed.
    """

    admins: timedelta = timedelta(days=2)
    remind: timedelta = timedelta(days=14)
    close: timedelta = timedelta(days=28)

    @property
    def left(self) -> timedelta:
        """From the reminder to the closing: it is given in full, however late the reminder came."""
        return self.close - self.remind


async def take_silent(tx: Transaction, patience: Patience, now: datetime) -> tuple[Case, ...]:
    """Incomplete cases whose applicant is to be reminded now, each once for each stay."""
    found = []
    for case in map(case_of, await tx.cases.silent(before=stamp(now - patience.remind))):
        at = stamp(case.state_since)
        if await tx.due.claim(job=_REMINDED, chat=case.id, due_at=at, now=stamp(now)) is not None:
            found.append(case)
    return tuple(found)


async def close_silent(tx: Transaction, patience: Patience, now: datetime) -> tuple[Case, ...]:
    """Close the incomplete cases whose applicant was reminded long enough ago, and return them."""
    rows = await tx.cases.given_up(job=_REMINDED, before=stamp(now - patience.left))
    moved = [await move(tx, case, Move.LAPSE, None, now) for case in map(case_of, rows)]
    return tuple(case for case in moved if case is not None)


def lapsed(events: tuple[Event, ...] | list[Event]) -> bool:
    """Whether the last step was the bot's, who closed the case because nothing arrived."""
    last = next((event.move for event in reversed(events) if event.move is not None), None)
    return last is Move.LAPSE


async def reopen(tx: Transaction, case: Case, person: Person, now: datetime) -> Case | None:
    """Go on with one's own case that was closed because nothing arrived; None when it cannot be (any more)."""
    if not is_applicant(person, case) or case.purged_at is not None:
        return None
    if not lapsed([event_of(row) for row in await tx.cases.events(case_id=case.id)]):
        return None
    return await move(tx, case, Move.REOPEN, person, now)


async def moments(tx: Transaction, patience: Patience, now: datetime) -> list[datetime]:
    """When incomplete cases are old enough for a reminder or the closing; the day's work does it the morning after."""
    rows = await tx.cases.silent(before=stamp(now))
    return [moment(row["updated_at"]) + after for row in rows for after in (patience.remind, patience.close)]
