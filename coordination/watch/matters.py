"""Matters: crossings of one threshold within minutes, told in one page, with one timer, taken at once by one person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from coordination import audit
from coordination.people.person import Person
from coordination.watch import crossings
from coordination.watch.crossings import ALONE, Crossing
from coordination.watch.thresholds import Threshold
from storage import Transaction, stamp


@dataclass(frozen=True, slots=True)
class Matter:
    """What a page tells: the crossings that wait for somebody, else those that somebody took, else all; never none.

    `id` is the row id of the first crossing, which all of them share as `head`.
    """

    id: int
    crossings: tuple[Crossing, ...]

    @property
    def threshold(self) -> Threshold:
        """What was crossed."""
        return self.crossings[0].threshold

    @property
    def open(self) -> bool:
        """Whether somebody has to take it."""
        return self.crossings[0].open

    @property
    def taken_by(self) -> int | None:
        """Who has it: a row id."""
        return self.crossings[0].taken_by

    @property
    def taken_at(self) -> datetime | None:
        """Since when somebody has it."""
        return self.crossings[0].taken_at


async def by_id(tx: Transaction, head: int) -> Matter | None:
    """The matter whose first crossing has this row id."""
    found = [await crossings.read(tx, row) for row in await tx.watch.matter(head=head)]
    if not found or found[0].id != head:
        return None
    shown = [one for one in found if one.open] or [one for one in found if one.taken_by is not None] or found
    return Matter(head, tuple(shown))


async def untaken(tx: Transaction) -> list[Matter]:
    """The matters that nobody has taken, oldest first."""
    heads = sorted({row["head"] or row["id"] for row in await tx.watch.untaken()})
    found = [await by_id(tx, head) for head in heads]
    return [one for one in found if one is not None]


async def take(tx: Transaction, one: Matter, by: Person, now: datetime) -> Matter | None:
    """Somebody has it, with all that joined it until now; None when another one was faster or it is over."""
    await tx.alone(ALONE)
    found = await by_id(tx, one.id)
    if found is None or not found.open:
        return None
    await tx.watch.take_matter(head=one.id, person=by.id, now=stamp(now))
    await tx.watch.stale_pages(crossing=one.id)
    await audit.note(tx, now, by, "page taken", f"crossing {one.id}")
    return await by_id(tx, one.id)
