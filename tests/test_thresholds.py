"""Thresholds: set by buttons, crossed once, paged in order until somebody has it, armed again."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from coordination.people import register
from coordination.reports import confirmation, store
from coordination.reports.fact import Fact, Gravity, Kind
from coordination.watch import thresholds
from handlers.watch import due
from tests.conftest import BAGHDAD, MORNING, Town
from tests.test_groups import reported

CROSSINGS = "SELECT ended_at FROM crossings ORDER BY id"
BELOW = "It is below the threshold again. Nothing has to be done for this page."


async def centre(town: Town) -> None:
    await town.person("first", role="duty officer", name="First")
    await town.person("second", role="duty officer", name="Second")
    await town.person("amal", role="admin", name="Amal")
    await town.person("badr", role="admin", name="Badr")
    await town.person("ninewa", governorates=["IQ-NI"], name="Ninewa")


async def press(town: Town, who: str, *labels: str) -> None:
    for label in labels:
        await town.press(who, label)


async def set_figures(town: Town) -> None:
    """100 families in one district within 24 hours, 10 minutes to answer."""
    await town.say("amal", "/thresholds")
    await press(
        town, "amal", "New threshold", "So many people", "Displacement", "Families", "In one district"
    )
    await press(town, "amal", "^100$", "^24 hours$", "^10 minutes$")


async def set_severe(town: Town, minutes: str = "^5 minutes$") -> None:
    await town.say("amal", "/thresholds")
    await press(town, "amal", "New threshold", "An incident", "Severe and above", minutes)


async def denied(town: Town, reference: str) -> None:
    """The centre takes the report out of all figures."""
    async with town.database.transaction() as tx:
        officer = await register.meet(tx, town.stage.people["second"].id, "", town.clock.now())
        report = await store.by_reference(tx, reference)
        assert report and await confirmation.deny(tx, report, "wrong", "", officer, town.clock.now())


def displaced(families: int, place: str = "IQG15Q05") -> Fact:
    return Fact(Kind.DISPLACEMENT, "IQ-NI", place, households=families, day=date(2026, 11, 22))


async def told(town: Town, text: str) -> None:
    await town.say("ninewa", text)
    await town.press("ninewa", "Save$")


def pages(town: Town, who: str) -> list[str]:
    return [text for text in town.texts(who) if "threshold was crossed" in text]


def test_words_of_buttons_make_a_threshold_or_nothing() -> None:
    good = ("figures", "displacement", "households", "district", "100", "24", "10")
    made = thresholds.wanted(good, MORNING)
    assert made is not None
    assert (made.amount, made.hours, made.minutes, made.area) == (100, 24, 10, "district")
    for n in range(len(good)):
        assert thresholds.wanted((*good[:n], "0", *good[n + 1 :]), MORNING) is None
        assert thresholds.wanted(good[:n], MORNING) is None
    assert thresholds.wanted(("silence", "3", "18:00", "5"), MORNING) is not None
    assert thresholds.wanted(("gravity", "any", "5"), MORNING) is None


async def test_a_figure_is_crossed_once_and_armed_again(town: Town) -> None:
    await centre(town)
    await set_figures(town)
    assert town.last("amal").text == (
        "📏 Threshold\n"
        "100 families or more displaced in one district within 24 hours\n"
        "Without an answer the next one is paged after 10 minutes."
    )
    await reported(town, "ninewa", displaced(60), displaced(7, "IQG15Q07"))
    await told(town, "45 families displaced to Mosul")
    await town.press("ninewa", "Another event")
    assert pages(town, "first") == [
        "🚨 A threshold was crossed\n\n"
        "105 families displaced, Mosul district, Ninewa, within 24 hours\n"
        "Sun 22 Nov 2026, 09:00, threshold: "
        "100 families or more displaced in one district within 24 hours\n\n"
        "Please say within 10 minutes that you have it."
    ]
    assert (pages(town, "second"), pages(town, "amal")) == ([], [])
    await town.press("first", "I have it")
    (page,) = (seen for seen in town.messages("first") if "threshold was crossed" in seen.text)
    assert (page.text.splitlines()[-1], page.buttons) == ("✅ First has it, Sun 22 Nov 2026, 09:00.", ())
    # Above it, it is no news; below it, it is armed again.
    await reported(town, "ninewa", displaced(500))
    await town.clock_to(MORNING + timedelta(hours=1))
    assert (len(pages(town, "first")), pages(town, "second")) == (1, [])
    for minutes, ended in ((1, [False]), (29, [False]), (32, [True])):
        await town.clock_to(MORNING + timedelta(hours=24, minutes=minutes))
        assert [row["ended_at"] is not None for row in await town.rows(CROSSINGS)] == ended
    await reported(town, "ninewa", displaced(130))
    await town.clock_to(MORNING + timedelta(hours=24, minutes=33))
    assert [row["ended_at"] is not None for row in await town.rows(CROSSINGS)] == [True, False]
    assert len(pages(town, "first")) == 2


async def test_a_figure_that_flaps_pages_once(town: Town) -> None:
    await centre(town)
    await set_figures(town)
    start = town.clock.now()
    await reported(town, "ninewa", displaced(60))
    for minutes in (0, 4, 8):
        (reference,) = await reported(town, "ninewa", displaced(90))
        await town.clock_to(start + timedelta(minutes=minutes + 1))
        assert town.messages("first")[-1].buttons == (("I have it",),)
        await denied(town, reference)
        await town.clock_to(start + timedelta(minutes=minutes + 3))
        assert pages(town, "first")[-1].endswith(BELOW)
    await town.clock_to(start + timedelta(minutes=30))
    assert [len(pages(town, who)) for who in ("first", "second", "amal")] == [1, 0, 0]
    # While it was below nobody else was paged; above again, the time to answer is long over.
    await reported(town, "ninewa", displaced(90))
    await town.clock_to(start + timedelta(minutes=31))
    assert [len(pages(town, who)) for who in ("first", "second", "amal")] == [1, 1, 0]
    assert len(await town.rows(CROSSINGS)) == 1


async def test_twelve_incidents_are_one_page(town: Town) -> None:
    await centre(town)
    await set_severe(town)
    await town.clock_to(MORNING + timedelta(seconds=5))
    await incident(town, "severe")
    await town.clock_to(MORNING + timedelta(seconds=10))
    saved = [await incident(town, "severe") for _ in range(10)]
    await town.clock_to(MORNING + timedelta(minutes=4))
    gravest = await incident(town, "extreme")
    await town.clock_to(MORNING + timedelta(minutes=4, seconds=10))
    what = "• Incident · Ninewa · gravity: severe · 22 Nov "
    text = "\n".join(
        (
            "🚨 A threshold was crossed\n",
            "12 severe or extreme incidents",
            f"• Incident · Ninewa · gravity: extreme · 22 Nov {gravest}",
            *(what + one for one in saved[:2:-1]),
            "and 4 more",
            "Sun 22 Nov 2026, 09:00, threshold: a severe or extreme incident\n",
            "Please say within 5 minutes that you have it.",
        )
    )
    assert pages(town, "first") == [text]
    await town.clock_to(MORNING + timedelta(minutes=6))
    assert [len(pages(town, who)) for who in ("first", "second", "amal")] == [1, 1, 0]
    before = "\n\nPaged before, without an answer: First\n\nPlease say"
    assert pages(town, "second") == [text.replace("\n\nPlease say", before)]
    await town.press("second", "I have it")
    taken = pages(town, "second")
    assert taken[0].endswith("\n\n✅ Second has it, Sun 22 Nov 2026, 09:06.")
    assert pages(town, "first") == taken
    # What comes after the answer is a page of its own.
    await incident(town, "severe")
    await town.clock_to(MORNING + timedelta(minutes=7))
    assert [len(pages(town, who)) for who in ("first", "second", "amal")] == [2, 1, 0]
    assert pages(town, "second") == taken


async def test_what_comes_later_is_a_page_of_its_own(town: Town) -> None:
    await centre(town)
    await set_severe(town, "^30 minutes$")
    for minutes, many in ((1, 1), (9, 1), (12, 2)):
        await town.clock_to(MORNING + timedelta(minutes=minutes))
        await incident(town, "severe")
        await town.clock_to(MORNING + timedelta(minutes=minutes, seconds=10))
        assert [len(pages(town, who)) for who in ("first", "second")] == [many, 0]


async def test_places_join_with_the_largest_first(town: Town) -> None:
    await centre(town)
    await set_figures(town)
    async with town.database.transaction() as tx:
        first = await register.meet(tx, town.stage.people["first"].id, "", town.clock.now())
        await register.set_language(tx, first, "ar")
    await reported(town, "ninewa", displaced(120), displaced(300, "IQG15Q07"))
    await town.clock_to(MORNING + timedelta(minutes=1))
    (page,) = [text for text in town.texts("first") if "حد التنبيه" in text]
    assert page.splitlines()[2:5] == [
        "في مكانين",
        "• نزوح 300 عائلة، قضاء سنجار، نينوى، خلال 24 ساعة",
        "• نزوح 120 عائلة، قضاء الموصل، نينوى، خلال 24 ساعة",
    ]


async def test_who_does_not_answer_is_followed(town: Town) -> None:
    await centre(town)
    await set_severe(town)
    await town.say("second", "/shift")
    await town.press("second", "I am on duty now")
    await incident(town, "extreme")
    await town.clock_to(MORNING + timedelta(seconds=5))
    await incident(town, "moderate")
    saved = await incident(town, "severe")
    await town.clock_to(MORNING + timedelta(seconds=10))
    # The officer on duty is the first one.
    assert (len(pages(town, "second")), len(pages(town, "first"))) == (1, 0)
    assert saved in pages(town, "second")[0]
    await town.clock_to(MORNING + timedelta(minutes=6))
    assert "Paged before, without an answer: Second" in pages(town, "first")[0]
    assert pages(town, "amal") == []
    await town.clock_to(MORNING + timedelta(minutes=12))
    assert (len(pages(town, "amal")), len(pages(town, "badr"))) == (1, 1)
    await town.press("badr", "I have it")
    for who in ("first", "second", "amal", "badr"):
        assert "✅ Badr has it" in pages(town, who)[-1]
        assert len(pages(town, who)) == 1
    await town.clock_to(MORNING + timedelta(hours=3))
    assert [len(pages(town, who)) for who in ("first", "second", "amal", "badr")] == [1, 1, 1, 1]


async def incident(town: Town, gravity: Gravity) -> str:
    """An incident of this gravity, as somebody said; returns its reference."""
    fact = Fact(
        Kind.INCIDENT,
        "IQ-NI",
        day=date(2026, 11, 22),
        note="Explosion",
        gravity=gravity,
        gravity_chosen=True,
    )
    (reference,) = await reported(town, "ninewa", fact)
    return reference


async def test_the_silent_are_counted_at_the_hour(town: Town) -> None:
    await centre(town)
    await town.person("erbil", governorates=["IQ-AR"])
    await town.say("amal", "/thresholds")
    await press(town, "amal", "New threshold", "So many silent", "^2$", "^18:00$", "^15 minutes$")
    await town.clock_to(datetime(2026, 11, 22, 17, 59, tzinfo=BAGHDAD))
    assert pages(town, "first") == []
    await town.clock_to(datetime(2026, 11, 22, 18, 0, 5, tzinfo=BAGHDAD))
    assert len(pages(town, "first")) == 1
    assert "Sun 22 Nov 2026: silent " in pages(town, "first")[0]
    await press(town, "amal", "Switch off")
    assert "It is below the threshold again" in pages(town, "first")[0]
    await town.clock_to(datetime(2026, 11, 23, 18, 1, tzinfo=BAGHDAD))
    assert len(pages(town, "first")) == 1


async def test_old_buttons_and_other_people(town: Town) -> None:
    await centre(town)
    await set_figures(town)
    await set_figures(town)
    assert len(await town.rows("SELECT id FROM thresholds")) == 1
    await town.say("first", "/thresholds")
    assert town.last("first").buttons == ()
    card = town.last("amal").raw
    await town.press("amal", "^15 minutes$")
    old = card["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    callback = await town.do(town.sim.press_button, town.stage.people["amal"], card, old)
    assert town.toast(callback) == "This button is no longer in use. Nothing was changed."
    assert [row["minutes"] for row in await town.rows("SELECT minutes FROM thresholds")] == [15]
    await town.press("amal", "Remove")
    assert "None is set." in town.last("amal").text


async def test_a_page_that_was_undone_is_written_once(town: Town) -> None:
    await centre(town)
    await set_figures(town)
    await reported(town, "ninewa", displaced(400))
    with pytest.raises(RuntimeError, match="killed"):
        async with town.database.transaction() as tx:
            await due.post_due(tx, town.clock.now())
            raise RuntimeError("killed before the commit")
    assert await town.rows(CROSSINGS) == []
    for seconds in (5, 10, 15):
        await town.clock_to(MORNING + timedelta(seconds=seconds))
    assert [len(pages(town, who)) for who in ("first", "second", "amal")] == [1, 0, 0]
    paged = await town.rows("SELECT crossing, person FROM pages")
    assert len(paged) == 1


async def test_what_falls_below_pages_nobody_else(town: Town) -> None:
    await centre(town)
    await set_figures(town)
    (reference,) = await reported(town, "ninewa", displaced(400))
    await town.clock_to(MORNING + timedelta(minutes=1))
    await denied(town, reference)
    await town.clock_to(MORNING + timedelta(hours=1))
    assert [len(pages(town, who)) for who in ("first", "second", "amal")] == [1, 0, 0]
    assert pages(town, "first")[0].endswith(BELOW)


async def to_amount(town: Town, *labels: str) -> None:
    await town.say("amal", "/thresholds")
    await press(town, "amal", "New threshold", "So many people", *labels, "Another number")


SET = "📏 Threshold\n{} or more displaced in one district within 24 hours\n"
ASKED = "📏 New threshold\nFrom how many on? Write a whole number from 1 to 100,000.\nTo give up: /cancel"
WRONG = (
    "I cannot take that as a number.\n"
    "Write one whole number from 1 to 100,000 and nothing else, for example 150.\nTo give up: /cancel"
)


@pytest.mark.parametrize(
    ("typed", "figure"),
    [
        ("150", "150 families"),
        ("١٥٠", "150 families"),
        ("۱۵۰", "150 families"),
        ("100,000", "100,000 families"),
    ],
)
async def test_another_number_is_typed(town: Town, typed: str, figure: str) -> None:
    await centre(town)
    await to_amount(town, "Displacement", "Families", "In one district")
    assert town.last("amal").text == ASKED
    await town.say("amal", typed)
    assert town.last("amal").text == "📏 New threshold\nWithin how long?"
    await press(town, "amal", "^24 hours$", "^10 minutes$")
    assert town.last("amal").text.startswith(SET.format(figure))


@pytest.mark.parametrize(
    "typed", ["0", "-5", "100001", "١٠٠٠٠١", "20-30", "1.5", "many", "5 in 7 days", "9" * 60]
)
async def test_what_is_no_such_number_is_asked_for_again(town: Town, typed: str) -> None:
    await centre(town)
    await to_amount(town, "Displacement", "Families", "In one district")
    await town.say("amal", typed)
    assert town.last("amal").text == WRONG
    await town.say("amal", "120")
    await press(town, "amal", "^24 hours$", "^10 minutes$")
    assert town.last("amal").text.startswith(SET.format("120 families"))


async def test_back_from_typing_leaves_no_question_open(town: Town) -> None:
    await centre(town)
    await to_amount(town, "Return", "Individuals", "In one governorate")
    await town.press("amal", "^Back$")
    assert town.last("amal").text == "📏 New threshold\nFrom how many on?"
    assert await town.rows("SELECT id FROM forms WHERE state = 'open'") == []
    await press(town, "amal", "^2,000$", "^48 hours$", "^30 minutes$")
    assert town.last("amal").text.splitlines()[1] == (
        "2,000 individuals or more returned to one governorate within 48 hours"
    )


async def test_the_longest_words_fit_into_a_button(town: Town) -> None:
    await centre(town)
    await to_amount(town, "Displacement", "Individuals", "In one governorate")
    await town.say("amal", "١٠٠٠٠٠")
    await press(town, "amal", "^48 hours$", "^30 minutes$")
    assert town.last("amal").text.splitlines()[1] == (
        "100,000 individuals or more displaced in one governorate within 48 hours"
    )


async def test_an_officer_cannot_type_a_threshold(town: Town) -> None:
    await centre(town)
    await town.say("first", "/thresholds")
    card = town.last("first").raw
    forged = town.sim.press_button(town.stage.people["first"], card, "watch.type figures d h t")
    await town.stage.settle()
    assert town.toast(forged) == "This button is not open to you. Nothing was changed."
