"""What the chat page shows, as plain data: text and entities stay apart, so nothing in it is markup."""

from __future__ import annotations

from datetime import datetime
from itertools import islice
from typing import Any

from simulator.calls.groups import status_of
from simulator.files import RECORDINGS
from simulator.model import Bot, Chat, Json
from simulator.scopes import effective_commands
from simulator.world import World

SHOWN = 200  # newest messages of each chat
_SERVICE = [
    "new_chat_members",
    "left_chat_member",
    "migrate_to_chat_id",
    "migrate_from_chat_id",
    "pinned_message",
    "forum_topic_created",
    "forum_topic_edited",
    "forum_topic_closed",
    "forum_topic_reopened",
]


def page_state(world: World, bot: Bot, bookmarks: list[tuple[str, datetime]]) -> Json:
    """The whole state; the keys are described in docs/simulator.md."""
    groups = [chat for chat in world.groups.values() if chat.migrated_to is None]
    chats = {
        str(person.id): _chat(world, bot, world.private(bot, person)) for person in world.persons.values()
    }
    chats |= {str(group.id): _chat(world, bot, group) for group in groups}
    return {
        "bot": {**bot.user(), "description": bot.descriptions.get("", "")},
        "clock": {"now": world.clock.now().isoformat(), "running": world.clock.running},
        "bookmarks": [{"name": name, "at": at.isoformat()} for name, at in bookmarks],
        "persons": [_person(world, bot, number) for number in world.persons],
        "groups": [_group(bot, group) for group in groups],
        "chats": chats,
        "answers": [
            {
                "id": callback.query["id"],
                "person": callback.query["from"]["id"],
                "chat": callback.query["message"]["chat"]["id"],
                **(callback.outcome or {}),
            }
            for callback in world.answered
            if callback.bot is bot
        ],
    }


def _person(world: World, bot: Bot, number: int) -> Json:
    person = world.persons[number]
    chat = world.private(bot, person)
    language = person.language.partition("-")[0]
    return {
        "id": person.id,
        "name": person.name,
        "username": person.username,
        "language": person.language,
        "started": chat.started,
        "blocked": chat.blocked,
        "deleted": person.id in world.deleted,
        "commands": effective_commands(bot, chat, person),
        "description": bot.descriptions.get(language) or bot.descriptions.get("", ""),
    }


def _group(bot: Bot, chat: Chat) -> Json:
    return {
        "id": chat.id,
        "title": chat.title,
        "kind": chat.kind,
        "forum": chat.forum,
        "bot": chat.bots.get(bot.id, "left"),
        "members": [
            {
                "id": person.id,
                "name": person.name,
                "status": status_of(chat, person.id),
                "commands": effective_commands(bot, chat, person),
            }
            for person in chat.members.values()
        ],
        "topics": [{"id": t.id, "name": t.name, "closed": t.closed} for t in chat.topics.values()],
    }


def _chat(world: World, bot: Bot, chat: Chat) -> Json:
    newest = list(islice(reversed(chat.messages.values()), SHOWN))[::-1]
    return {
        "pinned": list(chat.pinned),
        "messages": [_message(world, bot, chat, message) for message in newest],
    }


def _message(world: World, bot: Bot, chat: Chat, message: Json) -> Json:
    sender: Json = message.get("sender_chat") or message["from"]
    number = message["message_id"]
    shown: Json = {
        "id": number,
        "date": message["date"],
        "author": {
            "id": sender["id"],
            "name": sender.get("title") or sender["first_name"],
            "bot": sender.get("is_bot", False),
        },
        "text": message.get("text") or message.get("caption"),
        "entities": message.get("entities") or message.get("caption_entities") or [],
        "edited": "edit_date" in message,
        "pinned": number in chat.pinned,
        "reactions": _reactions(chat, number),
    }
    for key in ("reply_markup", "location", "poll", "contact", "media_group_id", "message_thread_id"):
        if key in message:
            shown[key] = message[key]
    if "reply_to_message" in message:
        shown["reply_to"] = message["reply_to_message"]["message_id"]
    if "forward_origin" in message:
        shown["forwarded_from"] = _origin(message["forward_origin"])
    shown |= _attached(world, bot, message)
    for key in _SERVICE:
        if key in message:
            shown["service"] = {"kind": key, "value": _noted(key, message[key])}
    return shown


def _noted(key: str, value: Any) -> Any:
    """The one thing that a service message tells: names, a title, a number."""
    if key == "new_chat_members":
        return ", ".join(user["first_name"] for user in value)
    if key == "left_chat_member":
        return value["first_name"]
    if key == "pinned_message":
        return value["message_id"]
    return value.get("name", "") if isinstance(value, dict) else value


def _origin(origin: Json) -> str:
    sender = origin.get("sender_user") or origin.get("sender_chat") or origin["chat"]
    return str(sender.get("title") or sender["first_name"])


def _reactions(chat: Chat, number: int) -> list[Json]:
    counts: dict[str, int] = {}
    for chosen in chat.reactions.get(number, {}).values():
        for reaction in chosen:
            counts[reaction["emoji"]] = counts.get(reaction["emoji"], 0) + 1
    return [{"emoji": emoji, "count": count} for emoji, count in counts.items()]


def _attached(world: World, bot: Bot, message: Json) -> Json:
    if "photo" in message:
        full = message["photo"][-1]
        size = {"width": full["width"], "height": full["height"]}
        return {"photo": {"url": _url(world, bot, full["file_id"]), **size}}
    for key in ("document", *RECORDINGS, "sticker"):
        if key in message:
            item = message[key]
            name = item.get("file_name") or item.get("emoji") or ""
            details = {"name": name, "mime": item.get("mime_type"), "size": item["file_size"]}
            return {key: {"url": _url(world, bot, item["file_id"]), **details}}
    return {}


def _url(world: World, bot: Bot, file_id: str) -> str:
    stored = world.files.by_id(file_id)
    return f"/file/bot{bot.token}/{stored.path}" if stored else ""
