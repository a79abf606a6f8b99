"""Hand-overs: on the days between two dates a deputy is reminded instead of the focal point."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from coordination import audit
from coordination.people.person import Person
from storage import Row, Transaction, stamp


@dataclass(frozen=True, slots=True)
class Handover:
    """One row of handovers. `person` and `deputy` are row ids of people; both days are included, in Asia/Baghdad."""

    id: int
    person: int
    deputy: int
    first_day: date
    last_day: date

    def covers(self, day: date) -> bool:
        """Whether the deputy stands in on this day."""
        return self.first_day <= day <= self.last_day


async def standing_ones(tx: Transaction) -> list[Handover]:
    """All that were not taken back, past ones too."""
    return [_handover_of(row) for row in await tx.roster.handovers()]


async def current(tx: Transaction, who: Person, today: date) -> Handover | None:
    """The person's hand-over that runs or is to come."""
    row = await tx.roster.handover_of(person=who.id)
    found = _handover_of(row) if row else None
    return found if found and found.last_day >= today else None


async def hand_over(
    tx: Transaction, who: Person, deputy: Person, first_day: date, last_day: date, now: datetime
) -> Handover:
    """Let a deputy stand in from the first to the last day; a hand-over that the person had before ends."""
    await tx.roster.end_handover(person=who.id, now=stamp(now))
    row = await tx.roster.hand_over(
        person=who.id,
        deputy=deputy.id,
        first_day=first_day.isoformat(),
        last_day=last_day.isoformat(),
        now=stamp(now),
    )
    await audit.note(tx, now, who, "handed over", f"person {deputy.id}")
    return _handover_of(row)


async def take_back(tx: Transaction, who: Person, handover: Handover, now: datetime) -> None:
    """End the person's hand-over."""
    await tx.roster.end_handover(person=who.id, now=stamp(now))
    await audit.note(tx, now, who, "hand-over taken back", f"person {handover.deputy}")


def _handover_of(row: Row) -> Handover:
    return Handover(
        id=row["id"],
        person=row["person"],
        deputy=row["deputy"],
        first_day=date.fromisoformat(row["first_day"]),
        last_day=date.fromisoformat(row["last_day"]),
    )
