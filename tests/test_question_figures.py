"""What is told of the questions: figures, what was not answered, the week; and what is forgotten."""

from __future__ import annotations

from datetime import timedelta

import pytest

from coordination.knowledge import questions
from coordination.knowledge.report import read_report
from tests.conftest import MORNING, Town
from tests.knowledge_desk import kites

ASK = "how do I get a kite permit"


@pytest.fixture
async def sara(town: Town) -> str:
    await kites(town)
    await town.person("sara", "en", role="partner", organisation="Relief")
    return "sara"


async def test_figures_and_what_was_not_answered(town: Town, sara: str) -> None:
    await town.person("duty", "en", role="duty officer")
    await town.say("duty", "/stats")
    assert town.last("duty").text == "📊 Questions\nNobody has asked anything in the last 30 days."
    await town.say("duty", "/unanswered")
    assert town.last("duty").text == "✅ Every question of the last 90 days was answered or dealt with."
    for text in ("quux zzz 07701234567", "QUUX zzz  07701234567", "florp", ASK, ASK, "kite"):
        await town.say(sara, text)
    await town.press(sara, "String")
    await town.say(sara, ASK)
    await town.press(sara, "👎")
    await town.say("duty", "/stats")
    figures = (
        "Asked 7: answered 3, offered 1, not known 3\n"
        "Picked from an offer 1 · passed on to a person 0\nJudged right 0 · judged wrong 1"
    )
    assert town.last("duty").text == (
        f"📊 Questions\n\nLast 7 days\n{figures}\n\nLast 30 days\n{figures}\n\n"
        "Answers shown most, last 30 days\n• Kite permit: 3, judged wrong 1\n• String of the kite: 1\n\n"
        "What the base could not answer: /unanswered"
    )
    await town.say("duty", "/unanswered")
    assert town.last("duty").text == (
        "❔ Not answered, 1 of 3\nasked 2 times, last Sun 22 Nov 2026, 09:00\n\n"
        "• “QUUX zzz […]”\n• “quux zzz […]”"
    )
    await town.press("duty", "Next")
    assert "• “florp”" in town.last("duty").text
    await town.press("duty", "Set aside")
    assert town.last("duty").text.startswith("Set aside.\n\n❔ Not answered, 2 of 2")
    assert f"• “{ASK}”" in town.last("duty").text
    assert town.last("duty").buttons[-2:] == (("Write an entry",), ("Set aside", "Next"))
    assert town.last("duty").buttons[0] == ("Wording of: Kite permit",)
    await town.press("duty", "Set aside")
    await town.press("duty", "Set aside")
    assert town.last("duty").text.endswith(
        "✅ Every question of the last 90 days was answered or dealt with."
    )


async def test_the_week_tells_of_the_questions(town: Town, sara: str) -> None:
    await town.say(sara, "old florp")
    await town.clock_to(MORNING + timedelta(days=8))
    for role, key, language in (("duty officer", "duty", "en"), ("auditor", "noor", "ar")):
        await town.person(key, language, role=role)
        await town.say(key, "/week")
        assert len(town.texts(key)) == 1, "nobody asked anything in these days"
    for text in ("quux zzz 07701234567", "QUUX zzz  07701234567", "florp", ASK, ASK):
        await town.say(sara, text)
    await town.press(sara, "👎")
    await town.say("duty", "/week")
    assert town.last("duty").text == (
        "📊 Questions, last 7 days\nAsked 5: answered 2, offered 0, not known 3\n"
        "Picked from an offer 0 · passed on to a person 0\nJudged right 0 · judged wrong 1\n\n"
        "Answers shown most\n• Kite permit: 2, judged wrong 1\n\n"
        f"Not answered yet: 4 questions\n• “QUUX zzz […]”: 2\n• “florp”: 1\n• “{ASK}”: 1\n"
        "All of them, and what to do with each: /unanswered"
    )
    await town.say("noor", "/week")  # who may not open /unanswered reads nobody's words
    assert town.last("noor").text == (
        "📊 الأسئلة، آخر 7 أيام\nالأسئلة 5: أُجيب عنها 2، عُرضت لها خيارات 0، غير معروفة 3\n"
        "اختيرت من المعروض 0 · أُحيلت إلى موظف 0\nقُيّمت صحيحة 0 · قُيّمت غير صحيحة 1\n\n"
        "أكثر الإجابات عرضاً\n• إجازة طائرة ورقية: 2، قُيّمت غير صحيحة 1\n\n"
        "4 أسئلة بلا إجابة حتى الآن"
    )
    await town.say("duty", "/week Ninewa")
    assert "Questions" not in town.last("duty").text


async def test_a_report_of_questions_ends_before_its_last_moment(town: Town, sara: str) -> None:
    await town.say(sara, "florp")
    async with town.database.transaction() as tx:
        found = await read_report(tx, MORNING, MORNING + timedelta(seconds=1))
        assert (found.figures.asked, found.topics, [one.texts for one in found.open]) == (1, (), [("florp",)])
        assert (await read_report(tx, MORNING - timedelta(days=7), MORNING)).figures.asked == 0


async def test_the_words_of_questions_are_forgotten_and_the_figures_stay(town: Town, sara: str) -> None:
    await town.say(sara, "florp")
    async with town.database.transaction() as tx:
        await questions.forget(tx, town.clock.now() + timedelta(days=90))
        assert (await questions.figures(tx, town.clock.now() - timedelta(days=1))).asked == 1
        assert len(await questions.unanswered(tx, town.clock.now())) == 1
        await questions.forget(tx, town.clock.now() + timedelta(days=90, seconds=1))
        assert (await questions.figures(tx, town.clock.now() - timedelta(days=1))).asked == 1
        assert await questions.unanswered(tx, town.clock.now()) == ()
    assert await town.rows("SELECT text, text_key, decision FROM questions") == [
        {"text": None, "text_key": "", "decision": "refuse"}
    ]
