"""What comes due of what is watched: thresholds by the clock, the next officer paged, notes and hand-overs."""

from __future__ import annotations

from datetime import datetime, timedelta

from coordination.summaries.hours import due_times
from coordination.watch import paging as pages
from coordination.watch import shifts as duty
from coordination.watch import thresholds
from handlers.outgoing import Outgoing
from handlers.watch import noting, paging, shifts
from storage import Transaction


async def post_due(tx: Transaction, now: datetime) -> None:
    """Post it, each thing claimed in the given transaction."""
    out = Outgoing(tx, now)
    await paging.look(out)
    await noting.refresh(out)
    await shifts.remind(out)


async def next_due(tx: Transaction, now: datetime) -> datetime | None:
    """When there is something to post next, as far as the clock alone decides; None: nothing is in sight."""
    counted = [
        due_times(one.at, now, now + timedelta(days=1))[0]
        for one in await thresholds.listed(tx)
        if one.state == "on" and one.kind == "silence"
    ]
    found = (*counted, await pages.next_due(tx), await duty.next_reminder(tx))
    return min((at for at in found if at is not None), default=None)
