"""Updates come in here, by polling or webhook, and are kept before they are confirmed to Telegram."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from storage import Transaction, stamp

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
"""The kinds of update that the bot asks for; the rest it never sees."""


async def keep(tx: Transaction, updates: Iterable[dict[str, Any]], now: datetime) -> None:
    """Put raw updates into the inbox; one that is there already (a repeated delivery) changes nothing."""
    received_at = stamp(now)
    await tx.inbox.put(
        [
            {
                "update_id": update["update_id"],
                "payload": _payload(update),
                "received_at": received_at,
            }
            for update in updates
        ]
    )


def _payload(update: dict[str, Any]) -> str:
    # A lone surrogate fits into JSON but into no database; it becomes a question mark.
    written = json.dumps(update, ensure_ascii=False, separators=(",", ":"))
    return written.encode(errors="replace").decode()
