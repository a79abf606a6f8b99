"""Ordinary notices: to whom, what is shown before, what became of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coordination.groups import group as groups
from coordination.people import register
from tests.conftest import Town
from tests.test_alerts import later

TEXTS = ("يُعقد التدريب يوم الخميس.", "The training is on Thursday.")


async def people(town: Town) -> None:
    """Officers, reporters and a partner; a group of Ninewa and one of the whole country."""
    await town.person("duty", role="duty officer", name="Duty")
    await town.person("amal", role="admin", name="Amal")
    await town.person("ninewa", governorates=["IQ-NI"], name="Nadia")
    await town.person("basra", governorates=["IQ-BA"], name="Basim")
    await town.person("sara", role="partner", name="Sara")
    mosul = await town.group("mosul", ["ninewa"], "en", title="Mosul group")
    await town.group("all", ["duty"], "ar", title="Coordination")
    async with town.database.transaction() as tx:
        group = await groups.by_chat(tx, mosul.id)
        assert group is not None
        await groups.keep(tx, replace(group, governorates=("IQ-NI",)), by=None, now=town.clock.now())


USUAL = ("admin", "auditor", "deputy focal point", "duty officer", "focal point")


async def entered(town: Town, *roles: str, without: str = "", area: str = "Ninewa") -> None:
    """A notice up to the preview, to these roles alone; the groups and people of the area are ticked already."""
    await town.say("duty", "/broadcast")
    await town.press("duty", f"^{area}$")
    await town.press("duty", "^Done$")
    if without:
        await town.press("duty", f"✓ {without}")
    await town.press("duty", "^Done$")
    assert [one for row in town.last("duty").buttons for one in row if one.startswith("✓")] == [
        f"✓ {role}" for role in USUAL
    ]
    for role in sorted({*roles} ^ {*USUAL}):
        await town.press("duty", f"^(✓ )?{role}$")
    await town.press("duty", "^Done$")
    for text in TEXTS:
        await town.say("duty", text)


async def test_a_notice_of_one_governorate_goes_out_at_once(town: Town) -> None:
    await people(town)
    await entered(town, "focal point", "partner", without="Coordination")
    assert town.last("duty").text == (
        "This will be sent:\n\n"
        "📢 تبليغ من مركز التنسيق\nالمنطقة: نينوى\n\nيُعقد التدريب يوم الخميس.\n\n"
        "📢 Notice of the coordination centre\nArea: Ninewa\n\nThe training is on Thursday.\n\n"
        "Who will see it\nGroups: Mosul group\nIn private: 2 people\n"
        "• focal point: Nadia\n• partner, of all of Iraq: Sara\n\n"
        "It names no person, plate, number or exact point that I can recognise. Names need your eye."
    )
    town.sim.world.private(
        town.sim.bot, town.stage.people["sara"]
    ).blocked = True  # the news of it never came
    await town.press("duty", "^Send now$")
    await later(town, seconds=10)
    assert town.last("mosul").text == (
        "📢 Notice of the coordination centre\nArea: Ninewa\n\nThe training is on Thursday."
    )
    assert (town.texts("all"), town.texts("basra")) == ([], [])
    await town.press("ninewa", "I have seen it")
    await later(town, seconds=10)
    assert town.last("duty").text == (
        "📢 Notice: The training is on Thursday.\n\nSent: 2 of 3\n⚠️ Not delivered: Sara\nSeen by 1 of 2"
    )
    assert town.last("duty").buttons == (("Who has not seen it",),)


async def test_it_goes_to_those_of_the_area_and_to_overseers_unless_more_are_chosen(town: Town) -> None:
    await people(town)
    await town.person("idps", governorates=["IQ-NI"], name="Huda")
    async with town.database.transaction() as tx:
        row = await tx.people.by_telegram_id(telegram_id=town.stage.people["idps"].id)
        await tx.people.reassign(
            id=row["id"], version=row["version"], role="focal point", governorates="", ministry="MOMD"
        )
    await town.person("auditor", role="auditor", name="Aws")
    await entered(town, *USUAL, without="Coordination")
    usual = "In private: 3 people\n• admin, of all of Iraq: Amal\n• auditor, of all of Iraq: Aws\n• focal point: Nadia\n\n"
    assert usual in town.last("duty").text
    for label in ("People", "partner", "ministries", "Done"):
        await town.press("duty", f"^{label}$")
    assert (
        town.last("duty")
        .text.partition("In private: ")[2]
        .startswith(
            usual.removeprefix("In private: ").strip().replace("3 people", "5 people")
            + "\n• partner, of all of Iraq: Sara\n• ministries, of all of Iraq: Huda\n\n"
        )
    )
    await town.press("duty", "^People$")
    for label in ("✓ partner", "✓ ministries", "Done", "Send now"):
        await town.press("duty", f"^{label}$")
    await later(town, seconds=10)
    told = {
        who
        for who in ("amal", "auditor", "ninewa", "basra", "sara", "idps")
        if TEXTS[1] in "".join(town.texts(who))
    }
    assert told == {"amal", "auditor", "ninewa"}


async def test_a_group_of_the_whole_country_needs_a_second_person(town: Town) -> None:
    await people(town)
    await entered(town)
    await town.press("duty", "^Ask for approval$")
    assert (town.texts("all"), town.texts("mosul")) == ([], [])
    await town.press("amal", "^Approve and send$")
    await later(town, seconds=10)
    assert town.last("all").text.startswith("📢 تبليغ من مركز التنسيق\nالمنطقة: نينوى")
    trail = await town.rows("SELECT action, subject FROM audit WHERE action LIKE 'notice%' ORDER BY id")
    assert [tuple(row.values()) for row in trail] == [
        ("notice asked", "notice 1"),
        ("notice approved", "notice 1"),
        ("notice sent", "notice 1"),
    ]
    await town.say("amal", "/trail")
    assert "approval of a notice asked for: no. 1" in town.last("amal").text


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "⚠️ Nobody approved your notice within 24 hours. Nothing was sent."),
        ("ar", "⚠️ لم يوافق أحد على تبليغكم خلال 24 ساعة. لم يُرسل شيء."),
    ],
)
async def test_a_notice_that_nobody_approves_lapses(town: Town, language: str, told: str) -> None:
    await people(town)
    await entered(town)
    await town.press("duty", "^Ask for approval$")
    async with town.database.transaction() as tx:
        duty = await register.meet(tx, town.stage.people["duty"].id, "", town.clock.now())
        await register.set_language(tx, duty, language)
    await later(town, hours=23, minutes=59)
    assert [row["state"] for row in await town.rows("SELECT state FROM alerts")] == ["waiting"]
    await later(town, minutes=2)
    assert town.last("duty").text == told
    toast = town.toast(await town.press("amal", "^Approve and send$"))
    assert toast == "It was decided already. Nothing was changed."
    assert [row["state"] for row in await town.rows("SELECT state FROM alerts")] == ["lapsed"]
    assert TEXTS[0] not in " ".join((*town.texts("all"), *town.texts("mosul")))


async def test_it_needs_somebody_to_go_to(town: Town) -> None:
    await people(town)
    await town.say("duty", "/broadcast")
    await town.press("duty", "^Done$")
    assert town.last("duty").text.startswith("Choose at least one governorate.")
    await town.say("duty", "Ninewa")
    assert town.last("duty").text.startswith("Please press one of the buttons.")
    for label in ("Basra", "Done", "✓ Coordination", "Done", *(f"✓ {role}" for role in USUAL), "Done"):
        await town.press("duty", f"^{label}$")
    assert town.last("duty").text.startswith("Choose at least one group or one kind of person.")
    await town.press("duty", "^Cancel$")
    assert town.last("duty").text == "Cancelled. Nothing was sent."
    assert await town.rows("SELECT id FROM alerts") == []


async def test_a_text_is_words_of_its_language(town: Town) -> None:
    await people(town)
    await entered(town)
    await town.press("duty", "^Arabic text$")
    ask = "Write the text in Arabic: what happens, what to do."
    for text in (".", "...", "فيضان", "و ف", "1 2", "Flood in Mosul", "ــــ ــــ"):
        await town.say("duty", text)
        assert town.last("duty").text == (
            f"Write at least two words in Arabic letters: what happens, what to do.\n\n{ask}"
        )
    await town.say("duty", "لافاوە لە هەولێر")
    assert town.last("duty").text.startswith("This will be sent:")
    await town.press("duty", "^English text$")
    for text in (".", "Flood", "فيضان في الموصل"):
        await town.say("duty", text)
        assert town.last("duty").text == (
            "Write at least two words in English: what happens, what to do.\n\nWrite the same in English."
        )
    await town.say("duty", "Flood, evacuate")
    assert town.last("duty").text.startswith("This will be sent:")


async def test_another_command_says_what_it_dropped(town: Town) -> None:
    await people(town)
    for begun, named in (("/broadcast", "notice"), ("/alert", "alert")):
        for other in ("/meeting", "/update"):
            await town.say("duty", begun)
            await town.say("duty", other)
            told = "\n\n".join(town.texts("duty")[-2:])
            assert f"The {named} you began was dropped. Nothing was sent." in told


async def test_a_notice_waits_for_the_end_of_quiet_hours(town: Town) -> None:
    await people(town)
    async with town.database.transaction() as tx:
        row = await tx.people.by_telegram_id(telegram_id=town.stage.people["ninewa"].id)
        await tx.subscriptions.set_quiet_of_person(id=row["id"], quiet="00:00 09:00")
    await later(town, hours=16)
    await entered(town, "focal point", without="Coordination")
    await town.press("duty", "^Send now$")
    await later(town, seconds=10)
    assert "Sent: 1 of 2\nOn the way or held by quiet hours: 1" in town.last("duty").text
    await later(town, hours=8)
    assert "Sent: 2 of 2" in town.last("duty").text
    assert town.last("ninewa").text.startswith("📢 Notice of the coordination centre")
