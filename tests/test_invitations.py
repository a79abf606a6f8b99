"""Entering by an invitation link: once, for seven days, unless it is revoked."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from coordination.people.invitations import hash_of
from tests.conftest import Town
from tests.town_people import OLD_BUTTON, asked_to_enter, link_from, menu, person_row, two_admins

BAGHDAD = ZoneInfo("Asia/Baghdad")
MORNING = datetime(2026, 11, 22, 9, 0, tzinfo=BAGHDAD)
LINK_UNUSABLE = "This invitation link does not work: it was used already, has expired or was taken back."


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
    await town.press("amal", "Another ministry")
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
