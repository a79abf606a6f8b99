"""Questions passed on to a person: who reads what, who has it, both sides talking, what is late and what is lost."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.play.player import play
from bot.play.script import read
from coordination.knowledge.passing import make_number
from coordination.reports.reference import CHECK_LETTERS
from tests.conftest import MORNING, Town
from tests.test_group_updates import reactions
from tests.test_status import PICTURE
from tests.town_people import OLD_BUTTON

ASKED = "Blue heron ledger?"
NUMBER, SECOND = "Q-2611-0001-C", "Q-2611-0002-F"
WENT_ON = (
    f"➡️ This went on to the duty officer, to {NUMBER}. I do not answer it myself until you press “Done”."
)
TO_ANSWER = "To answer, reply to this message. Your words go to who asked as you write them."


@pytest.fixture
async def desk(town: Town) -> Town:
    await town.person("sara", role="partner", name="Sara", organisation="Relief")
    await town.person("omar", role="duty officer", name="Omar")
    await town.person("lena", role="duty officer", name="Lena")
    await town.person("amal", role="admin", name="Amal")
    return town


async def passed(town: Town, who: str = "sara", text: str = ASKED) -> None:
    await town.say(who, text)
    await town.press(who, "sk a person|سؤال موظف")


async def reply(town: Town, who: str, text: str, *, to: int = -1, group: str | None = None) -> Any:
    """A reply to a message of the bot, in private or in the group."""
    return await town.say(who, text, group=group, reply_to=town.messages(group or who)[to].raw)


def test_numbers_have_a_check_letter() -> None:
    day = date(2026, 11, 30)
    numbers = [make_number(day, count) for count in (1, 2, 7, 70, 9_999)]
    assert numbers[:2] == [NUMBER, SECOND]
    assert all(number[:7] == "Q-2611-" and number[-1] in CHECK_LETTERS for number in numbers)
    assert make_number(date(2026, 12, 1), 1)[-1] != NUMBER[-1] != make_number(day, 10)[-1]


async def test_a_question_goes_to_the_officers_and_the_answer_comes_back(desk: Town) -> None:
    await passed(desk)
    assert desk.last("sara").text == (
        "📨 Your question was passed on to the duty officer.\n"
        f"Its number: {NUMBER}. The answer comes here.\n\n"
        "What you write here from now on goes on to the duty officer, until one of you presses “Done”. "
        "Commands and status updates work as always."
    )
    assert desk.last("sara").buttons == (("Done",),)
    card = (
        f"❓ A question to the duty officer, {NUMBER}\nFrom: Sara (Relief), partner\n\n{ASKED}\n\n{TO_ANSWER}"
    )
    assert (desk.texts("omar"), desk.texts("lena"), desk.texts("amal")) == ([card], [card], [])
    await reply(desk, "omar", "The <b>heron</b> desk keeps it.\nAsk on Sunday.")
    assert desk.last("sara").text == (
        f"💬 Answer of the duty officer to {NUMBER}\n\nThe <b>heron</b> desk keeps it.\nAsk on Sunday."
    )
    assert desk.texts("omar")[-2:] == [
        f"✅ Sent. Omar has {NUMBER}: further replies of Omar go to who asked as well.",
        f"Others may ask the same as {NUMBER}.\nSave the answer as a new entry?",
    ]
    assert desk.texts("lena") == [card, f"Omar has {NUMBER} now."]
    assert desk.last("lena").buttons == (("Take over",),)
    (row,) = await desk.rows("SELECT number, answered_at, closed_at FROM passed")
    assert (row["number"], row["closed_at"]) == (NUMBER, None) and row["answered_at"]


async def test_both_sides_talk_and_the_bot_stays_silent_until_done(desk: Town) -> None:
    await passed(desk)
    await reply(desk, "omar", "On Sunday.")
    before = await desk.rows("SELECT id FROM questions")
    await desk.say("sara", "Visa fees and exemptions")
    assert desk.last("sara").text == WENT_ON
    assert desk.last("omar").text == f"💬 {NUMBER}, Sara (Relief), partner:\n\nVisa fees and exemptions"
    assert desk.last("lena").text == f"Omar has {NUMBER} now."
    assert await desk.rows("SELECT id FROM questions") == before
    said = await reply(desk, "omar", "Free of charge.")
    assert desk.last("sara").text == f"💬 Answer of the duty officer to {NUMBER}\n\nFree of charge."
    assert reactions(desk, said) == ["👍"]
    await desk.say("sara", "/ask Visa fees and exemptions")
    assert desk.last("sara").text.startswith("📘 Visa fees and exemptions\n")
    await desk.press("sara", "Done")
    assert desk.last("sara").text == f"✅ {NUMBER} is closed. What you write now is for me again."
    assert desk.last("omar").text == f"✅ Who asked closed {NUMBER}."
    await desk.say("sara", "Visa fees and exemptions")
    assert desk.last("sara").text.startswith("📘 Visa fees and exemptions\n")
    again = desk.sim.press_button(desk.stage.people["sara"], desk.last("sara").raw, "passed.done 1")
    await desk.stage.settle()
    assert desk.toast(again) == OLD_BUTTON


async def test_an_officer_is_done_and_a_reply_opens_it_again(desk: Town) -> None:
    await passed(desk)
    await reply(desk, "omar", "On Sunday.")
    answer = desk.last("sara").raw
    await desk.say("sara", "thanks")
    await desk.press("lena", "Take over")
    await desk.say("omar", "/help")
    await desk.press("lena", "Done")
    assert desk.last("sara").text == (
        f"✅ The duty officer closed {NUMBER}. What you write now is for me again; to go on with it, reply to an "
        "answer of it."
    )
    assert desk.last("lena").text == f"✅ Lena closed {NUMBER}."
    await desk.say("sara", "thanks")
    assert desk.last("sara").text == "You are welcome. I am here when you need me."
    await desk.say("sara", "Which hour?", reply_to=answer)
    assert desk.last("sara").text == WENT_ON
    assert desk.last("lena").text == f"💬 {NUMBER}, Sara (Relief), partner:\n\nWhich hour?"
    actions = await desk.rows("SELECT action FROM audit WHERE subject LIKE 'Q-%' ORDER BY id")
    assert [row["action"] for row in actions] == [
        "question passed on",
        "question taken",
        "passed question answered",
        "question taken",
        "passed question closed",
        "passed question reopened",
    ]


async def test_who_replies_second_takes_over_first(desk: Town) -> None:
    await passed(desk)
    card = desk.last("lena").raw
    await reply(desk, "omar", "On Sunday.")
    await desk.say("lena", "On Monday!", reply_to=card)
    assert desk.last("lena").text == (
        f"Omar has {NUMBER}. Your answer was not sent yet: press “Take over” to send it."
    )
    assert desk.last("sara").text == f"💬 Answer of the duty officer to {NUMBER}\n\nOn Sunday."
    await desk.press("lena", "Take over")
    assert desk.last("sara").text == f"💬 Answer of the duty officer to {NUMBER}\n\nOn Monday!"
    assert desk.last("omar").text == f"Lena has {NUMBER} now."
    assert desk.last("lena").text == (
        f"You have {NUMBER} now. Reply to a message of it to answer.\n\n{ASKED}\n\n"
        "the duty officer: On Sunday.\nthe duty officer: On Monday!"
    )
    late = await desk.press("lena", "Take over")
    assert desk.toast(late) == "You have this question already."


async def test_a_group_sees_no_personal_data_and_no_file(desk: Town) -> None:
    await desk.group("officers", ["omar", "lena", "sara"], "en")
    await desk.say("lena", "/settings", group="officers")
    await desk.press("lena", "Questions", group="officers")
    refused = await desk.press("lena", "Yes", group="officers")
    assert desk.toast(refused) == "Only an admin can choose this."
    await desk.say("amal", "/settings")
    for label in ("officers", "Questions", "Yes"):
        await desk.press("amal", label)
    assert "\nQuestions to the duty officer: answered here" in desk.last("amal").text
    await passed(desk, text="The blue heron ledger: call me on 0770 123 4567?")
    assert desk.texts("omar") == desk.texts("lena") == []
    assert desk.last("officers").text == (
        f"❓ A question to the duty officer, {NUMBER}\nFrom: Relief, partner\n\n"
        "The blue heron ledger: call me on […]?\n\nPersonal data is hidden in groups.\n\n" + TO_ANSWER
    )
    read_whole = await desk.press("lena", "Read it whole", group="officers")
    assert desk.toast(read_whole) == "Sent to you in private."
    assert (
        "From: Sara (Relief), partner\n\nThe blue heron ledger: call me on 0770 123 4567?"
        in desk.last("lena").text
    )
    await desk.do(desk.sim.send_photo, desk.stage.people["sara"], PICTURE, "page 3, Sara +964 770 123 4567")
    assert desk.last("officers").text == (
        f"💬 {NUMBER}, Relief, partner:\n\npage 3, Sara […]\n\nPersonal data is hidden in groups.\n\n"
        "With a file (photo), which I show in private only."
    )
    assert "photo" not in desk.last("officers").raw
    await desk.press("omar", "Read it whole", group="officers")
    assert desk.last("omar").raw["photo"]
    await reply(desk, "omar", "On Sunday.", to=1, group="officers")
    answer = f"💬 Answer of the duty officer to {NUMBER}\n\nOn Sunday."
    assert desk.last("sara").text == answer
    assert desk.last("officers").text.startswith(f"✅ Sent. Omar has {NUMBER}:")
    mine = await reply(desk, "sara", "And I?", to=1, group="officers")
    assert (desk.last("sara").text, reactions(desk, mine)) == (answer, [])
    said = await reply(desk, "omar", "At nine.", group="officers")
    assert reactions(desk, said) == ["👍"]
    await desk.do(desk.sim.edit, desk.stage.people["omar"], said, "At ten.")
    assert (
        desk.last("sara").text == f"✏️ The duty officer changed an answer to {NUMBER}. It is now:\n\nAt ten."
    )


async def test_edits_and_files_go_both_ways_in_private(desk: Town) -> None:
    await passed(desk)
    card = desk.last("omar").raw
    omar, sara = desk.stage.people["omar"], desk.stage.people["sara"]
    await desk.do(desk.sim.send_photo, omar, PICTURE, "the form", reply_to=card)
    shown = desk.messages("sara")
    assert shown[-2].text == f"💬 Answer of the duty officer to {NUMBER}\n\nthe form"
    assert shown[-1].raw["photo"] and shown[-1].text == "the form"
    first = await desk.say("sara", "Filled in where?")
    await desk.do(desk.sim.edit, sara, first, "Filled in by whom?")
    assert desk.last("omar").text == (
        f"✏️ {NUMBER}, Sara (Relief), partner changed a message. It is now:\n\nFilled in by whom?"
    )
    await desk.do(desk.sim.send_document, sara, PICTURE)
    assert desk.last("omar").raw["document"]
    thread = await desk.rows(
        "SELECT side, text, sent_at IS NOT NULL AS sent FROM passed_messages ORDER BY id"
    )
    assert [(row["side"], row["text"], row["sent"]) for row in thread] == [
        ("officer", "the form", 1),
        ("asker", "Filled in by whom?", 1),
        ("asker", "", 1),
    ]


async def test_a_reporter_goes_on_reporting(desk: Town) -> None:
    await desk.person("ali", governorates=["IQ-NI"], name="Ali", organisation="Ninewa office")
    await passed(desk, "ali")
    await desk.say("ali", "50 families returned to Sinjar")
    assert desk.last("ali").text.startswith("📝 Is this right?")
    await desk.press("ali", "Save")
    await desk.say("ali", "and the heron?")
    assert desk.last("ali").text == WENT_ON
    assert desk.last("omar").text == f"💬 {NUMBER}, Ali (Ninewa office), focal point:\n\nand the heron?"


async def test_a_second_question_joins_the_open_one_and_nobody_passes_twice(desk: Town) -> None:
    await desk.say("sara", "Green heron ledger?")
    green = desk.last("sara").raw
    await passed(desk)
    pressed = desk.sim.press_button(desk.stage.people["sara"], green, "question.pass 1")
    await desk.stage.settle()
    assert (desk.toast(pressed), desk.last("sara").text) == ("", WENT_ON)
    assert desk.last("omar").text.endswith("\n\nGreen heron ledger?")
    again = desk.sim.press_button(desk.stage.people["sara"], green, "question.pass 1")
    other = desk.sim.press_button(desk.stage.people["lena"], desk.last("lena").raw, "question.pass 1")
    await desk.stage.settle()
    assert desk.toast(again) == "This question was passed on already. The answer comes here."
    assert desk.toast(other) == OLD_BUTTON
    assert await desk.rows("SELECT number FROM passed") == [{"number": NUMBER}]


async def test_strangers_to_a_conversation_cannot_end_it_or_reply(desk: Town) -> None:
    await passed(desk)
    await desk.person("ben", role="partner", name="Ben")
    await desk.say("ben", "/help")
    pressed = desk.sim.press_button(desk.stage.people["ben"], desk.last("ben").raw, "passed.done 1")
    await desk.stage.settle()
    assert desk.toast(pressed) == OLD_BUTTON
    assert await desk.rows("SELECT closed_at FROM passed") == [{"closed_at": None}]


async def test_without_any_officer_nothing_is_passed_on(town: Town) -> None:
    await town.person("sara", role="partner")
    await town.say("sara", ASKED)
    pressed = await town.press("sara", "sk a person")
    assert town.toast(pressed).startswith("No duty officer can be reached at the moment.")
    assert await town.rows("SELECT * FROM passed") == []


async def test_an_asker_who_left_is_told_of(desk: Town) -> None:
    await passed(desk)
    lost = (
        f"⚠️ Who asked {NUMBER} cannot be reached: no longer in the bot, or the bot is blocked. "
        "Your answer was not delivered; it is kept."
    )
    desk.sim.delete_account(desk.stage.people["sara"])
    await reply(desk, "omar", "On Sunday.")
    assert desk.last("omar").text == lost  # delivery learnt it
    await reply(desk, "omar", "On Monday.", to=0)
    assert desk.texts("omar").count(lost) == 2  # known by now


async def test_an_officer_who_left_gives_it_to_the_others(desk: Town) -> None:
    await passed(desk)
    card = desk.last("lena").text
    await reply(desk, "omar", "On Sunday.")
    desk.sim.delete_account(desk.stage.people["omar"])
    await desk.say("sara", "Which hour?")
    assert desk.last("lena").text == card
    assert desk.last("sara").text == (
        f"The duty officer who had {NUMBER} cannot be reached at the moment. Your question went to the others."
    )
    await reply(desk, "lena", "At nine.")
    assert desk.last("sara").text == f"💬 Answer of the duty officer to {NUMBER}\n\nAt nine."


async def test_unanswered_for_four_hours_and_for_eight(desk: Town) -> None:
    await passed(desk)
    card = desk.last("omar").text
    await desk.clock_to(MORNING + timedelta(hours=3, minutes=59))
    assert desk.texts("omar") == [card]
    await desk.clock_to(MORNING + timedelta(hours=4, minutes=1))
    late = f"⏰ Unanswered for 4 hours\n\n{card}"
    assert (desk.texts("omar"), desk.texts("lena"), desk.texts("amal")) == ([card, late], [card, late], [])
    await desk.clock_to(MORNING + timedelta(hours=20))
    assert (desk.texts("omar"), desk.texts("amal")) == (
        [card, late],
        [f"⏰ Unanswered for 8 hours\n\n{card}"],
    )
    await reply(desk, "amal", "Tomorrow.")
    assert desk.last("sara").text == f"💬 Answer of the duty officer to {NUMBER}\n\nTomorrow."
    assert len(await desk.rows("SELECT * FROM due WHERE job LIKE 'unanswered %'")) == 2


async def test_a_week_of_silence_ends_it(desk: Town) -> None:
    await passed(desk)
    await reply(desk, "omar", "On Sunday.")
    await desk.clock_to(MORNING + timedelta(days=6, hours=23))
    await desk.say("sara", "Thank you.")
    await desk.clock_to(MORNING + timedelta(days=13))
    assert desk.last("sara").text == WENT_ON
    await desk.clock_to(MORNING + timedelta(days=14))
    assert desk.last("sara").text.startswith(f"✅ {NUMBER} is closed: nothing was said for a week.")
    assert desk.last("omar").text == f"✅ {NUMBER} is closed: nothing was said for a week."
    await reply(desk, "omar", "One more thing.")
    assert desk.last("sara").text == f"💬 Answer of the duty officer to {NUMBER}\n\nOne more thing."


async def test_an_admin_answers_in_private_what_a_group_left_lying(desk: Town) -> None:
    await desk.group("officers", ["omar", "lena"], "en", summary_at="")
    await desk.say("amal", "/settings")
    for label in ("officers", "Questions", "Yes"):
        await desk.press("amal", label)
    await passed(desk)
    await desk.clock_to(MORNING + timedelta(hours=9))
    assert [text.partition("\n")[0] for text in desk.texts("officers")] == [
        f"❓ A question to the duty officer, {NUMBER}",
        "⏰ Unanswered for 4 hours",
    ]
    assert desk.last("amal").text.startswith(
        "⏰ Unanswered for 8 hours\n\n❓ A question to the duty officer,"
    )
    await reply(desk, "amal", "Tomorrow.")
    assert desk.last("officers").text == f"Amal has {NUMBER} now."
    await desk.say("sara", "Which hour?")
    assert desk.last("officers").text == f"💬 {NUMBER}, Relief, partner:\n\nWhich hour?"
    assert desk.last("amal").text == f"💬 {NUMBER}, Sara (Relief), partner:\n\nWhich hour?"


async def test_the_question_becomes_a_wording(desk: Town) -> None:
    await desk.say("sara", "Visa fees and exemptions")
    await desk.press("sara", "No")
    await desk.press("sara", "sk a person")
    await reply(desk, "omar", "See the visa fees.")
    assert desk.last("omar").text == (
        f"Others may ask the same as {NUMBER}.\n"
        "Save the answer as a new entry, or the question as one more wording of a topic that answers it?"
    )
    assert desk.last("omar").buttons[:2] == (
        ("Save as a new entry",),
        ("A wording of: Visa fees and exemptions",),
    )
    assert desk.last("omar").buttons[-1] == ("No",)
    await desk.press("omar", "A wording of: Visa fees")
    assert desk.last("omar").text == (
        "✅ “Visa fees and exemptions” is a wording of Visa fees and exemptions from now on."
    )
    (way,) = await desk.rows("SELECT language, words FROM knowledge_ways WHERE added_by IS NOT NULL")
    assert way == {"language": "en", "words": "Visa fees and exemptions"}
    await desk.say("omar", "/unanswered")
    assert "Visa fees" not in desk.last("omar").text
    await desk.say("omar", "/knowledge")
    for label in ("^Visas$", "^Visa fees", "Added wordings", "✕ Visa fees and exemptions"):
        await desk.press("omar", label)
    assert desk.last("omar").text == "🗂 Visa fees and exemptions\nNo wording was added in chat."
    (way,) = await desk.rows("SELECT removed_at FROM knowledge_ways WHERE added_by IS NOT NULL")
    assert way["removed_at"]


async def test_a_question_with_personal_data_becomes_no_wording(desk: Town) -> None:
    await passed(desk, text="The blue heron ledger: call me on 0770 123 4567?")
    await reply(desk, "omar", "On Sunday.")
    assert await desk.rows("SELECT decision FROM questions") == [{"decision": "refuse"}]
    data = f"wording.add 1 {(await desk.rows('SELECT min(id) AS id FROM knowledge_topics'))[0]['id']}"
    pressed = desk.sim.press_button(desk.stage.people["omar"], desk.last("omar").raw, data)
    await desk.stage.settle()
    assert desk.toast(pressed) == (
        "This question is too long or holds personal data: it cannot become a wording."
    )
    await desk.press("omar", "^No$")
    assert desk.last("omar").text == "Nothing was saved. Unanswered questions stay in /unanswered."
    assert await desk.rows("SELECT * FROM knowledge_ways WHERE added_by IS NOT NULL") == []


@pytest.mark.parametrize("script", ["passing_on", "knowledge_editing"])
async def test_the_scripts_are_played(script: str) -> None:
    path = Path(__file__).parent / "scripts" / f"{script}.jsonl"
    assert await play(read(path), path.parent, lambda _line: None) > 0
