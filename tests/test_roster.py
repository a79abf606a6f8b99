"""The roster: deadlines and crisis mode by admins, hand-overs by focal points."""

from __future__ import annotations

from datetime import datetime

from tests.conftest import BAGHDAD, Town
from tests.town_people import OLD_BUTTON, person_row

DUE = "⏰ Update due by {time}: Wassit. Nothing has come yet."


def on(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=BAGHDAD)


async def office(town: Town, language: str = "en") -> None:
    """An admin and a duty officer, a focal point and two deputies of Wassit."""
    await town.person("amal", language, "admin", name="Amal")
    await town.person("duty", language, "duty officer", name="Duty")
    await town.person(
        "ali", language, governorates=["IQ-WA"], name="Ali", organisation="Governorate of Wassit"
    )
    await town.person("omar", language, "deputy", ["IQ-WA"], name="Omar")
    await town.person("noor", language, "deputy", ["IQ-WA", "IQ-BB"], name="Noor")
    await town.person("zaid", language, "deputy", ["IQ-BA"], name="Zaid")


def due_times(town: Town, who: str) -> list[str]:
    """The first line of each reminder that somebody was sent and still has."""
    return [text.splitlines()[0] for text in town.texts(who) if text.startswith("⏰")]


async def row(town: Town) -> tuple[str, str | None, int]:
    (found,) = await town.rows("SELECT deadline, crisis_since, version FROM reporters WHERE code = 'IQ-WA'")
    return found["deadline"], found["crisis_since"], found["version"]


async def test_an_admin_changes_deadlines_and_crisis_mode(town: Town) -> None:
    await office(town)
    await town.say("amal", "/roster")
    listed = town.last("amal")
    assert listed.text.splitlines()[:3] == [
        "Who must report, Baghdad time",
        "• Baghdad: 16:00; no focal point yet",
        "• Ninewa: 16:00; no focal point yet",
    ]
    assert "• Wassit: 16:00; not due yet" in listed.text and "• Babil: 16:00; not due yet" in listed.text
    assert [len(row) for row in listed.buttons] == [2] * 12 + [1]
    await town.press("amal", "Wassit")
    assert (
        town.last("amal").text
        == """\
Wassit: not due yet
Next deadline: Sun 22 Nov 2026, 16:00
no update so far
··············

Deadline: every day by 16:00, Baghdad time

Focal points
• Ali (Governorate of Wassit)
Deputies
• Omar
• Noor

Another daily deadline, or crisis mode:"""
    )
    assert town.last("amal").buttons == (
        ("10:00", "12:00", "13:00"),
        ("14:00", "15:00", "✓ 16:00"),
        ("17:00", "18:00", "20:00"),
        ("Crisis mode on",),
        ("Expect no updates",),
        ("Back to the list",),
    )
    old = town.last("amal").raw
    await town.press("amal", "^18:00$")
    assert await row(town) == ("18:00", None, 2)
    told = "The deadline for Wassit was changed: an update is due every day by 18:00, Baghdad time."
    assert {who: town.texts(who) for who in ("ali", "omar", "noor", "zaid", "duty")} == {
        "ali": [told],
        "omar": [told],
        "noor": [told],
        "zaid": [],
        "duty": [],
    }
    pressed = await town.do(town.sim.press_button, town.stage.people["amal"], old, "roster.crisis IQ-WA 1 on")
    assert town.toast(pressed) == OLD_BUTTON and await row(town) == ("18:00", None, 2)
    await town.press("amal", "Crisis mode on")
    assert await row(town) == ("18:00", "2026-11-22T06:00:00.000Z", 3)
    assert town.last("omar").text == (
        "⚠️ Crisis mode for Wassit: from now on an update is due every day by 08:00 and by 20:00, Baghdad time."
    )
    assert "Crisis mode since Sun 22 Nov 2026, 09:00: every day by 08:00 and 20:00" in town.last("amal").text
    await town.clock_to(on(23, 7))
    assert due_times(town, "ali") == [DUE.format(time="20:00"), DUE.format(time="08:00")]
    await town.press("amal", "Crisis mode off")
    assert town.last("ali").text == (
        "Crisis mode for Wassit has ended: an update is due every day by 18:00, Baghdad time."
    )
    await town.clock_to(on(23, 17))
    assert due_times(town, "ali")[2:] == [DUE.format(time="18:00")]
    actions = await town.rows("SELECT action FROM audit WHERE subject = 'IQ-WA' ORDER BY id")
    assert [entry["action"] for entry in actions] == ["deadline changed", "crisis mode on", "crisis mode off"]


async def test_a_deadline_that_has_passed_already_is_not_asked_for(town: Town) -> None:
    await office(town)
    await town.clock_to(on(22, 12, 30))
    await town.say("amal", "/roster")
    await town.press("amal", "Wassit")
    await town.press("amal", "^12:00$")
    await town.clock_to(on(23, 10, 59))
    assert [due_times(town, who) for who in ("ali", "omar")] == [[], []]
    assert not any("from 1 of" in text and "Wassit" in text for text in town.texts("duty"))
    await town.clock_to(on(23, 11))
    assert due_times(town, "ali") == [DUE.format(time="12:00")]


async def test_a_duty_officer_may_look_and_forged_buttons_do_nothing(town: Town) -> None:
    await office(town)
    await town.say("duty", "/roster")
    await town.press("duty", "Wassit")
    assert town.last("duty").buttons == (("Back to the list",),)
    card = town.last("duty").raw
    not_open = "This button is not open to you. Nothing was changed."
    for data, toast in (
        ("roster.deadline IQ-WA 1 18:00", not_open),
        ("roster.crisis IQ-WA 1 on", not_open),
        ("roster.card XX", OLD_BUTTON),
    ):
        pressed = await town.do(town.sim.press_button, town.stage.people["duty"], card, data)
        assert town.toast(pressed) == toast
    await town.say("amal", "/roster")
    card = town.last("amal").raw
    for data in (
        "roster.deadline IQ-WA 1 25:61",
        "roster.deadline IQ-WA 1 16:00",
        "roster.crisis IQ-WA 1 off",
    ):
        await town.do(town.sim.press_button, town.stage.people["amal"], card, data)
    assert await row(town) == ("16:00", None, 1)


async def test_handed_over_days_are_the_deputys(town: Town) -> None:
    await office(town)
    await town.say("ali", "/handover")
    assert town.last("ali").buttons == (("Omar",), ("Noor",))
    await town.press("ali", "Omar")
    assert town.last("ali").buttons[0] == ("Sun 22 Nov 2026", "Mon 23 Nov 2026")
    await town.press("ali", "Mon 23")
    last = town.last("ali")
    assert last.text == (
        "Hand-over to Omar from Mon 23 Nov 2026: until which day? That day is included."
    ) and last.buttons[-1] == ("Sun 13 Dec 2026", "Tue 22 Dec 2026")
    await town.press("ali", "Tue 24 Nov")
    assert (town.last("ali").text, town.last("ali").buttons) == (
        "Hand-over to Omar: from Mon 23 Nov 2026 to Tue 24 Nov 2026, both included. "
        "Reminders go to the deputy on these days.",
        (("Take it back",),),
    )
    assert town.texts("omar") == [
        "Hand-over: Ali has handed the updates of Wassit to you from Mon 23 Nov 2026 to Tue 24 Nov 2026, "
        "both included. You are reminded on these days."
    ]
    twice = await town.do(
        town.sim.press_button,
        town.stage.people["ali"],
        last.raw,
        last.raw["reply_markup"]["inline_keyboard"][0][1]["callback_data"],
    )
    assert town.toast(twice) == OLD_BUTTON and len(town.texts("omar")) == 1
    await town.say("duty", "/roster")
    await town.press("duty", "Wassit")
    assert "Omar stands in for Ali from 23 Nov to 24 Nov." in town.last("duty").text
    await town.clock_to(on(25, 15, 30))
    assert due_times(town, "ali") == [DUE.format(time="16:00")] * 2  # on the 22nd and on the 25th
    stood_in = [text for text in town.texts("omar") if "You stand in for Ali." in text]
    assert (
        stood_in
        == [
            "⏰ Update due by 16:00: Wassit. Nothing has come yet.\nYou stand in for Ali.\nWrite it in a line, or choose:"
        ]
        * 2
    )
    assert not any("stand in" in text for text in town.texts("noor"))
    await town.say("ali", "/handover")
    assert town.last("ali").buttons == (("Omar",), ("Noor",))


async def test_taken_back_given_to_another_and_a_deputy_who_is_gone(town: Town) -> None:
    await office(town)
    for deputy in ("Omar", "Noor"):
        await hand_over(town, deputy)
    assert town.last("omar").text == "The hand-over by Ali has ended: you are not reminded any more."
    await town.press("ali", "Take it back")
    assert town.last("ali").text == "The hand-over has ended. Reminders come to you again."
    assert town.last("noor").text == "The hand-over by Ali has ended: you are not reminded any more."
    again = await town.do(
        town.sim.press_button, town.stage.people["ali"], town.last("ali").raw, "handover.end 2"
    )
    assert town.toast(again) == OLD_BUTTON
    await hand_over(town, "Omar")
    async with town.database.transaction() as tx:
        omar = await person_row(town, "omar")
        await tx.people.decide(
            id=omar["id"], version=omar["version"], state="suspended", now="", decided_by=None
        )
    await town.clock_to(on(22, 15))
    assert due_times(town, "ali") == [DUE.format(time="16:00")]
    actions = await town.rows("SELECT action FROM audit WHERE action LIKE 'hand%' ORDER BY id")
    assert [entry["action"] for entry in actions] == [
        "handed over",
        "handed over",
        "hand-over taken back",
        "handed over",
    ]


async def hand_over(town: Town, deputy: str) -> None:
    """Ali hands over to a deputy for today."""
    found = await town.rows("SELECT id FROM handovers WHERE ended_at IS NULL")
    row = (await town.rows(f"SELECT id FROM people WHERE name = '{deputy}'"))[0]["id"]
    if not found:
        await town.say("ali", "/handover")
    card = town.last("ali").raw
    data = f"handover.last {row} 2026-11-22 2026-11-22"
    await town.do(town.sim.press_button, town.stage.people["ali"], card, data)


async def test_forged_hand_overs_do_nothing(town: Town) -> None:
    await office(town)
    await town.say("ali", "/handover")
    card = town.last("ali").raw
    ids = {name: (await person_row(town, name))["id"] for name in ("omar", "zaid", "duty")}
    for data in (
        f"handover.last {ids['zaid']} 2026-11-22 2026-11-22",
        f"handover.last {ids['duty']} 2026-11-22 2026-11-22",
        f"handover.last {ids['omar']} 2026-11-21 2026-11-22",
        f"handover.last {ids['omar']} 2026-11-22 2026-11-21",
        f"handover.last {ids['omar']} 2026-11-22 2027-11-22",
        f"handover.last {ids['omar']} today never",
        f"handover.first {ids['omar']} 2026-12-22",
        f"handover.first {ids['omar']}",
        "handover.deputy x",
        "handover.end 1",
    ):
        pressed = await town.do(town.sim.press_button, town.stage.people["ali"], card, data)
        assert town.toast(pressed) == OLD_BUTTON, data
    assert await town.rows("SELECT * FROM handovers") == []


async def test_no_deputy_no_hand_over(town: Town) -> None:
    await town.person("ali", governorates=["IQ-WA"])
    await town.person("zaid", role="deputy", governorates=["IQ-BA"])
    await town.say("ali", "/handover")
    assert town.last("ali").text == (
        "You have no deputy yet. Ask the centre to add one, then use /handover again."
    )


async def test_in_arabic(town: Town) -> None:
    await office(town, "ar")
    await town.say("amal", "/roster")
    *_, last, _, idle = town.last("amal").text.splitlines()
    assert last == "• مركز تنسيق الأزمات المشترك في إقليم كردستان: 16:00؛ بلا نقطة اتصال بعد"
    assert idle == (
        "الجهات المعفاة من الإبلاغ: وزارة الدفاع، وزارة الخارجية، وزارة الصحة، وزارة الداخلية، "
        "وزارة العمل والشؤون الاجتماعية، وزارة الهجرة والمهجرين، وزارة النقل، وزارة التجارة ووزارة الموارد المائية."
    )
    await town.press("amal", "واسط")
    await town.press("amal", "تفعيل وضع الأزمة")
    assert (
        town.last("amal").text
        == """\
واسط: لم يحن الموعد بعد
الموعد النهائي القادم: الأحد 22 تشرين الثاني 2026، 20:00
لم يرد أي تحديث حتى الآن
··············

وضع الأزمة منذ الأحد 22 تشرين الثاني 2026، 09:00: يومياً قبل 08:00 و 20:00، بتوقيت بغداد

نقاط الاتصال
• Ali (Governorate of Wassit)
نواب نقاط الاتصال
• Omar
• Noor

لتغيير الموعد النهائي اليومي أو تفعيل وضع الأزمة:"""
    )
    assert town.last("ali").text == (
        "⚠️ فُعّل وضع الأزمة: واسط. من الآن يُرسل تحديث يومياً قبل 08:00 وآخر قبل 20:00، بتوقيت بغداد."
    )
    await town.press("amal", "إنهاء وضع الأزمة")
    assert town.last("ali").text == "انتهى وضع الأزمة: واسط. يُرسل التحديث يومياً قبل 16:00، بتوقيت بغداد."
    await town.say("ali", "/handover")
    assert town.last("ali").text == "الإنابة: في أيام غيابكم يصل التذكير إلى النائب بدلاً منكم.\nأي نائب؟"
    await town.press("ali", "Omar")
    assert town.last("ali").text == "إنابة Omar: ابتداءً من أي يوم؟"
    await town.press("ali", "الأحد 22")
    assert (
        town.last("ali").text
        == "إنابة Omar ابتداءً من الأحد 22 تشرين الثاني 2026: لغاية أي يوم؟ ذلك اليوم مشمول."
    )
    await town.press("ali", "الاثنين 23")
    assert town.last("ali").text == (
        "إنابة Omar: من الأحد 22 تشرين الثاني 2026 لغاية الاثنين 23 تشرين الثاني 2026، واليومان مشمولان. "
        "تصل التذكيرات إلى النائب في هذه الأيام."
    )
    assert town.last("omar").text == (
        "الإنابة: أنتم مكلفون بإرسال تحديثات واسط نيابةً عن Ali، من الأحد 22 تشرين الثاني 2026 لغاية "
        "الاثنين 23 تشرين الثاني 2026، واليومان مشمولان. تصلكم التذكيرات في هذه الأيام."
    )
    await town.clock_to(on(22, 15))
    assert town.last("omar").text.splitlines()[:2] == [
        "⏰ يُنتظر تحديثكم قبل 16:00: واسط. لم يرد شيء بعد.",
        "أنتم هنا بالإنابة عن Ali.",
    ]
    await town.press("ali", "إنهاء الإنابة")
    assert town.last("ali").text == "انتهت الإنابة. تصلكم التذكيرات من جديد."
    assert town.last("omar").text == "انتهت الإنابة عن Ali، ولن تصلكم تذكيراتها بعد الآن."
