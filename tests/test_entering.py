"""Entering by request: the questions, the card, the admins' decision, asking again."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from coordination.people import register
from coordination.people.joining import read_line
from tests.conftest import ISOLATES, Town
from tests.town_people import OLD_BUTTON, asked_to_enter, menu, person_row, two_admins

BAGHDAD = ZoneInfo("Asia/Baghdad")
MORNING = datetime(2026, 11, 22, 9, 0, tzinfo=BAGHDAD)
NOT_OPEN = "This is not open to you. What you can do here: /help"
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


async def test_a_stranger_asks_and_the_first_admin_decides(town: Town) -> None:
    await two_admins(town)
    sara = await town.stranger("sara", "en", name="Sara <b>")
    request = f"{REQUEST}\nTelegram id: {sara.id}"
    await town.say("sara", "hello?")
    welcome = town.last("sara")
    assert welcome.buttons == (("العربية", "English"),)
    assert welcome.text.endswith(
        "Tansiq is the coordination bot of the crisis-coordination centre.\n"
        "Everybody who enters is approved by an admin; until then I keep no updates. "
        "I ask a few short questions and pass your request on.\n"
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
    assert (town.last("amal").text, town.last("badr").text) == (request, request)

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
    assert town.last("sara").text == f"A name needs letters. Please write it again.\n\n{NAME}"
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
    await town.press("sara", "A governorate")
    await town.press("sara", "A ministry")
    await town.press("sara", "Another ministry")
    assert "Governorates: none, represents another ministry or body" in town.last("sara").text
    await town.press("sara", "Change")
    await town.press("sara", "Governorates")
    await town.press("sara", "Kirkuk")
    await town.press("sara", "Back")
    assert "Governorates: none, represents another ministry or body" in town.last("sara").text
    await town.press("sara", "Change")
    await town.press("sara", "Governorates")
    await town.press("sara", "A ministry")
    await town.press("sara", "Ministry of Health")
    assert "Ministry: Ministry of Health" in town.last("sara").text
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
            "Your request is waiting for an admin's decision. You will be told here. "
            "Until then I keep nothing of what you write."
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


@given(st.text(max_size=400), st.integers(1, 120))
def test_a_kept_line_is_one_line_of_letters_within_its_limit(text: str, limit: int) -> None:
    answer = read_line(text, limit)
    assert bool(answer.line) != bool(answer.fault)
    if answer.line:
        assert len(answer.line) <= limit
        assert answer.line == " ".join(answer.line.split()) == read_line(answer.line, limit).line
        assert not set(answer.line) & {chr(code) for code in ISOLATES}


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


async def test_an_admin_by_configuration_is_met_on_the_first_start(town: Town) -> None:
    amal = await town.stranger("amal", "en", name="Amal")
    async with town.database.transaction() as tx:
        await register.enroll_admins(tx, [amal.id], town.clock.now())
    await town.say("amal", "/start")
    assert town.last("amal").text.endswith("Choose the language and the digits in which I write to you.")
    await town.press("amal", "English")
    assert town.last("amal").text.startswith("Hello Amal. You are here as admin.\n\nWhat you can do here\n")
    assert "people" in await menu(town, "amal")
