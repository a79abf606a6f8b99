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
    """One line of the trail; `person` is the name of who acted, empty for the bot itself.

    `subject` is a report's reference, or what and which row: "person 5". `subject_name` is the person's name or the
    group's title now; empty where it has none.
    """

    at: datetime
    person: str
    action: str
    subject: str
    subject_name: str = ""


async def note(tx: Transaction, now: datetime, person: _HasId | None, action: str, subject: str = "") -> None:
    """Add an entry; it is kept or undone with the act itself."""
    await tx.audit.note(at=stamp(now), person=person.id if person else None, action=action, subject=subject)


async def latest(tx: Transaction, limit: int = 20) -> list[Entry]:
    """The newest entries, newest first."""
    return [
        Entry(moment(row["at"]), row["name"] or "", row["action"], row["subject"], row["subject_name"])
        for row in await tx.audit.latest(limit=limit)
    ]
