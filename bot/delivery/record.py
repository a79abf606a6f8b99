"""How calls ended, written down in the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.delivery import undelivered
from bot.delivery.outcome import Outcome
from coordination.groups import group as groups
from storage import Row, Transaction, stamp


@dataclass(frozen=True, slots=True)
class Sent:
    """A call of a row, how it ended, and Telegram's id of the file that it uploaded; "" for an id to be forgotten."""

    row: Row
    outcome: Outcome
    file_id: str | None = None


async def record(tx: Transaction, now: datetime, ended: Sequence[Sent]) -> None:
    """Write down how calls ended, those that are over in one statement, and what follows from each."""
    over = [
        {
            "id": sent.row["id"],
            "state": sent.outcome.state,
            "now": stamp(now),
            "message_id": sent.outcome.message_id,
            "error": sent.outcome.error or None,
        }
        for sent in ended
        if sent.outcome.state != "again"
    ]
    await tx.outbox.finish(over)
    for sent in ended:
        await _follow(tx, now, sent)


async def _follow(tx: Transaction, now: datetime, sent: Sent) -> None:
    row, outcome = sent.row, sent.outcome
    if sent.file_id:
        await tx.made_files.is_known(id=row["made_file"], file_id=sent.file_id, method=row["method"])
    elif sent.file_id == "":
        await tx.made_files.is_not_known(id=row["made_file"])
    if outcome.state == "again":
        if outcome.migrated_to is not None:
            await groups.migrated(tx, row["chat"], outcome.migrated_to)
        if outcome.resend_as_new:
            await tx.outbox.resend_as_new(id=row["id"], params=undelivered.as_new_message(row["params"]))
        await tx.outbox.again(id=row["id"])
    elif outcome.state != "sent":
        await undelivered.conclude(tx, now, row, outcome)
