"""Files, edits, reminders and looking up saved updates, through the simulator."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.test_status import CARD, NINE, ONE_LINE, PICTURE, READ

if TYPE_CHECKING:
    from tests.conftest import Town

NOT_OPEN = "This reference is not open to you, or there is no such update. Please check it."


@pytest.fixture
async def ninewa(town: Town) -> str:
    await town.person("ninewa", "en", governorates=["IQ-NI"], name="Ali", organisation="Ninewa office")
    return "ninewa"


async def _photo(town: Town, who: str, **more: str) -> None:
    await town.do(town.sim.send_photo, town.stage.people[who], PICTURE, **more)


async def test_files_join_the_open_card_and_are_shown_again(town: Town, ninewa: str) -> None:
    who = town.stage.people[ninewa]
    await town.say(ninewa, ONE_LINE)
    await _photo(town, ninewa, caption="The camp gate")
    await town.do(town.sim.send_document, who, b"list", name="list.pdf")
    await town.do(town.sim.send_location, who, 35.87, 43.83)
    assert town.last(ninewa).text == (
        f"Location added to the update.\n\n{CARD}\n\nAttached: 1 photo, 1 document and 1 location"
    )
    await town.press(ninewa, "Save")
    await town.say(ninewa, "/show ar261122001f")
    shown, photo, document, place = town.messages(ninewa)[-4:]
    assert shown.text == (
        f"AR-261122-001-F\nNot confirmed yet\n\n{READ}\n\nIn their words: {ONE_LINE}\n\n"
        "Attached: 1 photo, 1 document and 1 location\n\n"
        "Sun 22 Nov 2026, 09:00: saved by Ali (Ninewa office)"
    )
    assert photo.text == "The camp gate"
    assert "photo" in photo.raw
    assert "document" in document.raw
    assert place.raw["location"] == {"latitude": 35.87, "longitude": 43.83}


async def test_an_album_is_kept_whole_and_answered_once(town: Town, ninewa: str) -> None:
    await town.say(ninewa, ONE_LINE)
    before = len(town.texts(ninewa))
    for _ in range(3):
        await _photo(town, ninewa, media_group_id="7")
    assert len(town.texts(ninewa)) == before + 1
    assert town.last(ninewa).text == f"Photo added to the update.\n\n{CARD}\n\nAttached: 1 album"
    await town.press(ninewa, "Save")
    assert await town.rows("SELECT count(*) AS n FROM attachments") == [{"n": 3}]


async def test_a_photo_with_an_update_as_its_caption_is_a_card(town: Town, ninewa: str) -> None:
    await _photo(town, ninewa, caption=ONE_LINE)
    assert town.last(ninewa).text == f"{CARD}\n\nAttached: 1 photo"


async def test_a_photo_that_comes_first_begins_an_update(town: Town, ninewa: str) -> None:
    for _ in range(2):
        await _photo(town, ninewa, media_group_id="7")
    assert town.texts(ninewa) == [
        "I keep this with a new update. Nothing is saved yet.\n\nWhat do you want to report?"
    ]
    await town.say(ninewa, ONE_LINE)
    assert town.last(ninewa).text.endswith("Attached: 1 album")


async def test_a_forwarded_message_says_so_and_counts_days_from_when_it_was_written(
    town: Town, ninewa: str
) -> None:
    await town.person("deputy", "en", role="deputy", governorates=["IQ-NI"])
    written = await town.say("deputy", "50 families returned to Sinjar yesterday")
    await town.clock_to(NINE + timedelta(days=3))
    await town.do(town.sim.forward, town.stage.people[ninewa], written)
    assert town.last(ninewa).text == (
        "📝 Is this right? It is not saved yet.\n\n"
        "Return\n50 families\nIndividuals: not reported\nWhere: Sinjar, Ninewa\nFrom: not reported\n"
        "When: Sat 21 Nov 2026\n\nYour words: [forwarded] 50 families returned to Sinjar yesterday"
    )


async def test_the_open_card_follows_an_edit_of_its_message(town: Town, ninewa: str) -> None:
    said = await town.say(ninewa, ONE_LINE)
    edited = ONE_LINE.replace("120", "130")
    await town.do(town.sim.edit, town.stage.people[ninewa], said, edited)
    assert town.last(ninewa).text == (
        f"You edited your message; this is what I read now:\n\n{CARD.replace('120', '130')}"
    )
    await town.do(town.sim.edit, town.stage.people[ninewa], said, "never mind")
    assert (
        town.last(ninewa).text == "Your edited message holds no update any more, so there is nothing to save."
    )
    assert await town.rows("SELECT state FROM forms") == [{"state": "cancelled"}]


async def test_an_edit_of_a_saved_update_opens_its_correction(town: Town, ninewa: str) -> None:
    said = await town.say(ninewa, ONE_LINE)
    await town.press(ninewa, "Save")
    edited = ONE_LINE.replace("120", "130")
    await town.do(town.sim.edit, town.stage.people[ninewa], said, edited)
    assert town.last(ninewa).text == (
        "You edited the message of AR-261122-001-F, which is saved. This would correct it:\n\n"
        "✏️ Correction of AR-261122-001-F. It is not saved yet.\n\n"
        f"• Families: 120 families → 130 families\n• Words: “{ONE_LINE}” → “{edited}”\n\n"
        "After it: Displacement · 130 families · Debaga, Erbil · from Mosul, Ninewa · 22 Nov"
    )
    assert await town.rows("SELECT households FROM reports") == [{"households": 120}]


async def test_an_edit_of_anything_else_is_passed_over(town: Town, ninewa: str) -> None:
    said = await town.say(ninewa, "hello")
    before = town.texts(ninewa)
    await town.do(town.sim.edit, town.stage.people[ninewa], said, "hello there")
    assert town.texts(ninewa) == before


async def test_an_unsaved_card_is_reminded_of_once(town: Town, ninewa: str) -> None:
    await town.say(ninewa, ONE_LINE)
    await town.clock_to(NINE + timedelta(minutes=29))
    assert town.texts(ninewa) == [CARD]
    await town.clock_to(NINE + timedelta(hours=5))
    assert town.texts(ninewa) == [CARD, f"⏳ Your update is not saved yet.\n\n{READ}"]
    await town.press(ninewa, "Continue")
    assert town.last(ninewa).text == CARD
    await town.press(ninewa, "Save")
    await town.clock_to(NINE + timedelta(days=1))
    assert [text for text in town.texts(ninewa) if "not saved yet" in text] == [CARD]


@pytest.mark.parametrize(
    ("key", "role", "areas", "sees"),
    [
        ("anbar", "focal point", ["IQ-AN"], False),
        ("erbil", "focal point", ["IQ-AR"], True),
        ("duty", "duty officer", [], True),
        ("auditor", "auditor", [], True),
    ],
)
async def test_a_report_is_open_to_its_area_and_to_overseers(
    town: Town, ninewa: str, key: str, role: str, areas: list[str], sees: bool
) -> None:
    await town.person(key, "en", role=role, governorates=areas)
    await town.say(ninewa, ONE_LINE)
    await town.press(ninewa, "Save")
    await town.say(key, "/show AR-261122-001-F")
    assert (READ in town.last(key).text) is sees
    assert (town.last(key).text == NOT_OPEN) is not sees


@pytest.mark.parametrize("typed", ["AR-261122-001-G", "AR-261122-009-H", "<b>", "x" * 500])
async def test_a_wrong_reference_gets_the_same_words(town: Town, ninewa: str, typed: str) -> None:
    await town.say(ninewa, f"/show {typed}")
    assert town.last(ninewa).text == NOT_OPEN


async def test_the_latest_updates_are_listed_for_overseers(town: Town, ninewa: str) -> None:
    await town.person("duty", "en", role="duty officer")
    await town.say("duty", "/reports")
    assert town.last("duty").text == "No status update has been saved yet."
    await town.say(ninewa, ONE_LINE)
    await town.press(ninewa, "Save")
    await town.say("duty", "/reports")
    assert town.last("duty").text == (
        "The latest updates\n\nAR-261122-001-F\n"
        "Displacement · 120 families · Debaga, Erbil · from Mosul, Ninewa · 22 Nov\nSun 22 Nov 2026, 09:00, Ali\nNot confirmed yet"
    )
    await town.press("duty", "AR-261122-001-F")
    assert READ in town.last("duty").text
