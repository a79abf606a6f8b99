"""Pins: the nearest known place is proposed, and set only by a tap."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.places import gazetteer
from coordination.places.nearest import FAR_KM, distance, nearest

if TYPE_CHECKING:
    from tests.conftest import Town

NEAR_DEBAGA = (35.9, 43.85)
ASKED = "This point is about 4 km from Debaga camp (Makhmur district, Erbil).\nIs the report about there?"
FAR = "This point is outside Iraq, or more than 50 km from every place I know; it is kept with the update."


@pytest.fixture
async def ninewa(town: Town) -> str:
    await town.person("ninewa", "en", governorates=["IQ-NI"], name="Ali", organisation="Ninewa office")
    return "ninewa"


async def pin(town: Town, who: str, lat: float, lon: float, **more: object) -> None:
    await town.do(town.sim.send_location, town.stage.people[who], lat, lon, **more)


def test_distances_are_right() -> None:
    assert round(distance(33.31, 44.37, 36.34, 43.13)) == 355  # Baghdad to Mosul
    assert distance(33.0, 44.0, 33.0, 44.0) == 0.0


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_the_nearest_place_is_nearer_than_all_others(lat: float, lon: float) -> None:
    near = nearest(lat, lon)
    if near is not None:
        below = [place for place in gazetteer().places if place.kind != "governorate"]
        assert near.km == min(distance(lat, lon, place.lat, place.lon) for place in below) <= FAR_KM


@pytest.mark.parametrize(
    ("lat", "lon"), [(33.51, 36.29), (35.69, 51.39), (29.37, 47.98), (24.7, 46.7), (0.0, 0.0), (32.2, 39.6)]
)
def test_damascus_tehran_kuwait_riyadh_the_sea_and_the_empty_desert_are_near_nothing(
    lat: float, lon: float
) -> None:
    assert nearest(lat, lon) is None


async def test_a_pin_begins_an_update_there(town: Town, ninewa: str) -> None:
    await pin(town, ninewa, *NEAR_DEBAGA)
    asked = town.last(ninewa)
    assert asked.text == f"I keep this with a new update. Nothing is saved yet.\n\n{ASKED}"
    assert asked.buttons == (("Yes, there", "No, elsewhere"), ("Back", "Cancel"))
    await town.press(ninewa, "Yes, there")
    assert town.last(ninewa).text == "What do you want to report?"
    await town.press(ninewa, "Return")
    assert town.last(ninewa).text == ("Return · Debaga camp, Erbil\n\nHow many families? Type the number.")


async def test_words_without_a_place_are_about_the_pin(town: Town, ninewa: str) -> None:
    await pin(town, ninewa, *NEAR_DEBAGA, venue="School")
    await town.press(ninewa, "Yes, there")
    await town.say(ninewa, "30 families returned")
    assert "\nWhere: Debaga camp, Erbil\n" in town.last(ninewa).text
    await town.say(ninewa, "40 families returned to Sinjar")
    await town.press(ninewa, "^Save$")
    assert await town.rows("SELECT place, households FROM reports ORDER BY id") == [
        {"place": "camp:debaga", "households": 30},
        {"place": "IQG15Q07", "households": 40},
    ]


async def test_no_leaves_everything_as_it_was(town: Town, ninewa: str) -> None:
    await pin(town, ninewa, *NEAR_DEBAGA, live_period=900)
    await town.press(ninewa, "No, elsewhere")
    await town.press(ninewa, "Return")
    assert town.last(ninewa).text.startswith("Return\n\nWhere did they return to?")


async def test_a_pin_answers_the_question_where(town: Town, ninewa: str) -> None:
    await town.say(ninewa, "/update")
    await town.press(ninewa, "Incident")
    await pin(town, ninewa, *NEAR_DEBAGA)
    assert town.last(ninewa).text == f"Location added to the update.\n\nIncident\n\n{ASKED}"
    await town.press(ninewa, "Yes, there")
    assert town.last(ninewa).text == ("Incident · Debaga camp, Erbil\n\nHow many families? Type the number.")
    await pin(town, ninewa, *NEAR_DEBAGA)
    assert town.last(ninewa).text.startswith(
        "Location added to the update.\n\nIncident · Debaga camp, Erbil\n\nHow"
    )


async def test_a_pin_under_the_card_changes_the_place_by_a_tap_only(town: Town, ninewa: str) -> None:
    await town.say(ninewa, "50 families returned to Sinjar")
    card = town.last(ninewa).text
    await pin(town, ninewa, *NEAR_DEBAGA)
    assert ASKED in town.last(ninewa).text
    await town.press(ninewa, "No, elsewhere")
    assert town.last(ninewa).text == f"{card}\n\nAttached: 1 location"
    await pin(town, ninewa, *NEAR_DEBAGA)
    await town.press(ninewa, "Yes, there")
    assert "\nWhere: Debaga camp, Erbil\n" in town.last(ninewa).text


async def test_typing_while_the_point_is_asked_about_answers_the_question_before(
    town: Town, ninewa: str
) -> None:
    await town.say(ninewa, "/update")
    await town.press(ninewa, "Incident")
    await pin(town, ninewa, *NEAR_DEBAGA)
    await town.say(ninewa, "Telafar")
    assert town.last(ninewa).text.startswith("Incident · Tal Afar, Ninewa\n\n")


async def test_points_that_propose_nothing(town: Town, ninewa: str) -> None:
    await town.say(ninewa, "50 families returned to Sinjar")
    await pin(town, ninewa, 35.69, 51.39)
    assert town.last(ninewa).text.startswith(f"Location added to the update.\n{FAR}\n\n📝")
    await town.say(ninewa, "60 families returned to Telafar")
    await pin(town, ninewa, *NEAR_DEBAGA)  # which of the two?
    assert town.last(ninewa).text.startswith("Location added to the update.\n\n📝")


async def test_the_question_in_arabic(town: Town) -> None:
    await town.person("erbil", "ar", governorates=["IQ-AR"])
    await pin(town, "erbil", *NEAR_DEBAGA)
    asked = town.last("erbil")
    assert asked.text == (
        "أُرفق هذا بتحديث جديد. لم يُحفظ شيء بعد.\n\n"
        "تبعد هذه النقطة نحو 4 كم عن مخيم ديبكة (قضاء مخمور، أربيل).\nهل التحديث عن هذا المكان؟"
    )
    assert asked.buttons[0] == ("نعم، هناك", "كلا، مكان آخر")
