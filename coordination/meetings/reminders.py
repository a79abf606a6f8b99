"""Reminders before a start: each claimed once, the missed ones sent only while the meeting lies ahead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from coordination.meetings.meeting import Occurrence
from coordination.meetings.store import ensure, upcoming
from storage import Transaction, stamp

_FURTHEST = timedelta(days=1)
"""No reminder comes earlier than this before the start."""
_LISTED = timedelta(days=40)


@dataclass(frozen=True, slots=True)
class Reminder:
    """A reminder to be sent now: `left` is the minutes until the start, rounded up."""

    occurrence: Occurrence
    left: int


async def take_due(tx: Transaction, now: datetime) -> Sequence[Reminder]:
    """The reminders that are due and were not taken before, claimed in the transaction that sends them.

    Of several that were missed, the meeting gets one. None is due that lies before the last news of the meeting.
    """
    found = []
    for one in await upcoming(tx, now, now + _FURTHEST):
        due = [at for at in due_times(one) if one.meeting.told_at < at <= now]
        if not due:
            continue
        kept = await ensure(tx, one)
        # Each is claimed, not only the last: `any` would stop at the first.
        claimed = [await _claim(tx, kept, at, now) for at in due]
        if any(claimed):
            left = -((now - kept.starts_at) // timedelta(minutes=1))
            found.append(Reminder(kept, left))
    return found


async def next_due(tx: Transaction, now: datetime) -> datetime | None:
    """When the next reminder is due, if nothing changes until then."""
    coming = await upcoming(tx, now, now + _LISTED)
    return min((at for one in coming for at in due_times(one) if at > now), default=None)


def due_times(one: Occurrence) -> list[datetime]:
    """The moments of an occurrence's reminders, earliest first."""
    return sorted(one.starts_at - timedelta(minutes=minutes) for minutes in one.meeting.plan.reminders)


async def _claim(tx: Transaction, one: Occurrence, at: datetime, now: datetime) -> bool:
    claimed = await tx.due.claim(job=f"meeting {one.id}", chat=0, due_at=stamp(at), now=stamp(now))
    return claimed is not None
