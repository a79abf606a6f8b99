"""What is odd is asked about between Save and the saving: the rules, and the questions through the simulator."""

from __future__ import annotations

import re
from datetime import date, timedelta
from statistics import median
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import databases
from coordination.reports import plausibility
from coordination.reports.fact import Fact, Kind
from coordination.reports.plausibility import affirmed, jumps, key, odd_size
from storage.database import QUERIES
from tests.conftest import MORNING

if TYPE_CHECKING:
    from tests.conftest import Town

numbers = st.integers(min_value=0, max_value=100_000)


@given(numbers, st.lists(numbers, max_size=20))
def test_a_jump_is_far_above_the_largest_and_the_median(figure: int, earlier: list[int]) -> None:
    counted = [number for number in earlier if number]
    enough = figure >= 50 and len(counted) >= 3
    assert jumps(figure, earlier, 50) == (
        enough and figure >= 5 * max(counted) and figure >= 10 * median(counted)
    )
    assert not jumps(max(earlier, default=0), earlier, 50)
    assert jumps(10 * max(counted, default=0) + 50, earlier, 50) == (len(counted) >= 3)


@given(st.integers(min_value=1, max_value=10_000), st.integers(min_value=3, max_value=10))
def test_families_of_a_usual_size_are_never_odd(families: int, size: int) -> None:
    assert not odd_size(Fact(Kind.RETURN, households=families, individuals=families * size))
    assert odd_size(Fact(Kind.RETURN, households=families, individuals=families * 3 - 1))
    assert odd_size(Fact(Kind.RETURN, households=families, individuals=families * 10 + 1))


@pytest.mark.parametrize(
    ("families", "people"), [(0, 5), (None, 5), (5, None), ("unknown", 5), (5, "unknown")]
)
def test_what_is_not_known_is_not_compared(families: object, people: object) -> None:
    assert not odd_size(Fact(Kind.RETURN, households=families, individuals=people))  # type: ignore[arg-type] # any


def test_an_answer_holds_for_its_figure_only() -> None:
    fact = Fact(Kind.RETURN, households=60, individuals=90, day=date(2026, 11, 1))
    keys = (key(fact, "size", ""), key(fact, "jump", "households"), "day:2026-11-02")
    assert [(one.odd, one.unit) for one in affirmed(fact, keys)] == [("size", ""), ("jump", "households")]
    assert affirmed(Fact(Kind.RETURN, households=61, individuals=90), keys) == ()


@pytest.fixture
async def ninewa(town: Town) -> str:
    await town.person("ninewa", "en", governorates=["IQ-NI"], name="Ali", organisation="Ninewa office")
    return "ninewa"


async def told(town: Town, who: str, *texts: str) -> None:
    for text in texts:
        await town.say(who, text)
        await town.press(who, "^(Save|حفظ)$")


ASKED = "❓ Is this right? It is not saved yet."
RIGHT_OR_CHANGE = (("It is right",), ("Change it",))


async def test_families_against_individuals(town: Town, ninewa: str) -> None:
    await told(town, ninewa, "50 families (1200 individuals) returned to Sinjar")
    assert town.last(ninewa).text == (
        f"{ASKED}\n\nReturn · 50 families · 1,200 individuals · Sinjar, Ninewa · 22 Nov\n\n"
        "A family usually has 3 to 10 members; these two figures do not fit each other."
    )
    assert town.last(ninewa).buttons == (("It is right",), ("Change the families", "Change the individuals"))
    await town.press(ninewa, "Change the individuals")
    await town.say(ninewa, "300")
    await town.press(ninewa, "^Save$")
    assert town.last(ninewa).text.startswith("✅ Saved.")
    assert await town.rows("SELECT individuals, affirmed FROM reports") == [
        {"individuals": 300, "affirmed": ""}
    ]


async def test_the_duty_officer_sees_what_was_confirmed_when_asked(town: Town, ninewa: str) -> None:
    await town.person("duty", "en", role="duty officer", name="Sara")
    await told(town, ninewa, "50 families (1200 individuals) returned to Sinjar")
    await town.press(ninewa, "It is right")
    assert town.last(ninewa).text.startswith("✅ Saved.")
    await town.say("duty", "/queue")
    line = "Unusual; the reporter confirmed it when asked: the families and the individuals."
    assert f"When: Sun 22 Nov 2026\n{line}\n" in town.last("duty").text
    await town.say(ninewa, "/my")
    for label in ("NI-", "Correct", "Families"):
        await town.press(ninewa, label)
    await town.say(ninewa, "120")
    await town.press(ninewa, "^Save$")
    await town.say("duty", "/queue")
    assert "120 families" in town.last("duty").text and line not in town.last("duty").text


async def test_each_is_asked_once_and_one_at_a_time(town: Town, ninewa: str) -> None:
    await told(town, ninewa, "50 families (1200 individuals) returned to Sinjar on 1/11/2026")
    assert town.last(ninewa).text == (
        f"{ASKED}\n\nReturn · 50 families · 1,200 individuals · Sinjar, Ninewa · 1 Nov\n\n"
        "This day lies ahead, or more than 14 days back."
    )
    assert town.last(ninewa).buttons == RIGHT_OR_CHANGE
    stale = town.last(ninewa).raw
    await town.press(ninewa, "It is right")
    assert "members; these two figures" in town.last(ninewa).text
    late = await town.do(town.sim.press_button, town.stage.people[ninewa], stale, _data(stale, "It is right"))
    assert town.toast(late) == "This button is no longer in use. Nothing was changed."
    await town.press(ninewa, "Change the families")
    await town.say(ninewa, "200")
    await town.press(ninewa, "^Save$")
    assert town.last(ninewa).text.startswith("✅ Saved.")
    assert await town.rows("SELECT affirmed FROM reports") == [{"affirmed": "day:2026-11-01"}]


def _data(message: dict[str, object], label: str) -> str:
    rows = message["reply_markup"]["inline_keyboard"]  # type: ignore[index] # as Telegram sends it
    return next(str(button["callback_data"]) for row in rows for button in row if label in button["text"])


async def test_a_day_confirmed_when_it_was_told_is_not_asked_about_again(town: Town, ninewa: str) -> None:
    await town.say(ninewa, "50 families returned to Sinjar")
    for label in ("Change", "Day"):
        await town.press(ninewa, label)
    await town.say(ninewa, "1/11/2026")
    await town.press(ninewa, "^Yes")
    await town.press(ninewa, "^Save$")
    assert town.last(ninewa).text.startswith("✅ Saved.")


JUMP = "The largest figure of this kind reported there in the last 14 days (Ninewa): 30 families."


async def test_a_jump_against_the_last_days(town: Town, ninewa: str) -> None:
    await told(town, ninewa, "10 families returned to Sinjar", "20 families returned to Mosul")
    await told(town, ninewa, "30 families returned to Baaj", "190 families returned to Tal Afar")
    assert town.last(ninewa).text.startswith("✅ Saved.")
    await town.clock_to(MORNING + timedelta(hours=1))
    await told(town, ninewa, "15000 individuals returned to Tal Afar")
    assert town.last(ninewa).text.startswith("✅ Saved.")
    await town.clock_to(MORNING + timedelta(days=15))
    await told(town, ninewa, "10 families returned to Sinjar", "20 families returned to Mosul")
    await told(town, ninewa, "30 families returned to Baaj", "300 families returned to Tal Afar")
    assert town.last(ninewa).text == (
        f"{ASKED}\n\nReturn · 300 families · Tal Afar, Ninewa · 7 Dec\n\n{JUMP}"
    )
    await town.press(ninewa, "Change it")
    await town.say(ninewa, "30")
    await town.press(ninewa, "^Save$")
    assert town.last(ninewa).text.startswith("✅ Saved.")


async def test_others_figures_are_told_only_to_those_who_may_see_them(town: Town, ninewa: str) -> None:
    await town.person("basra", "ar", governorates=["IQ-BA"])
    await told(town, ninewa, "10 families returned to Sinjar", "20 families returned to Mosul")
    await told(town, ninewa, "30 families returned to Baaj")
    await told(town, "basra", "عودة ٣٠٠ عائلة إلى تلعفر")
    assert town.last("basra").text == (
        "❓ هل هذا صحيح؟ لم يُحفظ بعد.\n\nعودة · 300 عائلة · تلعفر، نينوى · 22 تشرين الثاني\n\n"
        "هذا أكثر بكثير من كل ما أُبلغ عنه هناك في آخر 14 يوماً (نينوى)."
    )
    await town.press("basra", "^صحيح$")
    assert town.last("basra").text.startswith("✅ تم الحفظ")


@pytest.mark.parametrize("at_first", [1, 2, 200])
async def test_more_returned_than_were_displaced(
    town: Town, ninewa: str, monkeypatch: pytest.MonkeyPatch, at_first: int
) -> None:
    monkeypatch.setattr(plausibility, "_MOSTLY_ENOUGH", at_first)  # however few are looked at before all
    await town.person("duty", "en", role="duty officer", name="Sara")
    await told(town, ninewa, "30 families displaced from Mosul to Debaga", "20 families displaced to Debaga")
    await told(town, "duty", "50 families returned from Debaga to Mosul")
    assert town.last("duty").text.startswith("✅ Saved.")
    await told(town, "duty", "60 families returned from Makhmur to Mosul")
    assert town.last("duty").text.startswith("✅ Saved.")
    await town.clock_to(MORNING + timedelta(hours=13))
    await told(town, "duty", "51 families returned from Debaga to Mosul")
    assert town.last("duty").text.endswith("\n\nReported so far as displaced to Debaga, Erbil: 50 families.")
    await town.press("duty", "It is right")
    assert town.last("duty").text.startswith("✅ Saved.")
    await told(town, "duty", "31 families returned to Mosul")
    assert town.last("duty").text.endswith(
        "\n\nReported so far as displaced from Mosul, Ninewa: 30 families."
    )
    await town.press("duty", "It is right")
    await told(town, ninewa, "عودة 70 عائلة الى الموصل")
    assert town.last(ninewa).text.startswith("Already reported by")
    await town.press(ninewa, "Another event")
    assert town.last(ninewa).text.endswith(
        "\n\nThese are more people than were reported so far as displaced."
    )


async def test_a_correction_is_asked_about_what_it_changes(town: Town, ninewa: str) -> None:
    await told(town, ninewa, "50 families returned to Sinjar on 1/11/2026")
    await town.press(ninewa, "It is right")
    await town.say(ninewa, "/my")
    for label in ("NI-", "Correct", "Individuals"):
        await town.press(ninewa, label)
    await town.say(ninewa, "90")
    await town.press(ninewa, "^Save$")
    assert town.last(ninewa).text.endswith("these two figures do not fit each other.")
    await town.press(ninewa, "It is right")
    assert town.last(ninewa).text.startswith("✅ Corrected:")
    assert await town.rows("SELECT affirmed FROM reports") == [{"affirmed": "day:2026-11-01 size:50:90"}]


@pytest.mark.skipif(
    databases.ON_POSTGRES, reason="the plan is SQLite's; a server plans by what the tables hold"
)
@pytest.mark.parametrize(
    ("query", "index"),
    [
        ("told_lately", "reports_told_lately (governorate=? AND kind=? AND <expr>=? AND saved_at>?)"),
        ("largest_before", "COVERING INDEX reports_figures (governorate=? AND kind=? AND saved_at>?)"),
        ("figures_before", "COVERING INDEX reports_figures (governorate=? AND kind=? AND saved_at>?)"),
        ("displaced_between", "COVERING INDEX reports_displaced_to (governorate=?)"),
        ("displaced_from", "COVERING INDEX reports_displaced_from (origin_governorate=?)"),
    ],
)
async def test_the_questions_are_answered_by_an_index(town: Town, query: str, index: str) -> None:
    text = (QUERIES / "reports.sql").read_text(encoding="utf-8")
    found = re.search(rf"-- name: {query}\(.*?\n(?:--[^\n]*\n)?(.*?);", text, re.DOTALL)
    assert found
    plan = await town.rows("EXPLAIN QUERY PLAN " + re.sub(r":[a-z_]+", "1", found[1]))
    assert any(index in row["detail"] for row in plan)
    assert not any("SCAN reports" in row["detail"] for row in plan)
