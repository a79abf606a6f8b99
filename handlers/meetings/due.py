"""What comes due of meetings by itself: reminders, calls repeated, counts and boards brought up to date."""

from __future__ import annotations

from datetime import datetime

from coordination.meetings import calls, minutes, posts, reminders
from handlers.meetings import calling, telling
from handlers.meetings import minutes as afterwards
from handlers.outgoing import Outgoing
from storage import Transaction


async def post_due(tx: Transaction, now: datetime) -> None:
    """Post it, each thing claimed in the given transaction; counts change once a look, however many answered."""
    out = Outgoing(tx, now)
    await telling.remind(out)
    await calling.post_due(out)
    await afterwards.remind(out)
    for one in await posts.take_stale(tx):
        await telling.refresh(out, one)
        await calling.refresh_board(out, one)


async def next_due(tx: Transaction, now: datetime) -> datetime | None:
    """When there is something to post next; None: nothing is in sight."""
    found = (await reminders.next_due(tx, now), await calls.next_due(tx), await minutes.next_due(tx, now))
    return min((at for at in found if at is not None), default=None)
