"""Checks of keyboards beyond their shape: lengths, what a button must hold, links."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from simulator.errors import bad_request
from simulator.html_markup import checked_link

_ACTIONS = ("url", "callback_data", "copy_text")
_STYLES = ("danger", "success", "primary")
MAX_BUTTONS = 100


def check_markup(markup: dict[str, Any] | None) -> dict[str, Any] | None:
    """The markup ready to be stored: None where it holds no button. Raises ApiError 400 as the server does."""
    if not markup:
        return None
    if "inline_keyboard" in markup:
        rows = [[_inline_button(button) for button in row] for row in markup["inline_keyboard"] if row]
        if sum(map(len, rows)) > MAX_BUTTONS:
            raise bad_request("reply markup is too long")
        return {"inline_keyboard": rows} if rows else None
    if "keyboard" in markup:
        rows = [row for row in markup["keyboard"] if row]
        if not rows:
            raise bad_request("reply keyboard must contain at least one button")
        if any(not button["text"].strip() for row in rows for button in row):
            raise bad_request("keyboard button text must be non-empty")
        return {**markup, "keyboard": rows}
    return markup


def _inline_button(button: dict[str, Any]) -> dict[str, Any]:
    if not button["text"].strip():
        raise bad_request("inline keyboard button text must be non-empty")
    actions = [action for action in _ACTIONS if action in button]
    if len(actions) != 1:
        raise bad_request(
            "Text buttons are unallowed in the inline keyboard" if not actions else "BUTTON_TYPE_INVALID"
        )
    if "style" in button and button["style"] not in _STYLES:
        raise bad_request("invalid button style specified")
    if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= 64:
        raise bad_request("BUTTON_DATA_INVALID")
    if "copy_text" in button and not 1 <= len(button["copy_text"]["text"]) <= 256:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    if "url" in button:
        return {**button, "url": _button_link(button["url"])}
    return button


def _button_link(url: str) -> str:
    link = checked_link(url)
    if link is None:
        scheme = urlsplit(url).scheme
        reason = "Wrong HTTP URL" if scheme in ("", "http", "https") else "Unsupported URL protocol"
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: {reason}")
    return link
