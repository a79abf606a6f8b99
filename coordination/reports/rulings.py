"""What the duty officer says about a dispute: one report is kept and the others denied, or each stands for itself."""

from __future__ import annotations

from datetime import datetime

from coordination import audit
from coordination.people.person import Person
from coordination.reports import confirmation, disputes
from coordination.reports.disputes import Dispute
from coordination.reports.report import Report
from storage import Transaction


async def keep(
    tx: Transaction, dispute: Dispute, kept: Report, by: Person, now: datetime
) -> tuple[Report, ...] | None:
    """Confirm one report of a dispute and deny the others, which are returned; None when somebody ruled meanwhile."""
    if not await disputes.close(tx, dispute.id, "kept", by, now):
        return None
    await confirmation.confirm(tx, kept, by, now)
    denied = [
        await confirmation.deny(tx, other, "another figure", kept.reference, by, now)
        for other in dispute.reports
        if other.id != kept.id
    ]
    return tuple(report for report in denied if report is not None)


async def let_stand(tx: Transaction, dispute: Dispute, by: Person, now: datetime) -> bool:
    """Confirm every report of a dispute: they tell of several events. False when somebody ruled meanwhile."""
    if not await disputes.close(tx, dispute.id, "both", by, now):
        return False
    for report in dispute.reports:
        await confirmation.confirm(tx, report, by, now)
    await audit.note(tx, now, by, "disputed reports stand", " ".join(r.reference for r in dispute.reports))
    return True
