"""The methods about chats: what they are, who is in them, leaving them, and the topics of forums."""

from __future__ import annotations

from simulator.calls.ask import Ask, chat_for, is_admin, require_membership, writable
from simulator.calls.sending import public
from simulator.errors import bad_request
from simulator.membership import TOPIC_COLORS, member, open_topic, remove_bot
from simulator.model import Chat, Json, Topic
from simulator.world import user_of

_NO_GIFTS = dict.fromkeys(
    ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
)
_PERMISSIONS = [
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
]


def get_chat(ask: Ask) -> Json:
    """getChat."""
    chat = _group_or_private(ask)
    full: Json = {**chat.header(), "accent_color_id": abs(chat.id) % 7, "max_reaction_count": 11}
    full["accepted_gift_types"] = _NO_GIFTS
    if chat.person is None:
        full["permissions"] = dict.fromkeys(_PERMISSIONS, True)
    if chat.pinned:
        full["pinned_message"] = public(chat.messages[next(reversed(chat.pinned))])
    return full


def get_member(ask: Ask) -> Json:
    """getChatMember."""
    chat, user_id = _group_or_private(ask), ask.params["user_id"]
    user = user_of(ask.world, user_id)
    if user is None:
        raise bad_request("user not found")
    return member(user, status_of(chat, user_id))


def status_of(chat: Chat, user_id: int) -> str:
    """What somebody is in a chat: creator, administrator, member, left or kicked."""
    if chat.person is not None:
        return "member"
    if user_id in chat.bots:
        return chat.bots[user_id]
    if user_id not in chat.members:
        return "left"
    if user_id == next(iter(chat.members)):
        return "creator"
    return "administrator" if user_id in chat.admins else "member"


def get_member_count(ask: Ask) -> int:
    """getChatMemberCount."""
    chat = _group_or_private(ask)
    if chat.person is not None:
        return 2
    return len(chat.members) + sum(status in ("member", "administrator") for status in chat.bots.values())


def get_administrators(ask: Ask) -> list[Json]:
    """getChatAdministrators: without other bots unless asked for."""
    chat = _group_or_private(ask)
    if chat.person is not None:
        raise bad_request("there are no administrators in the private chat")
    people = [(person.user(), status_of(chat, person.id)) for person in chat.members.values()]
    with_bots = ask.params.get("return_bots", False)
    bots = [
        (ask.world.bots_by_id[number].user(), status)
        for number, status in chat.bots.items()
        if with_bots or number == ask.bot.id
    ]
    return [member(user, status) for user, status in people + bots if status in ("creator", "administrator")]


def leave_chat(ask: Ask) -> bool:
    """leaveChat."""
    chat = _group_or_private(ask)
    if chat.person is not None:
        raise bad_request("chat is not a group, a supergroup or a channel")
    remove_bot(ask.world, chat, ask.bot, ask.bot.user(), "left")
    return True


def _group_or_private(ask: Ask) -> Chat:
    chat = chat_for(ask)
    if chat.person is not None and not chat.started:
        raise bad_request("chat not found")
    require_membership(ask, chat)
    return chat


def create_topic(ask: Ask) -> Json:
    """createForumTopic."""
    chat = _forum(ask, "create a topic")
    name = _topic_name(ask.params["name"])
    color = ask.params.get("icon_color")
    if color is not None and color not in TOPIC_COLORS:
        raise bad_request("wrong icon color specified")
    topic = open_topic(ask.world, chat, name, ask.bot.user(), color)
    return {"message_thread_id": topic.id, "name": topic.name, "icon_color": topic.icon_color}


def edit_topic(ask: Ask) -> bool:
    """editForumTopic."""
    chat, topic = _topic(ask, "edit the topic")
    name = _topic_name(ask.params.get("name", topic.name))
    if name == topic.name:
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic.name = name
    _note(ask, chat, topic, {"forum_topic_edited": {"name": name}})
    return True


def close_topic(ask: Ask) -> bool:
    """closeForumTopic."""
    return _set_closed(ask, True)


def reopen_topic(ask: Ask) -> bool:
    """reopenForumTopic."""
    return _set_closed(ask, False)


def _set_closed(ask: Ask, closed: bool) -> bool:
    chat, topic = _topic(ask, "close the topic" if closed else "reopen the topic")
    if topic.closed is closed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic.closed = closed
    _note(ask, chat, topic, {"forum_topic_closed" if closed else "forum_topic_reopened": {}})
    return True


def delete_topic(ask: Ask) -> bool:
    """deleteForumTopic: with all its messages."""
    chat, topic = _topic(ask, "delete the topic")
    del chat.topics[topic.id]
    for number in [n for n, message in chat.messages.items() if message.get("message_thread_id") == topic.id]:
        ask.world.remove(chat, number)
    return True


def _forum(ask: Ask, action: str) -> Chat:
    chat = writable(ask)
    if not chat.forum:
        raise bad_request("the chat is not a forum")
    if not is_admin(ask, chat):
        raise bad_request(f"not enough rights to {action}")
    return chat


def _topic(ask: Ask, action: str) -> tuple[Chat, Topic]:
    chat = _forum(ask, action)
    topic = chat.topics.get(ask.params["message_thread_id"])
    if topic is None:
        raise bad_request("message thread not found")
    return chat, topic


def _topic_name(name: str) -> str:
    clean = name.strip()
    if not 1 <= len(clean) <= 128:
        raise bad_request("topic name must be 1-128 characters long")
    return clean


def _note(ask: Ask, chat: Chat, topic: Topic, content: Json) -> None:
    place: Json = {"from": ask.bot.user(), "message_thread_id": topic.id, "is_topic_message": True}
    ask.world.announce(chat, ask.world.post(chat, {**place, **content}))
