"""The methods over HTTP: results and refusals as the real server words them."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from aiohttp import FormData
from bot_api_client import NOW, Client

from simulator import Person, Simulator

SAVE = {"inline_keyboard": [[{"text": "Save", "callback_data": "s"}]]}
UNMODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as "
    "a current content and reply markup of the message"
)
TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


async def test_a_sent_message_is_returned_as_telegram_shapes_it(api: Client, huda: Person) -> None:
    sent = await api.ok(
        "sendMessage", chat_id=huda.id, text=" <b>نعم</b> 1 &lt; 2 ", parse_mode="html", reply_markup=SAVE
    )
    assert sent == {
        "message_id": 1,
        "date": NOW,
        "chat": {"id": 501, "type": "private", "first_name": "هدى"},
        "from": {"id": 4200, "is_bot": True, "first_name": "Tansiq", "username": "tansiq_bot"},
        "text": "نعم 1 < 2",
        "entities": [{"type": "bold", "offset": 0, "length": 3}],
        "reply_markup": SAVE,
    }
    assert api.sim.visible(huda) == [sent]


@pytest.mark.parametrize(
    ("params", "refusal"),
    [
        ({"text": ""}, (400, "Bad Request: message text is empty")),
        ({"text": "<b> </b>", "parse_mode": "HTML"}, (400, "Bad Request: message text is empty")),
        ({"text": "🏕" * 2049}, (400, "Bad Request: message is too long")),
        ({"text": "x", "chat_id": 999}, (400, "Bad Request: chat not found")),
        ({"text": "x", "chat_id": -100999}, (400, "Bad Request: chat not found")),
        ({"text": "x", "chat_id": "@nobody"}, (400, "Bad Request: chat not found")),
        ({"text": "x", "chat_id": 502}, (403, "Forbidden: bot can't initiate conversation with a user")),
        ({"text": "x", "chat_id": 4200}, (403, "Forbidden: bots can't send messages to bots")),
        ({"text": "x", "chat_id": None}, (400, 'Bad Request: sendMessage requires the parameter "chat_id"')),
        (
            {"text": "x", "parse_mode": "MarkdownV2"},
            (400, "Bad Request: the simulator does not parse MarkdownV2, only HTML"),
        ),
        ({"text": "x", "parse_mode": "wiki"}, (400, "Bad Request: unsupported parse_mode")),
        ({"text": "x", "message_thread_id": 5}, (400, "Bad Request: message thread not found")),
        (
            {"text": "x", "reply_parameters": {"message_id": 9}},
            (400, "Bad Request: message to be replied not found"),
        ),
        (
            {"text": "x", "reply_to_message_id": 9},
            (400, 'Bad Request: sendMessage has no parameter "reply_to_message_id"'),
        ),
    ],
)
async def test_sending_is_refused(
    api: Client, huda: Person, sarah: Person, params: dict[str, object], refusal: tuple[int, str]
) -> None:
    assert await api.refused("sendMessage", **{"chat_id": huda.id, **params}) == refusal
    assert api.sim.visible(huda) == []


@pytest.mark.parametrize(
    ("button", "reason"),
    [
        ({"text": "x", "callback_data": "ب" * 33}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "callback_data": ""}, "BUTTON_DATA_INVALID"),
        ({"text": " ", "callback_data": "a"}, "inline keyboard button text must be non-empty"),
        ({"text": "x"}, "Text buttons are unallowed in the inline keyboard"),
        ({"text": "x", "url": "a", "callback_data": "a"}, "BUTTON_TYPE_INVALID"),
        (
            {"text": "x", "url": "http://here"},
            "inline keyboard button URL 'http://here' is invalid: Wrong HTTP URL",
        ),
    ],
)
async def test_a_wrong_button_is_refused(
    api: Client, huda: Person, button: dict[str, str], reason: str
) -> None:
    markup = {"inline_keyboard": [[button]]}
    refusal = await api.refused("sendMessage", chat_id=huda.id, text="x", reply_markup=markup)
    assert refusal == (400, f"Bad Request: {reason}")


async def test_the_longest_text_and_data_fit(api: Client, huda: Person) -> None:
    markup = {"inline_keyboard": [[{"text": "x", "callback_data": "ب" * 32}]]}
    sent = await api.ok("sendMessage", chat_id=huda.id, text="🏕" * 2048, reply_markup=markup)
    assert (sent["text"], sent["reply_markup"]) == ("🏕" * 2048, markup)


async def test_blocked_and_deleted(api: Client, huda: Person) -> None:
    api.sim.block_bot(huda)
    assert await api.refused("sendMessage", chat_id=huda.id, text="x") == (
        403,
        "Forbidden: bot was blocked by the user",
    )
    api.sim.unblock_bot(huda)
    await api.ok("sendMessage", chat_id=huda.id, text="x")
    statuses = [
        (u["my_chat_member"]["old_chat_member"]["status"], u["my_chat_member"]["new_chat_member"]["status"])
        for u in await api.updates()
    ]
    assert statuses == [("member", "kicked"), ("kicked", "member")]
    api.sim.delete_account(huda)
    assert await api.refused("sendMessage", chat_id=huda.id, text="x") == (
        403,
        "Forbidden: user is deactivated",
    )


async def test_replies_carry_the_message(api: Client, huda: Person) -> None:
    said = api.sim.say(huda, "سؤال")
    sent = await api.ok(
        "sendMessage",
        chat_id=huda.id,
        text="جواب",
        reply_parameters={"message_id": said["message_id"], "quote": "ؤا"},
    )
    assert (sent["reply_to_message"], sent["quote"]) == (
        said,
        {"text": "ؤا", "position": 1, "is_manual": True},
    )
    free = {"message_id": 99, "allow_sending_without_reply": True}
    assert "reply_to_message" not in await api.ok(
        "sendMessage", chat_id=huda.id, text="x", reply_parameters=free
    )


async def test_edits(api: Client, huda: Person) -> None:
    sent = await api.ok("sendMessage", chat_id=huda.id, text="one", reply_markup=SAVE)
    where = {"chat_id": huda.id, "message_id": sent["message_id"]}
    assert await api.refused("editMessageText", **where, text="one", reply_markup=SAVE) == (400, UNMODIFIED)
    edited = await api.ok("editMessageText", **where, text="<i>two</i>", parse_mode="HTML")
    kept = {key: value for key, value in sent.items() if key != "reply_markup"}
    marked = [{"type": "italic", "offset": 0, "length": 3}]
    assert edited == {**kept, "text": "two", "entities": marked, "edit_date": NOW}
    assert (await api.ok("editMessageReplyMarkup", **where, reply_markup=SAVE))["reply_markup"] == SAVE
    assert await api.refused("editMessageReplyMarkup", **where, reply_markup=SAVE) == (400, UNMODIFIED)
    assert await api.refused("editMessageCaption", **where, caption="x") == (
        400,
        "Bad Request: there is no caption in the message to edit",
    )
    said = api.sim.say(huda, "mine")
    for number, reason in (
        (said["message_id"], "message can't be edited"),
        (99, "message to edit not found"),
    ):
        refusal = await api.refused("editMessageText", chat_id=huda.id, message_id=number, text="x")
        assert refusal == (400, f"Bad Request: {reason}")


async def test_deleting(api: Client, huda: Person) -> None:
    sent = await api.ok("sendMessage", chat_id=huda.id, text="one")
    said = api.sim.say(huda, "two")
    old = await api.ok("sendMessage", chat_id=huda.id, text="three")
    assert await api.ok("deleteMessage", chat_id=huda.id, message_id=sent["message_id"]) is True
    assert (
        await api.ok("deleteMessages", chat_id=huda.id, message_ids=[sent["message_id"], said["message_id"]])
        is True
    )
    where = {"chat_id": huda.id, "message_id": sent["message_id"]}
    assert await api.refused("deleteMessage", **where) == (400, "Bad Request: message to delete not found")
    api.sim.clock.advance(timedelta(hours=48, seconds=1))
    where["message_id"] = old["message_id"]
    assert await api.refused("deleteMessage", **where) == (
        400,
        "Bad Request: message can't be deleted for everyone",
    )
    assert api.sim.visible(huda) == [old]


async def test_pressed_buttons_are_answered_once_and_in_time(api: Client, huda: Person) -> None:
    sent = await api.ok("sendMessage", chat_id=huda.id, text="one", reply_markup=SAVE)
    with pytest.raises(LookupError, match="no button matches 'Cancel'; there are: Save"):
        api.sim.press(huda, "Cancel")
    first, second = api.sim.press(huda, "^S"), api.sim.press_button(huda, sent, "forged")
    assert await api.updates() == [{"callback_query": first}, {"callback_query": second}]
    assert (first["data"], first["message"], first["from"], second["data"]) == (
        "s",
        sent,
        huda.user(),
        "forged",
    )
    assert api.sim.outcomes(first) is None
    assert (
        await api.ok("answerCallbackQuery", callback_query_id=first["id"], text="حُفظ", show_alert=True)
        is True
    )
    assert api.sim.outcomes(first) == {"text": "حُفظ", "show_alert": True, "url": None}
    assert await api.refused("answerCallbackQuery", callback_query_id=first["id"]) == (400, TOO_OLD)
    api.sim.clock.advance(timedelta(minutes=15, seconds=1))
    assert await api.refused("answerCallbackQuery", callback_query_id=second["id"]) == (400, TOO_OLD)
    await api.ok("deleteMessage", chat_id=huda.id, message_id=sent["message_id"])
    with pytest.raises(LookupError):
        api.sim.press_button(huda, sent, "s")


async def test_a_reply_keyboard_is_shown_but_not_returned_and_its_buttons_speak(
    api: Client, huda: Person
) -> None:
    markup = {"keyboard": [["نعم"], [{"text": "لا"}]], "resize_keyboard": True}
    sent = await api.ok("sendMessage", chat_id=huda.id, text="?", reply_markup=markup)
    assert "reply_markup" not in sent
    assert api.sim.visible(huda)[0]["reply_markup"]["keyboard"] == [[{"text": "نعم"}], [{"text": "لا"}]]
    assert api.sim.press(huda, "لا")["text"] == "لا"
    await api.ok("sendMessage", chat_id=huda.id, text="!", reply_markup={"remove_keyboard": True})
    with pytest.raises(LookupError):
        api.sim.press(huda, "لا")


async def test_reactions_and_pins(api: Client, huda: Person) -> None:
    said = api.sim.say(huda, "خبر")
    where = {"chat_id": huda.id, "message_id": said["message_id"]}
    thumb = {"type": "emoji", "emoji": "👍"}
    assert await api.ok("setMessageReaction", **where, reaction=[thumb]) is True
    assert api.sim.state()["chats"]["501"]["messages"][0]["reactions"] == [{"emoji": "👍", "count": 1}]
    for reaction, reason in (
        ([thumb, thumb], "REACTIONS_TOO_MANY"),
        ([{"type": "emoji", "emoji": "✅"}], "REACTION_INVALID"),
    ):
        assert await api.refused("setMessageReaction", **where, reaction=reaction) == (
            400,
            f"Bad Request: {reason}",
        )
    assert await api.ok("pinChatMessage", **where) is True
    assert (await api.ok("getChat", chat_id=huda.id))["pinned_message"] == said
    assert api.sim.visible(huda)[-1]["pinned_message"] == said
    assert await api.ok("unpinChatMessage", chat_id=huda.id) is True
    assert "pinned_message" not in await api.ok("getChat", chat_id=huda.id)


async def test_commands_by_scope_and_language(api: Client, huda: Person, sarah: Person) -> None:
    def commands(text: str) -> list[dict[str, str]]:
        return [{"command": "status", "description": text}]

    def menus() -> dict[str, str]:
        persons = api.sim.state()["persons"]
        return {p["name"]: p["commands"][0]["description"] if p["commands"] else "" for p in persons}

    private = {"type": "all_private_chats"}
    await api.ok("setMyCommands", commands=commands("default"))
    await api.ok("setMyCommands", commands=commands("افتراضي"), language_code="ar")
    assert menus() == {"هدى": "افتراضي", "Sarah": "default"}
    await api.ok("setMyCommands", commands=commands("private"), scope=private)
    assert menus() == {"هدى": "private", "Sarah": "private"}
    await api.ok("setMyCommands", commands=commands("هدى"), scope={"type": "chat", "chat_id": huda.id})
    assert menus() == {"هدى": "هدى", "Sarah": "private"}
    assert await api.ok("getMyCommands", scope=private) == commands("private")
    assert await api.ok("getMyCommands", language_code="fr") == []
    assert await api.ok("deleteMyCommands", scope=private) is True
    assert menus() == {"هدى": "هدى", "Sarah": "default"}
    bad = [{"command": "Status!", "description": "x"}]
    assert await api.refused("setMyCommands", commands=bad) == (400, "Bad Request: BOT_COMMAND_INVALID")
    assert (await api.refused("setMyCommands", commands=commands("x"), language_code="arabic"))[0] == 400


@pytest.mark.parametrize(
    ("setter", "getter", "field", "default"),
    [
        ("setMyName", "getMyName", "name", "Tansiq"),
        ("setMyDescription", "getMyDescription", "description", ""),
        ("setMyShortDescription", "getMyShortDescription", "short_description", ""),
    ],
)
async def test_names_by_language(api: Client, setter: str, getter: str, field: str, default: str) -> None:
    assert await api.ok(getter) == {field: default}
    await api.ok(setter, **{field: "Coordination"})
    await api.ok(setter, **{field: "تنسيق"}, language_code="ar")
    assert await api.ok(getter, language_code="ar") == {field: "تنسيق"}
    assert await api.ok(getter, language_code="ku") == {field: "Coordination"}
    assert (await api.refused(setter, **{field: "x" * 513}))[0] == 400


async def test_parameters_come_in_four_ways_and_names_in_any_case(api: Client, huda: Person) -> None:
    query = {"chat_id": str(huda.id), "text": "by query"}
    async with api.http.get(api.address("SENDMESSAGE"), params=query) as response:
        assert (await response.json())["result"]["text"] == "by query"
    form = {"chat_id": str(huda.id), "text": "by form", "reply_markup": json.dumps(SAVE)}
    async with api.http.post(api.address("sendmessage"), data=form) as response:
        assert (await response.json())["result"]["reply_markup"] == SAVE
    multipart = FormData({"chat_id": str(huda.id)}, default_to_multipart=True)
    multipart.add_field("text", "by parts")
    assert (await api.upload("sendMessage", multipart))["result"]["text"] == "by parts"
    async with api.http.post(
        api.address("sendMessage"), data=b"[", headers={"Content-Type": "application/json"}
    ) as response:
        assert (response.status, (await response.json())["description"]) == (
            400,
            "Bad Request: can't parse the body as JSON",
        )


async def test_a_foreign_web_page_cannot_act_as_the_bot(api: Client) -> None:
    async with api.http.post(api.address("getMe"), headers={"Origin": "https://example.org"}) as response:
        assert response.status == 403


async def test_the_page_gets_everything_as_plain_data(api: Client, huda: Person, sarah: Person) -> None:
    group = api.sim.add_group("تنسيق", [huda, sarah], bot_is_admin=True)
    api.sim.bookmarks = lambda: [("evening summary", api.sim.clock.now())]
    said = api.sim.send_document(huda, b"a,b", caption="<b>", name="a.csv")
    params = {"reply_parameters": {"message_id": said["message_id"]}, "reply_markup": SAVE}
    await api.ok("sendMessage", chat_id=huda.id, text="<u>ok</u>", parse_mode="HTML", **params)
    query = api.sim.press(huda, "Save")
    await api.ok("answerCallbackQuery", callback_query_id=query["id"], text="done")
    state = json.loads(json.dumps(api.sim.state()))
    assert state["clock"] == {"now": "2026-11-22T06:00:00+00:00", "running": False}
    assert state["bookmarks"] == [{"name": "evening summary", "at": "2026-11-22T06:00:00+00:00"}]
    assert [(p["id"], p["language"], p["started"], p["blocked"]) for p in state["persons"]] == [
        (501, "ar", True, False),
        (502, "en", False, False),
    ]
    assert [(g["id"], g["bot"], [m["name"] for m in g["members"]]) for g in state["groups"]] == [
        (group.id, "administrator", ["هدى", "Sarah"])
    ]
    answer = {"id": query["id"], "person": 501, "chat": 501, "text": "done", "show_alert": False, "url": None}
    assert state["answers"] == [answer]
    first, second = state["chats"]["501"]["messages"]
    assert first["author"] == {"id": 501, "name": "هدى", "bot": False}
    assert (first["text"], first["entities"], first["document"]["name"]) == ("<b>", [], "a.csv")
    assert second["entities"] == [{"type": "underline", "offset": 0, "length": 2}]
    assert (second["reply_to"], second["reply_markup"]) == (first["id"], SAVE)
    async with api.http.get(api.sim.url + first["document"]["url"]) as response:
        assert (await response.read(), response.headers["X-Content-Type-Options"]) == (b"a,b", "nosniff")


async def test_the_ledger_records_every_call(api: Client, sim: Simulator, huda: Person) -> None:
    await api.ok("getMe")
    assert await api.refused("sendDice", chat_id=huda.id) == (404, "Not Found: method not found")
    async with api.http.get(f"{sim.url}/bot1:x/getMe") as response:
        assert (response.status, await response.json()) == (
            401,
            {"ok": False, "error_code": 401, "description": "Unauthorized"},
        )
    assert [(c.at, c.bot, c.method, c.params, c.ok, c.status, c.error) for c in sim.ledger] == [
        (sim.clock.now(), "tansiq_bot", "getMe", {}, True, 200, None),
        (
            sim.clock.now(),
            "tansiq_bot",
            "sendDice",
            {"chat_id": huda.id},
            False,
            404,
            "Not Found: method not found",
        ),
        (sim.clock.now(), None, "getMe", {}, False, 401, "Unauthorized"),
    ]
