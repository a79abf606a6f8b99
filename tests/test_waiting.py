"""What waits for somebody who does not answer: told again, then closed, and opened again; how long is a setting."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.config import Config, ConfigError, load
from coordination.cases import desk as case_desk
from tests.conftest import BAGHDAD, MORNING, Town
from tests.paper_desk import filed, known

QUESTION = "Q-2611-0001-C"
CASE = "VE-2611-0001-B"


def morning(days: int) -> datetime:
    """Eight o'clock, so many days after the start."""
    return datetime(2026, 11, 22, 8, 0, tzinfo=BAGHDAD) + timedelta(days=days)


GIVEN_UP = {
    "en": (
        f"⌛ Nobody has answered your question {QUESTION}. I am sorry. It is closed now.\n\n"
        "The centre sees it among the questions without an answer. If you still need one: reply to this message, "
        "and it goes to the duty officer again. What you write otherwise is for me."
    ),
    "ar": (
        f"⌛ لم يجب أحد عن سؤالكم {QUESTION}. نعتذر عن ذلك. أُغلق السؤال الآن.\n\n"
        "يراه المركز ضمن الأسئلة التي بلا إجابة. وإن كنتم ما زلتم بحاجة إلى إجابة فردّوا على هذه الرسالة ليُحال "
        "السؤال إلى الموظف المناوب من جديد. أما ما تكتبونه من دون ردّ فيتولاه البوت."
    ),
}


@pytest.mark.parametrize("language", ["en", "ar"])
async def test_a_question_that_nobody_answers_is_closed_and_stays_unanswered(
    town: Town, language: str
) -> None:
    await town.person("sara", language, role="partner", organisation="Relief")
    await town.person("omar", "en", role="duty officer")
    await town.person("amal", "en", role="admin")
    await town.say("sara", "Blue heron ledger?")
    await town.press("sara", "sk a person|سؤال موظف")
    await town.clock_to(MORNING + timedelta(days=7, hours=7))
    before = town.texts("sara")
    await town.clock_to(MORNING + timedelta(days=7, hours=9))
    assert town.texts("sara") == [*before, GIVEN_UP[language]]
    assert town.last("omar").text == (
        f"⌛ {QUESTION} is closed: nobody has answered it. Who asked was told. It stays in /unanswered; "
        "a reply to it still reaches who asked."
    )
    await town.say("omar", "/unanswered")
    assert "• “Blue heron ledger?”" in town.last("omar").text
    # A reply opens it again, and it is not closed before its time has passed once more.
    await town.say("sara", "Please!", reply_to=town.messages("sara")[-1].raw)
    assert "Please!" in town.last("omar").text
    await town.clock_to(MORNING + timedelta(days=14, hours=8))
    assert town.texts("sara")[-1] != GIVEN_UP[language]
    await town.clock_to(MORNING + timedelta(days=14, hours=10))
    assert town.texts("sara")[-1] == GIVEN_UP[language]


WAITS = {
    "en": (
        f"⏰ Your request still waits for you\n{CASE} · Emergency entry visa\n\n• Colour copy of the passport\n\n"
        "The centre cannot go on without it. Press “Provide”: you are asked for this only. "
        "If nothing arrives, the request is closed on Mon 21 Dec 2026."
    ),
    "ar": (
        f"⏰ طلبكم ما زال بانتظاركم\n{CASE} · سمة دخول طارئة\n\n• نسخة ملونة من جواز السفر\n\n"
        "لا يستطيع المركز المتابعة من دون ذلك. اضغطوا «تقديم المطلوب»، ولن يُطلب منكم غيره. "
        "وإذا لم يرد شيء يُغلق الطلب يوم الاثنين 21 كانون الأول 2026."
    ),
}
CLOSED = {
    "en": (
        f"🗄 Your request was closed, because nothing arrived\n{CASE} · Emergency entry visa\n\n"
        "Do you still need it? Press “Open it again” within 90 days: its number and everything that you sent are "
        "still there. After that its papers are removed, and it can only be filed anew: /apply"
    ),
    "ar": (
        f"🗄 أُغلق طلبكم لعدم ورود المطلوب\n{CASE} · سمة دخول طارئة\n\n"
        "هل ما زلتم بحاجة إليه؟ اضغطوا «إعادة فتح الطلب» خلال 90 يوماً: رقمه وكل ما أرسلتموه باقيان. "
        "وبعد ذلك تُزال وثائقه ولا يمكن إلا تقديم طلب جديد: /apply"
    ),
}


async def asked_for_a_passport(town: Town, language: str) -> None:
    """A filed case, for which the desk asks for the passport."""
    await town.person("sara", language, role="partner", organisation="Relief", name="Sara")
    await town.person("omar", "en", role="duty officer", name="Omar")
    case = await filed(town, "sara")
    async with town.database.transaction() as tx:
        officer = await known(tx, town, "omar")
        assert await case_desk.ask_for(tx, case, ("passport_copy",), "", officer, MORNING) is not None


@pytest.mark.parametrize("language", ["en", "ar"])
async def test_an_incomplete_case_is_reminded_of_then_closed_and_opened_again(
    town: Town, language: str
) -> None:
    await asked_for_a_passport(town, language)
    await town.clock_to(morning(15) - timedelta(minutes=1))
    assert town.texts("sara") == []
    await town.clock_to(morning(28))
    assert town.texts("sara") == [WAITS[language]]
    await town.clock_to(morning(29))
    assert town.texts("sara") == [WAITS[language], CLOSED[language]]
    assert town.last("omar").text == (
        "🗄 A request was closed: nothing arrived from its applicant\n"
        f"{CASE} · Emergency entry visa · Relief\nThe applicant can open it again until its papers are removed."
    )
    await town.press("sara", "Show the request|عرض الطلب")
    assert ("closed without an answer since" if language == "en" else "مغلق لعدم ورود المطلوب") in town.last(
        "sara"
    ).text
    again = await town.press("sara", "Open it again|إعادة فتح الطلب")
    assert town.toast(again) == ""
    assert await town.rows("SELECT state, closed_at FROM cases") == [
        {"state": "incomplete", "closed_at": None}
    ]
    assert town.last("sara").buttons[0] == (("Provide",) if language == "en" else ("تقديم المطلوب",))
    assert town.last("omar").text == (
        f"↩️ An applicant has opened a request again\n{CASE} · Emergency entry visa · Relief"
    )
    # A new stay has a reminder and a time of its own.
    await town.clock_to(morning(29 + 15))
    assert town.last("sara").text.split("\n")[0] == WAITS[language].split("\n")[0]


async def test_only_the_applicant_opens_again_and_only_what_the_bot_closed(town: Town) -> None:
    await asked_for_a_passport(town, "en")
    await town.person("eve", "en", role="partner", organisation="Relief")
    await town.clock_to(morning(29))
    closed = town.last("sara")
    data = closed.raw["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    old = "This button is no longer in use. Nothing was changed."
    await town.say("eve", "/help")
    forged = await town.do(town.sim.press_button, town.stage.people["eve"], town.last("eve").raw, data)
    assert town.toast(forged) == old
    assert await town.rows("SELECT state FROM cases") == [{"state": "withdrawn"}]
    await town.press("sara", "Open it again")
    await town.press("sara", "^Withdraw$")
    await town.press("sara", "Withdraw it")
    await town.say("sara", f"/status {CASE}")
    assert "Open it again" not in [label for row in town.last("sara").buttons for label in row]
    assert await town.rows("SELECT state FROM cases") == [{"state": "withdrawn"}]


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        (
            "[questions]\nescalate_after_hours = 8\nescalate_again_after_hours = 8",
            "questions.escalate_again_after_hours must be more than what comes before it (8), not 8; both above 0.",
        ),
        (
            "[questions]\nescalate_after_hours = 0",
            "questions.escalate_again_after_hours must be more than what comes before it (0), not 8; both above 0.",
        ),
        ("[questions]\nclose_after_days = 0", "questions.close_after_days must be 1 or more, not 0."),
        (
            "[cases]\nclose_after_days = 14",
            "cases.close_after_days must be more than what comes before it (14), not 14; both above 0.",
        ),
        ("[cases]\nescalate_after_hours = -1", "cases.escalate_after_hours must be 1 or more, not -1."),
    ],
)
def test_times_that_cannot_be_are_refused_at_start(
    tmp_path_factory: pytest.TempPathFactory, table: str, sentence: str
) -> None:
    file = tmp_path_factory.mktemp("config") / "config.toml"
    file.write_text(f'token = "1:none"\n{table}\n', encoding="utf-8")
    with pytest.raises(ConfigError) as refused:
        load({"BOT_CONFIG": str(file)})
    assert str(refused.value) == sentence


def test_the_times_that_hold_without_settings() -> None:
    config = Config(token="1:none")
    assert config.questions.patience.admins == timedelta(hours=8)
    assert config.cases.patience.left == timedelta(days=14)
