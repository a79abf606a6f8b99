"""Questions in private and in groups: answers, offers, refusals, browsing, judging; both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path

import pytest

from bot.play.player import play
from bot.play.script import read
from coordination.knowledge import versions, ways
from coordination.people import register
from tests.conftest import Town
from tests.knowledge_desk import PERMIT, SKY, kites
from views.knowledge.answer import Shown, card
from views.language import plain, words
from views.message import CALLBACK_LIMIT

OLD = "This button is no longer in use. Nothing was changed."
ASK = "how do I get a kite permit"
CARD = (
    "📘 Kite permit\nThe kite office gives it within 30 days. Write to kite7@example.org.\n\n"
    "1. Draw the kite.\n2. Bring it.\n\nDocuments\n• A drawing, 2 copies\n\n"
    "Kite office · Source: Kite gazette 7\nValid from Wed 1 Apr 2026\n"
    "⚠️ Sample text, to be confirmed by the centre"
)
بطاقة = (
    "📘 إجازة طائرة ورقية\nيمنحها مكتب الطائرات الورقية خلال 30 يوماً. العنوان kite7@example.org.\n\n"
    "1. رسم الطائرة.\n2. إحضارها.\n\nالوثائق المطلوبة\n• رسم بنسختين عدد 2\n\n"
    "مكتب الطائرات الورقية · المصدر: Kite gazette 7\nنافذ اعتباراً من الأربعاء 1 نيسان 2026\n"
    "⚠️ نص نموذجي بانتظار تأكيد المركز"
)


@pytest.fixture
async def sara(town: Town) -> str:
    await kites(town)
    await town.person("sara", "en", role="partner", organisation="Relief")
    return "sara"


async def test_an_answer_is_dated_sourced_and_said_to_be_a_sample(town: Town, sara: str) -> None:
    await town.say(sara, "How do I get a kite permit??")
    assert town.last(sara).text == f"{CARD}\n\nWas this right?"
    assert town.last(sara).buttons == (
        ("👍 Yes", "👎 No"),
        ("String of the kite",),
        ("Sky for kites",),
        ("Ask a person", "All topics"),
    )
    keys = [key for row in town.last(sara).raw["reply_markup"]["inline_keyboard"] for key in row]
    assert all(len(key["callback_data"].encode()) <= CALLBACK_LIMIT for key in keys)


async def test_an_answer_in_arabic_keeps_to_the_digits_that_were_chosen(town: Town, sara: str) -> None:
    await town.person("layla", "ar", role="partner")
    await town.say("layla", "شلون أحصل إجازة طيّارة ورقيه؟")
    assert town.last("layla").text == f"{بطاقة}\n\nهل كانت الإجابة صحيحة؟"
    await town.say("layla", "/language")
    await town.press("layla", "١٢٣|٠١٢|٤٥٦")
    await town.say("layla", "شلون احصل اجازة طيارة ورقية")
    assert "خلال ٣٠ يوماً. العنوان kite7@example.org.\n\n١. رسم" in town.last("layla").text


async def test_several_topics_are_offered_and_one_is_picked(town: Town, sara: str) -> None:
    await town.say(sara, "kite")
    assert town.last(sara).text == "❔ Did you mean one of these?"
    offered = town.last(sara)
    assert offered.buttons[-1] == ("None of these: ask a person",)
    await town.press(sara, "String of the kite")
    assert town.last(sara).text.startswith(
        "📘 String of the kite\nString of the kite: 30 days.\n\nKite office"
    )
    assert await town.rows("SELECT decision, chosen, shown IS NOT NULL AS shown FROM questions") == [
        {"decision": "offer", "chosen": 1, "shown": 1}
    ]
    # Somebody else's button, and one for a topic that was not offered, do nothing.
    await town.person("eve", "en", role="partner")
    await town.say("eve", "/ask")
    data = offered.raw["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    for who, pressed in (
        ("eve", data),
        (sara, "ask.pick 1 1"),
        (sara, "ask.pick 1 x"),
        (sara, "ask.pick 99 99"),
    ):
        press = await town.do(town.sim.press_button, town.stage.people[who], town.last(who).raw, pressed)
        assert town.toast(press) == OLD


async def test_what_the_base_does_not_know_is_not_answered(town: Town, sara: str) -> None:
    await town.say(sara, "quux zzz")
    assert town.last(sara).text == (
        "❔ I have no confirmed answer to this.\n"
        "I can pass the question on to the duty officer, or you can look through the topics."
    )
    assert town.last(sara).buttons == (("Ask a person",), ("Browse the topics",))
    await town.say(sara, "؟؟ 🙏")
    assert town.last(sara).text == "Please write your question in words."
    assert len(await town.rows("SELECT id FROM questions")) == 1


async def test_topics_are_browsed_by_area(town: Town, sara: str) -> None:
    await town.say(sara, "/ask")
    assert town.last(sara).text == "📚 What I can answer\nChoose an area, or simply write your question."
    await town.press(sara, "Kites")
    assert town.last(sara).text == "📚 Kites\nChoose a topic."
    titles = [row[0] for row in town.last(sara).buttons]
    assert titles == ["Kite permit", "String of the kite", "Sky for kites", "Clerk for kites", "‹ All areas"]
    await town.press(sara, "Kite permit")
    assert town.last(sara).text == CARD
    assert town.last(sara).buttons == (("String of the kite",), ("Sky for kites",), ("All topics",))
    await town.press(sara, "All topics")
    assert town.last(sara).text.startswith("📚 What I can answer")
    assert await town.rows("SELECT id FROM questions") == []


async def test_an_answer_is_judged_once(town: Town, sara: str) -> None:
    for judgement, liked in (("👍", 1), ("👎", 0)):
        await town.say(sara, ASK)
        first = town.last(sara)
        pressed = await town.press(sara, judgement)
        assert town.toast(pressed) == "Thank you, this is noted."
        assert "Was this right?" not in town.last(sara).text
        data = first.raw["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
        again = await town.do(town.sim.press_button, town.stage.people[sara], town.last(sara).raw, data)
        assert town.toast(again) == OLD
        (row,) = await town.rows("SELECT liked FROM questions ORDER BY id DESC LIMIT 1")
        assert row == {"liked": liked}
    assert town.last(sara).text == (
        f"Noted: this was not right. A person can answer you: press “Ask a person”.\n\n{CARD}"
    )


@pytest.mark.parametrize(
    "role", ["focal point", "deputy", "partner", "duty officer", "admin", "civil-military", "auditor"]
)
async def test_everybody_approved_may_ask(town: Town, role: str) -> None:
    await kites(town)
    await town.person("who", "en", role=role, governorates=["IQ-NI"])
    await town.say("who", ASK)
    assert town.last("who").text.startswith(CARD)
    await town.say("who", f"/ask {ASK}")
    assert town.last("who").text.startswith(CARD)


async def test_strangers_meet_the_door(town: Town, sara: str) -> None:
    await town.stranger("eve", "en")
    for text in (ASK, f"/ask {ASK}", "/ask", "/start topic-1"):
        await town.say("eve", text)
    assert all("kite" not in text.lower() for text in town.texts("eve"))
    assert await town.rows("SELECT id FROM questions") == []


async def test_politeness_and_updates_of_partners_are_no_questions(town: Town, sara: str) -> None:
    await town.say(sara, "Hello, good morning!")
    assert town.last(sara).text == (
        "👋 Welcome. Ask me about visas, access, flights or meetings: simply write your question.\n"
        "What else I can do: /help"
    )
    await town.person("layla", "ar", role="focal point", governorates=["IQ-NI"])
    await town.say("layla", "شكراً جزيلاً اخي")
    assert town.last("layla").text == "عفواً، البوت في خدمتكم عند الحاجة."
    await town.say(sara, "120 families displaced from Mosul to Debaga")
    assert town.last(sara).text.startswith(
        "I cannot do anything with this message: status updates are sent by"
    )
    assert await town.rows("SELECT id FROM questions") == []


async def test_reporters_report_first_and_ask_where_nothing_is_told(town: Town, sara: str) -> None:
    await town.person("layla", "en", role="focal point", governorates=["IQ-NI"])
    await town.say("layla", "17 families returned to Sinjar, how do I get a kite permit?")
    assert town.last("layla").text.startswith("📝 Is this right?")
    await town.say("layla", "/cancel")
    await town.say("layla", "Sinjar needs water and a kite permit")
    assert town.last("layla").text.startswith("📝 Is this right?")
    await town.say("layla", "/cancel")
    await town.say("layla", "we need water, kite permit")
    assert town.last("layla").text.startswith(CARD)
    await town.press("layla", "This is a status update")
    assert town.last("layla").text.startswith("📝 Is this right? It is not saved yet.\n\nNeed")
    assert "Your words: we need water, kite permit" in town.last("layla").text


async def test_answers_are_completed_from_the_rows(town: Town, sara: str) -> None:
    await town.person(
        "omar", "en", role="focal point", governorates=["IQ-BA"], name="Omar", organisation="Office 4"
    )
    await town.person("duty", "en", role="duty officer", name="Duty")
    office = (
        "Basra: the counterpart is the governorate's coordination office; the duty officer puts you in touch."
    )
    named = "Basra: Omar, Office 4"
    for who, line in ((sara, office), ("duty", named), ("omar", named)):
        await town.say(who, "kite clerk of a governorate: Basra")
        assert line in town.last(who).text.split("\n\n")
    await town.say("duty", "kite clerk of a governorate: Anbar")
    assert "Anbar: no focal point is entered yet." in town.last("duty").text
    await town.say(sara, "kite clerk of a governorate")
    assert (
        "Name the governorate in your question, and I tell you who its counterpart is."
        in town.last(sara).text
    )


async def test_the_airspace_line_is_previewed_and_published(town: Town, sara: str) -> None:
    await town.person("duty", "ar", role="duty officer", name="مها")
    await town.person("other", "en", role="duty officer", name="Other")
    await town.say(sara, "kite weather upstairs")
    assert "Airspace now: nobody has set a status yet. Ask before you plan." in town.last(sara).text
    await town.say("duty", "/airspace مغلقة حتى <الظهر>")
    first = town.last("duty")
    assert first.text == (
        "✈️ سيظهر هذا تحت كل إجابة عن الرحلات الجوية:\n\n"
        "حالة الأجواء الآن: مغلقة حتى <الظهر>\nحددها مها، الأحد 22 تشرين الثاني 2026، 09:00\n\n"
        "Airspace now: مغلقة حتى <الظهر>\nSet by مها, Sun 22 Nov 2026, 09:00\n"
        "It was written in the other language only.\n\n"
        "النص بلغة واحدة فقط، وسيظهر كذلك لقراء اللغتين. الأفضل إرساله مجدداً باللغتين."
    )
    await town.say("duty", "/airspace مغلقة\nClosed until noon")
    publish = town.last("duty").raw["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    await town.say("other", "/airspace")
    stolen = await town.do(town.sim.press_button, town.stage.people["other"], town.last("other").raw, publish)
    older = first.raw["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    stale = await town.do(town.sim.press_button, town.stage.people["duty"], first.raw, older)
    assert town.toast(stolen) == OLD
    assert town.toast(stale) == "هذا الزر لم يعد مستخدماً. لم يتغير شيء."
    await town.press("duty", "^نشر")
    assert town.last("duty").text == (
        "✅ نُشر.\n\nحالة الأجواء الآن: مغلقة\nحددها مها، الأحد 22 تشرين الثاني 2026، 09:00"
    )
    await town.say(sara, "kite weather upstairs")
    assert "Airspace now: Closed until noon\nSet by مها, Sun 22 Nov 2026, 09:00" in town.last(sara).text
    assert await town.rows("SELECT action FROM audit WHERE subject LIKE 'airspace%'") == [
        {"action": "airspace line published"}
    ]
    await town.say("other", "/airspace open")
    await town.press("other", "Do not publish")
    assert town.last("other").text == "Not published. The line before it still holds."


async def test_in_groups_the_bot_answers_when_it_is_meant(town: Town, sara: str) -> None:
    await town.person("duty", "en", role="duty officer", name="Duty")
    await town.person("omar", "en", role="focal point", governorates=["IQ-BA"], name="Omar")
    await town.stranger("eve", "en")
    await town.group("team", [sara, "duty", "omar", "eve"], language="en")
    for who, text in (
        (sara, ASK),
        (sara, f"@somebody_bot {ASK}"),
        ("eve", f"@tansiq_bot {ASK}"),
        ("omar", "kite?"),
    ):
        await town.say(who, text, group="team")
    assert town.texts("team") == []
    said = await town.say(sara, f"@Tansiq_bot {ASK}", group="team")
    answer = town.last("team")
    assert answer.text == (
        "📘 Kite permit\nThe kite office gives it within 30 days. Write to kite7@example.org.\n\n"
        "Kite office · Source: Kite gazette 7\nValid from Wed 1 Apr 2026\n"
        "⚠️ Sample text, to be confirmed by the centre"
    )
    assert answer.raw["reply_to_message"]["message_id"] == said["message_id"]
    (((link,),)) = answer.raw["reply_markup"]["inline_keyboard"]
    await town.say(sara, f"/start {link['url'].split('=')[1]}")
    assert town.last(sara).text == CARD
    # Whoever asks, no name of a focal point stands in a group.
    await town.say("duty", "@tansiq_bot kite clerk of a governorate: Basra", group="team")
    assert (
        "the governorate's coordination office" in town.last("team").text
        and "Omar" not in town.last("team").text
    )
    count = len(town.texts("team"))
    for chatter in ("thanks", "good, which kite string", "17 families returned to Sinjar", "quux zzz?"):
        await town.say(sara, chatter, group="team", reply_to=answer.raw)
    assert len(town.texts("team")) == count
    await town.say(sara, "Which kite string?", group="team", reply_to=answer.raw)
    assert town.last("team").text.startswith("📘 String of the kite")
    await town.say(sara, "@tansiq_bot quux zzz", group="team")
    assert town.last("team").text == (
        "I have no confirmed answer to this. Ask me in private, and I can pass it on."
    )
    await town.say(sara, f"/ask {ASK}", group="team")
    assert town.last("team").text.startswith("📘 Kite permit")


async def test_a_new_wording_and_a_retired_topic_count_from_the_next_question_on(
    town: Town, sara: str
) -> None:
    rows = await town.rows("SELECT id FROM knowledge_topics WHERE topic = 'kite.permit'")
    await town.say(sara, "zwarf blimp")
    assert town.last(sara).text.startswith("❔ I have no confirmed answer")
    async with town.database.transaction() as tx:
        assert await ways.add(tx, rows[0]["id"], "en", "zwarf blimp", by=None, now=town.clock.now())
    await town.say(sara, "zwarf blimp")
    answered = town.last(sara)
    assert answered.text.startswith(CARD)
    async with town.database.transaction() as tx:
        assert await versions.retire(tx, PERMIT, 1, by=None, now=town.clock.now())
    await town.say(sara, "zwarf blimp")
    assert town.last(sara).text.startswith("❔ I have no confirmed answer")
    data = answered.raw["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    pressed = await town.do(town.sim.press_button, town.stage.people[sara], answered.raw, data)
    assert town.toast(pressed) == OLD


@contextmanager
def statements(town: Town, told: list[str]) -> Iterator[None]:
    """Add the statements that the bot's writing connections are given while the block lasts."""
    if not town.database.shared:
        town.database._writer.connection.set_trace_callback(told.append)
        yield
        town.database._writer.connection.set_trace_callback(None)
        return
    with ExitStack() as listening:
        for writer in town.database._writers.all:
            if writer.connection is not None:
                listening.enter_context(writer.connection.query_logger(lambda said: told.append(said.query)))
        yield


async def test_a_question_costs_few_statements(town: Town, sara: str) -> None:
    await town.say(sara, ASK)  # what was just published is read once
    told: list[str] = []
    for text in ("thanks", ASK, "quux zzz"):
        with statements(town, told):
            await town.say(sara, text)
    about = re.compile(
        "(?:FROM|INTO|JOIN|UPDATE) (knowledge_|questions|airspace)|(meta) WHERE key = (?:'knowledge'|[$]1)"
    )
    tables = [found[1] or found[2] for line in told if (found := about.search(line))]
    assert tables == ["meta", "questions", "meta", "questions"]


def test_an_old_answer_says_when_it_was_last_confirmed() -> None:
    w = words("en")
    shown = [plain(card(w, Shown(1, SKY, date(year, 1, 1))).text) for year in (2026, 2027)]
    assert ["Last confirmed on Thu 2 Apr 2026" in text for text in shown] == [False, True]


async def test_suspended_people_cannot_go_on_asking(town: Town, sara: str) -> None:
    await town.person("amal", role="admin")
    async with town.database.transaction() as tx:
        who = await register.meet(tx, town.stage.people[sara].id, "", town.clock.now())
        admin = await register.meet(tx, town.stage.people["amal"].id, "", town.clock.now())
        await register.decide(tx, who, "suspended", by=admin, now=town.clock.now())
    await town.say(sara, ASK)
    assert "kite" not in town.last(sara).text.lower()


async def test_the_script_plays() -> None:
    path = Path(__file__).parent / "scripts" / "questions.jsonl"
    assert await play(read(path), path.parent, lambda _line: None) == 16
