"""Which group messages a bot is told of: all as an administrator or without privacy mode, else what is meant for it."""

from __future__ import annotations

from simulator.entities import slice_utf16
from simulator.model import Bot, Chat, Json

_SERVICE = [
    "new_chat_members",
    "left_chat_member",
    "new_chat_title",
    "group_chat_created",
    "supergroup_chat_created",
    "migrate_to_chat_id",
    "migrate_from_chat_id",
    "pinned_message",
    "forum_topic_created",
    "forum_topic_edited",
    "forum_topic_closed",
    "forum_topic_reopened",
]


def bot_sees(bot: Bot, chat: Chat, message: Json) -> bool:
    """Whether the server sends this message of a group to the bot."""
    if chat.kind == "channel":
        return True
    sender_is_bot = message.get("from", {}).get("is_bot", False) and "sender_chat" not in message
    if any(key in message for key in _SERVICE):
        return True  # even about what the bot itself did
    if sender_is_bot:
        return False  # bots never see each other's messages
    if not bot.privacy or chat.bots.get(bot.id) == "administrator":
        return True
    reply = message.get("reply_to_message")
    if reply and reply.get("from", {}).get("id") == bot.id and "forum_topic_created" not in reply:
        return True
    return _is_addressed(bot, message)


def _is_addressed(bot: Bot, message: Json) -> bool:
    """Whether it holds a command for this bot (or for any) or mentions it."""
    text = message.get("text") or message.get("caption") or ""
    me = bot.username.lower()
    for entity in message.get("entities") or message.get("caption_entities") or ():
        piece = slice_utf16(text, entity["offset"], entity["length"]).lower()
        if entity["type"] == "bot_command" and entity["offset"] == 0:
            name = piece.partition("@")[2]
            if not name or name == me:
                return True
        elif (entity["type"] == "mention" and piece == f"@{me}") or (
            entity["type"] == "text_mention" and entity.get("user", {}).get("id") == bot.id
        ):
            return True
    return False
