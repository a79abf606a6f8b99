"""What comes due of cases by itself: reminders, the end of validity, overdue cases, the purge."""

from __future__ import annotations

from datetime import date, datetime

from coordination.cases import due, waiting
from coordination.cases.case import Case
from coordination.cases.waiting import Patience
from coordination.reports.days import day_in_baghdad
from handlers.desk.telling import tell_admins, tell_applicant, tell_desk
from handlers.outgoing import Outgoing
from storage import Transaction
from views.cases import lapsing
from views.desk import notices, told


async def post_due(tx: Transaction, now: datetime, patience: Patience) -> None:
    """Tell of overdue cases; once a day, in the morning, do what a new day brings. Each is claimed in here."""
    out = Outgoing(tx, now)
    for late in await due.take_late(tx, patience, now):
        await _overdue(out, late)
    if not await due.claim_day(tx, now):
        return
    for case in await due.expire_due(tx, now):
        await _expired(out, case)
    for case, left in await due.remind_due(tx, now):
        await _ends_soon(out, case, left)
    for case, left in await due.registrations_due(tx, now):
        await _registration(out, case, left)
    for case in await waiting.close_silent(tx, patience, now):
        await _closed(out, case)
    for case in await waiting.take_silent(tx, patience, now):
        await _waits(out, case, now + patience.left)
    await due.purge(tx, now)


async def next_due(tx: Transaction, now: datetime, patience: Patience) -> datetime | None:
    """When `post_due` has somebody to tell next; None: nothing is in sight."""
    return await due.next_due(tx, patience, now)


async def _overdue(out: Outgoing, late: due.Late) -> None:
    """To the desk; later to the admins, who are told as well where there is no desk at all."""
    case = late.case
    if late.to == "desk":
        await tell_desk(out, case, lambda w: notices.overdue(w, case, escalated=False))
    else:
        await tell_admins(out, case, lambda w: notices.overdue(w, case, escalated=True))


async def _expired(out: Outgoing, case: Case) -> None:
    await tell_applicant(out, case, lambda w: told.expired(w, case))
    await tell_desk(out, case, lambda w: notices.expired(w, case))


async def _ends_soon(out: Outgoing, case: Case, left: int) -> None:
    await tell_applicant(out, case, lambda w: told.ends_soon(w, case, left))
    await tell_desk(out, case, lambda w: notices.ends_soon(w, case, left))


async def _waits(out: Outgoing, case: Case, until: datetime) -> None:
    await tell_applicant(out, case, lambda w: lapsing.waits(w, case, day_in_baghdad(until)))


async def _closed(out: Outgoing, case: Case) -> None:
    await tell_applicant(out, case, lambda w: lapsing.closed(w, case))
    await tell_desk(out, case, lambda w: notices.lapsed(w, case))


async def _registration(out: Outgoing, case: Case, left: int) -> None:
    until = date.fromisoformat(str(case.fields[due.REGISTRATION]))
    await tell_applicant(out, case, lambda w: told.registration_ends(w, case, w.day(until), left))
    await tell_desk(out, case, lambda w: notices.registration_ends(w, case, until, left))
