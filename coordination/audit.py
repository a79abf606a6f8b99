"""The audit trail: who did what to what, when. Ids only, no personal data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from storage import Transaction, moment, stamp


class _HasId(Protocol):
    @property
    def id(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the trail; `person` is the name of who acted and `person_id` the row, None for the bot itself.

    Whoever never entered is forgotten after a while: then the row's number is all that is left.

    `subject` is a report's reference, or what and which row: "person 5". `subject_name` is the person's name or the
    group's title now; empty where it has none.
    """

    at: datetime
    person: str
    action: str
    subject: str
    subject_name: str = ""
    person_id: int | None = None


async def note(tx: Transaction, now: datetime, person: _HasId | None, action: str, subject: str = "") -> None:
    """Add an entry; it is kept or undone with the act itself."""
    await tx.audit.note(at=stamp(now), person=person.id if person else None, action=action, subject=subject)


async def latest(tx: Transaction, limit: int = 20) -> list[Entry]:
    """The newest entries, newest first."""
    return [
        Entry(
            at=moment(row["at"]),
            person=row["name"] or "",
            action=row["action"],
            subject=row["subject"],
            subject_name=row["subject_name"],
            person_id=row["person"],
        )
        for row in await tx.audit.latest(limit=limit)
    ]
