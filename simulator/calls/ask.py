"""What every method needs: who asks, for which chat, with what text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from simulator.entities import Entity, tidy, utf16_length
from simulator.errors import bad_request, forbidden
from simulator.html_markup import parse_html
from simulator.model import Bot, Chat, Json
from simulator.schema import Upload
from simulator.world import World, user_of


@dataclass(frozen=True, slots=True)
class Ask:
    """One call: the bot, its checked parameters, and the files that came with it by name."""

    world: World
    bot: Bot
    params: Json
    attachments: dict[str, Upload]


@dataclass(frozen=True, slots=True)
class Described:
    """A result that the server sends a description with."""

    result: Any
    description: str


def chat_for(ask: Ask, field: str = "chat_id") -> Chat:
    """The chat that a call names, whether or not the bot may write there. Raises ApiError 400 or 403."""
    chat_id = ask.params.get(field)
    if chat_id is None:
        raise bad_request("chat_id is empty")
    if isinstance(chat_id, str):
        name = chat_id[1:].lower()
        for group in ask.world.groups.values():
            if group.username and group.username.lower() == name:
                return _known_group(ask, group)
        raise bad_request("chat not found")
    if chat_id > 0:
        return _private(ask, chat_id)
    known = ask.world.groups.get(chat_id)
    if known is None:
        raise bad_request("chat not found")
    return _known_group(ask, known)


def writable(ask: Ask, field: str = "chat_id") -> Chat:
    """The chat that a call names, if the bot may write there. Raises ApiError 400 or 403 as the server does."""
    chat = chat_for(ask, field)
    if chat.person is not None:
        if chat.person.id in ask.world.deleted:
            raise forbidden("user is deactivated")
        if chat.blocked:
            raise forbidden("bot was blocked by the user")
        if not chat.started:
            raise forbidden("bot can't initiate conversation with a user")
        return chat
    require_membership(ask, chat)
    return chat


def require_membership(ask: Ask, chat: Chat) -> None:
    """403 unless the bot is in this group."""
    status = chat.bots.get(ask.bot.id)
    if status == "kicked":
        raise forbidden(f"bot was kicked from the {chat.kind} chat")
    if chat.person is None and status not in ("member", "administrator"):
        raise forbidden(f"bot is not a member of the {chat.kind} chat")


def is_admin(ask: Ask, chat: Chat) -> bool:
    """Whether the bot is an administrator of the group."""
    return chat.bots.get(ask.bot.id) == "administrator"


def _private(ask: Ask, person_id: int) -> Chat:
    if person_id in ask.world.bots_by_id:
        raise forbidden("bots can't send messages to bots")
    person = ask.world.persons.get(person_id)
    if person is None:
        raise bad_request("chat not found")
    return ask.world.private(ask.bot, person)


def _known_group(ask: Ask, chat: Chat) -> Chat:
    if ask.bot.id not in chat.bots:
        raise bad_request("chat not found")
    if chat.migrated_to is not None:
        raise bad_request("group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.migrated_to)
    return chat


def formatted(ask: Ask, source: Json, field: str, entities_field: str) -> tuple[str, list[Entity]]:
    """A text parameter with its markup or entities applied, as it is stored. Raises ApiError 400."""
    raw: str = source.get(field, "")
    mode = source.get("parse_mode", "").lower()
    if mode == "html":
        text, entities = parse_html(raw)
    elif mode in ("markdown", "markdownv2"):
        raise bad_request(f"the simulator does not parse {source['parse_mode']}, only HTML")
    elif mode:
        raise bad_request("unsupported parse_mode")
    else:
        text, entities = raw, _given(raw, source.get(entities_field, []))
    text, entities = tidy(text, entities)
    return text, [e for e in (_with_user(ask.world, entity) for entity in entities) if e]


def _given(text: str, entities: list[Entity]) -> list[Entity]:
    size = utf16_length(text)
    for entity in entities:
        if entity["offset"] < 0 or entity["length"] < 1 or entity["offset"] + entity["length"] > size:
            raise bad_request(
                f"entity beginning at UTF-16 offset {entity['offset']} ends after the end of the text"
            )
    return entities


def _with_user(world: World, entity: Entity) -> Entity | None:
    """A mention of a person by identifier gets the whole User object; of somebody unknown it is dropped."""
    if entity["type"] != "text_mention":
        return entity
    user = user_of(world, entity.get("user", {}).get("id", 0))
    return {**entity, "user": user} if user else None


def text_of(ask: Ask, source: Json) -> Json:
    """The text fields of a message. 400 where it is empty or too long."""
    text, entities = formatted(ask, source, "text", "entities")
    if not text:
        raise bad_request("message text is empty")
    if utf16_length(text) > 4096:
        raise bad_request("message is too long")
    return {"text": text, "entities": entities} if entities else {"text": text}


def caption_of(ask: Ask, source: Json) -> Json:
    """The caption fields of a message, none where there is no caption. 400 where it is too long."""
    text, entities = formatted(ask, source, "caption", "caption_entities")
    if utf16_length(text) > 1024:
        raise bad_request("message caption is too long")
    if not text:
        return {}
    caption: Json = {"caption": text, "caption_entities": entities} if entities else {"caption": text}
    if source.get("show_caption_above_media"):
        caption["show_caption_above_media"] = True
    return caption
