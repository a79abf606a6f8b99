"""Corrections and withdrawals of saved updates, /my and /nothing, in both languages, through the simulator."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bot.play.player import play
from bot.play.script import read
from tests.conftest import BAGHDAD

if TYPE_CHECKING:
    from tests.conftest import Town

NINE = datetime(2026, 11, 22, 9, 0, tzinfo=BAGHDAD)
SINJAR = "50 families returned to Sinjar"
REF = "NI-261122-001-A"
TITLE = f"✏️ Correction of {REF}. It is not saved yet."
WHO_SEES = (
    "The duty officer and the admins are told. A group that had it in an earlier summary finds the correction "
    "in its next one."
)


@pytest.fixture
async def ninewa(town: Town) -> str:
    await town.person("ninewa", "en", governorates=["IQ-NI"], name="Ali", organisation="Ninewa office")
    return "ninewa"


async def press(town: Town, who: str, *labels: str) -> None:
    for label in labels:
        await town.press(who, label)


async def saved(town: Town, who: str, text: str = SINJAR, save: str = "Save") -> Any:
    said = await town.say(who, text)
    await town.press(who, save)
    return said


async def corrected(town: Town, who: str, families: str) -> None:
    """From the list of own updates to a saved correction of the families."""
    await town.say(who, "/my")
    await press(town, who, REF, "Correct", "Families")
    await town.say(who, families)
    await press(town, who, "Save")


async def test_own_updates_are_listed_opened_and_corrected(town: Town, ninewa: str) -> None:
    await town.person("duty", "en", role="duty officer")
    await saved(town, ninewa)
    await town.say(ninewa, "/my")
    assert town.last(ninewa).text == (
        f"Your updates of the last 7 days: 1\n\n{REF}\nReturn · 50 families · Sinjar, Ninewa · 22 Nov\n"
        "Saved Sun 22 Nov 2026, 09:00\nNot confirmed yet\n\nChoose one to see, correct or withdraw it."
    )
    assert town.last(ninewa).buttons == ((REF,),)
    await town.press(ninewa, REF)
    assert town.last(ninewa).buttons == (("Correct", "Withdraw"), ("Back to my updates",))
    await town.press(ninewa, "Correct")
    assert town.last(ninewa).text == (
        f"✏️ Correction of {REF}\n\nReturn\n50 families\nIndividuals: not reported\nWhere: Sinjar, Ninewa\n"
        "From: not reported\nWhen: Sun 22 Nov 2026\n\nWhat do you want to change?"
    )
    await town.press(ninewa, "Back")
    assert town.last(ninewa).text.startswith(f"{TITLE}\n\nNothing is changed so far:\nReturn\n50 families")
    assert town.last(ninewa).buttons == (("Change", "Cancel"),)
    await press(town, ninewa, "Change", "Families")
    await town.say(ninewa, "about 65")
    await press(town, ninewa, "Change", "From where", "Duhok", "Skip")
    changed = "• Families: 50 families → ≈ 65 families\n• From where: not reported → Duhok"
    line = "Return · ≈ 65 families · Sinjar, Ninewa · from Duhok · 22 Nov"
    assert town.last(ninewa).text == f"{TITLE}\n\n{changed}\n\nAfter it: {line}"
    await town.clock_to(NINE + timedelta(minutes=20))
    await town.press(ninewa, "Save")
    assert town.last(ninewa).text == (
        f"✅ Corrected: {REF}. Sun 22 Nov 2026, 09:20, Baghdad time.\n\n{changed}\n\nNow: {line}\n\n{WHO_SEES}"
    )
    notice = town.last("duty")
    assert notice.text == f"{REF} was corrected by Ali (Ninewa office):\n{changed}\nNow: {line}"
    assert await town.rows("SELECT reference, version, households, approximate, state FROM reports") == [
        {"reference": REF, "version": 2, "households": 65, "approximate": 1, "state": "saved"}
    ]
    assert await town.rows("SELECT version, field, before, after FROM report_changes") == [
        {
            "version": 2,
            "field": "households",
            "before": '{"households": 50, "approximate": false}',
            "after": '{"households": 65, "approximate": true}',
        },
        {
            "version": 2,
            "field": "origin",
            "before": '{"origin_governorate": null, "origin_place": null, "origin_text": ""}',
            "after": '{"origin_governorate": "IQ-DA", "origin_place": null, "origin_text": ""}',
        },
    ]
    await town.say(ninewa, "/my")
    assert "Saved Sun 22 Nov 2026, 09:00, corrected" in town.last(ninewa).text
    await town.say("duty", f"/show {REF}")
    assert town.last("duty").text == (
        f"{REF}\nNot confirmed yet\n\nReturn\n≈ 65 families\nIndividuals: not reported\nWhere: Sinjar, Ninewa\nFrom: Duhok\n"
        f"When: Sun 22 Nov 2026\n\nIn their words: {SINJAR}\n\n"
        f"Sun 22 Nov 2026, 09:00: saved by Ali (Ninewa office)\nSun 22 Nov 2026, 09:20: corrected by Ali\n{changed}"
    )
    assert town.last("duty").buttons == (("Correct", "Withdraw"),)


async def test_everything_of_it_in_arabic(town: Town) -> None:
    await town.person("nineveh", "ar", governorates=["IQ-NI"], name="علي", organisation="ممثلية نينوى")
    await town.person("duty", "ar", role="duty officer", name="سارة")
    await saved(town, "nineveh", "عودة ٥٠ عائلة إلى سنجار", "حفظ")
    assert town.last("nineveh").text.endswith("للتصحيح: /my أو الرد على هذه الرسالة.")
    await town.say("nineveh", "/my")
    assert town.last("nineveh").text == (
        f"تحديثاتكم في آخر 7 أيام: 1\n\n{REF}\nعودة · 50 عائلة · سنجار، نينوى · 22 تشرين الثاني\n"
        "حُفظ الأحد 22 تشرين الثاني 2026، 09:00\nلم يؤكَّد بعد\n\nيرجى اختيار تحديث للاطلاع عليه أو تصحيحه أو سحبه."
    )
    await press(town, "nineveh", REF, "تصحيح", "العوائل")
    await town.say("nineveh", "٦٥")
    changed = "• العوائل: 50 عائلة ← 65 عائلة"
    line = "عودة · 65 عائلة · سنجار، نينوى · 22 تشرين الثاني"
    assert town.last("nineveh").text == f"✏️ تصحيح {REF}، لم يُحفظ بعد.\n\n{changed}\n\nبعد التصحيح: {line}"
    await town.press("nineveh", "حفظ")
    sees = "أُبلغ الموظف المناوب ومديرو النظام. كل مجموعة ورد التحديث في خلاصة سابقة لها تجد التصحيح في خلاصتها التالية."
    at = "الأحد 22 تشرين الثاني 2026، 09:00"
    assert town.last("nineveh").text == (
        f"✅ تم التصحيح: {REF}، {at} بتوقيت بغداد.\n\n{changed}\n\nالآن: {line}\n\n{sees}"
    )
    assert town.last("duty").text == f"صُحّح {REF} من قِبل علي (ممثلية نينوى):\n{changed}\nالآن: {line}"
    await town.say("nineveh", "/my")
    await press(town, "nineveh", REF, "سحب")
    assert town.last("nineveh").text == (
        f"هل يُسحب {REF}؟\n\n{line}\n\nلن يُحتسب في أي رقم بعد ذلك، ويبقى محفوظاً مع سجل تغييراته. ما السبب؟"
    )
    await town.press("nineveh", "إدخال مكرر")
    assert town.last("nineveh").text == (
        f"✅ تم السحب: {REF}، {at} بتوقيت بغداد.\n\n{line}\nالسبب: إدخال مكرر\n\n"
        f"لن يُحتسب في أي رقم بعد الآن. يبقى متاحاً مع سجل تغييراته بالأمر /show\n\n{sees}"
    )
    assert town.last("duty").text == f"سُحب {REF} من قِبل علي (ممثلية نينوى):\n{line}\nالسبب: إدخال مكرر"
    await town.say("duty", f"/show {REF}")
    assert town.last("duty").text.startswith(f"{REF}\nمسحوب: لا يُحتسب في أي رقم.\n\nعودة\n65 عائلة")
    assert town.last("duty").text.endswith(
        f"{at}: حُفظ من قِبل علي (ممثلية نينوى)\n{at}: صُحّح من قِبل علي\n{changed}\n"
        f"{at}: سُحب من قِبل علي، السبب: إدخال مكرر"
    )
    assert town.last("duty").buttons == ()


async def test_the_list_is_paged_and_goes_back_seven_days(town: Town, ninewa: str) -> None:
    await saved(town, ninewa)
    await town.clock_to(NINE + timedelta(days=7))
    for families in range(11, 18):
        await saved(town, ninewa, f"{families} families returned to Sinjar")
        if families > 11:
            await town.press(ninewa, "Another event")
    await town.say(ninewa, "/my")
    text = town.last(ninewa).text
    assert text.startswith("Your updates of the last 7 days: 7\n\nNI-261129-007-")
    assert "17 families" in text and "12 families" in text and "11 families" not in text
    assert [len(row) for row in town.last(ninewa).buttons] == [2, 2, 2, 1]
    await town.press(ninewa, "Next page")
    assert "11 families" in town.last(ninewa).text and "50 families" not in town.last(ninewa).text
    await press(town, ninewa, "NI-261129-001", "Back to my updates")
    assert "11 families" in town.last(ninewa).text
    await town.person("other", "en", governorates=["IQ-NI"])
    await town.say("other", "/my")
    assert town.last("other").text == "You have saved no update in the last 7 days."
    assert town.last("other").buttons == (("Update by buttons",),)


async def test_a_reply_to_the_receipt_corrects(town: Town, ninewa: str) -> None:
    await saved(town, ninewa)
    receipt = town.last(ninewa).raw
    await town.say(ninewa, "70 families returned to Sinjar yesterday", reply_to=receipt)
    assert town.last(ninewa).text == (
        f"You replied to {REF}, so this corrects it. A new update is sent without replying.\n\n{TITLE}\n\n"
        "• Families: 50 families → 70 families\n• Day: Sun 22 Nov 2026 → Sat 21 Nov 2026\n\n"
        "After it: Return · 70 families · Sinjar, Ninewa · 21 Nov"
    )
    await town.press(ninewa, "Cancel")
    assert town.last(ninewa).text == f"Cancelled. {REF} stays as it is."
    await town.say(ninewa, "this is wrong", reply_to=receipt)
    assert town.last(ninewa).text.endswith("What do you want to change?")
    assert await town.rows("SELECT version, households FROM reports") == [{"version": 1, "households": 50}]


async def test_a_receipt_of_several_asks_which_one(town: Town, ninewa: str) -> None:
    await saved(town, ninewa, f"{SINJAR}\n30 families returned to Tal Afar")
    await town.say(ninewa, "wrong", reply_to=town.last(ninewa).raw)
    two = "NI-261122-002-P"
    assert town.last(ninewa).text == (
        f"{REF} Return · 50 families · Sinjar, Ninewa · 22 Nov\n"
        f"{two} Return · 30 families · Tal Afar, Ninewa · 22 Nov\n\nWhich one do you want to correct?"
    )
    await town.press(ninewa, two)
    assert town.last(ninewa).text.startswith(f"✏️ Correction of {two}\n\nReturn\n30 families")


async def test_editing_one_line_of_several_corrects_that_one(town: Town, ninewa: str) -> None:
    said = await saved(town, ninewa, f"{SINJAR}\n30 families returned to Tal Afar")
    person = town.stage.people[ninewa]
    await town.do(town.sim.edit, person, said, f"{SINJAR}\n33 families returned to Tal Afar")
    assert "• Families: 30 families → 33 families\n\nAfter it" in town.last(ninewa).text
    await town.do(town.sim.edit, person, said, f"{SINJAR}\n34 families returned to Tal Afar")
    assert "• Families: 30 families → 34 families\n\nAfter it" in town.last(ninewa).text
    await town.do(town.sim.edit, person, said, "never mind")
    await town.press(ninewa, REF)
    assert town.last(ninewa).text.endswith("Please save or discard it first, then ask for the other again.")
    await press(town, ninewa, "Continue", "Save")
    assert [row["households"] for row in await town.rows("SELECT households FROM reports ORDER BY id")] == [
        50,
        34,
    ]
    await town.do(town.sim.edit, person, said, "never mind")
    assert town.last(ninewa).text.startswith(
        "You edited a message whose update is already saved as NI-261122-001-A and NI-261122-002-P. "
        "The saved update was not changed.\n\nNI-261122-001-A Return"
    )


async def test_an_edit_keeps_what_was_corrected_by_buttons(town: Town, ninewa: str) -> None:
    said = await saved(town, ninewa)
    await town.say(ninewa, "/my")
    await press(town, ninewa, REF, "Correct", "Individuals")
    await town.say(ninewa, "300")
    await press(town, ninewa, "Save")
    person = town.stage.people[ninewa]
    await town.do(town.sim.edit, person, said, "55 families returned to Sinjar")
    await town.do(town.sim.edit, person, said, "56 families returned to Sinjar")
    await town.press(ninewa, "Save")
    assert await town.rows("SELECT households, individuals, original_text, version FROM reports") == [
        {
            "households": 56,
            "individuals": 300,
            "original_text": "56 families returned to Sinjar",
            "version": 3,
        }
    ]


async def test_two_corrections_at_once_lose_nothing(town: Town, ninewa: str) -> None:
    await town.person("deputy", "en", role="deputy", governorates=["IQ-NI"], name="Huda")
    await saved(town, ninewa)
    await town.say("deputy", f"/show {REF}")
    await press(town, "deputy", "Correct", "Individuals")
    await town.say("deputy", "300")
    await corrected(town, ninewa, "60")
    await town.press("deputy", "Save")
    assert town.last("deputy").text == (
        "It changed meanwhile: Ali corrected it at Sun 22 Nov 2026, 09:00.\n• Families: 50 families → 60 families\n"
        f"Your correction is kept. Please look again and save:\n\n{TITLE}\n\n"
        "• Individuals: not reported → 300 individuals\n\n"
        "After it: Return · 60 families · 300 individuals · Sinjar, Ninewa · 22 Nov"
    )
    await town.press("deputy", "Save")
    assert await town.rows("SELECT version, households, individuals FROM reports") == [
        {"version": 3, "households": 60, "individuals": 300}
    ]
    # The reporter hears of what others do to the report.
    assert town.last(ninewa).text.startswith(f"{REF} was corrected by Huda:\n• Individuals")


async def test_a_withdrawal_while_a_correction_is_open(town: Town, ninewa: str) -> None:
    await town.person("duty", "en", role="duty officer", name="Sara")
    await saved(town, ninewa)
    await town.say(ninewa, "70 families returned to Sinjar", reply_to=town.last(ninewa).raw)
    await town.say("duty", f"/show {REF}")
    await press(town, "duty", "Withdraw", "Another reason")
    assert town.last("duty").text == f"Why is {REF} withdrawn? Type the reason."
    await town.say("duty", "It was <b>Zummar</b>")
    assert "Reason: It was <b>Zummar</b>" in town.last("duty").text
    await town.press(ninewa, "Save")
    assert town.texts(ninewa)[-2:] == [
        "It was withdrawn meanwhile by Sara at Sun 22 Nov 2026, 09:00. Your correction was not saved:\n"
        "• Families: 50 families → 70 families",
        f"{REF} was withdrawn by Sara:\nReturn · 50 families · Sinjar, Ninewa · 22 Nov\n"
        "Reason: It was <b>Zummar</b>",
    ]
    assert await town.rows("SELECT state, households FROM reports") == [
        {"state": "withdrawn", "households": 50}
    ]
    assert [row["state"] for row in await town.rows("SELECT state FROM forms ORDER BY id")] == [
        "saved",
        "cancelled",
        "saved",
    ]


async def test_an_old_button_shows_the_report_as_it_is(town: Town, ninewa: str) -> None:
    await saved(town, ninewa)
    await town.say(ninewa, f"/show {REF}")
    old = town.last(ninewa).raw
    await corrected(town, ninewa, "60")
    withdraw = old["reply_markup"]["inline_keyboard"][0][1]["callback_data"]
    person = town.stage.people[ninewa]
    pressed = await town.do(town.sim.press_button, person, old, f"{withdraw} twice")
    assert town.toast(pressed) == "This update changed meanwhile. Please look at it again."
    assert await town.rows("SELECT state, version FROM reports") == [{"state": "saved", "version": 2}]


@pytest.mark.parametrize(
    ("role", "areas", "may"),
    [
        ("focal point", ["IQ-AN"], False),
        ("focal point", ["IQ-AN", "IQ-NI"], True),
        ("admin", [], True),
        ("auditor", [], False),
        ("partner", ["IQ-NI"], False),
    ],
)
async def test_who_may_correct(town: Town, ninewa: str, role: str, areas: list[str], may: bool) -> None:
    await town.person("other", "en", role=role, governorates=areas)
    await saved(town, ninewa)
    await town.say("other", "/help")
    card, person = town.last("other").raw, town.stage.people["other"]
    for data in ("status.correct 1 1", "status.withdraw 1 1 twice"):
        await town.do(town.sim.press_button, person, card, data)
    rows = await town.rows("SELECT state FROM reports")
    assert rows == [{"state": "withdrawn" if may else "saved"}]
    assert (len(await town.rows("SELECT id FROM forms WHERE state = 'open'")) == 1) is may


async def test_a_photo_joins_the_report_it_corrects(town: Town, ninewa: str, tmp_path: Any) -> None:
    await saved(town, ninewa)
    receipt, person = town.last(ninewa).raw, town.stage.people[ninewa]
    picture = tmp_path / "bridge.jpg"
    picture.write_bytes(b"\xff\xd8\xff\xe0 a picture")
    await town.do(town.sim.send_photo, person, picture, reply_to=receipt)
    assert "• 1 file was added" in town.last(ninewa).text
    await town.press(ninewa, "Save")
    assert await town.rows("SELECT form FROM attachments") == [{"form": 1}]
    assert await town.rows("SELECT field, after FROM report_changes") == [
        {"field": "files", "after": '{"files": 1}'}
    ]


async def test_an_unsaved_correction_is_reminded_of_and_comes_first(town: Town, ninewa: str) -> None:
    await saved(town, ninewa)
    await town.say(ninewa, "70 families returned to Sinjar", reply_to=town.last(ninewa).raw)
    await town.clock_to(NINE + timedelta(minutes=31))
    held = f"Correction of {REF}:\n• Families: 50 families → 70 families"
    assert town.last(ninewa).text == f"⏳ Your update is not saved yet.\n\n{held}"
    await town.say(ninewa, "/nothing")
    assert town.last(ninewa).text == (
        f"You have an unsaved update from Sun 22 Nov 2026, 09:00.\n\n{held}\n\n"
        "Please save or discard it first, then ask for the other again."
    )
    assert town.last(ninewa).buttons == (("Continue", "Discard"),)
    await press(town, ninewa, "Continue", "Save")
    assert await town.rows("SELECT households FROM reports") == [{"households": 70}]


async def test_nothing_to_report_is_one_press(town: Town, ninewa: str) -> None:
    await town.say(ninewa, "/nothing")
    assert town.last(ninewa).text == (
        "📝 Is this right? It is not saved yet.\n\nNothing to report\nWhere: Ninewa\nWhen: Sun 22 Nov 2026"
    )
    await town.press(ninewa, "Save")
    assert f"{REF}\nNothing to report · Ninewa · 22 Nov" in town.last(ninewa).text
    await town.person("south", "ar", governorates=["IQ-BA", "IQ-MA"])
    await town.say("south", "/nothing")
    assert town.last("south").text == "لا يوجد ما يُبلَّغ عنه · 22 تشرين الثاني\n\nعن أي محافظة؟"
    await press(town, "south", "جميعها", "حفظ")
    assert await town.rows("SELECT governorate, nothing_to_report FROM reports ORDER BY id") == [
        {"governorate": "IQ-NI", "nothing_to_report": 1},
        {"governorate": "IQ-BA", "nothing_to_report": 1},
        {"governorate": "IQ-MA", "nothing_to_report": 1},
    ]


async def test_two_days_are_played_to_the_summary_that_corrects() -> None:
    path = Path(__file__).parent / "scripts" / "corrections.jsonl"
    assert await play(read(path), path.parent, lambda _line: None) == 23
