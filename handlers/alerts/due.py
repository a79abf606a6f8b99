"""What comes due of alerts by itself: boards brought up to date, alerts that expire, requests nobody decided."""

from __future__ import annotations

from datetime import datetime

from coordination.alerts import posts, store
from handlers.alerts.approving import let_lapse
from handlers.alerts.sending import refresh_board, show_expired
from handlers.outgoing import Outgoing
from storage import Transaction


async def post_due(tx: Transaction, now: datetime) -> None:
    """Post it, each thing claimed in the given transaction; a board changes once a look, however much happened."""
    out = Outgoing(tx, now)
    await posts.collect(tx)
    for alert in await store.take_expired(tx, now):
        await show_expired(out, alert)
    await let_lapse(out)
    for alert in await posts.take_stale(tx):
        await refresh_board(out, alert)


async def next_due(tx: Transaction) -> datetime | None:
    """When an alert expires next, or a request is too late."""
    return await store.next_due(tx)
