"""What is not understood surely in somebody's words is asked with buttons, one thing at a time, before the card."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.play.player import play
from bot.play.script import read as read_script
from coordination.reports.draft import Draft, Item, Pending, data_of, draft_of
from coordination.reports.fact import Fact, Kind
from coordination.reports.unclear import questions_about, retyped
from coordination.reports.understand import Sender, read
from tests.conftest import Town

SCRIPT = Path(__file__).parent / "scripts" / "doubtful_words.jsonl"
SENT = datetime(2026, 11, 22, 6, tzinfo=UTC)


def asked(text: str, *own: str) -> list[tuple[Pending, ...]]:
    """What is asked about each fact of a text by a reporter of these governorates."""
    return [questions_about(reading, own, text) for reading in read(text, SENT, Sender(own))]


@pytest.mark.parametrize(
    "text",
    [
        "120 families displaced from Mosul to Debaga yesterday",
        "نزوح 120 عائلة من الموصل الى ديبكة",
        "30 families arrived today",
        "وصول ٣٠ عائلة الى المدارس",
        "12 families returned to their homes in Sinjar",
        "Nothing to report",
        "20 families arrived from Turkey",
        "Road to Mosul is closed",
        # A word beside a name says whether the governorate or its district is meant, and so does a heading.
        "20 families arrived in Basra city",
        "وصلت 20 عائلة الى محافظة البصرة من قضاء كركوك",
        "Basra: 20 families returned",
        "20 families displaced from Kut",
        # Of several places with the name, that of the reporter's own governorate is meant.
        "10 families arrived in Badra",
    ],
)
def test_nothing_is_asked_that_is_plain(text: str) -> None:
    assert [pending for one in asked(text, "IQ-WA") for pending in one] == []


def test_what_is_asked() -> None:
    assert asked("50 families displaced to Atlantis", "IQ-NI", "IQ-BA") == [
        (Pending("place", "Atlantis", ("IQ-NI", "IQ-BA"), "unknown"),)
    ]
    assert asked("وصلت 30 عائلة الى قرية خربة الصقر", "IQ-NI") == [
        (Pending("place", "خربة الصقر", ("IQ-NI",), "unknown"),)
    ]
    assert asked("20 families displaced from Atlantis to Mosul", "IQ-NI") == [
        (Pending("origin_place", "Atlantis", ("IQ-NI",), "unknown"),)
    ]
    assert asked("10 families arrived in Badra", "IQ-NI") == [
        (Pending("place", "Badra", ("IQG18Q05", "town:baadre"), "several"),)
    ]
    assert asked("12.5 families and 3000000000 individuals arrived in Mosul") == [
        (
            Pending("households", "12.5 families", (), "figure"),
            Pending("individuals", "3000000000", (), "odd"),
        )
    ]
    assert asked("600000 families displaced to Mosul") == [(Pending("households", "600000", (), "odd"),)]


def test_a_governorate_and_the_district_of_its_name_are_asked_apart() -> None:
    basra, kirkuk = ("IQ-BA", "IQG02Q02"), ("IQ-KI", "IQG13Q04")
    # Where exactly people came from is left as it was said.
    assert asked("وصلت 20 عائلة للبصرة من كركوك", "IQ-NA") == [
        (Pending("place", "البصرة", basra, "several"),)
    ]
    assert asked("20 families arrived in Kirkuk", "IQ-KI") == [
        (Pending("place", "Kirkuk", kirkuk, "several"),)
    ]


async def test_the_governorate_or_the_district_is_asked_once_in_an_update(town: Town) -> None:
    await town.person("huda", "ar", governorates=["IQ-BG"], name="هدى")
    await town.say("huda", "وصلت 20 عائلة للبصرة\nعودة 5 عوائل الى البصرة\nوصلت 8 عوائل الى دهوك")
    question = town.last("huda")
    assert question.text == "نزوح · 20 عائلة · البصرة · 22 تشرين الثاني\n\nالبصرة: المحافظة أم القضاء؟"
    assert question.buttons == (("محافظة البصرة",), ("قضاء البصرة، البصرة",), ("تخطي",), ("إلغاء",))
    await town.press("huda", "قضاء البصرة")
    assert town.last("huda").text.endswith("دهوك: المحافظة أم القضاء؟")
    await town.press("huda", "^محافظة دهوك$")
    await town.say("huda", "نزوح 7 عوائل الى البصرة")
    assert town.last("huda").text.startswith("أُضيف إلى هذا التحديث")
    await town.press("huda", "^حفظ$")
    assert await town.rows("SELECT governorate, place, place_text FROM reports ORDER BY id") == [
        {"governorate": "IQ-BA", "place": "IQG02Q02", "place_text": "البصرة"},
        {"governorate": "IQ-BA", "place": "IQG02Q02", "place_text": "البصرة"},
        {"governorate": "IQ-DA", "place": None, "place_text": ""},
        {"governorate": "IQ-BA", "place": None, "place_text": "البصرة"},
    ]


def test_a_draft_keeps_what_is_still_to_be_asked() -> None:
    pending = Pending("place", "Atlantis", ("IQ-NI",), "unknown")
    fact = Fact(Kind.DISPLACEMENT, "IQ-NI", households=50, day=date(2026, 11, 22))
    draft = Draft(items=(Item(fact, 7, unclear=(pending,), guessed=("origin_place",)),), pending=pending)
    assert draft_of(data_of(draft)) == draft
    older = data_of(draft)
    for key in ("unclear", "guessed"):
        del older["items"][0][key]
    del older["pending"]["reason"]
    assert draft_of(older) == Draft(items=(Item(fact, 7),), pending=Pending("place", "Atlantis", ("IQ-NI",)))


def test_a_name_typed_anew_is_asked_about_in_the_same_way() -> None:
    before = Pending("place", "Atlantis", ("IQ-NI",), "unknown")
    unknown = Draft(pending=Pending("place", "Lemuria"))
    assert retyped(before, unknown).pending == Pending("place", "Lemuria", ("IQ-NI",), "unknown")
    several = Draft(pending=Pending("place", "Badra", ("IQG18Q05", "town:baadre")))
    assert retyped(before, several).pending == Pending(
        "place", "Badra", ("IQG18Q05", "town:baadre"), "several"
    )


async def test_a_place_that_is_not_known(town: Town) -> None:
    await town.person("ali", governorates=["IQ-NI"], name="Ali")
    await town.say("ali", "50 families displaced to Atlantis")
    question = town.last("ali")
    assert question.text == (
        "Displacement · 50 families · Atlantis · 22 Nov\n\n"
        "Where is “Atlantis”? I do not know this place. Choose the governorate, or type another name."
    )
    assert question.buttons == (
        ("Ninewa",),
        ("Another governorate",),
        ("Keep it as I wrote it",),
        ("Cancel",),
    )
    await town.press("ali", "Another governorate")
    assert len([label for row in town.last("ali").buttons for label in row]) == 19 + 2
    await town.press("ali", "Duhok")
    assert "Where: Atlantis, Duhok" in town.last("ali").text
    await town.press("ali", "^Save")
    assert await town.rows("SELECT governorate, place, place_text FROM reports") == [
        {"governorate": "IQ-DA", "place": None, "place_text": "Atlantis"}
    ]


async def test_a_place_that_is_not_known_is_named_again_or_kept(town: Town) -> None:
    await town.person("ali", governorates=["IQ-NI"], name="Ali")
    await town.say("ali", "50 families displaced to Atlantis")
    await town.say("ali", "Lemuria")
    assert town.last("ali").text.startswith(
        "Displacement · 50 families · Lemuria · 22 Nov\n\nWhere is “Lemuria”?"
    )
    await town.say("ali", "Sinjar")
    assert "Where: Sinjar, Ninewa" in town.last("ali").text
    await town.say("ali", "/cancel")
    await town.say("ali", "50 families displaced from Atlantis to Mosul")
    await town.press("ali", "Keep it")
    assert "Where: Mosul, Ninewa\nFrom: Atlantis\n" in town.last("ali").text


async def test_a_ministry_is_shown_all_governorates(town: Town) -> None:
    await town.person("mona", name="Mona")
    await town.say("mona", "50 families displaced to Atlantis")
    assert len([label for row in town.last("mona").buttons for label in row]) == 19 + 1
    await town.press("mona", "Basra")
    assert "Where: Atlantis, Basra" in town.last("mona").text


async def test_a_name_of_several_places(town: Town) -> None:
    await town.person("huda", "ar", governorates=["IQ-BG"], name="هدى")
    await town.say("huda", "نزوح 20 عائلة الى العباسية")
    question = town.last("huda")
    assert question.text == ("نزوح · 20 عائلة · العباسية · 22 تشرين الثاني\n\nالعباسية: أي مكان هو المقصود؟")
    assert question.buttons == (
        ("ناحية العباسي، كركوك",),
        ("منطقة العباسية، النجف",),
        ("إبقاؤه كما كُتب",),
        ("إلغاء",),
    )
    await town.press("huda", "النجف")
    assert "العباسية، النجف" in town.last("huda").text
    await town.press("huda", "حفظ")
    assert await town.rows("SELECT governorate, place FROM reports") == [
        {"governorate": "IQ-NA", "place": "town:abbasiya-najaf"}
    ]


async def test_figures_that_are_none_and_figures_beyond_the_usual(town: Town) -> None:
    await town.person("ali", governorates=["IQ-NI"], name="Ali")
    await town.say("ali", "12.5 families and 6000000 individuals arrived in Mosul")
    assert town.last("ali").text == (
        "Displacement · 6,000,000 individuals · Mosul, Ninewa · 22 Nov\n"
        "You wrote “12.5 families”, which I cannot read as a number of people.\n\n"
        "How many families? Type the number."
    )
    await town.say("ali", "12")
    assert town.last("ali").text == (
        "Displacement · 12 families · 6,000,000 individuals · Mosul, Ninewa · 22 Nov\n\n"
        "6,000,000 individuals? This is unusually many."
    )
    await town.press("ali", "Correct it")
    await town.say("ali", "60")
    card = town.last("ali")
    assert "12 families\n60 individuals\n" in card.text
    assert card.buttons[0] == ("Save",)


async def test_a_word_with_a_wrong_letter_is_read_with_a_question_mark(town: Town) -> None:
    await town.person("ali", governorates=["IQ-NI"], name="Ali")
    await town.say("ali", "40 families displaced to Sinjer")
    assert "Sinjar, Ninewa? You wrote “Sinjer”." in town.last("ali").text
    await town.press("ali", "Change")
    await town.press("ali", "Where")
    await town.say("ali", "Mosul")
    assert "Sinjer" not in town.last("ali").text.split("Your words:")[0]


async def test_an_edit_is_looked_at_anew(town: Town) -> None:
    await town.person("ali", governorates=["IQ-NI"], name="Ali")
    said = await town.say("ali", "50 families displaced to Atlantis")
    await town.do(town.sim.edit, town.stage.people["ali"], said, "50 families displaced to Lemuria")
    assert "Where is “Lemuria”?" in town.last("ali").text
    await town.do(town.sim.edit, town.stage.people["ali"], said, "50 families displaced to Mosul")
    assert "Is this right?" in town.last("ali").text and "Where: Mosul, Ninewa" in town.last("ali").text


async def test_the_script_plays() -> None:
    assert await play(read_script(SCRIPT), SCRIPT.parent, lambda _line: None) == 17
