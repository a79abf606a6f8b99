"""Who did what in an update, for the log: an id and the name of a route, nothing that anybody wrote."""

from __future__ import annotations

import re
from typing import Any

from handlers.routing import Routes

_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})")
_CONTENTS = ("photo", "document", "location", "voice", "audio", "video", "video_note", "sticker", "text")


def described(raw: dict[str, Any], routes: Routes) -> tuple[int | None, str, str]:
    """The Telegram id of whoever did it, the kind of the update, and the command, button or content."""
    for kind, event in raw.items():
        if isinstance(event, dict):
            sender = event.get("from")
            who = sender.get("id") if isinstance(sender, dict) else None
            return who if isinstance(who, int) else None, kind, _what(kind, event, routes)
    return None, "unknown", ""


def _what(kind: str, event: dict[str, Any], routes: Routes) -> str:
    if kind == "callback_query":
        action = str(event.get("data") or "").partition(" ")[0]
        return action if action in routes.presses else "old button"
    command = _COMMAND.match(str(event.get("text") or ""))
    if command:
        name = command[1].lower()
        return f"/{name}" if name in routes.commands else "unknown command"
    return next((content for content in _CONTENTS if content in event), "other")
