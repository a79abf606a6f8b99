"""Writing a case: one row with its version, and an event for every step."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from coordination.cases.case import Case, case_of
from coordination.cases.rules import overdue_at
from coordination.cases.states import CLOSED, Move, State, after
from coordination.people.person import Person
from coordination.text import clean
from storage import Transaction, stamp

ASSIGNED, OPENED = "assigned", "opened"
OTHER_ACTIONS = (ASSIGNED, OPENED, "reminded", "purged")
"""Acts in the history that are no moves."""

NOTE_LIMIT = 1000


async def put(tx: Transaction, before: Case, after: Case, now: datetime) -> Case | None:
    """Write a changed case; None when it was changed meanwhile."""
    row = await tx.cases.put(
        id=before.id,
        version=before.version,
        number=after.number or None,
        state=after.state,
        organisation=after.organisation,
        organisation_key=after.organisation_key,
        officer=after.officer,
        fields=json.dumps(after.fields, ensure_ascii=False),
        personal=after.sealed,
        urgent=int(after.urgent),
        asked=json.dumps(after.asked),
        office=after.office,
        approval_number=after.approval_number,
        approved_on=_day(after.approved_on),
        valid_from=_day(after.valid_from),
        valid_until=_day(after.valid_until),
        refusal=after.refusal,
        now=stamp(now),
        filed_at=_moment(after.filed_at),
        state_since=stamp(after.state_since),
        overdue_at=_moment(after.overdue_at),
        decided_at=_moment(after.decided_at),
        closed_at=_moment(after.closed_at),
    )
    return case_of(row) if row else None


async def move(
    tx: Transaction,
    case: Case,
    move: Move,
    person: Person | None,
    now: datetime,
    *,
    note: str = "",
    detail: Mapping[str, Any] | None = None,
    **changes: Any,
) -> Case | None:
    """Move a case to the state that follows, with further changes to its row, and note it for all who may see it.

    None when the move is not allowed from where the case stands, or it was changed meanwhile.
    """
    target = after(move, case.state)
    if target is None:
        return None
    moved = replace(
        case,
        state=target,
        state_since=now,
        overdue_at=None if target in CLOSED else overdue_at(case.kind, target, now),
        closed_at=now if target in CLOSED else None,
        **changes,
    )
    kept = await put(tx, case, moved, now)
    if kept is not None:
        await add_event(tx, case, move.value, person, now, target, note=note, detail=detail, public=True)
    return kept


async def add_event(
    tx: Transaction,
    case: Case,
    action: str,
    person: Person | None,
    now: datetime,
    state_to: State | None = None,
    *,
    note: str = "",
    detail: Mapping[str, Any] | None = None,
    public: bool = False,
) -> None:
    """Add a line to the history of a case as it stood before."""
    await tx.cases.add_event(
        case_id=case.id,
        at=stamp(now),
        person=person.id if person else None,
        action=action,
        state_from=case.state,
        state_to=state_to or case.state,
        detail=json.dumps(detail or {}, ensure_ascii=False),
        note=clean(note, NOTE_LIMIT),
        public=int(public),
    )


def _moment(at: datetime | None) -> str | None:
    return stamp(at) if at else None


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
