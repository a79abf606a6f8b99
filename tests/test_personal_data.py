"""Personal data in what people write: named on the card, removed on request, never shown to a group."""

from __future__ import annotations

import json
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot import logs
from bot.play.player import play
from bot.play.script import read
from coordination.privacy import HIDDEN
from coordination.reports.days import BAGHDAD
from storage import Outage
from tests.conftest import Town

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=BAGHDAD)


async def focal_point(town: Town, language: str = "ar") -> None:
    await town.person("duty", language, role="duty officer", name="Sara")
    await town.person("ali", language, governorates=["IQ-NI"], name="Ali")


async def words_kept(town: Town) -> list[Any]:
    return await town.rows("SELECT original_text, note, place_text, households FROM reports ORDER BY id")


async def test_the_card_names_it_and_takes_it_out_in_arabic(town: Town) -> None:
    await focal_point(town)
    await town.say("ali", "وصول ٢٠ عائلة من الحويجة إلى القيارة، رب الأسرة اسمه علي حسن، هاتف ٠٧٧٠ ١٢٣ ٤٥٦٧")
    fact = (
        "📝 هل هذا صحيح؟ لم يُحفظ بعد.\n\nنزوح\n20 عائلة\nعدد الأفراد: لم يُذكر\nالمكان: القيارة، نينوى\n"
        "من: الحويجة، كركوك\nالتاريخ: الأحد 22 تشرين الثاني 2026\n\nنص رسالتكم: وصول ٢٠ عائلة من الحويجة إلى القيارة، "
    )
    assert town.last("ali").text == (
        f"{fact}رب الأسرة اسمه علي حسن، هاتف ٠٧٧٠ ١٢٣ ٤٥٦٧\n\n"
        "⚠️ بيانات شخصية في هذا النص: اسم شخص ورقم هاتف. لا تراها المجموعات أبداً، ويحفظها السجل كما كتبتموها "
        "ما لم تُزيلوها."
    )
    assert town.last("ali").buttons == (("حفظ",), ("إزالة البيانات الشخصية",), ("تغيير", "إلغاء"))
    old = town.last("ali").raw
    await town.press("ali", "إزالة البيانات الشخصية")
    assert town.last("ali").text == (
        "أُزيلت البيانات الشخصية. يحل محلها […]؛ ولم تتغير الأماكن والأرقام والأيام.\n\n"
        f"{fact}رب الأسرة اسمه […]، هاتف […]"
    )
    assert town.last("ali").buttons == (("حفظ",), ("تغيير", "إلغاء"))
    data = old["reply_markup"]["inline_keyboard"][1][0]["callback_data"]
    again = await town.do(town.sim.press_button, town.stage.people["ali"], old, data)
    assert town.toast(again) == "هذا الزر لم يعد مستخدماً. لم يتغير شيء."
    await town.press("ali", "^حفظ$")
    assert await words_kept(town) == [
        {
            "original_text": "وصول ٢٠ عائلة من الحويجة إلى القيارة، رب الأسرة اسمه […]، هاتف […]",
            "note": "",
            "place_text": "القيارة",
            "households": 20,
        }
    ]


async def test_the_card_names_it_and_keeps_it_when_saved_in_english(town: Town) -> None:
    await focal_point(town, "en")
    words = (
        "IED in Qayyarah, 2 injured. Name: Ali Hassan, passport A1234567, plate 12345, mail a@b.org, @ali_h"
    )
    await town.say("ali", words)
    assert town.last("ali").text == (
        "📝 Is this right? It is not saved yet.\n\nIncident\nWhere: Qayyarah, Ninewa\nGravity: moderate\nWhen: Sun 22 Nov 2026\n\n"
        f"Your words: {words}\n\n"
        "⚠️ Personal data in this text: a person’s name, the number of an identity paper, a vehicle plate, an e-mail "
        "address and a chat account or link. Groups never see it. The record keeps it as you wrote it unless you "
        "remove it."
    )
    assert town.last("ali").buttons == (("Save",), ("Remove personal data",), ("Change", "Cancel"))
    await town.press("ali", "^Save$")
    assert [row["original_text"] for row in await words_kept(town)] == [words]


async def test_notes_places_and_captions(town: Town, tmp_path: Path) -> None:
    await focal_point(town, "en")
    await town.say("ali", "20 families displaced to Qayyarah")
    await town.press("ali", "^Change$")
    await town.press("ali", "^Note$")
    await town.say("ali", "Ask Mr Omar Salim, 0770 123 4567")
    assert "⚠️ Personal data in this text: a person’s name and a phone number." in town.last("ali").text
    photo = tmp_path / "tents.jpg"
    photo.write_bytes(b"a photo")
    ali = town.stage.people["ali"]
    await town.do(town.sim.send_photo, ali, photo, caption="tents, owner: call 0780 123 4567")
    await town.press("ali", "^Remove personal data$")
    assert "Note: Ask Mr […], […]" in town.last("ali").text
    assert town.last("ali").buttons == (("Save",), ("Change", "Cancel"))
    await town.press("ali", "^Save$")
    assert await words_kept(town) == [
        {
            "original_text": "20 families displaced to Qayyarah",
            "note": "Ask Mr […], […]",
            "place_text": "Qayyarah",
            "households": 20,
        }
    ]
    assert await town.rows("SELECT caption FROM attachments") == [{"caption": "tents, owner: call […]"}]


async def test_a_correction_names_it_too(town: Town) -> None:
    await focal_point(town, "en")
    said = await town.say("ali", "IED in Qayyarah, 2 injured")
    await town.press("ali", "^Save$")
    edited = "IED in Qayyarah, 2 injured, call 0770 123 4567"
    await town.do(town.sim.edit, town.stage.people["ali"], said, edited)
    assert town.last("ali").buttons == (("Save",), ("Remove personal data",), ("Change", "Cancel"))
    await town.press("ali", "^Remove personal data$")
    assert "⚠️" not in town.last("ali").text
    await town.press("ali", "^Save$")
    assert [row["original_text"] for row in await words_kept(town)] == [
        "IED in Qayyarah, 2 injured, call […]"
    ]


@pytest.mark.parametrize(
    ("language", "correct", "remove", "save", "removed", "posted"),
    [
        (
            "en",
            "Correct",
            "Remove personal data",
            "Save",
            "Words: personal data removed",
            "No update was saved since",
        ),
        (
            "ar",
            "تصحيح",
            "إزالة البيانات الشخصية",
            "حفظ",
            "نص الرسالة: أُزيلت البيانات الشخصية",
            "لم يُحفظ أي تحديث منذ",
        ),
    ],
)
async def test_it_is_taken_out_of_a_saved_update_and_its_history(
    town: Town, language: str, correct: str, remove: str, save: str, removed: str, posted: str
) -> None:
    await focal_point(town, language)
    await town.group("team", ["duty", "ali"], language=language, summary_at="18:00")
    await town.say("ali", "IED in Qayyarah, 2 injured, name: Ali Hassan")
    await town.press("ali", f"^{save}$")
    await town.clock_to(NOON + timedelta(hours=6, minutes=1))
    [reference] = [row["reference"] for row in await town.rows("SELECT reference FROM reports")]
    await town.say("ali", f"/show {reference}")
    await town.press("ali", f"^{correct}$")
    assert town.last("ali").buttons[0] == (remove,)
    await town.press("ali", f"^{remove}$")
    assert f"\n\n• {removed}\n\n" in town.last("ali").text
    await town.press("ali", f"^{save}$")
    assert f"\n• {removed}\n" in town.last("duty").text
    assert [row["original_text"] for row in await words_kept(town)] == [
        "IED in Qayyarah, 2 injured, name: […]"
    ]
    kept = {"text": "IED in Qayyarah, 2 injured, name: […]"}
    assert [
        (row["field"], json.loads(row["before"]), json.loads(row["after"]))
        for row in await town.rows("SELECT * FROM report_changes")
    ] == [("words", kept, kept)]
    await town.clock_to(NOON + timedelta(days=1, hours=6, minutes=1))
    # To the group nothing has changed: it never saw the name.
    assert town.last("team").text.split("\n")[1].startswith(posted)
    assert lines(town.last("team").text, "Corrections", "تصحيحات") == []


SECRETS = ("0770", "0780", "٠٧٧٠", "٠٧٨٠", "Hassan", "علي حسن", "A1234567", "a@b.org", "12345")


def leaked(town: Town, group: str) -> list[str]:
    """What a group was told of what it must not see."""
    return [secret for secret in SECRETS for text in town.texts(group) if secret in text]


def lines(text: str, *titles: str) -> list[str]:
    """The sections of a summary with these titles, line by line."""
    return [line for part in text.split("\n\n") if part.startswith(titles) for line in part.split("\n")]


async def test_groups_see_none_of_it_in_summaries_corrections_and_today(town: Town) -> None:
    await focal_point(town)
    await town.group("team", ["duty", "ali"], language="both", summary_at="18:00")
    said = await town.say(
        "ali", "انفجار عبوة في القيارة وجرح المدعو علي حسن، هاتف ٠٧٧٠ ١٢٣ ٤٥٦٧، جواز A1234567"
    )
    await town.press("ali", "^حفظ$")
    [incident] = [row["reference"] for row in await town.rows("SELECT reference FROM reports")]
    await town.say("ali", "نزوح ٢٠ عائلة إلى القيارة")
    await town.press("ali", "^حفظ$")
    told = f"القيارة، نينوى: انفجار عبوة في القيارة وجرح المدعو […]، هاتف […]، جواز […] {incident}"
    await town.say("duty", "/today", group="team")
    assert lines(town.texts("team")[-2], "الحوادث") == ["الحوادث: 1", "حسب الخطورة: متوسطة: 1.", f"• {told}"]
    await town.say("duty", "/today 0770 123 4567", group="team")
    assert town.last("team").text == "الاسم «[…]» غير معروف لدينا. يرجى ذكر محافظة، مثلاً: /today الأنبار"
    await town.clock_to(NOON + timedelta(hours=6, minutes=1))
    arabic, english = town.texts("team")[-2:]
    assert lines(arabic, "الحوادث") == ["الحوادث: 1", "حسب الخطورة: متوسطة: 1.", f"• {told}"]
    assert lines(english, "Incidents") == [
        "Incidents: 1",
        "By gravity: moderate: 1.",
        f"• Qayyarah, Ninewa: انفجار عبوة في القيارة وجرح المدعو […]، هاتف […]، جواز […] {incident}",
    ]
    changed = "انفجار عبوة في القيارة وجرح المدعو علي حسن، هاتف ٠٧٨٠ ١٢٣ ٤٥٦٧، بريد a@b.org"
    await town.do(town.sim.edit, town.stage.people["ali"], said, changed)
    await town.press("ali", "^حفظ$")
    await town.clock_to(NOON + timedelta(days=1, hours=6, minutes=1))
    arabic, english = town.texts("team")[-2:]
    old, new = "هاتف […]، جواز […]", "هاتف […]، بريد […]"
    assert [line.count(HIDDEN) for line in lines(arabic, "تصحيحات")] == [0, 6]
    assert lines(english, "Corrections") == [
        "Corrections to earlier summaries: 1",
        f"• {incident} Incident · Qayyarah, Ninewa · Words: “انفجار عبوة في القيارة وجرح المدعو […]، {old}” → "
        f"“انفجار عبوة في القيارة وجرح المدعو […]، {new}”",
    ]
    assert leaked(town, "team") == []


async def test_groups_see_no_reason_of_a_withdrawal(town: Town) -> None:
    await focal_point(town, "en")
    await town.group("team", ["duty", "ali"], summary_at="18:00")
    await town.say("ali", "IED in Qayyarah, 2 injured, name: Ali Hassan")
    await town.press("ali", "^Save$")
    await town.clock_to(NOON + timedelta(hours=6, minutes=1))
    [reference] = [row["reference"] for row in await town.rows("SELECT reference FROM reports")]
    await town.say("ali", f"/show {reference}")
    for button in ("^Withdraw$", "^Another reason$"):
        await town.press("ali", button)
    await town.say("ali", "Mr Ali Hassan, 0770 123 4567, was not hurt")
    await town.clock_to(NOON + timedelta(days=1, hours=6, minutes=1))
    assert lines(town.last("team").text, "Corrections") == [
        "Corrections to earlier summaries: 1",
        f"• {reference} Incident · Qayyarah, Ninewa · gravity: moderate · 22 Nov: withdrawn",
    ]
    assert leaked(town, "team") == []


async def test_groups_see_no_question_no_answer_and_no_reason_of_a_denial(town: Town) -> None:
    await focal_point(town, "en")
    await town.group("team", ["duty", "ali"], summary_at="18:00")
    await town.say("ali", "IED in Qayyarah, 2 injured")
    await town.press("ali", "^Save$")
    await town.clock_to(NOON + timedelta(hours=6, minutes=1))
    [reference] = [row["reference"] for row in await town.rows("SELECT reference FROM reports")]
    await town.say("duty", "/queue")
    await town.press("duty", "^Question$")
    await town.say("duty", "Is it Ali Hassan, 0770 123 4567?")
    await town.press("ali", "^Answer$")
    await town.say("ali", "Yes, passport A1234567")
    await town.say("duty", "/queue")
    for button in ("^Deny$", "^Another reason$"):
        await town.press("duty", button)
    await town.say("duty", "Ali Hassan denies it, a@b.org")
    await town.say("duty", "/today", group="team")
    await town.clock_to(NOON + timedelta(days=1, hours=6, minutes=1))
    assert lines(town.last("team").text, "Corrections") == [
        "Corrections to earlier summaries: 1",
        f"• {reference} Incident · Qayyarah, Ninewa · gravity: moderate · 22 Nov: denied by the centre",
    ]
    assert leaked(town, "team") == []


async def test_logs_hold_none_of_it(
    town: Town, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    await focal_point(town, "en")
    await town.say("ali", "IED in Qayyarah, name: Ali Hassan, 0770 123 4567")
    await town.press("ali", "^Save$")

    def broken(_turn: object, said: Any) -> None:
        raise ValueError(said.text)

    monkeypatch.setattr("handlers.status.telling.facts_in", broken)
    await town.say("ali", "A fire in Qayyarah, name: Ali Hassan, 0770 123 4567")
    logged = "".join(capsys.readouterr())
    assert "an update failed" in logged
    assert [secret for secret in SECRETS if secret in logged] == []


def test_logged_errors_quote_nothing() -> None:
    """The messages of PostgreSQL tell the row that they refuse."""
    quoted = f"Failing row contains (7, {', '.join(SECRETS)})."
    try:
        try:
            raise ValueError(quoted)
        except ValueError as error:
            raise RuntimeError(quoted) from error
    except RuntimeError:
        info = sys.exc_info()
        told = [logs.unquoted(None, "", {"exc_info": given}) for given in (True, info, info[1])]
    (only,) = {one["exception"] for one in told}
    assert [line for line in only.splitlines() if not line.startswith(" ")] == [
        "RuntimeError",
        "after",
        "ValueError",
    ]
    assert [secret for secret in SECRETS if secret in only] == []
    assert logs.why(ValueError("Ali Hassan")) == "ValueError"
    assert logs.why(Outage("the database is away: full")) == "Outage('the database is away: full')"


async def test_a_day_with_personal_data_is_played() -> None:
    path = Path(__file__).parent / "scripts" / "personal_data.jsonl"
    assert await play(read(path), path.parent, lambda _line: None) == 7
