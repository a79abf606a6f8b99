"""Meetings in chat: planned and announced once, answered, reminded of, moved, cancelled, seen by who may."""

from __future__ import annotations

from pathlib import Path

from bot.play.player import play
from bot.play.script import read
from meeting_town import AGENDA, BUTTONS, CARD, COUNTS, FIRST, OLD_BUTTON, at, people, planned, to_preview
from tests.conftest import Town


async def test_a_meeting_is_entered_previewed_and_announced_once(town: Town) -> None:
    await people(town)
    await to_preview(town)
    preview = town.last("duty")
    assert preview.text.startswith("This will be posted:\n\n🗓 اجتماع جديد\nاجتماع التنسيق\nاجتماع دوري\n")
    assert preview.text.endswith(
        CARD.format(head="🗓 New meeting", day=FIRST)
        + AGENDA
        + COUNTS.format(0, 0, 0)
        + "\n\nGroups: team\nReminders: 24 hours before, 1 hour before and 10 minutes before"
    )
    assert town.texts("team") == []
    await town.press("duty", "Announce")
    assert town.last("duty").text == "✅ Announced: Coordination meeting, Tue 24 Nov 2026, 10:00."
    posted = town.last("team")
    assert posted.text == CARD.format(head="🗓 New meeting", day=FIRST) + AGENDA + COUNTS.format(0, 0, 0)
    assert posted.buttons == BUTTONS
    again = town.sim.press_button(town.stage.people["duty"], preview.raw, "meet.save 1 12")
    await town.stage.settle()
    assert town.toast(again) == OLD_BUTTON
    assert len(town.texts("team")) == 1


async def test_personal_data_and_passed_moments_are_asked_again(town: Town) -> None:
    await people(town)
    await town.say("duty", "/meeting")
    await town.say("duty", "اتصل على 07701234567")
    assert town.last("duty").text == (
        "This would show groups personal data (a phone number). Write it without, please.\n\n"
        "What is the meeting called in Arabic? Write it."
    )
    await town.press("duty", "Skip")
    await town.press("duty", "Skip")
    assert town.last("duty").text == "This cannot stay empty.\n\nAnd in English? Write it."
    await town.say("duty", "Sector")
    await town.press("duty", "Sector meeting")
    await town.say("duty", "22/11/2026 08:00")
    assert town.last("duty").text.startswith("That moment has passed.\n\nWhen does it start?")
    await town.press("duty", "Cancel")
    assert town.last("duty").text == "Cancelled. Nothing was announced."
    assert await town.rows("SELECT * FROM meetings") == []


async def test_done_with_nobody_chosen_is_refused(town: Town) -> None:
    await people(town)
    for word in ("/meeting", "اجتماع", "Sector"):
        await town.say("duty", word)
    await town.press("duty", "Sector meeting")
    await town.say("duty", "24/11/2026 10:00")
    await town.press("duty", "1 hour")
    await town.say("duty", "Hall 2")
    refused = "Choose at least one group, or people.\n\n"
    await town.press("duty", "^Done$")
    assert town.last("duty").text == f"{refused}In which groups is it announced?"
    await town.press("duty", "^Invite people$")
    await town.press("duty", "^Done$")
    assert town.last("duty").text == f"{refused}Who is invited in private besides?"
    await town.press("duty", "^Layla$")
    await town.press("duty", "^Done$")
    assert town.last("duty").text.startswith("Does it recur?")


async def test_answers_are_counted_in_the_message(town: Town) -> None:
    await people(town)
    await planned(town)
    pressed = [
        await town.press(who, label, group="team")
        for who, label in (
            ("layla", "^Coming"),
            ("ali", "^Coming"),
            ("duty", "Sending"),
            ("layla", "Not coming"),
        )
    ]
    assert [town.toast(one) for one in pressed] == [
        "Noted: you are coming.",
        "سُجّل حضوركم.",
        "Noted: you are sending someone.",
        "Noted: you are not coming.",
    ]
    await town.clock_to(at(22, 9, 1))
    assert town.last("team").text.endswith(COUNTS.format(1, 1, 1))
    assert len(town.texts("team")) == 1


async def test_a_look_before_the_message_has_arrived_does_not_lose_the_counts(town: Town) -> None:
    await people(town)
    await planned(town)
    await town.press("layla", "^Coming", group="team")
    (post,) = await town.rows(
        "SELECT outbox.id, message_id FROM outbox JOIN meeting_posts ON outbox = outbox.id"
    )
    for message_id, state, stale in (("NULL", "sending", 1), (post["message_id"], "sent", 0)):
        async with town.database.transaction() as tx:
            await tx.select(
                f"UPDATE outbox SET state = '{state}', message_id = {message_id} WHERE id = {post['id']}"
            )
        await town.app.schedule.look()
        assert (
            await town.rows("SELECT stale FROM meeting_occurrences WHERE stale = 1") == [{"stale": 1}] * stale
        )
    await town.stage.settle()
    assert town.last("team").text.endswith(COUNTS.format(1, 0, 0))


async def test_reminders_come_once_to_groups_and_to_who_comes(town: Town) -> None:
    await people(town, "both")
    await planned(town)
    await town.press("ali", "Coming", group="team")
    await town.press("layla", "Not coming", group="team")
    await town.clock_to(at(24, 9, 0))
    heads = [text.split("\n")[0] for text in town.texts("team")]
    assert heads == ["🗓 اجتماع جديد", "⏰ يبدأ الاجتماع بعد 24 ساعة", "⏰ يبدأ الاجتماع بعد ساعة واحدة"]
    assert [text.split("\n")[0] for text in town.texts("ali") if "الاجتماع" in text] == heads[1:]
    assert town.last("ali").text == (
        "⏰ يبدأ الاجتماع بعد ساعة واحدة\nاجتماع التنسيق\nاجتماع دوري\n"
        "الثلاثاء 24 تشرين الثاني 2026، من 10:00 إلى 11:00 بتوقيت بغداد\n"
        "المكان: Hall 2\nأسبوعياً، يوم الثلاثاء\n\nالحضور: 1 · الاعتذار: 1 · إيفاد ممثل: 0"
    )
    assert not any("meeting" in text for text in town.texts("layla"))
    await town.app.schedule.look()
    await town.stage.settle()
    assert len(town.texts("team")) == 3
    older = ("هناك رسالة أحدث · There is a newer message",)
    assert [seen.buttons[0] for seen in town.messages("team")] == [
        older,
        older,
        ("سأحضر · Coming", "أعتذر عن الحضور · Not coming"),
    ]
    pressed = town.sim.press_button(town.stage.people["ali"], town.messages("team")[0].raw, "meet.newer 1")
    await town.stage.settle()
    assert town.toast(pressed) == (
        "آخر رسالة هنا عن هذا الاجتماع بتاريخ \u2068الثلاثاء 24 تشرين الثاني 2026، 09:00\u2069."
    )


async def test_a_missed_reminder_is_sent_only_before_the_start(town: Town) -> None:
    await people(town)
    await planned(town)
    town.clock.advance(at(24, 9, 30))  # 24 h and 1 h were missed: one message
    await town.stage.settle()
    assert [text.split("\n")[0] for text in town.texts("team")][1:] == ["⏰ The meeting starts in 30 minutes"]
    town.clock.advance(at(24, 10, 1))  # the last was missed, and the meeting has begun
    await town.stage.settle()
    assert len(town.texts("team")) == 2


async def test_one_is_moved_then_the_rest_is_cancelled(town: Town) -> None:
    await people(town)
    await planned(town)
    await town.press("duty", "To the meeting")
    await town.press("duty", "^Move$")
    await town.say("duty", "Wednesday 10:00")
    assert town.last("duty").text.endswith("Before: Tue 24 Nov 2026, 10:00\nNow: Wed 25 Nov 2026, 10:00")
    await town.press("duty", "Move and announce")
    assert town.last("team").text == (
        CARD.format(
            head="🗓 Meeting moved\nBefore: Tue 24 Nov 2026, 10:00\nNow: Wed 25 Nov 2026, 10:00",
            day="Wed 25 Nov 2026",
        )
        + AGENDA
        + COUNTS.format(0, 0, 0)
    )
    await town.say("layla", "/calendar")
    assert town.last("layla").text.split("\n")[2:5] == [
        "Wed 25 Nov 2026, 10:00 · Coordination meeting",
        "Tue 1 Dec 2026, 10:00 · Coordination meeting",
        "Tue 8 Dec 2026, 10:00 · Coordination meeting",
    ]
    await town.say("duty", "/calendar")
    await town.press("duty", "1 Dec")
    await town.press("duty", "Cancel this and all after it")
    await town.press("duty", "Cancel and announce")
    assert town.last("team").text == CARD.format(
        head="🗓 Meeting cancelled, and all after it", day="Tue 1 Dec 2026"
    ).replace("Tuesday", "Tuesday, until Mon 30 Nov 2026")
    assert town.last("team").buttons == ()
    assert len(town.texts("team")) == 3
    await town.say("layla", "/next")
    assert town.last("layla").text.startswith(
        "🗓 Meeting\nCoordination meeting\nPeriodic meeting\nWed 25 Nov 2026"
    )
    await town.clock_to(at(26, 12))
    await town.say("layla", "/next")
    assert town.last("layla").text == "No meeting is planned."


async def test_a_whole_series_moves(town: Town) -> None:
    await people(town)
    await planned(town)
    await town.say("duty", "/calendar")
    await town.press("duty", "1 Dec")
    await town.press("duty", "Move this and all after it")
    await town.say("duty", "3/12/2026 09:00")
    assert town.last("duty").text.endswith("Every week on Thursday")
    await town.press("duty", "Move and announce")
    await town.say("duty", "/calendar")
    assert [line.split(",")[0] for line in town.last("duty").text.split("\n")[2:]] == [
        "Tue 24 Nov 2026",
        "Thu 3 Dec 2026",
        "Thu 10 Dec 2026",
        "Thu 17 Dec 2026",
    ]


async def test_who_was_not_invited_is_told_nothing(town: Town) -> None:
    await people(town)
    await planned(town)
    await town.say("sara", "/next")
    assert town.last("sara").text == "No meeting is planned."
    card = town.last("sara").raw
    for data in ("meet.open 1", "meet.answer 1 coming", "meet.file 1"):
        pressed = town.sim.press_button(town.stage.people["sara"], card, data)
        await town.stage.settle()
        assert town.toast(pressed) == OLD_BUTTON
    assert await town.rows("SELECT * FROM meeting_answers") == []


async def test_the_calendar_file_comes_in_private(town: Town) -> None:
    await people(town)
    await planned(town)
    pressed = await town.press("layla", "Calendar file", group="team")
    assert town.toast(pressed) == "The calendar file is in your private chat with me."
    assert town.last("layla").raw["document"]["file_name"] == "meeting.ics"


async def test_the_summary_and_answers_know_the_next_meeting(town: Town) -> None:
    await people(town)
    await town.group("daily", ["duty"], "en", summary_at="18:00")
    await to_preview(town)
    await town.press("duty", "^Groups")
    await town.press("duty", "daily")
    await town.press("duty", "Done")
    await town.press("duty", "Announce")
    await town.clock_to(at(22, 18, 1))
    assert town.last("daily").text.endswith(
        "\n\nNext meetings\nTue 24 Nov 2026, 10:00 · Coordination meeting"
    )
    await town.say("layla", "/ask When is the next coordination meeting?")
    assert (
        "Next meeting: Tue 24 Nov 2026, 10:00, Coordination meeting. Place: Hall 2" in town.last("layla").text
    )
    await town.say("sara", "/ask When is the next coordination meeting?")
    assert "Next meeting: no meeting is entered yet." in town.last("sara").text


async def test_an_emergency_meeting_calls_each_one_and_then_lists_the_silent(town: Town) -> None:
    await people(town)
    await town.say("duty", "/emergency")
    await town.say("duty", "Room 5")
    preview = town.last("duty").text
    assert preview.endswith(
        "Groups: team\nCalled in private: 2 people\n"
        "Who does not answer is called again after 10 minutes.\nReminders: 10 minutes before"
    )
    await town.press("duty", "Call now")
    called = town.last("layla")
    assert called.text == (
        "🚨 Emergency meeting: you are called\nEmergency meeting\n"
        "Sun 22 Nov 2026, 09:30 to 10:30, Baghdad time\nPlace: Room 5" + COUNTS.format(0, 0, 0)
    )
    assert called.buttons == (("I have seen it",), *BUTTONS)
    assert town.last("team").text == called.text
    board = "🚨 Emergency meeting\nSun 22 Nov 2026, 09:30, Baghdad time\n\n"
    assert town.last("duty").text == f"{board}Seen by 0 of 2\n\nSilent\n• Ali\n• Layla"
    pressed = await town.press("layla", "I have seen it", group="team")
    assert town.toast(pressed) == "Noted: you have seen it."
    await town.clock_to(at(22, 9, 5))
    assert town.last("duty").text == f"{board}Seen by 1 of 2\n\nSilent\n• Ali"
    await town.clock_to(at(22, 9, 10))
    assert (len(town.texts("layla")), len(town.texts("ali"))) == (1, 2)
    assert town.last("ali").text == town.texts("ali")[0]
    await town.clock_to(at(22, 9, 20))
    assert town.last("duty").text == (
        "🚨 Emergency meeting: these have not answered\nSeen by 1 of 2\n\n• Ali: no number\n\n"
        "Who has no number here has not shared one in /me: please reach them another way."
    )
    await town.press("ali", "سأحضر")
    await town.clock_to(at(22, 9, 25))
    assert f"{board}Seen by 2 of 2" in town.texts("duty")


async def test_a_week_of_meetings_is_played() -> None:
    path = Path(__file__).parent / "scripts" / "meetings.jsonl"
    assert await play(read(path), path.parent, lambda _line: None) == 34


async def test_a_group_can_have_the_hijri_date_beside_the_other(town: Town) -> None:
    await people(town)
    await town.say("duty", "/settings", group="team")
    await town.press("duty", "Hijri date", group="team")
    await town.press("duty", "Yes", group="team")
    assert "Meetings: with the Hijri date" in town.last("team").text
    await planned(town)
    assert (
        "\nTue 24 Nov 2026 (14 Jumada al-Akhirah 1448 AH), 10:00 to 11:00, Baghdad time\n"
        in town.last("team").text
    )


async def test_another_command_says_that_the_meeting_was_dropped(town: Town) -> None:
    await people(town)
    told = "The meeting you began was dropped. Nobody was told of it."
    for other in ("/update", "/broadcast", "/emergency", "/meeting Other"):
        await town.say("duty", "/meeting")
        await town.say("duty", "/meeting اجتماع التنسيق")
        assert told not in "\n".join(town.texts("duty")[-2:])  # nothing was entered yet
        await town.say("duty", other)
        assert "\n".join(town.texts("duty")[-2:]).count(told) == 1
        await town.press("duty", "^Cancel$")
    assert (town.texts("team"), town.texts("layla")) == ([], [])
