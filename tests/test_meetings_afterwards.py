"""After a meeting: minutes, decisions, action points with an owner and a day, the next agenda."""

from __future__ import annotations

from datetime import UTC, date, datetime

import fontpkg

from coordination.meetings.meeting import Meeting, Occurrence, Plan
from coordination.meetings.minutes import Point
from tests.conftest import Town
from tests.test_meetings import OLD_BUTTON, at, people, planned
from views.language import words
from views.paper import minutes as minutes_paper
from views.paper import typesetting
from views.paper.coverage import shown

START = datetime(2026, 11, 24, 7, tzinfo=UTC)
PLAN = Plan("periodic", "اجتماع التنسيق", "Coordination meeting", START, 60, "Hall 2", "Displacement\nVisas")
MEETING = Meeting(1, "1@tansiq", PLAN, False, 0, 1, START, 1)


async def noted(town: Town) -> None:
    """The first meeting took place; a decision and an action point of Layla's are noted."""
    await people(town)
    await planned(town)
    await town.clock_to(at(24, 11, 30))
    await town.say("duty", "/minutes")
    await town.press("duty", "24 Nov")
    await town.press("duty", "Add a decision")
    await town.say("duty", "The bridge stays closed")
    await town.press("duty", "Add an action point")
    await town.say("duty", "Call 07701234567")
    assert town.last("duty").text.startswith("This would show groups personal data (a phone number).")
    await town.say("duty", "List the families in tents")
    await town.press("duty", "Layla")
    await town.say("duty", "20/11/2026")
    assert town.last("duty").text.startswith("That moment has passed.")
    await town.say("duty", "29/11/2026")


async def test_points_are_noted_and_posted_without_names(town: Town) -> None:
    await noted(town)
    head = "📝 After the meeting\nTue 24 Nov 2026, 10:00 · Coordination meeting\n\nDecisions\n• The bridge stays closed"
    card = town.last("duty")
    assert card.text == (f"{head}\n\nAction points\n• List the families in tents (Layla, by Sun 29 Nov 2026)")
    await town.press("duty", "Post to the groups")
    assert town.last("team").text == (
        f"{head}\n\nAction points\n• List the families in tents (by Sun 29 Nov 2026)"
    )
    assert town.last("duty").buttons == ()
    again = town.sim.press_button(town.stage.people["duty"], card.raw, "minutes.post 1")
    await town.stage.settle()
    assert town.toast(again) == OLD_BUTTON
    assert len([text for text in town.texts("team") if text.startswith("📝")]) == 1


async def test_the_owner_is_told_reminded_once_and_says_that_it_is_done(town: Town) -> None:
    await noted(town)
    point = (
        "Tue 24 Nov 2026, 10:00 · Coordination meeting\n\n"
        "• List the families in tents (Layla, by Sun 29 Nov 2026)"
    )
    assert town.last("layla").text == f"📝 You have an action point\n{point}"
    await town.clock_to(at(29, 9))
    reminders = [text for text in town.texts("layla") if text.startswith("⏰ Your action")]
    assert reminders == [f"⏰ Your action point is due\n{point}"]
    card = town.last("ali").raw
    stranger = town.sim.press_button(town.stage.people["ali"], card, "minutes.done 2")
    await town.stage.settle()
    assert town.toast(stranger) == "هذا الزر لم يعد مستخدماً. لم يتغير شيء."
    await town.press("layla", "It is done")
    assert "✅ Done: List the families in tents" in town.texts("layla")
    own = town.last("layla").raw
    again = town.sim.press_button(town.stage.people["layla"], own, "minutes.done 2")
    await town.stage.settle()
    assert town.toast(again) == OLD_BUTTON


async def test_open_points_stand_in_the_next_agenda(town: Town) -> None:
    await noted(town)
    await town.say("layla", "/next")
    assert town.last("layla").text.endswith(
        "Agenda\nDisplacement\nVisas\n\nOpen points\n• List the families in tents (by Sun 29 Nov 2026)\n\n"
        "Coming: 0 · Not coming: 0 · Sending someone: 0"
    )


async def test_minutes_come_as_a_document_and_go_out_as_it(town: Town) -> None:
    await people(town)
    await planned(town)
    await town.clock_to(at(24, 11, 30))
    await town.say("duty", "/minutes")
    await town.press("duty", "24 Nov")
    await town.press("duty", "Add minutes")
    assert town.last("duty").text == (
        "What are the minutes? Write them, or send them as a document. "
        "A document is posted as it is: it must not hold personal data."
    )
    duty, content = town.stage.people["duty"], b"%PDF-1.7 minutes"
    await town.do(town.sim.send_document, duty, content, name="minutes.docx", caption="Call 07701234567")
    assert town.last("duty").text.startswith("This would show groups personal data (a phone number).")
    await town.do(town.sim.send_document, duty, content, name="minutes.docx", caption="Signed minutes")
    assert town.last("duty").text.endswith("\n\nMinutes\n• Signed minutes 📎 minutes.docx")
    await town.press("duty", "Add minutes")
    await town.do(town.sim.send_document, duty, content, name="annex.pdf")
    assert town.last("duty").text.endswith("\n• Signed minutes 📎 minutes.docx\n• 📎 annex.pdf")
    await town.press("duty", "Post to the groups")
    posted = town.messages("team")[-3:]
    assert posted[0].text.startswith("📝 After the meeting\n")
    assert [seen.raw["document"]["file_name"] for seen in posted[1:]] == ["minutes.docx", "annex.pdf"]


async def test_what_was_noted_comes_as_pdf_in_both_languages_without_names(town: Town) -> None:
    await noted(town)
    await town.press("duty", "As PDF")
    paper = town.last("duty").raw["document"]
    assert paper["file_name"] == "minutes-20261124.pdf"
    one, now = Occurrence(MEETING, START, START, id=1), at(24, 12)
    points = (
        Point(1, 1, "minutes", "The bridge\nwas seen ⚠️", file_id="F", file_name="minutes.docx"),
        Point(2, 1, "decision", "The bridge stays closed"),
        Point(3, 1, "action", "List the families", owner=2, due_on=date(2026, 11, 29)),
        Point(4, 1, "action", "Report", done=True),
    )
    english, arabic = (
        minutes_paper.values(words(code), one, points, {2: "Ninewa office"}, now) for code in ("en", "ar")
    )
    assert english["actions"]["rows"] == [
        ["List the families", "Ninewa office", "Sun 29 Nov 2026", "not done"],
        ["Report", "", "No day", "done"],
    ]
    assert [one["title"] for one in english["lists"]] == ["Agenda", "Minutes", "Decisions"]
    assert (arabic["head"], arabic["actions"]["heads"]) == (
        "محضر الاجتماع",
        ["التكليف", "المكلف بالتنفيذ", "موعد الإنجاز", "الحالة"],
    )
    assert english["lists"][1]["lines"] == [
        "The bridge\nwas seen ⚠️",
        "Attached file: minutes.docx",
    ]
    assert [minutes_paper.draw(values, now)[:8] for values in (english, arabic)] == [b"%PDF-1.7"] * 2


def test_what_the_font_lacks_does_not_end_a_paper() -> None:
    font = fontpkg.path(typesetting.FONT)
    text = ["سمة ٤ ڤ", "fire 🔥 ⚠️ 中", "\u2068x\u2069\n"]
    assert shown({"lines": text}, font) == {"lines": ["سمة ٤ ڤ", "fire ? ? ?", "\u2068x\u2069\n"]}
