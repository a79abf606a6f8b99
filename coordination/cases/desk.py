"""What the desk does with a case. Every function answers None when the person may not (see `access.may_work`), the
move is not allowed from where the case stands, or the case was changed meanwhile.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Literal

from coordination.cases.access import DESK, is_applicant, may_work
from coordination.cases.case import Case
from coordination.cases.record import ASSIGNED, NOTE_LIMIT, add_event, move, put
from coordination.cases.rules import reminder_step
from coordination.cases.states import Move, State
from coordination.people.person import Person
from coordination.reports.days import day_in_baghdad
from coordination.text import clean
from storage import Transaction

LETTER_LIMIT = 60


@dataclass(frozen=True, slots=True)
class Approval:
    """The approving letter: its number, its day, and the days from and until which it is valid."""

    number: str
    on: date
    valid_from: date
    valid_until: date


ApprovalFault = Literal["no number", "ahead", "ends before it begins", "over already"]


def approval_fault(approval: Approval, today: date) -> ApprovalFault | None:
    """What cannot be right in an approval; `today` is the day in Baghdad."""
    if not clean(approval.number, LETTER_LIMIT):
        return "no number"
    if approval.on > today:
        return "ahead"
    if approval.valid_until < approval.valid_from:
        return "ends before it begins"
    return "over already" if approval.valid_until < today else None


async def assign(
    tx: Transaction, case: Case, officer: Person | None, person: Person, now: datetime
) -> Case | None:
    """Give a case to an officer of the desk, or to nobody (then the whole desk may work on it)."""
    if not may_work(person, case) or case.closed:
        return None
    if officer is not None and (officer.role not in DESK or officer.id == case.applicant):
        return None
    kept = await put(tx, case, replace(case, officer=officer.id if officer else None), now)
    if kept is not None:
        await add_event(tx, case, ASSIGNED, person, now, detail={"officer": kept.officer})
    return kept


async def ask_for(
    tx: Transaction, case: Case, wanted: Sequence[str], note: str, person: Person, now: datetime
) -> Case | None:
    """Ask the applicant for fields and documents by id, with a note that they read; nothing at all is no question."""
    ids = tuple(dict.fromkeys(wanted))
    known = all(case.kind.field(id) or case.kind.document(id) for id in ids)
    if not may_work(person, case) or not known or not (ids or clean(note, LETTER_LIMIT)):
        return None
    return await move(tx, case, Move.ASK, person, now, note=note, detail={"asked": list(ids)}, asked=ids)


async def complete(tx: Transaction, case: Case, person: Person, now: datetime) -> Case | None:
    """Say that nothing is missing."""
    return await move(tx, case, Move.COMPLETE, person, now, asked=()) if may_work(person, case) else None


async def send_to(
    tx: Transaction, case: Case, office: str, person: Person, now: datetime, note: str = ""
) -> Case | None:
    """Send a complete case to an office of its kind, by id, or on to another one."""
    if not may_work(person, case) or case.kind.office(office) is None:
        return None
    return await move(tx, case, Move.SEND, person, now, note=note, detail={"office": office}, office=office)


async def approve(
    tx: Transaction, case: Case, approval: Approval, person: Person, now: datetime, note: str = ""
) -> Case | None:
    """Note the approval of the office that it was sent to. Raises ValueError where `approval_fault` finds one."""
    if not may_work(person, case):
        return None
    if fault := approval_fault(approval, day_in_baghdad(now)):
        raise ValueError(fault)
    kept = await move(
        tx,
        case,
        Move.APPROVE,
        person,
        now,
        note=note,
        detail={"office": case.office},
        approval_number=clean(approval.number, LETTER_LIMIT),
        approved_on=approval.on,
        valid_from=approval.valid_from,
        valid_until=approval.valid_until,
        decided_at=now,
    )
    if kept is not None:
        # The days that are left already need no reminder the next morning.
        left = (approval.valid_until - day_in_baghdad(now)).days
        await tx.cases.remind(id=case.id, days=reminder_step(case.kind, left))
    return kept


async def refuse(
    tx: Transaction, case: Case, reason: str, note: str, person: Person, now: datetime
) -> Case | None:
    """Refuse a case for a reason of its kind, by code; the applicant reads the note."""
    if not may_work(person, case) or case.kind.reason(reason) is None:
        return None
    detail = {"reason": reason, "office": case.office}
    return await move(
        tx, case, Move.REFUSE, person, now, note=note, detail=detail, refusal=reason, decided_at=now
    )


async def take_back(tx: Transaction, case: Case, reason: str, person: Person, now: datetime) -> Case | None:
    """Take the last step back, with a reason that the applicant reads: an approval or a refusal is none any more.

    A refusal can be taken back until the case was purged.
    """
    if not may_work(person, case) or case.purged_at is not None or not clean(reason, NOTE_LIMIT):
        return None
    changes: dict[str, Any] = {}
    if case.state in (State.APPROVED, State.REFUSED):
        changes = {
            "approval_number": "",
            "approved_on": None,
            "valid_from": None,
            "valid_until": None,
            "refusal": "",
            "decided_at": None,
        }
    return await move(tx, case, Move.RETURN, person, now, note=reason, **changes)


async def collect(tx: Transaction, case: Case, person: Person, now: datetime) -> Case | None:
    """Note that the visa or letter was collected; the applicant may say so too."""
    return await move(tx, case, Move.COLLECT, person, now) if _either(person, case) else None


async def use(tx: Transaction, case: Case, person: Person, now: datetime) -> Case | None:
    """Note that it was used, which closes the case; the applicant may say so too."""
    return await move(tx, case, Move.USE, person, now) if _either(person, case) else None


def _either(person: Person, case: Case) -> bool:
    return may_work(person, case) or is_applicant(person, case)
