"""What the words of the form mean, asked for in the middle of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import pytest

from coordination.reports.definitions import definitions
from coordination.reports.draft import Step
from coordination.text.reference import read_table

if TYPE_CHECKING:
    from tests.conftest import Town

FAMILIES = "Displacement · Ninewa\n\nHow many families? Type the number."


@pytest.fixture
async def ninewa(town: Town) -> str:
    await town.person("ninewa", "en", governorates=["IQ-NI"])
    await town.say("ninewa", "/update")
    return "ninewa"


def test_every_term_is_whole_and_shown_under_some_question() -> None:
    shown = {one.term for step in get_args(Step) for one in definitions(step)}
    rows = read_table("definitions.csv")
    assert shown == {row["term"] for row in rows}
    assert len(shown) == len(rows) == 6
    assert all(None not in row and None not in row.values() and all(row.values()) for row in rows)


def test_the_questions_with_definitions() -> None:
    assert [step for step in get_args(Step) if definitions(step)] == [
        "kind",
        "households",
        "individuals",
        "sectors",
    ]


async def test_the_meaning_is_told_and_the_form_stays(town: Town, ninewa: str) -> None:
    for button in ("Displacement", "Ninewa", "Whole governorate"):
        await town.press(ninewa, button)
    assert town.last(ninewa).text == FAMILIES
    before = await town.rows("SELECT step, version, data FROM forms")
    await town.press(ninewa, r"What does this mean\?")
    card = town.last(ninewa)
    assert card.text == (
        "📖 What the words mean\n\n"
        "Family (household): People who live and eat together and moved together. Families are counted by themselves, "
        "never worked out from individuals.\n"
        "Source: the centre's own wording; the unit that the Displacement Tracking Matrix counts\n\n"
        "Individual: Every person, man, woman or child, infants too. Give it only if it was counted, not worked out "
        "from families.\nSource: the centre's own wording"
    )
    assert card.buttons == (("Back to the question",),)
    assert await town.rows("SELECT step, version, data FROM forms") == before
    await town.press(ninewa, "Back to the question")
    assert town.last(ninewa).text == FAMILIES
    await town.press(ninewa, r"What does this mean\?")
    await town.say(ninewa, "12")  # the question is still open
    assert town.last(ninewa).text.startswith("Displacement · 12 families · Ninewa\n\nHow many individuals?")


async def test_an_old_button_explains_nothing(town: Town, ninewa: str) -> None:
    card = town.last(ninewa).raw
    (data,) = [
        button["callback_data"]
        for row in card["reply_markup"]["inline_keyboard"]
        for button in row
        if "mean" in button["text"]
    ]
    await town.press(ninewa, "Displacement")
    old = await town.do(town.sim.press_button, town.stage.people[ninewa], card, data)
    assert town.toast(old) == "This button is no longer in use. Nothing was changed."


async def test_the_meaning_in_arabic(town: Town) -> None:
    await town.person("basra", "ar", governorates=["IQ-BA"])
    await town.say("basra", "/update")
    await town.press("basra", "ما معنى هذا")
    assert town.last("basra").text == (
        "📖 معاني المصطلحات\n\n"
        "نازح: شخص اضطر إلى ترك مكان سكنه وما زال داخل العراق ولم يعد إليه. من عبر الحدود لا يُعد نازحاً.\n"
        "المصدر: المنظمة الدولية للهجرة، مصفوفة تتبع النزوح في العراق\n\n"
        "عائد: نازح رجع إلى القضاء أو الناحية التي نزح منها، سواء عاد إلى بيته نفسه أم لا.\n"
        "المصدر: تعريف المركز، على نهج مصفوفة تتبع النزوح\n\n"
        "حادث: واقعة في يوم ومكان معلومين تمسّ سلامة الناس أو وصول المساعدة: قصف أو عبوة ناسفة أو فيضان أو حريق أو وباء.\n"
        "المصدر: تعريف المركز"
    )
    await town.press("basra", "رجوع إلى السؤال")
    assert "ما معنى هذا؟" in [label for row in town.last("basra").buttons for label in row]
