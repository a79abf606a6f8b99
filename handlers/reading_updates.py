"""Raw updates as python-telegram-bot's values, of which only what a handler looks at is made.

Making all of a message's hundred attributes would be a tenth of a turn's work; a handler looks at ten of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any, TypeGuard

from telegram import CallbackQuery, Chat, Message, Update, User

Raw = dict[str, Any]

_OF_A_CARD = ("message_id", "date", "chat", "message_thread_id", "is_topic_message")
"""What a press needs to know of the message under which it was made."""
_KEYS = {"from_user": "from"}
"""Attributes that the API calls otherwise."""
_READ: Mapping[str, Callable[[Any], Any]] = {
    "message_id": int,
    "text": str,
    "caption": str,
    "date": lambda seconds: datetime.fromtimestamp(seconds, UTC),
    "chat": lambda raw: Chat.de_json(raw, None),
    "from_user": lambda raw: User.de_json(raw, None),
}
"""How the attributes are made that nearly every message has; for any other that it has the whole message is."""


def read(raw: Raw) -> Update:
    """The update. Raises what python-telegram-bot raises for one that it cannot read, now or when that part is looked at."""
    if _is_message(said := raw.get("message")):
        return Update(raw["update_id"], message=LazyMessage(said))
    if _is_message(said := raw.get("edited_message")):
        return Update(raw["update_id"], edited_message=LazyMessage(said))
    query = raw.get("callback_query")
    if isinstance(query, dict) and _is_message(card := query.get("message")):
        kept = {key: card[key] for key in _OF_A_CARD if key in card}
        pressed = CallbackQuery(
            query["id"],
            User.de_json(query["from"], None),
            query["chat_instance"],
            message=LazyMessage(kept),
            data=query.get("data"),
        )
        return Update(raw["update_id"], callback_query=pressed)
    return Update.de_json(raw, None)


def _is_message(raw: Any) -> TypeGuard[Raw]:
    """Whether it is a message that can be looked at; one without a date was deleted or is too old."""
    return (
        isinstance(raw, dict)
        and type(raw.get("message_id")) is int
        and type(raw.get("date")) is int
        and raw["date"] > 0
        and isinstance(raw.get("chat"), dict)
    )


class LazyMessage(Message):
    """A message whose attributes are made when they are first looked at: until then their slots are empty."""

    __slots__ = ("_raw", "_whole")

    def __init__(self, raw: Raw) -> None:
        object.__setattr__(self, "_raw", raw)

    def __getattr__(self, name: str) -> Any:
        if name == "_whole":
            value: Any = Message.de_json(self._raw, None)
        elif name.startswith("_") or name == "api_kwargs":
            return getattr(self._whole, name)
        elif (key := _KEYS.get(name, name)) not in self._raw:
            value = getattr(_empty(), name)
        elif name in _READ:
            value = _READ[name](self._raw[key])
        else:
            value = getattr(self._whole, name)
        object.__setattr__(self, name, value)
        return value


@cache
def _empty() -> Message:
    """A message with nothing in it: what the attributes are that a message does not have."""
    return Message.de_json({"message_id": 0, "date": 1, "chat": {"id": 0, "type": "private"}}, None)
