"""Bots and people coming and going: joining, leaving, blocking, and a group becoming a supergroup."""

from __future__ import annotations

from simulator.model import ANONYMOUS_ADMIN, Bot, Chat, Json, Person, Topic
from simulator.world import World

RIGHTS = [
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_pin_messages",
    "can_manage_topics",
    "can_send_welcome_messages",
]
TOPIC_COLORS = (7322096, 16766590, 13338331, 9367192, 16749490, 16478047)


def member(user: Json, status: str) -> Json:
    """The ChatMember object of somebody with this status."""
    answer: Json = {"user": user, "status": status}
    if status == "administrator":
        return {**answer, "can_be_edited": False, "is_anonymous": False, **dict.fromkeys(RIGHTS, True)}
    if status == "creator":
        return {**answer, "is_anonymous": False}
    return {**answer, "until_date": 0} if status == "kicked" else answer


def set_bot_status(world: World, chat: Chat, bot: Bot, by: Json, status: str) -> None:
    """Change what a bot is in a chat and send it the my_chat_member update."""
    if chat.person is not None:
        old = "kicked" if chat.blocked else "member"
        chat.blocked = status == "kicked"
    else:
        old = chat.bots.get(bot.id, "left")
        chat.bots[bot.id] = status
    if old == status:
        return
    event: Json = {"chat": chat.header(), "from": by, "date": world.timestamp()}
    event |= {"old_chat_member": member(bot.user(), old), "new_chat_member": member(bot.user(), status)}
    bot.updates.add("my_chat_member", event, world.clock.now())
    world.changed()


def add_bot(world: World, chat: Chat, bot: Bot, by: Person) -> None:
    """A member adds a bot to a group."""
    set_bot_status(world, chat, bot, by.user(), "member")
    newcomer = bot.user()
    content = {"new_chat_participant": newcomer, "new_chat_member": newcomer, "new_chat_members": [newcomer]}
    world.announce(chat, world.post(chat, {"from": by.user(), **content}))


def remove_bot(world: World, chat: Chat, bot: Bot, by: Json, status: str) -> None:
    """A bot is removed ("left"), banned ("kicked"), or leaves by itself; the group is told, and so is the bot."""
    gone = bot.user()
    message = world.post(chat, {"from": by, "left_chat_participant": gone, "left_chat_member": gone})
    if by["id"] != bot.id:
        world.announce(chat, message)
    set_bot_status(world, chat, bot, by, status)


def join(world: World, chat: Chat, person: Person) -> None:
    """A person enters a group."""
    chat.members[person.id] = person
    user = person.user()
    content = {"new_chat_participant": user, "new_chat_member": user, "new_chat_members": [user]}
    world.announce(chat, world.post(chat, {"from": user, **content}))


def leave(world: World, chat: Chat, person: Person) -> None:
    """A person leaves a group."""
    user = person.user()
    world.announce(
        chat, world.post(chat, {"from": user, "left_chat_participant": user, "left_chat_member": user})
    )
    chat.members.pop(person.id, None)
    chat.admins.discard(person.id)


def migrate(world: World, chat: Chat, new_id: int) -> Chat:
    """Turn a basic group into a supergroup with a new identifier. ValueError for anything but a basic group."""
    if chat.kind != "group" or chat.migrated_to is not None:
        raise ValueError(f"{chat.title} is no basic group")
    creator = next(iter(chat.members.values()), None)
    author = {"from": creator.user()} if creator else {"from": ANONYMOUS_ADMIN, "sender_chat": chat.header()}
    successor = Chat(new_id, "supergroup", chat.title, username=chat.username)
    successor.members, successor.admins, successor.bots = (
        dict(chat.members),
        set(chat.admins),
        dict(chat.bots),
    )
    world.groups[new_id] = successor
    world.announce(chat, world.post(chat, {**author, "migrate_to_chat_id": new_id}))
    chat.migrated_to = new_id
    hidden = {"from": ANONYMOUS_ADMIN, "sender_chat": successor.header()}
    world.announce(successor, world.post(successor, {**hidden, "migrate_from_chat_id": chat.id}))
    return successor


def open_topic(world: World, chat: Chat, name: str, by: Json, icon_color: int | None = None) -> Topic:
    """Create a topic: its first message's number is its identifier."""
    color = TOPIC_COLORS[0] if icon_color is None else icon_color
    message = world.post(chat, {"from": by, "forum_topic_created": {"name": name, "icon_color": color}})
    topic = Topic(message["message_id"], name, color)
    chat.topics[topic.id] = topic
    complete = {**message, "message_thread_id": topic.id, "is_topic_message": True}
    world.replace(chat, complete)
    world.announce(chat, complete)
    return topic


def add_channel(world: World, bot: Bot, number: int) -> Chat:
    """Make a channel whose administrator the bot is."""
    channel = world.groups[number] = Chat(number, "channel", "Channel")
    channel.bots[bot.id] = "administrator"
    return channel
