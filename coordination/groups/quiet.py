"""Quiet hours of a group or a person: ordinary notices wait for their end, what is pressing does not."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from coordination import audit
from coordination.groups.group import Group
from coordination.people.person import Person
from coordination.reports.days import BAGHDAD
from storage import Transaction, moment, stamp

BEGINS = ("20:00", "21:00", "22:00", "23:00", "00:00")
"""Hours in Baghdad at which quiet hours can begin."""
ENDS = ("05:00", "06:00", "07:00", "08:00", "09:00")
"""Hours at which they can end."""


def until(quiet: str, now: datetime) -> datetime | None:
    """When the quiet hours "HH:MM HH:MM" (Baghdad, over midnight or not) that run now end; None outside them.

    The first minute is quiet, the last moment is not. "" is never quiet.
    """
    if not quiet:
        return None
    begin, end = (time.fromisoformat(hour) for hour in quiet.split())
    here = now.astimezone(BAGHDAD)
    for day in (here.date() - timedelta(days=1), here.date()):
        begins = datetime.combine(day, begin, BAGHDAD)
        ends = datetime.combine(day if begin < end else day + timedelta(days=1), end, BAGHDAD)
        if begins <= here < ends:
            return ends
    return None


def is_quiet(value: str) -> bool:
    """Whether a value is one that can be chosen: a beginning and an end, or "" for none."""
    begin, _, end = value.partition(" ")
    return not value or (begin in BEGINS and end in ENDS)


async def of_chat(tx: Transaction, chat: int, now: datetime) -> datetime | None:
    """Until when ordinary notices to this chat wait; None: they may go."""
    return until(await tx.subscriptions.quiet_of(chat=chat) or "", now)


async def of(tx: Transaction, whose: Group | Person) -> str:
    """The quiet hours of a group or a person, "" where there are none."""
    if isinstance(whose, Group):
        return str(await tx.subscriptions.quiet_of_group(id=whose.id))
    return str(await tx.subscriptions.quiet_of_person(id=whose.id))


async def choose(tx: Transaction, whose: Group | Person, quiet: str, *, by: Person, now: datetime) -> None:
    """Set the quiet hours; what waits at this moment waits for their new end. Raises ValueError for other values."""
    if not is_quiet(quiet):
        raise ValueError(f"no quiet hours: {quiet}")
    if isinstance(whose, Group):
        await tx.subscriptions.set_quiet_of_group(id=whose.id, quiet=quiet)
        chat, subject = whose.chat, f"group {whose.id}"
    else:
        await tx.subscriptions.set_quiet_of_person(id=whose.id, quiet=quiet)
        chat, subject = whose.telegram_id, f"person {whose.id}"
    await tx.outbox.hold_until(chat=chat, at=stamp(until(quiet, now) or now))
    await audit.note(tx, now, by, "quiet hours", subject)


async def release(tx: Transaction, now: datetime) -> None:
    """Let go what waited until now; what became useless meanwhile is not sent."""
    await tx.outbox.drop_useless(now=stamp(now))
    await tx.outbox.release(now=stamp(now))


async def next_release(tx: Transaction) -> datetime | None:
    """When something that waits may go; None: nothing waits."""
    found = await tx.outbox.next_release()
    return moment(found) if found else None
