"""What is reported again: a message that names a saved report, and the same fact told twice; through the simulator."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from coordination.reports.reference import make_reference, references_written
from tests.conftest import MORNING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Town

SINJAR = "50 families returned to Sinjar"
REF = "NI-261122-001-A"


@pytest.fixture
async def ninewa(town: Town) -> str:
    await town.person("ninewa", "en", governorates=["IQ-NI"], name="Ali", organisation="Ninewa office")
    return "ninewa"


@pytest.fixture
async def saved(town: Town, ninewa: str) -> str:
    await town.say(ninewa, SINJAR)
    await town.press(ninewa, "Save")
    return ninewa


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"correction {REF} 60 families", ((REF,), "correction   60 families")),
        ("تصحيح ni-٢٦١١٢٢-٠٠١-a: ٦٠ عائلة", ((REF,), "تصحيح  : ٦٠ عائلة")),
        (f"{REF} ni261122001a", ((REF,), "   ")),
        ("NI-261122-001-B", (("NI-261122-001-B",), " ")),
        ("NI 261122 001 B and 120 families", ((), "NI 261122 001 B and 120 families")),
    ],
)
def test_references_among_words(text: str, expected: tuple[tuple[str, ...], str]) -> None:
    assert references_written(text) == expected


CORRECTION = (
    f"Your message names {REF}, so this corrects it. A new update is sent without a reference.\n\n"
    f"✏️ Correction of {REF}. It is not saved yet.\n\n"
    "• Families: 50 families → 60 families\n\n"
    "After it: Return · 60 families · Sinjar, Ninewa · 22 Nov"
)


@pytest.mark.parametrize("text", [f"correction {REF} 60 families", f"تصحيح {REF}: عودة 60 عائلة الى سنجار"])
async def test_a_text_that_names_a_report_corrects_it(town: Town, saved: str, text: str) -> None:
    await town.say(saved, text)
    assert town.last(saved).text == CORRECTION
    await town.press(saved, "Save")
    assert await town.rows("SELECT reference, households, version FROM reports") == [
        {"reference": REF, "households": 60, "version": 2}
    ]


async def test_the_bare_reference_shows_the_report(town: Town, saved: str) -> None:
    await town.say(saved, f"/show {REF}")
    card = town.last(saved).text
    await town.say(saved, "ni 261122 001 a.")
    assert town.last(saved).text == card
    assert await town.rows("SELECT id FROM forms WHERE state = 'open'") == []


async def test_a_reference_that_is_not_open_says_so_and_saves_nothing(town: Town, saved: str) -> None:
    await town.person("basra", "en", governorates=["IQ-BA"])
    for text in (
        f"correction {REF} 60 families displaced from Mosul to Basra",
        "NI-261122-001-B 60 families",
    ):
        await town.say("basra", text)
        assert town.last("basra").text == (
            "This reference is not open to you, or there is no such update. Please check it."
        )
    assert await town.rows("SELECT id FROM forms WHERE state = 'open'") == []


async def test_a_reference_in_the_middle_of_an_update_leaves_the_update(town: Town, saved: str) -> None:
    await town.say(saved, "30 families displaced from Mosul to Debaga")
    await town.say(saved, REF)
    assert town.last(saved).text.startswith(REF)
    await town.press(saved, "Save")
    await town.say(saved, "/update")
    await town.press(saved, "Situation")
    await town.press(saved, "Ninewa")
    await town.press(saved, "Whole governorate")
    await town.press(saved, "Today")
    await town.say(saved, f"see {REF}")
    assert f"Note: see {REF}" in town.last(saved).text


AGAIN = "Return · 50 families · Sinjar, Ninewa · 22 Nov\n\nIs this the same? It is not saved yet."
MINE = f"Already reported by you, Sun 22 Nov 2026, 09:00, as {REF}:\n{AGAIN}"


async def test_the_same_fact_is_asked_about_and_left_out(town: Town, saved: str) -> None:
    await town.say(saved, "عودة ٥٠ عائلة الى سنجار")
    await town.press(saved, "Save")
    assert town.last(saved).text == MINE
    assert town.last(saved).buttons == (("The same: do not save",), ("Another event: save",))
    await town.press(saved, "The same")
    assert town.last(saved).text == f"Not saved again: it is already there as {REF}."
    assert await town.rows("SELECT count(*) AS n FROM reports") == [{"n": 1}]
    assert await town.rows("SELECT id FROM forms WHERE state = 'open'") == []


async def test_another_event_is_saved_and_not_asked_about_again(town: Town, saved: str) -> None:
    await town.say(saved, f"{SINJAR}\n30 families displaced from Mosul to Debaga\n{SINJAR}")
    await town.press(saved, "Save")
    assert town.last(saved).text == MINE
    await town.press(saved, "Another event")
    assert town.last(saved).text == MINE
    await town.press(saved, "The same")
    assert town.last(saved).text.startswith(
        f"Not saved again: it is already there as {REF}.\n\n📝 Is this right?"
    )
    await town.press(saved, "Save")
    assert town.last(saved).text.startswith("✅ Saved.")
    rows = await town.rows("SELECT kind, households FROM reports ORDER BY id")
    assert [tuple(row.values()) for row in rows] == [("return", 50), ("return", 50), ("displacement", 30)]


@pytest.mark.parametrize(
    ("governorate", "who"),
    [("IQ-NI", "Ninewa office"), ("IQ-BA", "another source")],
    ids=["own area", "other area"],
)
async def test_who_reported_it_is_told_as_far_as_one_may_know(
    town: Town, saved: str, governorate: str, who: str
) -> None:
    await town.person("omar", "en", governorates=[governorate])
    await town.say("omar", SINJAR)
    await town.press("omar", "Save")
    assert town.last("omar").text == (
        f"Already reported by {who}, Sun 22 Nov 2026, 09:00, as {REF}:\n{AGAIN}"
    )


@pytest.mark.parametrize(
    "text",
    [
        "300 individuals returned to Sinjar",
        "50 families displaced from Sinjar to Debaga",
        "50 families returned to Mosul",
    ],
)
async def test_another_figure_kind_or_place_is_not_asked_about(town: Town, saved: str, text: str) -> None:
    await town.say(saved, text)
    await town.press(saved, "Save")
    assert town.last(saved).text.startswith("✅ Saved.")


async def test_what_was_withdrawn_or_is_half_a_day_old_is_not_asked_about(town: Town, saved: str) -> None:
    await town.clock_to(MORNING + timedelta(hours=12))
    await town.say(saved, SINJAR)
    await town.press(saved, "Save")
    assert town.last(saved).text.startswith("✅ Saved.")
    await town.say(saved, f"/show {make_reference('IQ-NI', MORNING.date(), 2)}")
    await town.press(saved, "Withdraw")
    await town.press(saved, "Entered twice")
    await town.say(saved, SINJAR)
    await town.press(saved, "Save")
    assert town.last(saved).text.startswith("✅ Saved.")


async def test_nothing_to_report_is_not_added_to_an_update_that_tells_something(
    town: Town, ninewa: str
) -> None:
    await town.say(ninewa, SINJAR)
    card = town.last(ninewa).text
    await town.say(ninewa, "nothing to report in Ninewa")
    assert town.last(ninewa).text == (
        "“Nothing to report” was not added, because this update reports something. Your update is kept:"
        f"\n\n{card}"
    )


@pytest.mark.parametrize("figure", ["99999999999999999999 families", "12.5 families"])
async def test_a_figure_that_cannot_be_is_asked_about_and_marked_on_the_card(
    town: Town, ninewa: str, figure: str
) -> None:
    await town.say(ninewa, f"{figure} displaced from Mosul to Debaga")
    await town.press(ninewa, "^Skip$")
    assert town.last(ninewa).text.endswith("\n\nPlease look again: a figure or a day is unusual.")


async def test_a_figure_said_to_be_right_is_not_doubted_again(town: Town, ninewa: str) -> None:
    await town.say(ninewa, "600000 families displaced from Mosul to Debaga")
    await town.press(ninewa, "^Yes, it is right$")
    assert "look again" not in town.last(ninewa).text
    await town.press(ninewa, "^Save$")
    await town.say(ninewa, "/my")
    await town.press(ninewa, "AR-261122-001")
    assert "Unusual; the reporter confirmed it when asked: the families." in town.last(ninewa).text
    await town.say(ninewa, "/update")
    for label in ("Displacement", "^Ninewa", "Whole governorate"):
        await town.press(ninewa, label)
    await town.say(ninewa, "700000")
    await town.press(ninewa, "^Yes, it is right$")
    for label in ("Skip", "Skip", "Skip", "Today", "Continue"):
        await town.press(ninewa, label)
    assert "700,000 families" in town.last(ninewa).text
    assert "look again" not in town.last(ninewa).text
    await town.press(ninewa, "^Change$")
    await town.press(ninewa, "^Families$")
    await town.say(ninewa, "800000")
    assert town.last(ninewa).text.endswith("800,000 families? This is unusually many.")


async def test_note_and_photo_are_in_receipt_and_notice(town: Town, ninewa: str, tmp_path: Path) -> None:
    await town.person("duty", "en", role="duty officer")
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"\xff\xd8\xff\xe0 a picture")
    await town.say(ninewa, "/update")
    for label in ("Return", "Ninewa", "Whole governorate", "Skip", "Skip", "Skip", "Skip", "Today"):
        await town.press(ninewa, label)
    await town.do(town.sim.send_photo, town.stage.people[ninewa], photo)
    await town.say(ninewa, "They sleep in schools. " * 20)
    await town.press(ninewa, "Save")
    entry = "Return · Ninewa · 22 Nov"
    note = f"Note: {'They sleep in schools. ' * 8}They sleep in…"
    assert f"{REF}\n{entry}\n{note}\n\nAttached: 1 photo" in town.last(ninewa).text
    assert town.texts("duty") == [f"New, from Ali (Ninewa office):\n{REF} {entry}\n{note}\nAttached: 1 photo"]
