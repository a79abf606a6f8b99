"""Drafts that were left alone: their owner is reminded after three days and after fourteen, once each."""

from __future__ import annotations

from datetime import datetime, timedelta

from coordination import seldom
from coordination.cases.case import Case, case_of
from coordination.people import register
from coordination.people.person import Role
from handlers.outgoing import NOTICE, Outgoing
from handlers.turn import words_of
from storage import Transaction, moment, stamp
from views.cases.card import REMINDED_AFTER, reminder

_ONCE = timedelta(days=36_500)


async def remind_drafts(tx: Transaction, now: datetime) -> None:
    """Tell everybody whose draft has waited long enough; of reminders that were passed over only the last is given."""
    first = min(REMINDED_AFTER)
    for row in await tx.case_drafts.left_alone(before=stamp(now - timedelta(days=first))):
        case = case_of(row)
        due = [days for days in REMINDED_AFTER if case.updated_at <= now - timedelta(days=days)]
        fresh = [
            days for days in due if await seldom.may_tell(tx, f"draft {case.id}, {days} days", _ONCE, now)
        ]
        if fresh:
            await _remind(tx, case, max(fresh), now)


async def _remind(tx: Transaction, case: Case, days: int, now: datetime) -> None:
    person = await register.person(tx, case.applicant)
    if person is not None and person.reachable and person.role is not Role.STRANGER:
        message = reminder(words_of(person), case, days)
        await Outgoing(tx, now).send(person.telegram_id, message, urgency=NOTICE)


async def next_reminder(tx: Transaction, now: datetime) -> datetime | None:
    """When a draft will next have waited long enough; None when none waits."""
    touched = [moment(row["updated_at"]) for row in await tx.case_drafts.touched()]
    coming = [at + timedelta(days=days) for at in touched for days in REMINDED_AFTER]
    return min((at for at in coming if at > now), default=None)
