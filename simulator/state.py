"""What the chat page shows, as plain data: messages as the Bot API shapes them, so nothing in it is markup."""

from __future__ import annotations

from datetime import datetime

from simulator.calls.groups import status_of
from simulator.model import Bot, Chat, Json, Person
from simulator.scopes import effective_commands
from simulator.world import World

SHOWN = 200  # newest messages of each chat


def page_state(world: World, bot: Bot, bookmarks: list[tuple[str, datetime]]) -> Json:
    """The whole state; the keys are described in docs/simulator.md."""
    people = list(world.persons.values())
    groups = [chat for chat in world.groups.values() if chat.migrated_to is None]
    chats = {str(p.id): _chat(world, bot, world.private(bot, p), [p]) for p in people}
    chats |= {str(group.id): _chat(world, bot, group, list(group.members.values())) for group in groups}
    return {
        "bot": {**bot.user(), "description": bot.descriptions.get("", "")},
        "clock": {"now": world.clock.now().isoformat(), "running": world.clock.running},
        "bookmarks": [{"name": name, "at": at.isoformat()} for name, at in bookmarks],
        "persons": [_person(world, bot, person) for person in people],
        "groups": [_group(bot, group) for group in groups],
        "chats": chats,
    }


def _person(world: World, bot: Bot, person: Person) -> Json:
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
        "bot_name": bot.names.get(language) or bot.names.get("") or bot.name,
        "bot_description": bot.descriptions.get(language) or bot.descriptions.get("", ""),
    }


def _group(bot: Bot, chat: Chat) -> Json:
    status = chat.bots.get(bot.id, "left")
    return {
        "id": chat.id,
        "title": chat.title,
        "kind": chat.kind,
        "forum": chat.forum,
        "bot_is_member": status in ("member", "administrator"),
        "bot_is_admin": status == "administrator",
        "members": list(chat.members),
        "admins": [number for number in chat.members if status_of(chat, number) != "member"],
        "topics": [{"id": t.id, "name": t.name, "closed": t.closed} for t in chat.topics.values()],
    }


def _chat(world: World, bot: Bot, chat: Chat, people: list[Person]) -> Json:
    newest = list(chat.messages.values())[-SHOWN:]
    return {
        "messages": [_message(world, bot, chat, message) for message in newest],
        "pinned": [_message(world, bot, chat, chat.messages[number]) for number in chat.pinned],
        "commands": {str(person.id): effective_commands(bot, chat, person) for person in people},
    }


def _message(world: World, bot: Bot, chat: Chat, message: Json) -> Json:
    """The message with addresses for its files, and what the apps show beside it."""
    number = message["message_id"]
    shown: Json = {**message, "pinned": number in chat.pinned, "reactions": _reactions(chat, number)}
    for key in ("document", "voice", "sticker"):
        if key in message:
            shown[key] = {**message[key], "url": _address(world, bot, message[key]["file_id"])}
    if "photo" in message:
        shown["photo"] = [{**size, "url": _address(world, bot, size["file_id"])} for size in message["photo"]]
    return shown


def _reactions(chat: Chat, number: int) -> list[str]:
    """One emoji for each reaction that somebody set."""
    return [r["emoji"] for chosen in chat.reactions.get(number, {}).values() for r in chosen]


def _address(world: World, bot: Bot, file_id: str) -> str:
    stored = world.files.by_id(file_id)
    return f"/file/bot{bot.token}/{stored.path}" if stored else ""
