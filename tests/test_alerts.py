"""Alerts, from the first button to their end, in the town."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from unittest.mock import AsyncMock

import pytest

from bot.play.player import play
from bot.play.script import read
from handlers.alerts import due
from tests.conftest import Town


async def people(town: Town) -> None:
    """Two officers, an admin, focal points of two governorates, a group of each and one of the whole country."""
    await town.person("duty", role="duty officer", name="Duty", organisation="Centre")
    await town.person("second", role="duty officer", name="Second")
    await town.person("amal", role="admin", name="Amal")
    await town.person("ninewa", "ar", governorates=["IQ-NI"], name="Nadia", organisation="Ninewa office")
    await town.person("basra", governorates=["IQ-BA"], name="Basim", organisation="Basra office")
    await town.group("all", ["duty", "ninewa", "basra"], "both", title="Coordination")


async def entered(town: Town, areas: tuple[str, ...] = ("Ninewa",), event: str = "Flood") -> None:
    """The duty officer's alert up to the preview, in force for six hours."""
    await town.say("duty", "/alert")
    if "New alert" in str(town.last("duty").buttons):
        await town.press("duty", "^New alert$")
    for label in (event, "Act at once", "Severe danger", "Likely", *areas, "Done"):
        await town.press("duty", f"^{label}$")
    await town.say("duty", "ابتعدوا عن ضفاف النهر.")
    await town.say("duty", "Keep away from the banks of the river.")
    await town.press("duty", "^6 hours$")


async def later(town: Town, **span: int) -> None:
    await town.clock_to(town.clock.now() + timedelta(**span))


async def test_an_alert_of_one_governorate_goes_out_at_once(town: Town) -> None:
    await people(town)
    await entered(town)
    await town.press("duty", "^Send now$")
    await later(town, seconds=10)
    assert town.last("second").text == (
        "🟠 Alert: Flood\nArea: Ninewa\n\nSevere danger · Act at once · Likely\n"
        "In force until Sun 22 Nov 2026, 15:00, Baghdad time\n\n"
        "Keep away from the banks of the river.\n\nNumber: JCMC-20261122-1"
    )
    assert town.last("ninewa").text == (
        "🟠 إنذار: فيضان\nالمنطقة: نينوى\n\nخطر شديد · التصرف فوراً · مرجّح\n"
        "سارٍ لغاية الأحد 22 تشرين الثاني 2026، 15:00 بتوقيت بغداد\n\n"
        "ابتعدوا عن ضفاف النهر.\n\nالرقم: JCMC-20261122-1"
    )
    assert town.last("all").buttons == (("اطلعت · I have seen it",),)
    assert town.texts("basra") == []


async def updated(town: Town) -> None:
    """The duty officer's update from the newest board, up to the preview."""
    await town.press("duty", "^Update$")
    await town.say("duty", "ارتفع المنسوب، أخلوا الضفتين.")
    await town.say("duty", "The level has risen: leave both banks.")
    await town.press("duty", "^12 hours$")


async def ended(town: Town, why: str = "all clear") -> None:
    """The duty officer ends the alert from the newest board, up to the preview."""
    await town.press("duty", "^End it$")
    await town.press("duty", why)
    await town.say("duty", "عاد النهر إلى مجراه.")
    await town.say("duty", "The river is back in its bed.")


async def states(town: Town) -> list[str]:
    return [row["state"] for row in await town.rows("SELECT state FROM alerts ORDER BY id")]


async def test_the_board_counts_what_was_sent_and_seen(town: Town) -> None:
    await people(town)
    await entered(town)
    assert "Groups: Coordination\nIn private: 3 people" in town.last("duty").text
    await town.press("duty", "^Send now$")
    await later(town, seconds=10)
    (board,) = (m.text for m in town.messages("duty") if m.text.startswith("🟠 Flood"))
    assert board == (
        "🟠 Flood, Ninewa\nNumber: JCMC-20261122-1\n\nSent: 4 of 4\nSeen by 0 of 3\n\n"
        "In force until Sun 22 Nov 2026, 15:00"
    )
    await town.press("ninewa", "اطلعت")
    assert town.toast(await town.press("ninewa", "اطلعت")) == "سبق تسجيل اطلاعكم."
    await town.press("basra", "I have seen it", "all")
    await later(town, seconds=10)
    (board,) = (m.text for m in town.messages("duty") if m.text.startswith("🟠 Flood"))
    assert "Sent: 4 of 4\nSeen by 1 of 3\nSeen in groups by 1 more" in board
    await town.press("duty", "Who has not seen it")
    assert town.last("duty").text.endswith("Have not said that they have seen it\n• Amal\n• Second")


async def test_a_look_before_the_board_has_arrived_does_not_lose_the_counts(town: Town) -> None:
    await people(town)
    await entered(town)
    await town.press("duty", "^Send now$")
    (board,) = await town.rows("SELECT outbox.id, message_id FROM outbox JOIN alerts ON board = outbox.id")

    async with town.database.transaction() as tx:
        await tx.select(f"UPDATE outbox SET state = 'sending', message_id = NULL WHERE id = {board['id']}")
        await tx.select("UPDATE alerts SET stale = 1")
    await town.app.schedule.look()
    assert await town.rows("SELECT stale FROM alerts") == [{"stale": 1}]
    async with town.database.transaction() as tx:
        await tx.select(
            f"UPDATE outbox SET state = 'sent', message_id = {board['message_id']} WHERE id = {board['id']}"
        )
    await town.app.schedule.look()
    await town.stage.settle()
    (shown,) = (m.text for m in town.messages("duty") if m.text.startswith("🟠 Flood"))
    assert "Sent: 4 of 4" in shown


async def test_more_than_one_governorate_needs_a_second_person(town: Town) -> None:
    await people(town)
    await entered(town, ("Ninewa", "Basra"))
    assert "A second person must approve it" in town.last("duty").text
    await town.press("duty", "^Ask for approval$")
    assert town.last("duty").text.endswith("2 officers and admins were asked.")
    assert (await states(town), town.texts("all"), town.texts("basra")) == (["waiting"], [], [])
    await town.say("duty", "/alert")
    await town.press("duty", "⏳ Flood")
    assert town.last("duty").buttons == (("Withdraw",),)
    assert town.last("second").text.startswith(
        "⏳ Duty asks you to approve what follows. Nothing has been sent."
    )
    await town.press("second", "Approve and send")
    assert town.last("second").text != "", town.texts("second")
    assert "✅ Approved by Second and sent." in town.texts("second")
    late = await town.press("amal", "^Refuse$")
    assert town.toast(late) == "It was decided already. Nothing was changed."
    assert "✅ Approved by Second and sent." in town.texts("amal")
    assert (await states(town), len(town.texts("all")), len(town.texts("basra"))) == (["live"], 1, 1)
    trail = await town.rows("SELECT action, person FROM audit WHERE action LIKE 'alert%' ORDER BY id")
    assert [row["action"] for row in trail] == ["alert asked", "alert approved", "alert sent"]


async def test_the_author_cannot_approve_and_may_withdraw(town: Town) -> None:
    await people(town)
    await entered(town, ("All of Iraq",))
    await town.press("duty", "^Ask for approval$")
    request = next(m for m in town.messages("second") if m.buttons).raw
    data = request["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    (card,) = (m.raw for m in town.messages("duty")[-1:])
    card["reply_markup"]["inline_keyboard"][0].append({"text": "Forged", "callback_data": data})
    forged = await town.press("duty", "Forged")
    assert town.toast(forged) == "A second person has to approve it, not its author."
    await town.press("duty", "^Withdraw$")
    assert town.toast(await town.press("second", "Approve")) == "It was decided already. Nothing was changed."
    assert (await states(town), town.texts("all")) == (["withdrawn"], [])


async def test_a_refusal_is_told_to_the_author(town: Town) -> None:
    await people(town)
    await entered(town, ("Ninewa", "Basra"))
    await town.press("duty", "^Ask for approval$")
    await town.press("amal", "^Refuse$")
    assert town.last("duty").text == "Your alert was refused by Amal. Nothing was sent."
    assert (await states(town), town.texts("all")) == (["refused"], [])


async def test_nobody_approves_in_time(town: Town) -> None:
    await people(town)
    await entered(town, ("Ninewa", "Basra"))
    await town.press("duty", "^Ask for approval$")
    await later(town, hours=7)
    assert town.last("duty").text == (
        "⚠️ Nobody approved your alert before it would have expired. Nothing was sent."
    )
    await town.press("second", "Approve")
    assert (await states(town), town.texts("all")) == (["lapsed"], [])


@pytest.mark.parametrize("pressed", ["^Approve and send$", "^Refuse$"])
async def test_an_approval_after_the_end_sends_nothing_and_the_others_are_told(
    town: Town, pressed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await people(town)
    await entered(town, ("Ninewa", "Basra"))
    await town.press("duty", "^Ask for approval$")
    with monkeypatch.context() as patched:
        patched.setattr(due, "let_lapse", AsyncMock())  # the schedule does not look before the press
        town.clock.advance(town.clock.now() + timedelta(hours=6))  # its end
        toast = town.toast(await town.press("second", pressed))
    assert toast == "It was decided already. Nothing was changed."
    asked = town.texts("second")
    assert "Nobody approved it in time. Nothing was sent." in asked
    told_others = "Nobody approved the alert of Duty in time. Nothing was sent."
    assert (told_others in asked, told_others in town.texts("amal")) == (False, True)
    assert town.texts("duty")[-1] == (
        "⚠️ Nobody approved your alert before it would have expired. Nothing was sent."
    )
    told = [len(town.texts(who)) for who in ("duty", "amal", "second")]
    await later(town, hours=1)  # and once
    assert [len(town.texts(who)) for who in ("duty", "amal", "second")] == told
    assert (await states(town), town.texts("all")) == (["lapsed"], [])


async def test_an_update_replies_to_the_alert_and_takes_its_place(town: Town) -> None:
    await people(town)
    await entered(town)
    await town.press("duty", "^Send now$")
    await later(town, minutes=30)
    first = town.last("ninewa")
    await updated(town)
    await town.press("duty", "^Send now$")
    await later(town, seconds=10)
    first_now, second = town.messages("ninewa")[-2:]
    assert (first_now.text, first_now.buttons) == (first.text, ())
    assert second.text.splitlines()[0] == "🟠 تحديث الإنذار: فيضان"
    assert second.raw["reply_to_message"]["message_id"] == first.raw["message_id"]
    assert await states(town) == ["followed", "live"]
    boards = [m for m in town.messages("duty") if "Number: JCMC" in m.text and "Sent:" in m.text]
    assert ["A later message took its place." in board.text for board in boards] == [True, False]


async def test_the_all_clear_reaches_whoever_was_warned(town: Town) -> None:
    await people(town)
    await entered(town)
    await town.press("duty", "^Send now$")
    await later(town, minutes=30)
    async with town.database.transaction() as tx:  # moved to another governorate since
        nadia = town.stage.people["ninewa"].id
        row = await tx.people.by_telegram_id(telegram_id=nadia)
        await tx.people.reassign(
            id=row["id"], version=row["version"], role="focal point", governorates="IQ-KI", ministry=""
        )
    await ended(town)
    await town.press("duty", "^Send now$")
    await later(town, seconds=10)
    assert town.last("ninewa").text == (
        "🟢 زوال الخطر: فيضان\nالمنطقة: نينوى\n\nعاد النهر إلى مجراه.\n\nالرقم: JCMC-20261122-2"
    )
    assert await states(town) == ["followed", "sent"]


async def test_what_was_sent_in_error_is_withdrawn_as_such(town: Town) -> None:
    await people(town)
    await entered(town)
    await town.press("duty", "^Send now$")
    await ended(town, "sent in error")
    await town.press("duty", "^Send now$")
    await later(town, seconds=10)
    assert town.last("second").text.splitlines()[0] == "⚪ Alert withdrawn, it was sent in error: Flood"


async def test_its_expiry_is_told(town: Town) -> None:
    await people(town)
    await entered(town)
    await town.press("duty", "^Send now$")
    await later(town, hours=6, seconds=5)
    assert town.last("second").text == (
        "⚪ The alert has expired: Flood, Ninewa\n\n"
        "It is no longer in force. This is not an all-clear: nobody has said that the danger is over.\n\n"
        "Number: JCMC-20261122-1"
    )
    assert town.last("duty").text.startswith("⚪ Your alert has expired: Flood, Ninewa")
    assert await states(town) == ["expired"]
    await town.press("duty", "^New alert$|^CAP file$")


async def test_the_same_alert_again_is_offered_as_an_update(town: Town) -> None:
    await people(town)
    await entered(town)
    await town.press("duty", "^Send now$")
    await later(town, minutes=20)
    await town.say("second", "/alert")
    await town.press("second", "^New alert$")
    for label in ("Flood", "Act at once", "Extreme danger", "Has happened or is happening", "Ninewa", "Done"):
        await town.press("second", f"^{label}$")
    assert town.last("second").text.startswith("An alert of this was sent 20 minutes ago: Flood, Ninewa.")
    await town.say("second", "What now?")
    await town.press("second", "^Make it an update$")
    await town.say("second", "انهار السد.")
    await town.say("second", "The dam has burst.")
    await town.press("second", "^6 hours$")
    await town.press("second", "^Send now$")
    await later(town, seconds=10)
    assert town.last("ninewa").text.splitlines()[0] == "🔴 تحديث الإنذار: فيضان"
    assert await states(town) == ["followed", "live"]


async def test_the_preview_says_what_the_text_names(town: Town) -> None:
    await people(town)
    await entered(town)
    await town.press("duty", "^English text$")
    await town.say("duty", "Call Mr. Ahmed Salim, 07701234567, at 36.3350, 43.1189.")
    shown = town.last("duty").text
    assert "⚠️ It names what not everybody should read:" in shown
    assert "• an exact point: 36.3350, 43.1189" in shown
    assert "• a phone number: 07701234567" in shown


async def test_an_exercise_says_so(town: Town) -> None:
    await people(town)
    await entered(town)
    await town.press("duty", "It is an exercise")
    await town.press("duty", "^Send now$")
    await later(town, seconds=10)
    assert town.last("second").text.splitlines()[:2] == [
        "EXERCISE. Nothing has happened; this is practice.",
        "🟠 Alert: Flood",
    ]


async def test_a_double_tap_sends_one(town: Town) -> None:
    await people(town)
    await entered(town)
    sim, duty = town.sim, town.stage.people["duty"]
    sim.press(duty, "^Send now$")
    await town.press("duty", "^Send now$")
    await later(town, seconds=10)
    assert (await states(town), len(town.texts("second"))) == (["live"], 1)


async def test_a_group_that_migrates_refuses_or_is_left_while_the_alert_is_on_its_way(town: Town) -> None:
    await people(town)
    small = town.stage.groups["small"] = town.sim.add_group(
        "Small", [town.stage.people["amal"]], kind="group"
    )
    await town.do(town.sim.add_bot_to_group, small, by=town.stage.people["amal"])
    await town.press("amal", "Approve")
    await town.press("amal", "English")
    mute = await town.group("mute", ["duty"], title="Mute")
    await town.group("gone", ["duty"], title="Gone")
    lost = await town.group("lost", ["duty"], title="Lost")
    lost.bots[town.sim.bot.id] = "kicked"  # the news of it never came
    town.sim.faults.add("sendMessage", "no_rights", chat_id=mute.id)
    await entered(town)
    town.stage.groups["large"] = town.sim.migrate(small)
    town.sim.kick_bot(town.stage.groups["gone"], by=town.stage.people["duty"])
    await town.press("duty", "^Send now$")
    await later(town, seconds=10)
    assert [text.splitlines()[0] for text in town.texts("large") if text] == ["🟠 Alert: Flood"]
    (board,) = (m.text for m in town.messages("duty") if m.text.startswith("🟠 Flood"))
    assert "Sent: 5 of 7\n⚠️ Not delivered: Mute and Lost" in board
    told = "\n".join(town.texts("amal"))
    assert "⚠️ A post in the group Mute was refused and was not made.\nI lack the right" in told
    assert "I was removed from the group Gone by Duty." in told
    assert "⚠️ I can no longer write to the group Lost: I was removed or may not send there." in told


async def test_an_update_of_a_wider_alert_needs_a_second_person(town: Town) -> None:
    await people(town)
    await entered(town, ("Ninewa", "Basra"))
    await town.press("duty", "^Ask for approval$")
    await town.press("second", "^Approve and send$")
    await updated(town)
    await town.press("duty", "^Area$")
    await town.press("duty", "✓ Basra")
    await town.press("duty", "^Done$")
    assert "A second person must approve it" in town.last("duty").text
    await town.press("duty", "^Ask for approval$")
    await later(town, hours=7)  # the first one expires meanwhile
    await town.press("second", "^Approve and send$")
    assert town.last("duty").text == (
        "The alert before it is no longer in force: it expired, was updated or ended. Nothing was sent."
    )
    assert await states(town) == ["expired", "withdrawn"]


async def test_every_update_of_what_was_wider_once_needs_a_second_person(town: Town) -> None:
    await people(town)
    await entered(town, ("Ninewa", "Basra"))
    await town.press("duty", "^Ask for approval$")
    await town.press("second", "^Approve and send$")
    await updated(town)
    await town.press("duty", "^Area$")
    await town.press("duty", "✓ Basra")
    await town.press("duty", "^Done$")
    await town.press("duty", "^Ask for approval$")
    await town.press("second", "^Approve and send$")
    await later(town, seconds=10)
    await updated(town)  # Basra was told of the first and the second one, so it would hear of this one
    assert "A second person must approve it" in town.last("duty").text
    assert town.last("duty").buttons[0] == ("Ask for approval",)


async def test_the_longest_texts_fit(town: Town) -> None:
    await people(town)
    for number in range(6):
        await town.group(f"group{number}", ["duty"], "both", title=f"{number} " + "مجموعة التنسيق " * 8)
    await entered(town, ("All of Iraq", "✓ Baghdad"))
    for button, text in (("Arabic text", "نن " + "ن" * 997), ("English text", "WW " + "W" * 994 + "🌊")):
        await town.press("duty", f"^{button}$")
        await town.say("duty", text)
    await town.press("duty", "^English text$")
    await town.say("duty", "🌊" * 501)
    assert town.last("duty").text.startswith("That is too long: 1000 characters at most.")
    phones = " ".join(f"0770123456{digit}" for digit in range(9))
    await town.say("duty", f"{phones} WW {'W' * 887}")
    await town.press("duty", "^Ask for approval$")
    await town.press("second", "^Approve and send$")
    await later(town, seconds=10)
    assert "W" * 887 in town.last("group5").text
    assert (await states(town), await town.rows("SELECT id FROM outbox WHERE state = 'failed'")) == (
        ["live"],
        [],
    )


@pytest.mark.parametrize("language", ["ar", "en"])
async def test_the_whole_story_is_played(language: str) -> None:
    script = Path(__file__).parent / "scripts" / f"alerts_{language}.jsonl"
    assert await play(read(script), script.parent, lambda _line: None) == 67
