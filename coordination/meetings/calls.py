"""Emergency meetings: who is called, who has seen it, when the silent are called again and then listed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from coordination.groups import group as groups
from coordination.meetings.meeting import Occurrence, Plan
from coordination.meetings.store import occurrence
from coordination.people import register
from coordination.people.person import WITH_GOVERNORATES, Person, Role
from storage import Transaction, moment, stamp

REPEATS = (5, 10, 20)
"""Minutes after which the silent can be called again; as long again until the officer gets the list."""
USUAL = 10
"""Minutes, where nothing else was chosen; and until the list where nobody is called again."""
OFFICERS = frozenset({Role.DUTY_OFFICER, Role.ADMIN})
"""Who is called in any case, and who may see the telephone numbers of the others."""


@dataclass(frozen=True, slots=True)
class Board:
    """Whom an emergency meeting called: those who have seen it, and the silent; both by name."""

    seen: tuple[Person, ...]
    silent: tuple[Person, ...]


async def called(tx: Transaction, plan: Plan, by: Person) -> list[Person]:
    """Who is called in private: the officers, who reports for the groups' governorates, and who is invited.

    The Bot API does not tell who is in a group. Nobody is called who cannot be reached, nor who calls.
    """
    there = [one for one in await groups.approved(tx) if one.id in plan.groups]
    areas = {code for group in there for code in group.governorates}
    everywhere = any(not group.governorates for group in there)
    return [
        who
        for who in await register.everybody(tx)
        if who.id != by.id
        and who.reachable
        and (
            who.id in plan.people
            or who.role in OFFICERS
            or (who.role in WITH_GOVERNORATES and (everywhere or not areas.isdisjoint(who.areas)))
        )
    ]


async def call(tx: Transaction, one: Occurrence, who: Sequence[Person], now: datetime) -> None:
    """Keep who is called."""
    for person in who:
        await tx.meetings.call(occurrence=one.id, person=person.id, now=stamp(now))


async def seen(tx: Transaction, one: Occurrence, who: Person, now: datetime) -> bool:
    """Keep that somebody who was called has seen it; False for others, and the second time."""
    if await tx.meetings.seen(occurrence=one.id, person=who.id, now=stamp(now)) is None:
        return False
    await tx.meetings.stale(id=one.id)
    return True


async def called_rows(tx: Transaction, one: Occurrence) -> frozenset[int]:
    """The row ids of those who were called."""
    return frozenset(row["person"] for row in await tx.meetings.calls(occurrence=one.id))


async def board(tx: Transaction, one: Occurrence) -> Board:
    """Who has seen it so far."""
    rows = await tx.meetings.calls(occurrence=one.id)
    people = {who.id: who for who in await register.everybody(tx)}
    there = [(people[row["person"]], row["seen_at"]) for row in rows if row["person"] in people]
    there.sort(key=lambda pair: pair[0].name)
    return Board(
        tuple(who for who, at in there if at is not None), tuple(who for who, at in there if at is None)
    )


async def open_board(
    tx: Transaction, one: Occurrence, by: Person, outbox: int, now: datetime, again: int = USUAL
) -> None:
    """Keep which message shows the board to whoever called; the silent are called `again` after minutes, 0: never."""
    await tx.meetings.add_board(
        occurrence=one.id,
        person=by.id,
        outbox=outbox,
        repeat_at=stamp(now + timedelta(minutes=again)) if again else None,
        list_at=stamp(now + timedelta(minutes=2 * again or USUAL)),
    )


async def take_repeats(tx: Transaction, now: datetime) -> Sequence[Occurrence]:
    """The meetings whose silent are to be called again now; the list for the officer comes as long after it."""
    found = []
    for row in await tx.meetings.due_repeats(now=stamp(now)):
        pause = timedelta(minutes=USUAL)
        if row["list_at"]:
            pause = moment(row["list_at"]) - moment(row["repeat_at"])
        taken = await tx.meetings.take_repeat(
            occurrence=row["occurrence"], repeat_at=row["repeat_at"], list_at=stamp(now + pause)
        )
        if taken is None:
            continue
        one = await occurrence(tx, row["occurrence"])
        if one is not None and not one.cancelled and one.ends_at > now:
            found.append(one)
    return found


async def take_lists(tx: Transaction, now: datetime) -> Sequence[tuple[Occurrence, int]]:
    """The meetings whose silent are listed now, with the row id of the officer who called."""
    found = []
    for row in await tx.meetings.take_lists(now=stamp(now)):
        one = await occurrence(tx, row["occurrence"])
        if one is not None and not one.cancelled:
            found.append((one, row["person"]))
    return found


async def board_message(tx: Transaction, one: Occurrence) -> tuple[int, int, int] | None:
    """The board's reader (a row id), chat and message; None before it was sent, and for other meetings."""
    row = await tx.meetings.board(occurrence=one.id)
    return (row["person"], row["chat"], row["message_id"]) if row and row["message_id"] else None


async def next_due(tx: Transaction) -> datetime | None:
    """When the silent are called again or listed next."""
    at = await tx.meetings.next_call()
    return moment(at) if at else None
