"""What the bot shows of itself to everybody: default menus and descriptions, sent when they changed."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any

from coordination.people import register as people
from coordination.people.person import Role
from handlers.menus import GROUPS, STRANGERS, described, set_menu
from handlers.outgoing import Outgoing
from handlers.routing import Routes
from storage import Transaction
from views import help as views
from views.language import words

SENT = "default menus"
"""The key in `meta` under which the hash of what was sent last is kept."""

_VOICES = (("", "en"), ("ar", "ar"))
"""Telegram's language code with ours; an empty code is everybody without one of their own."""


async def prepare(tx: Transaction, now: datetime, routes: Routes) -> None:
    """Put the default menus, the descriptions and the admins' menus into the outbox, unless they were sent before."""
    admins = await people.with_roles(tx, {Role.ADMIN})
    defaults = _defaults(routes)
    content = [
        defaults,
        [[admin.telegram_id, admin.language, admin.digits] for admin in admins],
        sorted(routes.commands),
    ]
    digest = hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()
    if await tx.meta.get(key=SENT) == digest:
        return
    out = Outgoing(tx, now)
    for method, params in defaults:
        await out.describe(method, params)
    for admin in admins:
        await set_menu(out, routes, admin)
    await tx.meta.put(key=SENT, value=digest)


def _defaults(routes: Routes) -> list[tuple[str, dict[str, Any]]]:
    """The calls that make the defaults, in both languages."""
    calls: list[tuple[str, dict[str, Any]]] = []
    for code, language in _VOICES:
        w = words(language)
        spoken = {"language_code": code} if code else {}
        for scope, names in (("default", STRANGERS), ("all_group_chats", GROUPS)):
            menu = described(w, [name for name in names if name in routes.commands])
            commands = [{"command": name, "description": text} for name, text in menu]
            calls.append(("setMyCommands", {"commands": commands, "scope": {"type": scope}, **spoken}))
        calls.append(("setMyDescription", {"description": views.about(w), **spoken}))
        calls.append(("setMyShortDescription", {"short_description": views.about_shortly(w), **spoken}))
    return calls
