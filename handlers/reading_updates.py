"""Raw updates as python-telegram-bot's values, of which only what a handler looks at is made.

Making all of a message's hundred attributes would be a tenth of a turn's work; a handler looks at ten of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any, TypeGuard

from telegram import CallbackQuery, Chat, Message, TelegramObject, Update, User
from telegram.constants import ChatType

Raw = dict[str, Any]

_OF_A_CARD = ("message_id", "date", "chat", "message_thread_id", "is_topic_message")
"""What a press needs to know of the message under which it was made."""
_KEYS = {"from_user": "from"}
"""Attributes that the API calls otherwise."""
_OF_A_CHAT = frozenset(("id", "type", "title", "username", "first_name", "last_name", "is_forum"))
"""Attributes of a chat that are as the API has them, but for the type."""
_READ: Mapping[str, Callable[[Any], Any]] = {
    "message_id": int,
    "text": str,
    "caption": str,
    "date": lambda seconds: datetime.fromtimestamp(seconds, UTC),
    "chat": lambda raw: _chat(raw),
    "from_user": lambda raw: _user(raw),
}
"""How the attributes are made that nearly every message has; for any other that it has the whole message is."""


def read(raw: Raw) -> Update:
    """The update. Raises what python-telegram-bot raises for one that it cannot read, now or when that part is looked at."""
    if _is_message(said := raw.get("message")):
        return LazyUpdate(raw["update_id"], "message", LazyMessage(said))
    if _is_message(said := raw.get("edited_message")):
        return LazyUpdate(raw["update_id"], "edited_message", LazyMessage(said))
    query = raw.get("callback_query")
    if isinstance(query, dict) and _is_message(card := query.get("message")):
        kept = {key: card[key] for key in _OF_A_CARD if key in card}
        pressed = CallbackQuery(
            query["id"],
            _user(query["from"]),
            query["chat_instance"],
            message=LazyMessage(kept),
            data=query.get("data"),
        )
        return LazyUpdate(raw["update_id"], "callback_query", pressed)
    return Update.de_json(raw, None)


def name_of(user: User) -> str:
    """How Telegram shows a person; nothing for an account that is gone, which has no names."""
    return user.full_name or ""


def _is_message(raw: Any) -> TypeGuard[Raw]:
    """Whether it is a message that can be looked at; one without a date was deleted or is too old."""
    return (
        isinstance(raw, dict)
        and type(raw.get("message_id")) is int
        and type(raw.get("date")) is int
        and raw["date"] > 0
        and isinstance(raw.get("chat"), dict)
    )


def _user(raw: Any) -> User:
    if isinstance(raw, dict) and type(raw.get("id")) is int and "first_name" in raw and "is_bot" in raw:
        return LazyUser(raw)
    return User.de_json(raw, None)


def _chat(raw: Any) -> Chat:
    if isinstance(raw, dict) and type(raw.get("id")) is int and str(raw.get("type")) in _CHAT_TYPES:
        return LazyChat(raw)
    return Chat.de_json(raw, None)


class LazyUpdate(Update):
    """An update with one thing in it; what is not in it is nowhere until somebody looks."""

    __slots__ = ()

    def __init__(self, number: int, kind: str, what: TelegramObject) -> None:
        object.__setattr__(self, "update_id", number)
        object.__setattr__(self, "_id_attrs", (number,))
        object.__setattr__(self, kind, what)

    def __getattr__(self, name: str) -> Any:
        return _kept(self, name, getattr(_NO_UPDATE, name))


class LazyUser(User):
    """A user whose attributes are made when they are first looked at; all are as the API has them."""

    __slots__ = ("_raw", "_whole")

    def __init__(self, raw: Raw) -> None:
        object.__setattr__(self, "_raw", raw)

    def __getattr__(self, name: str) -> Any:
        if name == "_whole":
            return _kept(self, name, User.de_json(self._raw, None))
        if name.startswith("_") or name not in User.__slots__:
            return getattr(self._whole, name)
        return _kept(self, name, self._raw.get(name))


class LazyChat(Chat):
    """The same of a chat; only its type is more than the API's word."""

    __slots__ = ("_raw", "_whole")

    def __init__(self, raw: Raw) -> None:
        object.__setattr__(self, "_raw", raw)

    def __getattr__(self, name: str) -> Any:
        if name == "_whole":
            return _kept(self, name, Chat.de_json(self._raw, None))
        if name not in _OF_A_CHAT:
            return getattr(self._whole, name)
        value = self._raw.get(name)
        return _kept(self, name, _CHAT_TYPES[value] if name == "type" else value)


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
        elif self._raw.get(key := _KEYS.get(name, name)) is None:
            value = getattr(_empty(), name)
        elif name in _READ:
            value = _READ[name](self._raw[key])
        else:
            value = getattr(self._whole, name)
        return _kept(self, name, value)


def _kept(on: TelegramObject, name: str, value: Any) -> Any:
    object.__setattr__(on, name, value)
    return value


_NO_UPDATE = Update(0)
_CHAT_TYPES: Mapping[Any, ChatType] = {kind.value: kind for kind in ChatType}


@cache
def _empty() -> Message:
    """A message with nothing in it: what the attributes are that a message does not have."""
    return Message.de_json({"message_id": 0, "date": 1, "chat": {"id": 0, "type": "private"}}, None)
