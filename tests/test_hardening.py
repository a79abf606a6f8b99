"""What somebody who means harm can do: pass for another, flood a group or the admins, leave heaps of rows."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from coordination import audit
from coordination.people import joining, register
from coordination.people.person import Role
from simulator import Chat
from simulator.membership import set_bot_status
from simulator.model import ANONYMOUS_ADMIN
from tests.conftest import Town
from tests.town_people import OLD_BUTTON, asked_to_enter, person_row, two_admins
from views.language import plain, utf16_length, words
from views.trail import trail

CHANGED = "This request has changed. Please look at it again."
CARD = """\
👥 I was added to a group
Group: {title}
Kind: supergroup
Added by: ⚠️ not registered with the centre
Name in Telegram: Amal, admin
Username in Telegram: @amal_jcmc
Telegram id: {id}
Until you approve it I write nothing there and read nothing."""
NOT_HERE = "This is not open to you here. In a private chat with me, /help shows what is."
SET_ASIDE = "An update could not be processed and was set aside."


async def stranger(town: Town, key: str, name: str, username: str) -> None:
    town.stage.people[key] = town.sim.add_person(name, "en", username=username)


async def brought(town: Town, chat: Chat, by: str) -> None:
    await town.do(town.sim.add_bot_to_group, chat, by=town.stage.people[by])


async def taken_out(town: Town, chat: Chat, by: str) -> None:
    await town.do(town.sim.remove_bot_from_group, chat, by=town.stage.people[by])


async def renamed(town: Town, chat: Chat, by: str, title: str) -> None:
    chat.title = title
    content = {"from": town.stage.people[by].user(), "new_chat_title": title}
    town.sim.world.announce(chat, town.sim.world.post(chat, content))
    await town.stage.settle()


async def press_old(town: Town, who: str, old: dict[str, Any], row: int = 0, column: int = 0) -> str:
    data = old["reply_markup"]["inline_keyboard"][row][column]["callback_data"]
    return town.toast(await town.do(town.sim.press_button, town.stage.people[who], old, data))


async def pass_time(town: Town, **much: int) -> None:
    await town.clock_to(town.clock.now() + timedelta(**much))


# Cards


async def test_a_card_shows_who_somebody_is_whatever_name_they_took(town: Town) -> None:
    await two_admins(town)
    await stranger(town, "eve", "Amal, admin", "amal_jcmc")
    group = await town.group("JCMC Ninewa", ["eve"], approved=False)
    eve = town.stage.people["eve"].id
    assert town.texts("amal") == [CARD.format(title="JCMC Ninewa", id=eve)]
    assert f'"length": {len(str(eve))}' in str(town.last("amal").raw["entities"]).replace("'", '"')

    # The title was right when admins looked, and is another one when they press.
    old = town.last("amal").raw
    await renamed(town, group, "eve", "Eve's\nAdded by: Badr, admin, registered")
    card = CARD.format(title="Eve's Added by: Badr, admin, registered", id=eve)
    assert (await press_old(town, "amal", old), town.texts("amal")) == (CHANGED, [card])
    await renamed(town, group, "eve", "Eve's Added by: Badr, admin, registered")
    await town.press("amal", "Approve")
    question = town.last("amal").raw
    await renamed(town, group, "eve", "Another")
    assert await press_old(town, "amal", question) == CHANGED
    assert town.texts("amal") == [CARD.format(title="Another", id=eve)]
    assert await town.rows("SELECT state, title FROM groups") == [{"state": "waiting", "title": "Another"}]
    await town.press("amal", "Approve")
    await town.press("amal", "English")
    # The title of a group that is in is its own affair: cards of its settings hold.
    await town.say("amal", "/settings")
    await renamed(town, group, "eve", "Third")
    await town.press("amal", "Another")
    assert town.last("amal").text.startswith("⚙️ Settings of Third\n")


async def test_an_anonymous_or_suspended_admin_is_no_name_on_a_card(town: Town) -> None:
    await two_admins(town)
    await town.person("zaki", role="partner", name="Zaki")
    await town.say("amal", "/people")
    await town.press("amal", "Zaki")
    await town.press("amal", "Suspend")
    await town.group("one", ["zaki"], approved=False)
    assert town.last("badr").text.splitlines()[3] == "Added by: ⚠️ Zaki, whose access is suspended"
    group = await town.group("two", ["zaki"], approved=False)
    await taken_out(town, group, "zaki")
    await pass_time(town, hours=1)
    await town.do(set_bot_status, town.sim.world, group, town.sim.bot, ANONYMOUS_ADMIN, "member")
    assert town.last("badr").text.splitlines()[1:] == [
        "Group: two",
        "Kind: supergroup",
        "Added by: ⚠️ an anonymous admin of the group",
        "Until you approve it I write nothing there and read nothing.",
    ]


async def test_a_request_to_enter_shows_the_telegram_account(town: Town) -> None:
    await two_admins(town)
    await stranger(town, "eve", "Eve", "eve_5")
    await town.say("eve", "/start")
    await town.press("eve", "English")
    await town.say("eve", "Badr")
    await town.say("eve", "JCMC")
    await town.press("eve", "Duty officer")
    await town.press("eve", "Send request")
    account = (
        f"Name in Telegram: Eve\nUsername in Telegram: @eve_5\nTelegram id: {town.stage.people['eve'].id}"
    )
    asked = f"Name: Badr\nOrganisation: JCMC\nRole: duty officer\n{account}"
    assert town.last("amal").text == f"A request to enter\n\n{asked}"
    await town.say("amal", "/people")
    await town.press("amal", "⏳ Badr")
    assert town.last("amal").text == asked.replace("\nName in", "\nState: waiting for a decision\nName in")
    assert town.last("amal").buttons == (("Approve", "Reject"), ("Back to the list",))


# Floods


async def test_strangers_cannot_silence_a_group(town: Town) -> None:
    await town.person("duty", role="duty officer")
    await stranger(town, "eve", "Eve", "eve_5")
    await town.say("eve", "/language")
    await town.press("eve", "English")
    group = await town.group("team", ["duty", "eve"])
    for _ in range(9):
        town.sim.say(town.stage.people["eve"], "/settings", chat=group)
    await town.say("duty", "/settings", group="team")
    # All ten came at once, in one transaction.
    assert town.texts("team")[:5] == [NOT_HERE] * 5
    assert [text.splitlines()[0] for text in town.texts("team")[5:]] == ["⚙️ Settings of team"]
    await town.say("eve", "/settings", group="team")
    assert town.last("team").text == NOT_HERE


async def test_a_group_asks_once_an_hour(town: Town) -> None:
    await two_admins(town)
    await stranger(town, "eve", "Amal, admin", "amal_jcmc")
    group = await town.group("odd", ["eve"], approved=False)
    card = CARD.format(title="odd", id=town.stage.people["eve"].id)
    old = town.last("amal").raw
    for _ in range(3):
        await taken_out(town, group, "eve")
        await brought(town, group, "eve")
    assert town.texts("amal") == town.texts("badr") == [card]
    # The card of the first time leads to the request of now.
    assert (await press_old(town, "amal", old), town.last("amal").text) == (CHANGED, card)
    await town.press("amal", "Refuse")
    assert group.bots[town.sim.bot.id] == "left"
    for _ in range(3):
        await brought(town, group, "eve")
    assert group.bots[town.sim.bot.id] == "left"
    assert await town.rows("SELECT state FROM groups") == [{"state": "refused"}]
    assert (len(town.texts("amal")), town.texts("badr")) == (1, [card])
    await pass_time(town, hours=1)
    await brought(town, group, "eve")
    assert town.texts("badr") == [card, card]

    # A card that was pressed while the bot was out has closed, so the next time is asked at once.
    await taken_out(town, group, "eve")
    await town.press("amal", "Approve")
    assert town.last("amal").text == "I am no longer in odd. Nothing is left to decide."
    await brought(town, group, "eve")
    assert town.texts("amal")[-1] == card
    await town.press("amal", "Approve")
    await town.press("amal", "English")
    await taken_out(town, group, "eve")
    assert town.last("badr").text.startswith("👥 I was removed from the group odd by Amal, admin.\n")
    await brought(town, group, "eve")
    assert town.last("badr").text == card


async def test_a_heap_of_requests_is_told_in_one_line(town: Town) -> None:
    await two_admins(town)
    for n in range(13):
        await asked_to_enter(town, f"person{n:02}")
    told = town.texts("badr")
    assert [text.splitlines()[0] for text in told[:10]] == ["A request to enter"] * 10
    assert told[10:] == ["11 requests to enter are waiting: /people"]
    await pass_time(town, minutes=10)
    await asked_to_enter(town, "person13")
    assert town.last("badr").text == "14 requests to enter are waiting: /people"
    await town.say("badr", "/people")
    await town.press("badr", "Next page")
    await town.press("badr", "Person13")
    await town.press("badr", "Approve")
    assert (await person_row(town, "person13"))["state"] == "approved"


async def test_an_update_that_cannot_be_read_is_set_aside_and_told_once_an_hour(town: Town) -> None:
    await two_admins(town)
    now = town.clock.now()
    for _ in range(2):
        town.sim.bot.updates.add("message", {"message_id": 7, "chat": "none"}, now)
    await town.stage.settle()
    rows = await town.rows("SELECT state, attempts FROM inbox")
    assert rows == [{"state": "dead", "attempts": 3}] * 2
    assert [text.split(" Error")[0] for text in town.texts("amal")] == [SET_ASIDE]
    await pass_time(town, hours=1)
    town.sim.bot.updates.add("message", {"message_id": 7, "chat": "none"}, town.clock.now())
    await town.stage.settle()
    assert town.texts("badr") == town.texts("badr")[:1] * 2
    await town.say("amal", "/cancel")
    assert town.last("amal").text == "There is nothing to cancel. What I can do: /help"


# What stays


async def test_whoever_never_entered_is_forgotten(town: Town) -> None:
    await two_admins(town)
    await asked_to_enter(town, "sara")
    await asked_to_enter(town, "omar")
    await asked_to_enter(town, "late")
    await town.stranger("curious", "en", name="Curious")
    await town.say("curious", "/start")
    await town.press("curious", "English")
    await town.say("curious", "Curious Name")
    await town.stranger("keeper", "en", name="Keeper")
    await town.group("kept", ["keeper"], approved=False)
    forms = await town.rows("SELECT state, data FROM forms ORDER BY id")
    assert forms[:3] == [{"state": "saved", "data": "{}"}] * 3
    assert "Curious Name" in forms[3]["data"]
    for name, verdict in (("Sara", "Reject"), ("Omar", "Approve")):
        await town.say("amal", "/people")
        await town.press("amal", name)
        await town.press("amal", verdict)
    card = town.messages("badr")[0].raw
    sara = (await person_row(town, "sara"))["id"]

    async def forgotten() -> int:
        async with town.database.transaction() as tx:
            return await joining.forget_strangers(tx, town.clock.now())

    await pass_time(town, days=29)
    await town.say("amal", "/people")
    await town.press("amal", "Late")
    await town.press("amal", "Reject")
    assert await forgotten() == 0
    await pass_time(town, days=1, minutes=1)
    assert (await forgotten(), await forgotten()) == (2, 0)
    names = [row["telegram_name"] for row in await town.rows("SELECT telegram_name FROM people ORDER BY id")]
    assert names == ["Amal", "Badr", "Omar", "Late", "Keeper"]
    assert [row["data"] for row in await town.rows("SELECT data FROM forms")] == ["{}", "{}"]

    # Nobody gets the number of somebody forgotten: an old card decides on nobody.
    await town.stranger("new", "en", name="New")
    await town.say("new", "/start")
    assert (await person_row(town, "new"))["id"] > sara + 4
    assert await press_old(town, "badr", card) == OLD_BUTTON
    await town.say("amal", "/trail")
    assert f"person no. {sara} · entry requested: person no. {sara}" in town.last("amal").text


async def test_an_admin_by_configuration_is_named_so_when_suspended(town: Town) -> None:
    await two_admins(town)
    hadi = await town.stranger("hadi", "en", name="Hadi")
    async with town.database.transaction() as tx:
        await register.enroll_admins(tx, [hadi.id], town.clock.now())
    await town.say("hadi", "/me")
    warning = (
        "⚠️ Named in the configuration as an admin: take the id out there as well, "
        "or they are an admin again at the next start."
    )
    await town.say("amal", "/people")
    await town.press("amal", "Hadi")
    assert warning not in town.last("amal").text
    await town.press("amal", "Suspend")
    assert warning in town.last("amal").text
    await town.press("amal", "Back to the list")
    await town.press("amal", "Badr")
    await town.press("amal", "Suspend")
    assert "State: suspended" in town.last("amal").text and warning not in town.last("amal").text


# Lengths


def test_a_trail_of_the_longest_names_fits_into_messages(town: Town) -> None:
    long = "𓀀" * 130
    entries = [
        audit.Entry(town.clock.now(), long, "report saved", "group 7", subject_name=long, person_id=1)
    ] * 20
    pieces = trail(words("en"), entries)
    assert [utf16_length(plain(piece.text)) <= 4096 for piece in pieces] == [True] * len(pieces)
    assert sum(piece.text.count("…") for piece in pieces) == 40


async def test_many_groups_are_chosen_from_pages(town: Town) -> None:
    await town.person("duty", role=Role.DUTY_OFFICER)
    for n in range(21):
        await town.group(f"team {n:02}", ["duty"])
    await town.say("duty", "/settings")
    assert [row[0] for row in town.last("duty").buttons] == [
        *(f"team {n:02}" for n in range(20)),
        "Next page",
    ]
    await town.press("duty", "Next page")
    assert [row[0] for row in town.last("duty").buttons] == ["team 20", "Previous page"]
    await town.press("duty", "team 20")
    assert town.last("duty").text.startswith("⚙️ Settings of team 20\n")
