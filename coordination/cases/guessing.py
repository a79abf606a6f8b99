"""Whoever tries numbers of cases that are not theirs is stopped for a while."""

from __future__ import annotations

from datetime import datetime, timedelta

from coordination import audit
from coordination.people.person import Person
from storage import Transaction, moment, stamp

MOST_WRONG = 10
WITHIN = timedelta(hours=1)


async def may_try(tx: Transaction, person: Person, now: datetime) -> bool:
    """Whether the person may look up a number: not after ten wrong ones within an hour."""
    return len(await _wrong(tx, person, now)) < MOST_WRONG


async def wrong(tx: Transaction, person: Person, now: datetime) -> None:
    """Count a number that was not found, or was not the person's to see; the tenth of an hour is noted for admins."""
    times = [*await _wrong(tx, person, now), now]
    await tx.meta.put(key=_key(person), value=" ".join(map(stamp, times)))
    if len(times) == MOST_WRONG:
        await audit.note(tx, now, person, "wrong case numbers", f"person {person.id}")


async def _wrong(tx: Transaction, person: Person, now: datetime) -> list[datetime]:
    kept = await tx.meta.get(key=_key(person))
    return [at for at in map(moment, (kept or "").split()) if at > now - WITHIN]


def _key(person: Person) -> str:
    return f"wrong case numbers: {person.id}"
