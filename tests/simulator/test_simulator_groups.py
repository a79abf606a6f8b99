"""Groups: what a bot sees, coming and going, migration, rights, topics."""

from __future__ import annotations

from typing import Any

import pytest
from bot_api_client import NOW, Client

from simulator import Chat, Person


@pytest.fixture
def group(api: Client, huda: Person, sarah: Person) -> Chat:
    return api.sim.add_group("تنسيق", [huda, sarah], bot_is_member=True)


async def test_privacy_mode_shows_only_what_is_meant_for_the_bot(
    api: Client, group: Chat, huda: Person
) -> None:
    own = await api.ok("sendMessage", chat_id=group.id, text="question")
    plain = api.sim.say(huda, "between us", group)
    api.sim.say(huda, "/today", group)
    api.sim.say(huda, "/today@tansiq_bot now", group)
    api.sim.say(huda, "/today@other_bot", group)
    api.sim.say(huda, "ask @Tansiq_Bot", group)
    api.sim.say(huda, "ask @other_bot", group)
    api.sim.say(huda, "answer", group, reply_to=own)
    api.sim.say(huda, "answer to her", group, reply_to=plain)
    api.sim.edit(huda, plain, "still between us")
    assert await api.seen_texts() == ["/today", "/today@tansiq_bot now", "ask @Tansiq_Bot", "answer"]
    api.sim.promote_bot(group, by=huda)
    api.sim.say(huda, "to an administrator", group)
    api.sim.say_as_anonymous_admin(group, "hidden")
    assert await api.seen_texts() == ["to an administrator", "hidden"]


async def test_without_privacy_mode_all_is_seen_but_other_bots(
    api: Client, huda: Person, sarah: Person
) -> None:
    api.sim.bot.privacy = False
    group = api.sim.add_group("g", [huda], bot_is_member=True)
    other = api.sim.add_bot("77:OTHER", "other_bot")
    api.sim.add_bot_to_group(group, by=huda, bot=other)
    await Client(api.sim, api.http, other).ok("sendMessage", chat_id=group.id, text="/from a bot")
    api.sim.say(huda, "plain", group)
    assert [update.get("text", "-") for update in [u["message"] for u in await api.updates()]] == [
        "-",
        "plain",
    ]
    with pytest.raises(ValueError, match="Sarah is no member of g"):
        api.sim.say(sarah, "x", group)


async def test_an_anonymous_admin_and_a_channel(api: Client, group: Chat) -> None:
    hidden = api.sim.say_as_anonymous_admin(group, "/today")
    assert (hidden["from"]["username"], hidden["sender_chat"]["id"]) == ("GroupAnonymousBot", group.id)
    post = api.sim.channel_post("خبر")
    assert "from" not in post
    assert await api.updates() == [{"message": hidden}, {"channel_post": post}]


async def test_added_removed_added_and_banned(api: Client, huda: Person) -> None:
    group = api.sim.add_group("g", [huda])
    assert await api.refused("getChat", chat_id=group.id) == (400, "Bad Request: chat not found")
    api.sim.add_bot_to_group(group, by=huda)
    event, service = await api.updates()
    assert event["my_chat_member"] == {
        "chat": group.header(),
        "from": huda.user(),
        "date": NOW,
        "old_chat_member": {"user": api.sim.bot.user(), "status": "left"},
        "new_chat_member": {"user": api.sim.bot.user(), "status": "member"},
    }
    assert service["message"]["new_chat_members"] == [api.sim.bot.user()]
    api.sim.remove_bot_from_group(group, by=huda)
    assert await api.refused("sendMessage", chat_id=group.id, text="x") == (
        403,
        "Forbidden: bot is not a member of the supergroup chat",
    )
    api.sim.add_bot_to_group(group, by=huda)
    api.sim.kick_bot(group, by=huda)
    assert await api.refused("sendMessage", chat_id=group.id, text="x") == (
        403,
        "Forbidden: bot was kicked from the supergroup chat",
    )
    told = [(next(iter(u)), u.get("message", {}).get("left_chat_member")) for u in await api.updates()]
    gone = api.sim.bot.user()
    removed, added = (
        [("message", gone), ("my_chat_member", None)],
        [("my_chat_member", None), ("message", None)],
    )
    assert told == [*removed, *added, *removed]


async def test_leaving(api: Client, group: Chat) -> None:
    assert await api.ok("leaveChat", chat_id=group.id) is True
    assert (await api.refused("leaveChat", chat_id=group.id))[0] == 403
    ((event),) = await api.updates()
    assert event["my_chat_member"]["new_chat_member"]["status"] == "left"


async def test_members(api: Client, group: Chat, huda: Person, sarah: Person) -> None:
    stranger = api.sim.add_person("Other")
    ids = (huda.id, sarah.id, stranger.id, api.sim.bot.id)
    statuses = [(await api.ok("getChatMember", chat_id=group.id, user_id=i))["status"] for i in ids]
    assert statuses == ["creator", "member", "left", "member"]
    assert await api.refused("getChatMember", chat_id=group.id, user_id=1) == (
        400,
        "Bad Request: user not found",
    )
    assert await api.ok("getChatMemberCount", chat_id=group.id) == 3
    api.sim.promote_bot(group, by=huda)
    admins = await api.ok("getChatAdministrators", chat_id=group.id)
    assert [(a["user"]["id"], a["status"]) for a in admins] == [(huda.id, "creator"), (4200, "administrator")]
    api.sim.leave(sarah, group)
    api.sim.join(stranger, group)
    assert await api.ok("getChatMemberCount", chat_id=group.id) == 3
    chat = await api.ok("getChat", chat_id=group.id)
    assert (chat["id"], chat["type"], chat["title"], chat["permissions"]["can_send_messages"]) == (
        group.id,
        "supergroup",
        "تنسيق",
        True,
    )


async def test_migration_to_a_supergroup(api: Client, huda: Person) -> None:
    old = api.sim.add_group("g", [huda], kind="group", bot_is_member=True)
    sent = await api.ok("sendMessage", chat_id=old.id, text="before")
    new = api.sim.migrate(old)
    first, second = await api.updates()
    assert (first["message"]["chat"]["id"], first["message"]["migrate_to_chat_id"]) == (old.id, new.id)
    assert (second["message"]["chat"]["id"], second["message"]["migrate_from_chat_id"]) == (new.id, old.id)
    for method, params in (
        ("sendMessage", {"text": "x"}),
        ("editMessageText", {"text": "x", "message_id": sent["message_id"]}),
        ("getChat", {}),
    ):
        assert await api.raw(method, chat_id=old.id, **params) == (
            400,
            {
                "ok": False,
                "error_code": 400,
                "description": "Bad Request: group chat was upgraded to a supergroup chat",
                "parameters": {"migrate_to_chat_id": new.id},
            },
        )
    assert (await api.ok("sendMessage", chat_id=new.id, text="after"))["message_id"] == 2
    api.sim.say(huda, "/still here", old)
    assert [update["message"]["chat"]["id"] for update in await api.updates()] == [new.id]
    assert [group["id"] for group in api.sim.state()["groups"]] == [new.id]


async def test_rights_of_a_plain_member(api: Client, group: Chat, huda: Person) -> None:
    where = {"chat_id": group.id, "message_id": api.sim.say(huda, "x", group)["message_id"]}
    refused = (400, "Bad Request: not enough rights to manage pinned messages in the chat")
    assert await api.refused("pinChatMessage", **where) == refused
    assert await api.refused("deleteMessage", **where) == (400, "Bad Request: message can't be deleted")
    api.sim.promote_bot(group, by=huda)
    assert await api.ok("pinChatMessage", **where) is True
    assert await api.ok("deleteMessage", **where) is True


async def test_group_buttons(api: Client, group: Chat, sarah: Person) -> None:
    markup = {"inline_keyboard": [[{"text": "Approve", "callback_data": "y"}]]}
    sent = await api.ok("sendMessage", chat_id=group.id, text="?", reply_markup=markup)
    query = api.sim.press(sarah, "Approve", chat=group)
    assert (query["message"], query["from"]["id"]) == (sent, sarah.id)
    with pytest.raises(ValueError, match="no member"):
        api.sim.press(api.sim.add_person("Other"), "Approve", chat=group)


async def test_group_menus(api: Client, group: Chat) -> None:
    async def menu(name: str, **scope: Any) -> None:
        commands = [{"command": "c", "description": name}]
        await api.ok("setMyCommands", commands=commands, scope=scope)

    def menus() -> list[str]:
        (shown,) = api.sim.state()["groups"]
        return [member["commands"][0]["description"] for member in shown["members"]]

    await menu("default", type="default")
    await menu("private", type="all_private_chats")
    assert menus() == ["default", "default"]
    await menu("groups", type="all_group_chats")
    await menu("admins", type="all_chat_administrators")
    assert menus() == ["admins", "groups"]
    await menu("chat", type="chat", chat_id=group.id)
    assert menus() == ["chat", "chat"]
    await menu("its admins", type="chat_administrators", chat_id=group.id)
    await menu("sarah", type="chat_member", chat_id=group.id, user_id=502)
    assert menus() == ["its admins", "sarah"]


async def test_topics(api: Client, huda: Person) -> None:
    forum = api.sim.add_group("forum", [huda], forum=True, bot_is_member=True)
    refusal = await api.refused("createForumTopic", chat_id=forum.id, name="نينوى")
    assert refusal == (400, "Bad Request: not enough rights to create a topic")
    api.sim.promote_bot(forum, by=huda)
    made = await api.ok("createForumTopic", chat_id=forum.id, name="نينوى")
    topic, other = made["message_thread_id"], api.sim.add_topic(forum, "دهوك")
    sent = await api.ok("sendMessage", chat_id=forum.id, text="x", message_thread_id=topic)
    assert (sent["message_thread_id"], sent["is_topic_message"]) == (topic, True)
    said = api.sim.say(huda, "y", forum, topic=topic)
    assert (said["message_thread_id"], said["reply_to_message"]["forum_topic_created"]["name"]) == (
        topic,
        "نينوى",
    )
    reply = await api.ok(
        "sendMessage", chat_id=forum.id, text="z", reply_parameters={"message_id": said["message_id"]}
    )
    assert reply["message_thread_id"] == topic
    where = {"chat_id": forum.id, "message_thread_id": topic}
    assert await api.ok("editForumTopic", **where, name="Ninewa") is True
    assert await api.ok("closeForumTopic", **where) is True
    assert await api.refused("closeForumTopic", **where) == (400, "Bad Request: TOPIC_NOT_MODIFIED")
    assert await api.ok("reopenForumTopic", **where) is True
    (state,) = api.sim.state()["groups"]
    assert state["topics"] == [
        {"id": topic, "name": "Ninewa", "closed": False},
        {"id": other, "name": "دهوك", "closed": False},
    ]
    assert await api.ok("deleteForumTopic", **where) is True
    assert await api.refused("sendMessage", **where, text="x") == (
        400,
        "Bad Request: message thread not found",
    )
    assert [m.get("message_thread_id") for m in api.sim.visible(forum)] == [other]
    plain = api.sim.add_group("plain", [huda], bot_is_admin=True)
    assert await api.refused("createForumTopic", chat_id=plain.id, name="x") == (
        400,
        "Bad Request: the chat is not a forum",
    )
