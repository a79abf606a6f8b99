"""Chasing silence: reminders of deadlines, each once and only while of use, and the board."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from coordination.people.person import Role
from coordination.reports.fact import Fact, Kind
from coordination.roster.reporters import Expected
from coordination.roster.silence import read_board
from handlers.deadline_reminders import next_due, post_due
from tests.conftest import BAGHDAD, Town
from tests.summary_desk import Desk, at, open_desk
from tests.town_people import OLD_BUTTON

WASSIT = Expected("IQ-WA", "واسط", "Wassit", frozenset({"IQ-WA"}), asked_from=at(1, 9))
DUE = """\
⏰ Update due by 16:00: Wassit. Nothing has come yet.
Write it in a line, or choose:"""
ANSWERS = (("Report now",), ("Nothing to report",))
SNOOZES = (("Remind me in 15 minutes",), ("Remind me in 30 minutes",))


def on(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=BAGHDAD)


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with open_desk(tmp_path) as opened:
        yield opened


async def wassit(town: Town, language: str = "en") -> None:
    """Somebody of each kind who has to do with Wassit's silence."""
    await town.person("ali", language, governorates=["IQ-WA"], name="Ali")
    await town.person("omar", language, "deputy", ["IQ-WA"], name="Omar")
    await town.person("duty", language, "duty officer", name="Duty")


async def report(town: Town, who: str, families: int = 120) -> None:
    await town.say(who, f"{families} families displaced from Mosul to Debaga")
    await town.press(who, "^(Save|حفظ)$")


async def test_focal_point_then_deputy_then_duty_officer(town: Town) -> None:
    await wassit(town)
    await town.person("amal", role="admin", name="Amal")
    before = {who: len(town.texts(who)) for who in ("ali", "omar", "duty", "amal")}
    await town.clock_to(on(22, 14, 59))
    assert {who: len(town.texts(who)) for who in before} == before
    await town.clock_to(on(22, 15))
    assert (town.last("ali").text, town.last("ali").buttons) == (DUE, (*ANSWERS, *SNOOZES))
    assert len(town.texts("omar")) == before["omar"]
    await town.clock_to(on(22, 16))
    assert (town.last("omar").text, town.last("omar").buttons) == (
        "⏰ The deadline of 16:00 has passed, and no update has come from Wassit. You are the deputy.\n"
        "Write it in a line, or choose:",
        ANSWERS,
    )
    await town.clock_to(on(22, 17))
    assert (town.last("duty").text, town.last("duty").buttons) == (
        "🔕 No update by 16:00 from 1 of 1: Wassit.",
        (("Board of silence",),),
    )
    await town.clock_to(on(23, 14, 59))
    counts = {who: len(town.texts(who)) for who in before}
    assert counts == {
        "ali": before["ali"] + 1,
        "omar": before["omar"] + 1,
        "duty": before["duty"] + 1,
        "amal": 0,
    }


async def test_in_arabic(town: Town) -> None:
    await wassit(town, "ar")
    await town.clock_to(on(22, 15))
    assert (town.last("ali").text, town.last("ali").buttons) == (
        "⏰ يُنتظر تحديثكم قبل 16:00: واسط. لم يرد شيء بعد.\n"
        "تكفي كتابة التحديث في سطر واحد، أو الاختيار مما يأتي:",
        (
            ("إرسال التحديث الآن",),
            ("لا يوجد ما يُبلَّغ عنه",),
            ("التذكير بعد 15 دقيقة",),
            ("التذكير بعد 30 دقيقة",),
        ),
    )
    await town.press("ali", "15")
    assert town.last("ali").text == "سيصلكم تذكير عند 15:15 ما لم يرد تحديث قبل ذلك. الموعد النهائي 16:00."
    await town.clock_to(on(22, 16))
    assert town.last("omar").text == (
        "⏰ انقضى الموعد النهائي 16:00 ولم يرد تحديث من واسط. يصلكم هذا بصفتكم نائب نقطة الاتصال.\n"
        "تكفي كتابة التحديث في سطر واحد، أو الاختيار مما يأتي:"
    )
    await town.clock_to(on(22, 17))
    assert town.last("duty").text == "🔕 لم يرد تحديث حتى 16:00 من 1 من أصل 1: واسط."
    await report(town, "ali")
    await town.clock_to(on(22, 19))
    await town.say("duty", "/silence")
    assert (
        town.last("duty").text.replace(reference_in(town, "ali"), "REF")
        == """\
🔕 الجهات الصامتة، الأحد 22 تشرين الثاني 2026، 19:00

أرسلت متأخرة: 1
• واسط: صامتة منذ ساعتين؛ آخر تحديث 22 تشرين الثاني 17:00، REF
·············◐ · لا تحديثات من محافظات مجاورة

جهات بلا نقطة اتصال بعد: بغداد، نينوى، كركوك، صلاح الدين، ديالى، الأنبار، بابل، كربلاء، النجف، القادسية، المثنى، \
ذي قار، ميسان، البصرة ومركز تنسيق الأزمات المشترك في إقليم كردستان.

آخر 14 يوماً، واليوم في آخر السطر: ● في الموعد، ◐ متأخر أو جزئي، ○ لم يرد شيء، · لم يحن الموعد"""
    )


def reference_in(town: Town, who: str) -> str:
    """The reference on the newest receipt."""
    return next(line for line in town.last(who).text.splitlines() if line.count("-") == 3).split()[0]


async def test_whoever_reported_is_left_alone(town: Town) -> None:
    await wassit(town)
    await report(town, "omar")  # a deputy's update is the governorate's
    counts = {who: len(town.texts(who)) for who in ("ali", "omar", "duty")}
    await town.clock_to(on(22, 20))
    assert {who: len(town.texts(who)) for who in counts} == counts
    await town.clock_to(on(23, 15))
    assert town.last("ali").text == DUE


async def test_an_open_form_is_not_disturbed(town: Town) -> None:
    await wassit(town)
    await town.clock_to(on(22, 14, 50))
    await town.say("ali", "/update")
    card = town.last("ali").text
    await town.clock_to(on(22, 15, 20))
    assert town.last("ali").text == card
    await town.press("ali", "Cancel")
    await town.clock_to(on(22, 15, 21))
    assert town.last("ali").text == DUE
    await town.say("ali", "/update")
    await town.clock_to(on(22, 16, 30))
    await town.press("ali", "Cancel")
    await town.clock_to(on(22, 16, 31))
    assert town.texts("ali").count(DUE) == 1


async def test_a_form_open_until_the_deadline_means_no_reminder(town: Town) -> None:
    await wassit(town)
    await town.say("ali", "/update")
    await town.clock_to(on(22, 16))
    await town.press("ali", "Cancel")
    await town.clock_to(on(22, 16, 1))
    assert DUE not in town.texts("ali")


async def test_put_off_once_comes_again_once(town: Town) -> None:
    await wassit(town)
    await town.clock_to(on(22, 15))
    card = town.last("ali").raw
    later = card["reply_markup"]["inline_keyboard"][3][0]["callback_data"]
    await town.press("ali", "30 minutes")
    assert (town.last("ali").text, town.last("ali").buttons) == (
        "I will remind you at 15:30, unless an update comes before. It is due by 16:00.",
        ANSWERS,
    )
    again = await town.do(town.sim.press_button, town.stage.people["ali"], card, later)
    assert town.toast(again) == OLD_BUTTON
    await town.clock_to(on(22, 15, 29))
    assert DUE not in town.texts("ali")
    await town.clock_to(on(22, 15, 35))
    assert (town.last("ali").text, town.last("ali").buttons) == (DUE, (*ANSWERS, SNOOZES[0]))
    too_late = await town.do(town.sim.press_button, town.stage.people["ali"], card, later)
    assert town.toast(too_late) == "The deadline is before that. Nothing was changed."
    await town.press("ali", "15 minutes")
    await report(town, "ali")
    await town.clock_to(on(22, 17))
    assert DUE not in town.texts("ali")
    assert await town.rows("SELECT * FROM snoozes") == []


async def test_a_reminder_of_something_settled_cannot_be_put_off(town: Town) -> None:
    await wassit(town)
    await town.clock_to(on(22, 15))
    await report(town, "omar")
    pressed = await town.press("ali", "15 minutes")
    assert town.toast(pressed) == OLD_BUTTON
    card = town.last("ali").raw
    for data in ("deadline.later 999999999999 15", "deadline.later x 15", "deadline.later 1795435200 15"):
        forged = await town.do(town.sim.press_button, town.stage.people["ali"], card, data)
        assert town.toast(forged) == OLD_BUTTON
    assert await town.rows("SELECT * FROM snoozes") == []


async def test_nothing_to_report_is_two_presses(town: Town) -> None:
    await wassit(town)
    await town.clock_to(on(22, 15))
    await town.press("ali", "Nothing to report")
    await town.press("ali", "^Save$")
    assert await town.rows("SELECT governorate, nothing_to_report FROM reports") == [
        {"governorate": "IQ-WA", "nothing_to_report": 1}
    ]
    counts = {who: len(town.texts(who)) for who in ("ali", "omar")}
    await town.clock_to(on(22, 18))
    assert {who: len(town.texts(who)) for who in counts} == counts


async def test_report_now_opens_the_update(town: Town) -> None:
    await wassit(town)
    await town.clock_to(on(22, 15))
    await town.press("ali", "Report now")
    assert [form["state"] for form in await town.rows("SELECT state FROM forms")] == ["open"]


async def test_several_bodies_of_one_person_make_one_reminder(town: Town) -> None:
    await town.person("huda", governorates=["IQ-BG", "IQ-DI"])
    await town.clock_to(on(22, 15, 30))
    assert [text.splitlines()[0] for text in town.texts("huda")] == [
        "⏰ Update due by 16:00: Baghdad and Diyala. Nothing has come yet."
    ]


async def test_without_a_focal_point_deputies_are_reminded_and_without_duty_officers_admins(
    town: Town,
) -> None:
    await town.person("omar", role="deputy", governorates=["IQ-WA"])
    await town.person("amal", role="admin")
    await town.clock_to(on(22, 15))
    assert town.last("omar").text == DUE
    await town.clock_to(on(22, 17))
    assert town.last("amal").text == "🔕 No update by 16:00 from 1 of 1: Wassit."


async def test_posted_once_whatever_happens_and_late_only_while_of_use(desk: Desk) -> None:
    ali = await desk.person(Role.FOCAL_POINT, "IQ-WA")
    omar = await desk.person(Role.DEPUTY, "IQ-WA")
    duty = await desk.person(Role.DUTY_OFFICER)

    async def post(now: datetime) -> None:
        async with desk.database.transaction() as tx:
            await post_due(tx, now)

    async def sent() -> list[int]:
        return [len(await desk.posts(who.telegram_id)) for who in (ali, omar, duty)]

    with pytest.raises(RuntimeError):
        async with desk.database.transaction() as tx:
            await post_due(tx, at(20, 15, 10))
            raise RuntimeError("killed before the commit")
    assert await sent() == [0, 0, 0]
    await asyncio.gather(
        *(post(at(20, 15, 40)) for _ in range(4))
    )  # down at 15:00: late, before the deadline
    assert await sent() == [1, 0, 0]
    await post(at(21, 16, 10))  # down at 15:00: too late for the focal point
    assert await sent() == [1, 1, 0]
    await asyncio.gather(*(post(at(21, 23)) for _ in range(4)))
    assert await sent() == [1, 1, 1]
    await post(at(23, 4))  # twelve hours after the deadline of the 22nd nobody wants to hear of it
    assert await sent() == [1, 1, 1]
    claimed = await desk.rows("SELECT job, chat, due_at FROM due ORDER BY due_at, job")
    assert claimed == [
        {"job": "deadline", "chat": ali.telegram_id, "due_at": "2026-11-20T13:00:00.000Z"},
        {"job": "deadline missed", "chat": 0, "due_at": "2026-11-21T13:00:00.000Z"},
        {"job": "deadline passed", "chat": omar.telegram_id, "due_at": "2026-11-21T13:00:00.000Z"},
    ]


async def test_next_due_is_when_somebody_is_called_next(desk: Desk) -> None:
    async def coming(now: datetime) -> datetime | None:
        async with desk.database.reading() as tx:
            return await next_due(tx, now)

    assert await coming(at(22, 9)) is None
    ali = await desk.person(Role.FOCAL_POINT, "IQ-WA")
    assert [await coming(at(22, hour)) for hour in (9, 15, 17)] == [at(22, 15), at(22, 17), at(23, 15)]
    await desk.person(Role.DEPUTY, "IQ-WA")
    assert await coming(at(22, 15)) == at(22, 16)
    await desk.save(ali, at(22, 12), Fact(Kind.RETURN, "IQ-WA", households=1))
    assert await coming(at(22, 13)) == at(23, 15)


async def test_the_board_calls_first_where_neighbours_report_much_then_the_longest_silence(
    desk: Desk,
) -> None:
    people = {
        code: await desk.person(Role.FOCAL_POINT, f"IQ-{code}")
        for code in ("BA", "MU", "NI", "KI", "SD", "DA")
    }

    async def heard(code: str, *moments: datetime) -> None:
        for moment in moments:
            await desk.save(people[code], moment, Fact(Kind.RETURN, f"IQ-{code}", households=1))

    await heard("SD", at(21, 12), at(22, 12), at(22, 13))  # a neighbour of Ninewa and Kirkuk
    await heard("DA", at(21, 15), at(22, 15))  # a neighbour of Ninewa
    await heard("KI", at(20, 12))
    await heard("BA", at(15, 10), at(15, 17), at(17, 9))
    async with desk.database.reading() as tx:
        board = await read_board(tx, at(22, 18))
    assert [(line.who.code, line.neighbours, line.hours) for line in board.missing] == [
        ("IQ-NI", 3, None),
        ("IQ-KI", 2, 54),
        ("IQ-MU", 0, None),
        ("IQ-BA", 0, 129),
    ]
    assert [line.who.code for line in board.on_time] == ["IQ-SD", "JCC"]
    basra = board.missing[-1]
    assert basra.marks == (*["nothing"] * 6, "reported", "reported", "reported", *["nothing"] * 5)
    assert basra.last is not None and basra.last.at == at(17, 9)
    assert len(board.unstaffed) == 10 and board.late == () and board.awaited == ()


async def test_the_board_and_ones_own_line_in_words(town: Town) -> None:
    await wassit(town)
    await town.person("huda", governorates=["IQ-BG"])
    await town.say("duty", "/silence")
    unstaffed = (
        "No focal point yet: Ninewa, Kirkuk, Salah al-Din, Diyala, Anbar, Babil, Kerbala, Najaf, Qadissiya, "
        "Muthanna, Thi-Qar, Missan, Basra and Kurdistan Region (Joint Crisis Coordination Centre)."
    )
    assert (
        town.last("duty").text
        == f"""\
🔕 Silence, Sun 22 Nov 2026, 09:00

No deadline has passed yet.
Still expected by 16:00: Baghdad and Wassit.
{unstaffed}"""
    )
    await report(town, "huda")
    reference = reference_in(town, "huda")
    await town.clock_to(on(22, 17))
    await town.press("duty", "Board of silence")
    legend = "The last 14 days, today at the end: ● on time, ◐ late or in part, ○ nothing, · not due"
    assert (
        town.last("duty").text
        == f"""\
🔕 Silence, Sun 22 Nov 2026, 17:00

Missing: 1
• Wassit: no update so far
·············○ · 1 update from neighbours

1 reported on time.
{unstaffed}

{legend}"""
    )
    assert town.messages("duty")[-2].text == "🔕 No update by 16:00 from 1 of 2: Wassit."
    await town.say("huda", "/silence")
    assert (
        town.last("huda").text
        == f"""\
Baghdad: on time
Next deadline: Mon 23 Nov 2026, 16:00
silent for 8 hours; last update 22 Nov 09:00, {reference}
·············●

{legend}"""
    )
    await report(town, "huda", 30)
    await town.press("huda", "Another event")
    await town.say("huda", "/silence")
    assert "Next deadline: Mon 23 Nov 2026, 16:00; an update for it has come." in town.last("huda").text
    await town.person("ministry")
    await town.say("ministry", "/silence")
    assert town.last("ministry").text == (
        "No update with a deadline is expected from you. What you can do: /help"
    )


async def test_nothing_is_posted_for_deadlines_before_the_first_start(town: Town) -> None:
    await wassit(town)
    await town.clock_to(town.clock.now() + timedelta(hours=1))
    assert [town.texts(who) for who in ("ali", "omar", "duty")] == [[], [], []]


@pytest.mark.parametrize(("families", "answer"), [(150, "An update of it"), (120, "The same")])
async def test_who_tells_again_what_is_saved_is_heard(town: Town, families: int, answer: str) -> None:
    await wassit(town)
    await town.clock_to(on(22, 14))
    await report(town, "ali")
    await town.clock_to(on(22, 18))
    await report(town, "ali", families)
    await town.press("ali", answer)
    assert [row["households"] for row in await town.rows("SELECT households FROM reports")] == [families]
    before = len(town.texts("ali"))
    await town.clock_to(on(23, 15, 30))
    assert len(town.texts("ali")) == before
    await town.clock_to(on(24, 17))
    await town.say("duty", "/silence")
    assert "• Wassit: silent for 47 hours; last update 22 Nov 18:00, AR-261122-001" in town.last("duty").text
