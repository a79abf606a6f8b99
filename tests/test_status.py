"""Status updates, through the simulator: by buttons, in a line, with files, edits, pauses and slips."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.conftest import BAGHDAD

if TYPE_CHECKING:
    from tests.conftest import Town

NINE = datetime(2026, 11, 22, 9, 0, tzinfo=BAGHDAD)
ONE_LINE = "120 families displaced from Mosul to Debaga"
READ = (
    "Displacement\n120 families\nIndividuals: not reported\nWhere: Debaga, Erbil\nFrom: Mosul, Ninewa\n"
    "When: Sun 22 Nov 2026"
)
CARD = f"📝 Is this right? It is not saved yet.\n\n{READ}\n\nYour words: {ONE_LINE}"
PICTURE = b"\xff\xd8\xff\xe0 a picture"


@pytest.fixture
async def ninewa(town: Town) -> str:
    await town.person("ninewa", "en", governorates=["IQ-NI"], name="Ali", organisation="Ninewa office")
    return "ninewa"


async def _press(town: Town, who: str, *labels: str) -> None:
    for label in labels:
        await town.press(who, label)


async def _to(town: Town, step: str) -> None:
    """Walk a displacement in Hamdaniya up to a question."""
    await town.say("ninewa", "/update")
    await _press(town, "ninewa", "Displacement")
    steps = {"where": (), "district": ("Ninewa",), "families": ("Ninewa", "Whole governorate")}
    if step in steps:
        await _press(town, "ninewa", *steps[step])
        return
    await _press(town, "ninewa", "Ninewa", "Whole governorate", "Skip", "Skip")
    if step != "from":
        await _press(town, "ninewa", "Skip", "Skip")
    if step == "note":
        await _press(town, "ninewa", "Today")


async def test_an_update_by_buttons_is_read_back_saved_and_seen(town: Town, ninewa: str) -> None:
    await town.person("duty", "en", role="duty officer")
    await town.say(ninewa, "/update")
    assert town.last(ninewa).buttons == (
        ("Displacement", "Return"),
        ("Incident", "Need"),
        ("Access", "Situation"),
        ("Nothing to report",),
        ("What does this mean?",),
        ("Cancel",),
    )
    await _press(town, ninewa, "Displacement", "Ninewa", "Hamdaniya", "Skip")
    assert town.texts(ninewa) == ["Displacement · Hamdaniya, Ninewa\n\nHow many families? Type the number."]
    await town.say(ninewa, "١٢٠")
    assert town.messages(ninewa)[0].buttons == ()
    await town.say(ninewa, "about 640")
    await town.say(ninewa, "Mosul")
    await _press(town, ninewa, "Food", "Shelter", "Done", "Yesterday")
    await town.say(ninewa, "They sleep in <b>schools</b> & mosques")
    told = (
        "Displacement\n≈ 120 families\n≈ 640 individuals\nWhere: Hamdaniya, Ninewa\nFrom: Mosul, Ninewa\n"
        "Needed: shelter and food\nWhen: Sat 21 Nov 2026\nNote: They sleep in <b>schools</b> & mosques"
    )
    assert town.last(ninewa).text == f"📝 Is this right? It is not saved yet.\n\n{told}"
    assert town.last(ninewa).buttons == (("Save",), ("Change", "Cancel"))
    await town.press(ninewa, "Save")
    line = (
        "Displacement · ≈ 120 families · ≈ 640 individuals · Hamdaniya, Ninewa · from Mosul, Ninewa · "
        "shelter and food · 21 Nov"
    )
    note = "Note: They sleep in <b>schools</b> & mosques"
    assert town.last(ninewa).text == (
        "✅ Saved. Sun 22 Nov 2026, 09:00, Baghdad time.\n\n"
        f"NI-261122-001-A\n{line}\n{note}\n\n"
        "The duty officer and the admins see it now, and it counts in the next daily summary.\n\n"
        "To correct it: /my, or reply to this message."
    )
    assert town.last(ninewa).buttons == ()
    assert town.texts("duty") == [f"New, from Ali (Ninewa office):\nNI-261122-001-A {line}\n{note}"]


async def test_a_line_of_text_becomes_the_same_card(town: Town, ninewa: str) -> None:
    await town.say(ninewa, ONE_LINE)
    assert town.texts(ninewa) == [CARD]
    await town.press(ninewa, "Save")
    rows = await town.rows("SELECT * FROM reports")
    kept = (
        "reference",
        "kind",
        "governorate",
        "origin_governorate",
        "origin_place",
        "households",
        "original_text",
    )
    assert [tuple(row[name] for name in kept) for row in rows] == [
        ("AR-261122-001-F", "displacement", "IQ-AR", "IQ-NI", "IQG15Q05", 120, ONE_LINE)
    ]


async def test_arabic_text_is_read_and_shown_in_arabic_names(town: Town) -> None:
    await town.person("nineveh", "ar", governorates=["IQ-NI"])
    await town.say("nineveh", "نزوح ١٢٠ عائلة من الموصل إلى ديبكة")
    text = town.last("nineveh").text
    assert "ديبكة" in text
    assert "الموصل" in text
    assert "أربيل" in text
    await town.press("nineveh", "Save|حفظ")
    assert (await town.rows("SELECT households FROM reports")) == [{"households": 120}]


async def test_pressing_save_twice_saves_once(town: Town, ninewa: str) -> None:
    await town.say(ninewa, ONE_LINE)
    card = town.last(ninewa).raw
    save = card["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    person = town.stage.people[ninewa]
    town.sim.press_button(person, card, save)
    second = await town.do(town.sim.press_button, person, card, save)
    assert town.toast(second) == "This button is no longer in use. Nothing was changed."
    assert len(await town.rows("SELECT id FROM reports")) == 1


async def test_numbers_of_the_day_count_up_by_governorate(town: Town, ninewa: str) -> None:
    for text in (ONE_LINE, "50 families returned to Sinjar", f"1{ONE_LINE}"):
        await town.say(ninewa, text)
        await town.press(ninewa, "Save")
    await town.press(ninewa, "Another event")
    rows = await town.rows("SELECT substr(reference, 1, 13) AS reference FROM reports ORDER BY id")
    assert [row["reference"] for row in rows] == ["AR-261122-001", "NI-261122-001", "AR-261122-002"]


async def test_zero_not_known_and_not_reported_are_three_things(town: Town, ninewa: str) -> None:
    await _to(town, "families")
    await town.say(ninewa, "0")
    await _press(town, ninewa, "Not known", "Skip", "Skip", "Today", "Continue")
    assert "0 families\nIndividuals: not known" in town.last(ninewa).text
    await town.press(ninewa, "Save")
    await town.say(ninewa, "50 families returned to Sinjar")
    await town.press(ninewa, "Save")
    rows = await town.rows("SELECT households, households_said, individuals, individuals_said FROM reports")
    assert [tuple(row.values()) for row in rows] == [
        (0, "number", None, "unknown"),
        (50, "number", None, "not reported"),
    ]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("-5", "A number cannot be less than zero. For example: 120"),
        ("12.5", "Please give a whole number. For example: 120"),
        ("many", "I did not understand that as an answer. Your update is kept; this is the question:"),
    ],
)
async def test_what_is_no_number_is_asked_again(town: Town, ninewa: str, typed: str, said: str) -> None:
    await _to(town, "families")
    await town.say(ninewa, typed)
    assert town.last(ninewa).text == f"{said}\n\nDisplacement · Ninewa\n\nHow many families? Type the number."


async def test_absurd_numbers_are_a_question_never_a_refusal(town: Town, ninewa: str) -> None:
    await _to(town, "families")
    await town.say(ninewa, "8,000,000")
    assert town.last(ninewa).text == "Displacement · Ninewa\n\n8,000,000 families? This is unusually many."
    await town.press(ninewa, "Correct it")
    assert town.last(ninewa).text == "Displacement · Ninewa\n\nHow many families? Type the number."
    await town.say(ninewa, "8,000,000")
    await town.press(ninewa, "Yes")
    assert town.last(ninewa).text.startswith(
        "Displacement · 8,000,000 families · Ninewa\n\nHow many individuals?"
    )


async def test_where_people_come_from_begins_with_what_is_near(town: Town, ninewa: str) -> None:
    await _to(town, "from")
    rows = town.last(ninewa).buttons
    labels = [label for row in rows for label in row]
    assert labels[0] == "Ninewa" and {"Duhok", "Erbil", "Anbar"} <= set(labels) and "Basra" not in labels
    assert rows[-2] == ("Another governorate", "Skip")
    await town.press(ninewa, "Another governorate")
    assert len([label for row in town.last(ninewa).buttons for label in row]) == 19 + 3
    await town.press(ninewa, "Basra")
    assert "from Basra" in town.last(ninewa).text


async def test_a_name_of_two_places_is_asked_about(town: Town, ninewa: str) -> None:
    await _to(town, "from")
    await town.say(ninewa, "البصرة")
    assert town.last(ninewa).text == "Displacement · Ninewa\n\nBasra: the governorate or the district?"
    assert town.last(ninewa).buttons[:3] == (
        ("Basra (governorate)",),
        ("Basra (district), Basra",),
        ("Skip",),
    )
    await town.press(ninewa, "district")
    assert town.last(ninewa).text.startswith(
        "Displacement · Ninewa · from Basra district, Basra\n\nIs anything needed?"
    )


async def test_an_unknown_place_is_kept_as_written(town: Town, ninewa: str) -> None:
    await _to(town, "district")
    await town.say(ninewa, "Xyzzyville <i>")
    assert (
        "I do not know the place Xyzzyville <i>. Type it again, or keep it as written."
        in town.last(ninewa).text
    )
    await town.press(ninewa, "Keep it")
    assert town.last(ninewa).text == (
        "Displacement · Xyzzyville <i>, Ninewa\n\nHow many families? Type the number."
    )


async def test_a_place_elsewhere_is_asked_about_before_it_moves_the_update(town: Town, ninewa: str) -> None:
    await _to(town, "district")
    await town.say(ninewa, "Fallujah")
    assert town.last(ninewa).buttons[:2] == (("Falluja (district), Anbar",), ("Keep it as I wrote it",))


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("٢٥/١١", "Wed 25 Nov 2026? This day is still to come."),
        ("1/11/2026", "Sun 1 Nov 2026? This was 21 days ago."),
    ],
)
async def test_odd_days_are_a_question(town: Town, ninewa: str, typed: str, asked: str) -> None:
    await _to(town, "when")
    await town.say(ninewa, typed)
    assert town.last(ninewa).text == f"Displacement · Ninewa\n\n{asked}"
    await town.press(ninewa, "Yes")
    assert "Anything to add?" in town.last(ninewa).text


async def test_a_need_says_what_is_needed(town: Town, ninewa: str) -> None:
    await town.say(ninewa, "/update")
    await _press(town, ninewa, "Need", "Ninewa", "Whole", "Skip", "Skip")
    assert town.toast(await town.press(ninewa, "Done")) == "Choose at least one."
    await _press(town, ninewa, "Health", "Done")
    assert "Which day is this about?" in town.last(ninewa).text


async def test_nothing_to_report_takes_two_presses_to_the_card(town: Town, ninewa: str) -> None:
    await town.say(ninewa, "/update")
    await _press(town, ninewa, "Nothing to report", "Ninewa")
    assert town.last(ninewa).text == (
        "📝 Is this right? It is not saved yet.\n\nNothing to report\nWhere: Ninewa\nWhen: Sun 22 Nov 2026"
    )
    await town.press(ninewa, "Save")
    rows = await town.rows("SELECT kind, nothing_to_report, households_said FROM reports")
    assert rows == [{"kind": "situation", "nothing_to_report": 1, "households_said": "not reported"}]


async def test_back_leads_through_every_question_and_cancel_ends_it(town: Town, ninewa: str) -> None:
    await _to(town, "note")
    for _ in range(9):
        if not any("Back" in row for row in town.last(ninewa).buttons):
            break
        await town.press(ninewa, "Back")
    assert town.last(ninewa).text == "Displacement · Ninewa · 22 Nov\n\nWhat do you want to report?"
    await town.press(ninewa, "Cancel")
    assert town.last(ninewa).text.startswith("Cancelled. This was not saved:\nDisplacement") is False
    assert town.last(ninewa).text.startswith("Cancelled. This was not saved:\n\nDisplacement")
    assert await town.rows("SELECT id FROM reports") == []


async def test_a_week_later_the_draft_is_still_there(town: Town, ninewa: str) -> None:
    await _to(town, "families")
    await town.say(ninewa, "/help")
    await town.clock_to(NINE + timedelta(days=7))
    await town.say(ninewa, "/update")
    assert town.last(ninewa).text.startswith(
        "You have an unsaved update from Sun 22 Nov 2026, 09:00.\n\nDisplacement"
    )
    assert town.last(ninewa).buttons == (("Continue",), ("Discard", "New update"))
    await town.press(ninewa, "Continue")
    assert town.last(ninewa).text == "Displacement · Ninewa\n\nHow many families? Type the number."
    await town.say(ninewa, "/update")
    await town.press(ninewa, "New update")
    assert town.last(ninewa).text == "What do you want to report?"


async def test_facts_told_in_the_middle_join_the_update(town: Town, ninewa: str) -> None:
    await _to(town, "families")
    await town.say(ninewa, ONE_LINE)
    assert town.last(ninewa).text == (
        "Added to this update:\nDisplacement · 120 families · Debaga, Erbil · from Mosul, Ninewa · 22 Nov\n\n"
        "Displacement · Ninewa\n\nHow many families? Type the number."
    )
    await town.say(ninewa, "75")
    await _press(town, ninewa, "Skip", "Skip", "Skip", "Today", "Continue")
    assert (
        "1. Displacement · 75 families · Ninewa · 22 Nov\n2. Displacement · 120 families"
        in town.last(ninewa).text
    )
    await town.press(ninewa, "Save")
    assert len(await town.rows("SELECT id FROM reports")) == 2


async def test_chatter_and_stickers_keep_the_draft(town: Town, ninewa: str) -> None:
    await town.say(ninewa, ONE_LINE)
    await town.say(ninewa, "good morning")
    kept = "Your update is kept; this is the question:"
    assert town.last(ninewa).text == f"I did not understand that as an answer. {kept}\n\n{CARD}"
    await town.do(town.sim.send_sticker, town.stage.people[ninewa])
    assert town.last(ninewa).text == f"I read text, photos, documents and locations. {kept}\n\n{CARD}"
    await town.press(ninewa, "Save")
    assert len(await town.rows("SELECT id FROM reports")) == 1


async def test_one_field_is_changed_and_the_card_comes_back(town: Town, ninewa: str) -> None:
    await town.say(ninewa, ONE_LINE)
    await _press(town, ninewa, "Change", "Families")
    await town.say(ninewa, "95")
    assert "95 families\nIndividuals: not reported\nWhere: Debaga, Erbil" in town.last(ninewa).text
    await _press(town, ninewa, "Change", "Where", "Ninewa", "Sinjar", "Skip")
    assert "Where: Sinjar, Ninewa\nFrom: Mosul, Ninewa" in town.last(ninewa).text
    await _press(town, ninewa, "Change", "Kind", "Need")
    assert "What is needed?" in town.last(ninewa).text
    await _press(town, ninewa, "Food", "Done")
    assert (
        "Need\n95 families\nWhere: Sinjar, Ninewa\nNeeded: food\nWhen: Sun 22 Nov 2026"
        in town.last(ninewa).text
    )


async def test_one_of_several_facts_is_changed_or_removed(town: Town, ninewa: str) -> None:
    await town.say(ninewa, f"{ONE_LINE}\n50 families returned to Sinjar")
    await _press(town, ninewa, "Change", "Change 2", "Families")
    await town.say(ninewa, "55")
    assert "1. Displacement · 120 families" in town.last(ninewa).text
    assert "2. Return · 55 families" in town.last(ninewa).text
    await _press(town, ninewa, "Change", "Remove 1")
    assert "Return\n55 families" in town.last(ninewa).text
    await town.press(ninewa, "Save")
    assert await town.rows("SELECT kind, households FROM reports") == [{"kind": "return", "households": 55}]


async def test_a_missing_governorate_is_asked_for_before_saving(town: Town, ninewa: str) -> None:
    await town.person("ministry", "en", organisation="A ministry")
    await town.say("ministry", "120 families displaced from Mosul")
    assert town.last("ministry").text.endswith("Missing: the governorate where it is now.")
    await _press(town, "ministry", "Choose the governorate", "Duhok", "Whole governorate", "Save")
    assert await town.rows("SELECT governorate, origin_governorate FROM reports") == [
        {"governorate": "IQ-DA", "origin_governorate": "IQ-NI"}
    ]


async def test_text_without_an_update_gets_an_example(town: Town, ninewa: str) -> None:
    await town.say(ninewa, "blah 17 blah")
    assert town.last(ninewa).text.split("\n\n")[1] == (
        "If this was a status update: I found none in it, and nothing was saved. "
        "You can write one in a line, for example:\n120 families displaced from Mosul to Debaga"
    )
    await town.press(ninewa, "Update by buttons")
    assert town.last(ninewa).text == "What do you want to report?"


async def test_people_who_do_not_report_are_told_so(town: Town) -> None:
    await town.person("partner", "en", role="partner")
    await town.say("partner", ONE_LINE)
    assert town.last("partner").text == (
        "I cannot do anything with this message: status updates are sent by focal points, deputies and duty "
        "officers. What you can do here: /help"
    )
    assert await town.rows("SELECT id FROM forms") == []


async def test_the_longest_text_with_odd_characters_is_no_trouble(town: Town, ninewa: str) -> None:
    await town.say(ninewa, "\u202e\u200b<b>&" * 800 + "x" * 90)
    assert town.last(ninewa).text.startswith("❔ I have no confirmed answer to this.")
    await town.say(ninewa, "\n".join(["12 families returned to Sinjar"] * 40))
    text = town.last(ninewa).text
    assert "One update holds 12 facts at most; the rest was left out. Send it again after saving." in text
    assert "12. Return · 12 families" in text


@pytest.mark.parametrize("text", ["تمام", "تمام شكرا", "وصلت", "وصل", "تم", "thanks all good"])
async def test_a_courtesy_is_neither_an_update_nor_a_question(town: Town, ninewa: str, text: str) -> None:
    await town.say(ninewa, text)
    assert town.texts(ninewa) == ["You are welcome. I am here when you need me."]
    assert await town.rows("SELECT id FROM forms") == []
    assert await town.rows("SELECT id FROM questions") == []
