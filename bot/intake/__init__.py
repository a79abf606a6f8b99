"""Updates come in here, by polling or webhook, and are kept before they are confirmed to Telegram."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime
from typing import Any

import msgspec

from storage import Database, Transaction, stamp

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
"""The kinds of update that the bot asks for; the rest it never sees."""

Put = Callable[[Transaction], Awaitable[None]]
"""Puts updates, and what goes with them, into a transaction."""

Keep = Callable[[Put, int], Awaitable[None]]
"""Keeps so many updates for good, by itself or together with what is done about them. Raises what the database raises."""


def by_itself(database: Database, kept: Callable[[], None]) -> Keep:
    """Keep updates in a commit of their own, and tell that they wait."""

    async def in_a_commit(put: Put, _updates: int) -> None:
        async with database.transaction() as tx:
            await put(tx)
            tx.after_commit.append(kept)

    return in_a_commit


async def keep(tx: Transaction, updates: Iterable[dict[str, Any]], now: datetime) -> None:
    """Put raw updates into the inbox; one that is there already (a repeated delivery) changes nothing."""
    received_at = stamp(now)
    await tx.inbox.put(
        [
            {
                "update_id": update["update_id"],
                "payload": _payload(update),
                "received_at": received_at,
                "chat": chat_of(update),
                "person": person_of(update),
            }
            for update in updates
        ]
    )


def read_json(text: str | bytes) -> Any:
    """What stands in JSON, quickly where nothing special is in it. Raises ValueError or RecursionError."""
    try:
        return msgspec.json.decode(text)
    except msgspec.DecodeError:
        return json.loads(text)  # half of a letter beyond the first 65,536, for one


def chat_of(update: dict[str, Any]) -> str:
    """What keeps the order of an update: its chat, else its person, else nothing but itself."""
    for value in _parts(update):
        message = value.get("message")
        around = message.get("chat") if isinstance(message, dict) else None
        chat = value.get("chat") or around or value.get("from")
        if isinstance(chat, dict) and type(number := chat.get("id")) is int:
            return str(number)
    return f"update {update.get('update_id')}"


def person_of(update: dict[str, Any]) -> str:
    """Who sent an update; nobody but itself where nobody did."""
    for value in _parts(update):
        if isinstance(sender := value.get("from"), dict) and type(number := sender.get("id")) is int:
            return str(number)
    return f"update {update.get('update_id')}"


def _parts(update: dict[str, Any]) -> Iterable[dict[str, Any]]:
    return (value for value in update.values() if isinstance(value, dict))


def _payload(update: dict[str, Any]) -> str:
    try:
        return msgspec.json.encode(update).decode()
    except UnicodeEncodeError:
        # A lone surrogate fits into JSON but into no database; it becomes a question mark.
        written = json.dumps(update, ensure_ascii=False, separators=(",", ":"))
        return written.encode(errors="replace").decode()
