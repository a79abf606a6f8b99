"""What people do in the chats: each action becomes a message, and the update that the real server would queue."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from simulator.entities import tidy, utf16_length
from simulator.files import FileKind
from simulator.model import ANONYMOUS_ADMIN, Bot, Chat, Json, Person
from simulator.world import World, without_reply

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024


def private_chat(world: World, bot: Bot, person: Person) -> Chat:
    """The chat a person writes to the bot in, begun by that. ValueError if they cannot write."""
    chat = world.private(bot, person)
    if person.id in world.deleted:
        raise ValueError(f"{person.name} has deleted the account")
    if chat.blocked:
        raise ValueError(f"{person.name} has blocked the bot and must unblock it first")
    chat.started = True
    return chat


def write(
    world: World,
    chat: Chat,
    author: Json,
    content: Json,
    reply_to: Json | None = None,
    topic: int | None = None,
) -> Json:
    """Post a message of somebody and announce it."""
    message: Json = {**author, **content}
    if topic is not None:
        place = chat.topics.get(topic)
        if place is None:
            raise ValueError(f"no topic {topic} in {chat.title}")
        message |= {"message_thread_id": topic, "is_topic_message": True}
        reply_to = reply_to or chat.messages.get(topic)  # the apps reply to the topic's first message
    if reply_to is not None:
        target = chat.messages.get(reply_to["message_id"])
        if target is None:
            raise ValueError(f"no message {reply_to['message_id']} to reply to in {chat.title}")
        message["reply_to_message"] = without_reply(target)
    posted = world.post(chat, message)
    world.announce(chat, posted, "channel_post" if chat.kind == "channel" else "message")
    return posted


def speak(
    world: World,
    bot: Bot,
    person: Person,
    content: Json,
    chat: Chat | None,
    reply_to: Json | None = None,
    topic: int | None = None,
) -> Json:
    """A person posts a message, in private (no chat) or in a group they belong to."""
    if chat is None:
        place = private_chat(world, bot, person)
    else:
        place = world.groups[chat.migrated_to] if chat.migrated_to else chat
        if person.id not in place.members:
            raise ValueError(f"{person.name} is no member of {place.title}")
    return write(world, place, {"from": person.user()}, content, reply_to, topic)


def text_content(text: str) -> Json:
    """The text part of a message, as the apps send it. ValueError if it is empty or too long for one message."""
    clean, entities = tidy(text, [])
    if not clean:
        raise ValueError("the apps send no empty text")
    if utf16_length(clean) > LONGEST_TEXT:
        raise ValueError(f"the apps split a text of {utf16_length(clean)} units; at most {LONGEST_TEXT} fit")
    return {"text": clean, "entities": entities} if entities else {"text": clean}


def caption_content(caption: str | None) -> Json:
    """The caption part of a message. ValueError if it is too long."""
    clean, entities = tidy(caption or "", [])
    if utf16_length(clean) > LONGEST_CAPTION:
        raise ValueError(f"a caption has at most {LONGEST_CAPTION} units")
    if not clean:
        return {}
    return {"caption": clean, "caption_entities": entities} if entities else {"caption": clean}


def file_content(world: World, kind: FileKind, data: bytes | Path, name: str | None = None) -> Json:
    """The file part of a message."""
    raw = data if isinstance(data, bytes) else data.read_bytes()
    default = {
        "photo": "photo.jpg",
        "document": "document.bin",
        "voice": "voice.ogg",
        "audio": "audio.mp3",
        "video": "video.mp4",
        "video_note": "video_note.mp4",
        "sticker": "sticker.webp",
    }
    given = name or (default[kind] if isinstance(data, bytes) else data.name)
    return world.files.add(kind, raw, given).content()


def location_content(lat: float, lon: float, venue: str | None, live_period: int | None) -> Json:
    """The place part of a message; a venue shows its location a second time, for clients that know no venues."""
    location: Json = {"latitude": lat, "longitude": lon}
    if live_period is not None:
        location["live_period"] = live_period
    if venue is None:
        return {"location": location}
    return {"location": location, "venue": {"location": location, "title": venue, "address": ""}}


def edit(world: World, person: Person, message: Json, new_text: str) -> Json:
    """A person changes the text or caption of an own message."""
    chat = chat_of(world, person, message)
    current = chat.messages.get(message["message_id"])
    if current is None:
        raise LookupError("the message is gone")
    if current.get("from", {}).get("id") != person.id:
        raise ValueError(f"{person.name} can edit only own messages")
    is_text = "text" in current
    gone = ("text", "entities") if is_text else ("caption", "caption_entities")
    kept = {key: value for key, value in current.items() if key not in gone}
    content = text_content(new_text) if is_text else caption_content(new_text)
    edited = {**kept, "edit_date": world.timestamp(), **content}
    world.replace(chat, edited)
    world.announce(chat, edited, "edited_message")
    return edited


def chat_of(world: World, person: Person, message: Json) -> Chat:
    """The chat that a message is in. LookupError if this person has no such chat."""
    number = message["chat"]["id"]
    if number in world.groups:
        return world.groups[number]
    for bot in world.bots.values():
        chat = bot.private.get(number)
        if (
            chat is not None
            and number == person.id
            and _same(chat.messages.get(message["message_id"]), message)
        ):
            return chat
    raise LookupError(f"{person.name} has no such message")


def _same(found: Json | None, message: Json) -> bool:
    return found is not None and found["date"] == message["date"]


def press(world: World, bot: Bot, person: Person, pattern: str, chat: Chat | None) -> Json:
    """Press the newest button whose label matches. LookupError, with the labels there are, if none does.

    Returns the callback query; for a button of a reply keyboard, the message that it sends.
    """
    place = world.private(bot, person) if chat is None else chat
    wanted = re.compile(pattern)
    labels: list[str] = []
    reply_keyboard_known = False
    for number in reversed(place.buttons):
        message = place.messages[number]
        markup = message["reply_markup"]
        rows = markup.get("inline_keyboard", [])
        if "inline_keyboard" not in markup and not reply_keyboard_known:
            reply_keyboard_known = True  # the newest one replaces or removes those before
            rows = markup.get("keyboard", [])
        for button in (button for row in rows for button in row):
            labels.append(button["text"])
            if wanted.search(button["text"]):
                return _pressed(world, bot, person, message, button, chat)
    raise LookupError(f"no button matches {pattern!r}; there are: {', '.join(labels[:40]) or 'none'}")


def _pressed(world: World, bot: Bot, person: Person, message: Json, button: Json, chat: Chat | None) -> Json:
    if "callback_data" in button:
        return press_button(world, bot, person, message, button["callback_data"])
    if "url" in button or "copy_text" in button:
        raise LookupError(f"the button {button['text']!r} opens a link or copies a text, nothing is sent")
    if button.get("request_location"):
        return speak(world, bot, person, {"location": {"latitude": 36.335, "longitude": 43.1189}}, chat)
    if button.get("request_contact"):
        contact = {"phone_number": "+9647700000000", "first_name": person.name, "user_id": person.id}
        return speak(world, bot, person, {"contact": contact}, chat)
    return speak(world, bot, person, text_content(button["text"]), chat)


def press_button(world: World, bot: Bot, person: Person, message: Json, data: str) -> Json:
    """Press a button by its data, which the message need not show any more. LookupError if the message is gone."""
    chat = chat_of(world, person, message)
    current = chat.messages.get(message["message_id"])
    if current is None:
        raise LookupError("the message is gone")
    if chat.person is None and person.id not in chat.members:
        raise ValueError(f"{person.name} is no member of {chat.title}")
    return world.press(world.author(current) or bot, person, current, data)


def forwarded(world: World, message: Json) -> Json:
    """The content of a forwarded copy, with where it came from."""
    shown = (
        "from",
        "chat",
        "message_id",
        "date",
        "reply_markup",
        "reply_to_message",
        "edit_date",
        "forward_origin",
    )
    content: Json = {key: value for key, value in message.items() if key not in (*shown, *_PLACE)}
    origin: Any = message.get("forward_origin")
    if origin is None and "sender_chat" in message:
        kind = "channel" if message["sender_chat"]["type"] == "channel" else "chat"
        origin = {"type": kind, "date": message["date"]}
        origin |= (
            {"chat": message["sender_chat"], "message_id": message["message_id"]}
            if kind == "channel"
            else {"sender_chat": message["sender_chat"]}
        )
    elif origin is None:
        origin = {"type": "user", "sender_user": message["from"], "date": message["date"]}
    return {"forward_origin": origin, **content}


_PLACE = ("message_thread_id", "is_topic_message", "sender_chat", "media_group_id", "pinned_message")


def as_anonymous_admin(world: World, chat: Chat, text: str) -> Json:
    """An administrator who hides behind the group writes."""
    return write(world, chat, {"from": ANONYMOUS_ADMIN, "sender_chat": chat.header()}, text_content(text))


def react(world: World, person: Person, message: Json, emoji: str | None) -> None:
    """A person sets (or with None takes back) a reaction; bots that asked for such updates are told."""
    chat = chat_of(world, person, message)
    number = message["message_id"]
    if number not in chat.messages:
        raise LookupError("the message is gone")
    reactions = chat.reactions.setdefault(number, {})
    old = reactions.get(person.id, [])
    new = [{"type": "emoji", "emoji": emoji}] if emoji else []
    reactions[person.id] = new
    now = world.clock.now()
    event: Json = {
        "chat": chat.header(),
        "message_id": number,
        "user": person.user(),
        "date": world.timestamp(),
    }
    for bot in world.bots.values():
        if chat.bots.get(bot.id) == "administrator" or bot.private.get(chat.id) is chat:
            bot.updates.add("message_reaction", {**event, "old_reaction": old, "new_reaction": new}, now)
    world.changed()
