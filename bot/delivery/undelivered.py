"""What follows from a call that failed for good, or of which nobody knows how it ended."""

from __future__ import annotations

import json
from datetime import datetime

from bot import notices
from bot.delivery.outcome import Outcome
from bot.logs import log
from storage import Row, Transaction, is_outage


async def conclude(tx: Transaction, now: datetime, row: Row, outcome: Outcome) -> None:
    """Draw conclusions from a failure; what cannot be drawn must not hold up the record of everything else."""
    log.warning(
        "not delivered", outbox=row["id"], method=row["method"], state=outcome.state, why=outcome.error
    )
    try:
        async with tx.savepoint():
            await notices.not_delivered(tx, now, row, unreachable=outcome.unreachable, state=outcome.state)
    except Exception as error:
        if is_outage(error):
            raise
        log.error("nobody could be told of it", outbox=row["id"], error=type(error).__name__)


def as_new_message(params: str) -> str:
    """The parameters of an edit, as those of a new message: the card to edit is gone, its content is not."""
    values = json.loads(params)
    values.pop("message_id")
    if not values["reply_markup"]["inline_keyboard"]:
        del values["reply_markup"]
    return json.dumps(values, ensure_ascii=False)
