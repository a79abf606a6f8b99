"""What a row of the outbox carries to Telegram: ready JSON, or a file of ours that is uploaded with it."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from typing import Any

from telegram.error import BadRequest

from bot.api import BotApi, Upload
from coordination.cases.vault import Sealed, Vault
from storage import Database, Row

UPLOAD_WITHIN = 120.0
"""Seconds: 50 MB over a poor line."""

_PARTS = {"sendDocument": "document", "sendPhoto": "photo"}
"""The parameter of a method that holds the file."""


class CannotLoad(Exception):
    """The file of a row is gone, or none of the keys opens it; the message says which."""


@dataclass(frozen=True, slots=True)
class Load:
    """What will be called. `known` says that the file goes by Telegram's own id, `upload` is its bytes otherwise."""

    method: str
    params: bytes
    upload: Upload | None = None
    known: bool = False

    async def call(self, api: BotApi) -> Any:
        """The result of the call. Raises a TelegramError."""
        if self.upload is None:
            return await api.call_json(self.method, self.params)
        return await api.upload(self.method, self.params, self.upload, within=UPLOAD_WITHIN)


async def load(database: Database, vault: Vault | None, row: Row) -> Load:
    """Read what a row of the outbox needs, before its call begins. Raises CannotLoad."""
    method, params = row["method"], _body(row["params"], row["chat"])
    if row["made_file"] is None:
        return Load(method, params)
    part = _PARTS[method]
    async with database.reading() as tx:
        made = await tx.made_files.by_id(id=row["made_file"])
        sealed = await tx.case_files.sealed(id=made["case_file"]) if made and made["case_file"] else None
    if made is None:
        raise CannotLoad("the file is gone")
    if made["file_id"] and made["method"] == method:
        known = json.dumps({**json.loads(params), part: made["file_id"]}, ensure_ascii=False)
        return Load(method, known.encode(), known=True)
    content = made["content"]
    if made["sealed"]:
        sealed = content
    if made["sealed"] or made["case_file"] is not None:
        if sealed is None:
            raise CannotLoad("the paper was purged")
        if vault is None:
            raise CannotLoad("cases are switched off: no key")
        try:
            content = await asyncio.to_thread(vault.open, sealed)
        except Sealed as error:
            raise CannotLoad(str(error)) from None
    return Load(method, params, Upload(part, made["name"], made["mime"], content))


def file_id_in(result: Any) -> str | None:
    """Telegram's id of the file in a message that was sent."""
    if not isinstance(result, dict):
        return None
    sent = result.get("document") or (result.get("photo") or [{}])[-1]
    found = sent.get("file_id")
    return str(found) if found else None


def is_unknown_file(error: Exception) -> bool:
    """Whether the API does not know the file by the id that it gave us (another bot, another server)."""
    return (
        isinstance(error, BadRequest) and "file" in str(error).lower() and "identifier" in str(error).lower()
    )


def _body(params: str, chat: int | None) -> bytes:
    """The stored parameters with the chat, which may have moved since: JSON text is joined, not read and written."""
    if chat is None:
        return params.encode()
    return f'{{"chat_id":{chat}{"," if len(params) > 2 else ""}{params[1:]}'.encode()
