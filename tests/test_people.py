"""People: how they enter, by request and by invitation; what they and the admins can change."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from coordination.people import register
from coordination.people.areas import codes_of, mask_of, toggled
from coordination.people.invitations import hash_of
from coordination.people.joining import read_line
from coordination.places import gazetteer
from handlers import startup
from handlers.table import build
from tests.conftest import ISOLATES, Town
from views.help import DESCRIPTIONS

BAGHDAD = ZoneInfo("Asia/Baghdad")
MORNING = datetime(2026, 11, 22, 9, 0, tzinfo=BAGHDAD)

OLD_BUTTON = "This button is no longer in use. Nothing was changed."
NOT_OPEN = "This is not open to you. What you can do here: /help"
LINK_UNUSABLE = "This invitation link does not work: it was used already, has expired or was taken back."
NAME = "What is your full name? Please write it."
ORGANISATION = "Which organisation or directorate do you work for?"
CARD = """\
Is this right?

Name: Sara Hassan
Organisation: Relief <i> & Co
Role: focal point
Governorates: Ninewa and Basra

An admin of the centre will see this and decide."""
REQUEST = """\
A request to enter

Name: Sara Hassan
Organisation: Relief <i> & Co
Role: focal point
Governorates: Ninewa and Basra
Name in Telegram: Sara <b>"""


async def two_admins(town: Town) -> None:
    await town.person("amal", role="admin", name="Amal")
    await town.person("badr", role="admin", name="Badr")


async def asked_to_enter(town: Town, key: str = "sara") -> None:
    """A stranger who goes through the form as a partner and sends the request."""
    await town.stranger(key, "en", name=key.capitalize())
    await town.say(key, "/start")
    await town.press(key, "English")
    await town.press(key, "Use")
    await town.say(key, "Relief")
    await town.press(key, "Partner")
    await town.press(key, "Send request")


async def link_from(town: Town, admin: str) -> str:
    """The token of the link that the admin was just shown."""
    found = re.search(r"https://t\.me/tansiq_bot\?start=([\w-]{32})$", town.last(admin).text, re.MULTILINE)
    assert found, town.last(admin).text
    return found[1]


async def person_row(town: Town, key: str) -> dict[str, Any]:
    (row,) = await town.rows(f"SELECT * FROM people WHERE telegram_id = {town.stage.people[key].id}")
    return row


async def menu(town: Town, key: str) -> list[str]:
    """The commands in somebody's "/" menu."""
    (shown,) = (p for p in town.sim.state()["persons"] if p["id"] == town.stage.people[key].id)
    return [entry["command"] for entry in shown["commands"]]


async def test_a_stranger_asks_and_the_first_admin_decides(town: Town) -> None:
    await two_admins(town)
    await town.stranger("sara", "en", name="Sara <b>")
    await town.say("sara", "hello?")
    welcome = town.last("sara")
    assert welcome.buttons == (("العربية", "English"),)
    assert welcome.text.endswith(
        "Tansiq is the coordination bot of the crisis-coordination centre.\n"
        "Everybody who enters is approved by an admin. I ask a few short questions and pass your request on.\n"
        "Please choose your language."
    )
    await town.press("sara", "English")
    assert (town.last("sara").text, town.last("sara").buttons) == (NAME, (("Use “Sara <b>”",), ("Cancel",)))
    await town.say("sara", "  Sara\n Hassan\u202e ")
    assert (town.last("sara").text, town.last("sara").buttons) == (ORGANISATION, (("Cancel",),))
    await town.say("sara", "Relief <i> & Co")
    assert town.last("sara").buttons == (
        ("Focal point", "Deputy focal point"),
        ("Partner", "Duty officer"),
        ("Civil-military cell", "Auditor"),
        ("Cancel",),
    )
    await town.press("sara", "Focal point")
    await town.press("sara", "Basra")
    await town.press("sara", "Kirkuk")
    await town.press("sara", "Ninewa")
    await town.press("sara", "✓ Kirkuk")
    await town.press("sara", "Done")
    card = town.last("sara")
    assert (card.text, card.buttons) == (CARD, (("Send request",), ("Change", "Cancel")))
    await town.press("sara", "Send request")
    assert town.last("sara").text == (
        "Your request was sent to the admins of the centre. You will be told here as soon as it is decided."
    )
    assert (town.last("amal").text, town.last("badr").text) == (REQUEST, REQUEST)

    await town.press("badr", "Approve")
    decision = (
        REQUEST.removeprefix("A request to enter\n\n").removesuffix("\nName in Telegram: Sara <b>")
        + "\n\n✅ Approved by Badr, Sun 22 Nov 2026, 09:00."
    )
    assert (town.last("badr").text, town.last("badr").buttons) == (decision, ())
    told = town.last("sara").text
    assert told.startswith("✅ Welcome, Sara Hassan: you are in.\n\nName: Sara Hassan\n")
    assert "/update – Send a status update by buttons" in told
    before = town.texts("sara")
    late = await town.press("amal", "Reject")
    assert town.toast(late) == "This was decided already. Nothing was changed."
    assert (town.last("amal").text, town.last("amal").buttons) == (decision, ())
    assert town.texts("sara") == before
    row = await person_row(town, "sara")
    assert [row[k] for k in ("state", "role", "governorates", "name", "organisation")] == [
        "approved",
        "focal point",
        "IQ-NI IQ-BA",
        "Sara Hassan",
        "Relief <i> & Co",
    ]
    mine = await menu(town, "sara")
    assert {"update", "me", "help"} <= set(mine) and not {"people", "invite", "trail", "start"} & set(mine)


async def test_no_answer_traps_nobody(town: Town) -> None:
    await town.person("amal", role="admin")
    sara = await town.stranger("sara", "en", name="1234")
    await town.say("sara", "/start")
    await town.say("sara", "what is this")
    assert len(set(town.texts("sara"))) == 1
    old = town.messages("sara")[0]
    await town.press("sara", "English")
    assert town.last("sara").buttons == (("Cancel",),)  # a Telegram name without letters is not offered
    await town.say("sara", "a" * 81)
    assert town.last("sara").text == f"This is too long: a name has at most 80 letters.\n\n{NAME}"
    await town.say("sara", "٠٧٧٠ 123")
    assert town.last("sara").text == f"A name needs letters.\n\n{NAME}"
    await town.do(town.sim.send_sticker, sara)
    assert town.last("sara").text == f"I need this in writing, as a text message.\n\n{NAME}"
    await town.say("sara", "/today")
    assert town.last("sara").text == NOT_OPEN
    said = await town.say("sara", "Sara")
    await town.do(town.sim.edit, sara, said, "Sarah")
    assert town.last("sara").text == (
        f"An edited message changes nothing here; at the end you can change every answer.\n\n{ORGANISATION}"
    )
    await town.say("sara", "b" * 121)
    assert town.last("sara").text == (
        f"This is too long: an organisation's name has at most 120 letters.\n\n{ORGANISATION}"
    )
    await town.say("sara", "WFP")
    await town.say("sara", "admin")
    assert town.last("sara").text == "Please answer with one of the buttons.\n\nWhat is your role?"
    # Only the newest question has buttons.
    assert sum(bool(seen.buttons) for seen in town.messages("sara")) == 1
    forged = await town.do(town.sim.press_button, sara, old.raw, "join.role 1 4 admin")
    assert town.toast(forged) == ""
    assert [row["step"] for row in await town.rows("SELECT step FROM forms")] == ["role"]
    await town.say("sara", "/cancel")
    assert town.last("sara").text == (
        "Cancelled: your request to enter was not sent. Write to me again whenever you want to enter."
    )
    await town.say("sara", "/cancel")
    assert town.last("sara").text == "There is nothing to cancel. What I can do: /help"
    await town.say("sara", "hello again")
    await town.press("sara", "Cancel")
    assert (
        town.last("sara").text == "Cancelled: nothing was sent. Write to me again whenever you want to enter."
    )
    assert [row["state"] for row in await town.rows("SELECT state FROM forms")] == ["cancelled", "cancelled"]
    assert town.texts("amal") == []


async def test_every_field_of_the_card_can_be_changed(town: Town) -> None:
    await town.stranger("sara", "en", name="Sara")
    await town.say("sara", "/start")
    await town.press("sara", "English")
    await town.press("sara", "Use")
    await town.say("sara", "Ministry of Health")
    await town.press("sara", "Deputy")
    nobody = await town.press("sara", "Kirkuk")
    nobody = await town.press("sara", "✓ Kirkuk")
    assert town.toast(nobody) == ""
    await town.press("sara", "A ministry")
    assert "Governorates: none, represents a ministry" in town.last("sara").text
    await town.press("sara", "Change")
    await town.press("sara", "Governorates")
    await town.press("sara", "Kirkuk")
    await town.press("sara", "Back")
    assert "Governorates: none, represents a ministry" in town.last("sara").text
    await town.press("sara", "Change")
    await town.press("sara", "Governorates")
    await town.press("sara", "Kirkuk")
    await town.press("sara", "Done")
    assert "Governorates: Kirkuk" in town.last("sara").text
    await town.press("sara", "Change")
    await town.press("sara", "Role")
    await town.press("sara", "Partner")
    await town.press("sara", "Change")
    await town.press("sara", "^Name")
    await town.say("sara", "Sara H.")
    await town.press("sara", "Change")
    await town.press("sara", "Organisation")
    await town.say("sara", "NRC")
    assert town.last("sara").text == (
        "Is this right?\n\nName: Sara H.\nOrganisation: NRC\nRole: partner\n\n"
        "An admin of the centre will see this and decide."
    )


async def test_waiting_and_rejected_people_are_told_so(town: Town) -> None:
    await two_admins(town)
    await asked_to_enter(town)
    sent = town.last("sara")
    for said in ("/start", "anything"):
        await town.say("sara", said)
        assert town.last("sara").text == (
            "Your request is waiting for an admin's decision. You will be told here; there is nothing more to do."
        )
    again = await town.do(town.sim.press_button, town.stage.people["sara"], sent.raw, "join.send 1 7")
    assert town.toast(again) == OLD_BUTTON
    assert len(town.texts("amal")) == 1
    await town.press("amal", "Reject")
    assert town.last("amal").text.endswith("Rejected by Amal, Sun 22 Nov 2026, 09:00.")
    no = (
        "Your request to enter was not accepted. You can ask again from Mon 23 Nov 2026, 09:00. "
        "If you think this is a mistake, ask the centre."
    )
    assert town.last("sara").text == no
    await town.clock_to(MORNING + timedelta(hours=23, minutes=59))
    await town.say("sara", "/start")
    assert town.last("sara").text == no
    await town.clock_to(MORNING + timedelta(hours=24))
    await town.say("sara", "/start")
    assert town.last("sara").text == NAME
    await town.press("sara", "Use")
    await town.say("sara", "Relief 2")
    await town.press("sara", "Auditor")
    await town.press("sara", "Send request")
    assert "Organisation: Relief 2" in town.last("badr").text
    # The card of the first request is not the card of the second.
    first = town.messages("badr")[0]
    stale = await town.do(town.sim.press_button, town.stage.people["badr"], first.raw, "join.approve 3 2")
    assert town.toast(stale) == "This request has changed. Please look at it again."
    assert (await person_row(town, "sara"))["state"] == "waiting"
    await town.press("badr", "Approve")
    assert (await person_row(town, "sara"))["role"] == "auditor"


async def test_an_invitation_lets_one_person_in(town: Town) -> None:
    await two_admins(town)
    await town.say("amal", "/invite")
    await town.press("amal", "Deputy")
    await town.press("amal", "Basra")
    await town.press("amal", "Ninewa")
    card = town.last("amal")
    (done,) = (b for row in card.raw["reply_markup"]["inline_keyboard"] for b in row if b["text"] == "Done")
    await town.press("amal", "Done")
    token = await link_from(town, "amal")
    assert "Governorates: Ninewa and Basra" in town.last("amal").text
    twice = await town.do(
        town.sim.press_button, town.stage.people["amal"], town.last("amal").raw, done["callback_data"]
    )
    assert town.toast(twice) == OLD_BUTTON
    (row,) = await town.rows("SELECT * FROM invitations")
    assert row["token_hash"] == hash_of(token)
    for table in ("inbox", "outbox", "forms", "invitations", "audit", "meta"):
        assert token not in str(await town.rows(f"SELECT * FROM {table}")), table

    sara = await town.stranger("sara", "en", name="Sara")
    await town.do(town.sim.start_with, sara, token)
    assert "You have been invited: after two short questions you are in." in town.last("sara").text
    await town.press("sara", "English")
    await town.say("sara", "Sara Hassan")
    await town.say("sara", "Directorate")
    assert town.last("sara").text == (
        "Is this right?\n\nName: Sara Hassan\nOrganisation: Directorate\nRole: deputy focal point\n"
        "Governorates: Ninewa and Basra\n\nYour role was set in the invitation."
    )
    assert (town.texts("badr"), await menu(town, "sara")) == ([], ["start", "language", "help"])
    await town.press("sara", "Enter")
    assert town.last("sara").text.startswith("✅ Welcome, Sara Hassan: you are in.")
    assert town.last("amal").text == (
        "Sara Hassan entered with your invitation as deputy focal point.\n\n"
        "Name: Sara Hassan\nOrganisation: Directorate\nRole: deputy focal point\nGovernorates: Ninewa and Basra"
    )
    assert (town.texts("badr"), "update" in await menu(town, "sara")) == ([], True)

    omar = await town.stranger("omar", "en", name="Omar")
    await town.do(town.sim.start_with, omar, token)
    assert town.texts("omar")[-2].endswith(LINK_UNUSABLE)
    assert town.last("omar").buttons == (("العربية", "English"),)


async def test_links_that_do_not_work_lead_the_ordinary_way(town: Town) -> None:
    await two_admins(town)
    await town.person("fp", role="focal point", governorates=["IQ-NI"])
    await town.say("amal", "/invite")
    await town.press("amal", "Partner")
    token = await link_from(town, "amal")
    await town.do(town.sim.start_with, town.stage.people["fp"], token)
    assert town.last("fp").text == (
        "You are in already and need no invitation. The link stays unused and can be passed on."
    )
    sara = await town.stranger("sara", "en", name="Sara")
    await town.do(town.sim.start_with, sara, token)
    await town.press("sara", "English")
    await town.press("sara", "Use")
    await town.say("sara", "NRC")
    await town.say("badr", "/invite")
    assert "1. partner, until Sun 29 Nov 2026, 09:00" in town.last("badr").text
    revoked = await town.press("badr", "Revoke 1")
    assert town.toast(revoked) == "Revoked: the link does not work any more."
    assert "Open invitations" not in town.last("badr").text
    # Revoked while she was answering: what she wrote is kept, the role is asked for.
    await town.press("sara", "Enter")
    assert town.last("sara").text == f"{LINK_UNUSABLE}\n\nWhat is your role?"

    await town.say("amal", "/invite")
    await town.press("amal", "Focal point")
    await town.press("amal", "A ministry")
    second = await link_from(town, "amal")
    await town.clock_to(MORNING + timedelta(days=7))
    omar = await town.stranger("omar", "en", name="Omar")
    for token in (second, "no-such-token"):
        await town.do(town.sim.start_with, omar, token)
        assert town.texts("omar")[-2].endswith(LINK_UNUSABLE)
    assert [
        row["state"]
        for row in await town.rows("SELECT state FROM people WHERE telegram_id = " + str(omar.id))
    ] == ["new"]


async def test_an_invitation_decides_before_the_admins(town: Town) -> None:
    await two_admins(town)
    await asked_to_enter(town)
    await town.say("amal", "/invite")
    await town.press("amal", "Auditor")
    await town.do(town.sim.start_with, town.stage.people["sara"], await link_from(town, "amal"))
    await town.press("badr", "Approve")
    assert (await person_row(town, "sara"))["role"] == "partner"
    assert [row["state"] for row in await town.rows("SELECT state FROM forms ORDER BY id")] == [
        "saved",
        "cancelled",
    ]
    (invitation,) = await town.rows("SELECT used_at FROM invitations")
    assert invitation["used_at"] is None


async def test_admins_suspend_restore_and_change_roles_of_others(town: Town) -> None:
    await two_admins(town)
    await town.person("fp", role="focal point", governorates=["IQ-NI"], name="Fadil")
    await asked_to_enter(town)
    await town.say("amal", "/people")
    listed = town.last("amal")
    assert listed.text.startswith("People: 4\n")
    assert listed.buttons == (
        ("⏳ Sara · partner",),
        ("Amal · admin",),
        ("Badr · admin",),
        ("Fadil · focal point",),
    )
    await town.press("amal", "Amal")
    assert town.last("amal").buttons == (("Back to the list",),)
    oneself = await town.do(
        town.sim.press_button, town.stage.people["amal"], town.last("amal").raw, "people.suspend 1 2"
    )
    assert (town.toast(oneself), (await person_row(town, "amal"))["state"]) == (OLD_BUTTON, "approved")

    await town.press("amal", "Back to the list")
    await town.press("amal", "Fadil")
    await town.say("badr", "/people")
    await town.press("badr", "Fadil")
    await town.press("amal", "Suspend")
    assert "State: suspended" in town.last("amal").text
    assert town.last("fp").text == (
        "Your access has been suspended by an admin. Ask the centre if you think this is wrong."
    )
    late = await town.press("badr", "Suspend")
    assert (town.toast(late), "State: suspended" in town.last("badr").text) == (OLD_BUTTON, True)
    assert len(town.texts("fp")) == 1
    await town.say("fp", "/start")
    assert town.last("fp").text == "Your access is suspended. Ask the centre if you think this is wrong."
    assert await menu(town, "fp") == ["start", "language", "help"]

    await town.press("amal", "Restore")
    assert town.last("fp").text == (
        "✅ Your access has been restored. What you can do: /help\n\n"
        "Name: Fadil\nRole: focal point\nGovernorates: Ninewa"
    )
    await town.press("amal", "Change role")
    await town.press("amal", "Deputy")
    await town.press("amal", "✓ Ninewa")
    await town.press("amal", "Erbil")
    await town.press("amal", "Done")
    assert town.last("fp").text.endswith("Name: Fadil\nRole: deputy focal point\nGovernorates: Erbil")
    await town.press("amal", "Change role")
    await town.press("amal", "Admin")
    assert "people" in await menu(town, "fp")
    await town.say("fp", "/trail")
    assert [line.split(" · ", 1)[1] for line in town.last("fp").text.splitlines()[1:]] == [
        "Amal · role changed person 3",
        "Amal · role changed person 3",
        "Amal · person approved person 3",
        "Amal · person suspended person 3",
        "Sara · entry requested person 4",
    ]


async def test_the_list_has_pages(town: Town) -> None:
    await town.person("amal", role="admin", name="Amal")
    for n in range(9):
        await town.person(f"p{n}", role="partner", name=f"Person {n}")
    await town.say("amal", "/people")
    assert [row[0].split(" ·")[0] for row in town.last("amal").buttons] == [
        "Amal",
        *(f"Person {n}" for n in range(7)),
        "Next page",
    ]
    await town.press("amal", "Next page")
    assert [row[0].split(" ·")[0] for row in town.last("amal").buttons] == [
        "Person 7",
        "Person 8",
        "Previous page",
    ]


async def test_language_and_digits(town: Town) -> None:
    await town.person("fp", role="focal point", governorates=["IQ-NI"], name="Fadil", organisation="Council")
    await town.say("fp", "/me")
    me = town.last("fp")
    assert me.text == (
        "Name: Fadil\nOrganisation: Council\nRole: focal point\nGovernorates: Ninewa\n"
        f"Telegram id: {town.stage.people['fp'].id}\nLanguage: English\nDigits: 123"
    )
    assert me.buttons == (("العربية", "English"), ("123", "١٢٣"))
    await town.press("fp", "١٢٣")
    assert town.last("fp").text == "I write to you in English, and numbers like this: ١٬٢٣٤."
    await town.press("fp", "العربية")
    row = await person_row(town, "fp")
    assert (row["language"], row["digits"], row["version"]) == ("ar", "arabic", 2)
    await town.say("fp", "/language")
    await town.press("fp", "English")
    await town.press("fp", "123")
    await town.say("fp", "/start")
    assert town.last("fp").text.startswith(
        "Hello Fadil. You are here as focal point.\n\nWhat you can do here\n"
    )
    await town.say("fp", "/help")
    assert town.last("fp").text.startswith("What you can do here\n")


async def test_a_stranger_chooses_the_language_by_command(town: Town) -> None:
    await town.stranger("sara", "en", name="Sara")
    await town.say("sara", "/start")
    await town.say("sara", "/language")
    await town.press("sara", "English")
    assert town.texts("sara")[-2:] == ["I write to you in English, and numbers like this: 1,234.", NAME]
    await town.say("sara", "/help")
    assert town.last("sara").text == (
        "Tansiq is the coordination bot of the crisis-coordination centre.\n"
        "Entry is by an admin's approval. To ask for it, or to see how it stands: /start\n"
        "Language and digits: /language"
    )
    await town.say("sara", "/me")
    assert town.last("sara").text.startswith("You are not approved yet. How to enter: /start\n")


async def test_groups_are_told_where_help_is(town: Town) -> None:
    await town.person("fp", role="focal point", governorates=["IQ-NI"])
    await town.stranger("sara", "en")
    await town.group("team", ["fp", "sara"])
    before = len(town.texts("team"))
    await town.say("fp", "/help", group="team")
    seen = town.last("team")
    assert (seen.text, seen.buttons) == (
        "I explain what you can do in a private chat with me: /help there.",
        (("Open a private chat",),),
    )
    await town.say("sara", "/start", group="team")
    assert (len(town.texts("team")), await town.rows("SELECT * FROM forms")) == (before + 2, [])


async def test_open_invitations_have_pages(town: Town) -> None:
    await town.person("amal", role="admin", name="Amal")
    for _ in range(11):
        await town.say("amal", "/invite")
        await town.press("amal", "Partner")
    await town.say("amal", "/invite")
    await town.press("amal", "Next page")
    assert town.last("amal").buttons[3:] == (("Revoke 11",), ("Previous page",))
    await town.press("amal", "Revoke 11")
    assert town.last("amal").buttons[-1] == ("Revoke 10",)


async def test_odd_button_data_changes_nothing(town: Town) -> None:
    amal = await town.person("amal", role="admin", name="Amal")
    sara = await town.stranger("sara", "en", name="Sara")
    await town.say("sara", "/start")
    await town.press("sara", "English")
    await town.say("amal", "/people")
    before = await town.rows("SELECT * FROM people, forms")
    # These need nothing more than a form, or a role, to do what they are for.
    rightly = {"invite.make", "invite.role", "join.name", "join.back", "join.cancel"}
    for person, key, prefixes in (
        (amal, "amal", ("join.approve", "join.reject", "people.", "invite.", "me.")),
        (sara, "sara", ("join.", "me.")),
    ):
        card = town.last(key).raw
        for action in build().presses:
            if action.startswith(prefixes) and action not in rightly:
                for odd in ("", " 99999999999999999999", " ١ x", " 1 2 x y", " 1 2 admin zz", " 1 2 join 1"):
                    town.sim.press_button(person, card, action + odd)
    await town.stage.settle()
    after = await town.rows("SELECT * FROM people, forms")
    assert [row | {"language": "en"} for row in after] == [row | {"language": "en"} for row in before]
    assert await town.rows("SELECT * FROM inbox WHERE state <> 'done' OR attempts > 0") == []


async def test_an_admin_by_configuration_is_met_on_the_first_start(town: Town) -> None:
    amal = await town.stranger("amal", "en", name="Amal")
    async with town.database.transaction() as tx:
        await register.enroll_admins(tx, [amal.id], town.clock.now())
    await town.say("amal", "/start")
    assert town.last("amal").text.endswith("Choose the language and the digits in which I write to you.")
    await town.press("amal", "English")
    assert town.last("amal").text.startswith("Hello Amal. You are here as admin.\n\nWhat you can do here\n")
    assert "people" in await menu(town, "amal")


async def test_menus_and_descriptions_are_sent_when_they_change(town: Town) -> None:
    await town.stage.settle()
    methods = [call.method for call in town.sim.ledger if call.method.startswith("setMy") and call.ok]
    assert methods == ["setMyCommands", "setMyCommands", "setMyDescription", "setMyShortDescription"] * 2
    routes = build()
    assert set(routes.commands) == set(DESCRIPTIONS)
    async with town.database.transaction() as tx:
        count = await tx.outbox.unsent()
        await startup.prepare(tx, town.clock.now(), routes)
        assert await tx.outbox.unsent() == count
        del routes.commands["settings"]
        await startup.prepare(tx, town.clock.now(), routes)
        assert await tx.outbox.unsent() == count + 8


@given(st.text(max_size=400), st.integers(1, 120))
def test_a_kept_line_is_one_line_of_letters_within_its_limit(text: str, limit: int) -> None:
    answer = read_line(text, limit)
    assert bool(answer.line) != bool(answer.fault)
    if answer.line:
        assert len(answer.line) <= limit
        assert answer.line == " ".join(answer.line.split()) == read_line(answer.line, limit).line
        assert not set(answer.line) & {chr(code) for code in ISOLATES}


@given(st.sets(st.sampled_from([place.id for place in gazetteer().governorates()])))
def test_governorates_in_a_button_can_be_read_back(codes: set[str]) -> None:
    found = codes_of(mask_of(codes))
    assert found is not None and set(found) == codes
    assert set(toggled(found, "IQ-NI")) == codes ^ {"IQ-NI"}


def test_odd_governorate_numbers_are_refused() -> None:
    assert [codes_of(mask) for mask in ("", "x", "-1", "80000")] == [None] * 4
