"""The things of the simulated Telegram: people, bots, chats, topics, calls. State only; the rules are elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from simulator.limits import FloodControl
from simulator.updates import UpdateQueue

Json = dict[str, Any]
GroupKind = Literal["group", "supergroup"]

ANONYMOUS_ADMIN: Json = {
    "id": 1087968824,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a Telegram account; `language` is what their app is set to (IETF tag)."""

    id: int
    name: str
    language: str
    username: str | None = None

    def user(self) -> Json:
        """The User object."""
        user: Json = {"id": self.id, "is_bot": False, "first_name": self.name, "language_code": self.language}
        if self.username:
            user["username"] = self.username
        return user


@dataclass(frozen=True, slots=True)
class Call:
    """A call that a bot made, as the ledger keeps it. `at` is simulated time; `bot` a username (None: bad token)."""

    at: datetime
    bot: str | None
    method: str
    params: Json
    ok: bool
    status: int
    error: str | None
    result: Any


@dataclass(slots=True)
class Topic:
    """A topic of a forum; its id is the message_thread_id."""

    id: int
    name: str
    icon_color: int
    closed: bool = False


@dataclass(slots=True, eq=False)
class Chat:
    """A conversation: a person's private one with a bot, a group, a supergroup or a channel."""

    id: int
    kind: Literal["private", "group", "supergroup", "channel"]
    title: str
    person: Person | None = None
    username: str | None = None
    forum: bool = False
    members: dict[int, Person] = field(default_factory=dict)
    admins: set[int] = field(default_factory=set)
    bots: dict[int, str] = field(default_factory=dict)  # bot id -> member, administrator, left, kicked
    topics: dict[int, Topic] = field(default_factory=dict)
    messages: dict[int, Json] = field(default_factory=dict)  # replaced when edited, never changed in place
    buttons: dict[int, None] = field(default_factory=dict)  # messages that have or had buttons, oldest first
    pinned: dict[int, None] = field(default_factory=dict)  # oldest pin first
    reactions: dict[int, dict[int, list[Json]]] = field(default_factory=dict)  # message -> user -> reactions
    started: bool = False  # private: the person wrote to the bot
    blocked: bool = False  # private: the person blocked the bot
    migrated_to: int | None = None
    last_message_id: int = 0

    def header(self) -> Json:
        """The Chat object."""
        if self.person is not None:
            header: Json = {"id": self.id, "type": "private", "first_name": self.person.name}
            if self.person.username:
                header["username"] = self.person.username
            return header
        header = {"id": self.id, "type": self.kind, "title": self.title}
        if self.username:
            header["username"] = self.username
        if self.forum:
            header["is_forum"] = True
        if self.kind == "group":
            header["all_members_are_administrators"] = not self.admins
        return header


@dataclass(slots=True)
class Webhook:
    """Where a bot's updates are posted, and how that went."""

    url: str
    secret: str | None
    max_connections: int
    last_error_date: int | None = None
    last_error: str | None = None


@dataclass(slots=True, eq=False)
class Bot:
    """A bot account and everything it has set about itself."""

    id: int
    token: str
    username: str
    name: str
    privacy: bool = True
    updates: UpdateQueue = field(default_factory=UpdateQueue)
    webhook: Webhook | None = None
    private: dict[int, Chat] = field(default_factory=dict)
    flood: FloodControl = field(default_factory=FloodControl)
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)  # (scope, language)
    names: dict[str, str] = field(default_factory=dict)  # by language, "" for all others
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    menu_buttons: dict[int, Json] = field(default_factory=dict)  # by chat, 0 for the default

    def user(self) -> Json:
        """The User object, as in messages."""
        return {"id": self.id, "is_bot": True, "first_name": self.name, "username": self.username}


@dataclass(slots=True)
class Callback:
    """A pressed button that waits for its answer."""

    query: Json
    at: datetime
    bot: Bot
    outcome: Json | None = None
