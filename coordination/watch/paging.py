"""Who is paged of a matter, in which order: the officer on duty, the other duty officers, then all admins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from coordination import audit
from coordination.people import register
from coordination.people.person import Person, Role
from coordination.watch import matters, shifts
from coordination.watch.crossings import ALONE
from coordination.watch.matters import Matter
from storage import Row, Transaction, moment, stamp


@dataclass(frozen=True, slots=True)
class Page:
    """Somebody who was paged; `chat` and `message` are where it stands, None as long as it has not gone out."""

    person: int
    at: datetime
    chat: int | None
    message: int | None


async def due(tx: Transaction, now: datetime) -> Sequence[tuple[Matter, Sequence[Person]]]:
    """Whom to page now of what; the next ones' time is set in the given transaction."""
    found: list[tuple[Matter, Sequence[Person]]] = []
    if not await tx.watch.to_page(now=stamp(now)):
        return found
    await tx.alone(ALONE)
    for row in await tx.watch.to_page(now=stamp(now)):
        one = await matters.by_id(tx, row["id"])
        if one is None:
            continue
        who = await _next(tx, one)
        again = now + timedelta(minutes=one.threshold.minutes) if who else None
        await tx.watch.page_again_at(id=one.id, at=stamp(again) if again else None)
        found.append((one, who))
    return found


async def note(tx: Transaction, one: Matter, who: Person, outbox: int, now: datetime) -> None:
    """Keep that somebody was paged by this row of the outbox."""
    await tx.watch.add_page(crossing=one.id, person=who.id, outbox=outbox, now=stamp(now))
    await audit.note(tx, now, None, "paged", f"person {who.id}")


async def pages(tx: Transaction, one: Matter) -> Sequence[Page]:
    """Who was paged so far, in the order of time."""
    return [_page(row) for row in await tx.watch.pages(crossing=one.id)]


async def take_stale(tx: Transaction) -> Sequence[tuple[Matter, Page]]:
    """The pages that do not show their matter as it is now; they do after the given transaction.

    One that waits to be sent stays stale until it stands somewhere.
    """
    found = []
    for row in await tx.watch.pages_to_edit():
        if row["state"] in ("new", "sending"):
            continue
        await tx.watch.fresh_page(crossing=row["crossing"], person=row["person"])
        one = await matters.by_id(tx, row["crossing"])
        if one is not None:
            found.append((one, _page(row)))
    return found


async def shown(tx: Transaction, one: Matter, who: Person) -> None:
    """This person's page shows the matter as it is now."""
    await tx.watch.fresh_page(crossing=one.id, person=who.id)


async def next_due(tx: Transaction) -> datetime | None:
    """When somebody is paged next if nobody answers."""
    found = await tx.watch.next_page()
    return moment(found) if found else None


async def _next(tx: Transaction, one: Matter) -> Sequence[Person]:
    """The next officer who can be reached and was not paged; after them all such admins at once; then nobody."""
    paged = {page.person for page in await pages(tx, one)}
    on_duty = await shifts.on_duty(tx)
    officers = [who for who in await register.with_roles(tx, {Role.DUTY_OFFICER}) if who != on_duty]
    for who in (on_duty, *officers):
        if who is not None and who.reachable and who.id not in paged:
            return (who,)
    admins = await register.with_roles(tx, {Role.ADMIN})
    return [who for who in admins if who.reachable and who.id not in paged]


def _page(row: Row) -> Page:
    return Page(row["person"], moment(row["paged_at"]), row["chat"], row["message_id"])
