"""/find: by place, kind, days and words, as far as somebody may see, a page at a time."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.reports.fact import Kind
from coordination.reports.finding import Search, read_search
from tests.conftest import BAGHDAD, Town

NINE = datetime(2026, 11, 22, 9, 0, tzinfo=BAGHDAD)
TODAY = date(2026, 11, 22)
EXAMPLES = "/find Sinjar\n/find need Ninewa 7d\n/find tents 20/11"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tents 7d", Search(words=("tents",), days=7)),
        ("نزوح ١٤ يوم", Search(kind=Kind.DISPLACEMENT, days=14)),
        ("الاحتياجات 20/11", Search(kind=Kind.NEED, day=date(2026, 11, 20))),
        ("20/12", Search(day=date(2025, 12, 20))),
        ("أول أمس خيم", Search(day=date(2026, 11, 20), words=("خيم",))),
        ("99999d", Search(days=3650)),
    ],
)
def test_what_is_searched_for(text: str, expected: Search) -> None:
    assert read_search(text, TODAY) == expected


def test_places_hold_what_lies_in_them() -> None:
    (baaj,) = read_search("البعاج", TODAY).areas
    assert (baaj.name, baaj.shown, "IQG15Q02" in baaj.ids) == ("البعاج", ("IQG15Q02",), True)
    (ninewa,) = read_search("Ninewa", TODAY).areas
    assert ninewa.shown == ("IQ-NI",) and baaj.ids < ninewa.ids


@given(st.text(max_size=120))
def test_nothing_that_is_typed_raises(text: str) -> None:
    assert 0 <= read_search(text, TODAY).days <= 3650


async def told(town: Town, who: str, *texts: str, save: str = "Save") -> list[str]:
    for text in texts:
        await town.say(who, text)
        await town.press(who, save)
    return [row["reference"] for row in await town.rows("SELECT reference FROM reports ORDER BY id")]


@pytest.fixture
async def refs(town: Town) -> list[str]:
    await town.person("ali", governorates=["IQ-NI"], name="Ali")
    await town.person("huda", governorates=["IQ-AN"], name="Huda")
    await town.person("sara", role="duty officer", name="Sara")
    await told(town, "ali", "50 families returned to Sinjar")
    return await told(town, "huda", "30 families displaced from Sinjar to Fallujah")


async def test_each_finds_what_is_theirs_to_see(town: Town, refs: list[str]) -> None:
    sinjar, falluja = refs
    await town.say("ali", "/find Sinjar")
    assert town.last("ali").text == (
        "🔎 1 update was found\nSearched: Sinjar · in the last 90 days\nIn: Ninewa, and among your own updates.\n\n"
        f"{sinjar}\nReturn · 50 families · Sinjar, Ninewa · 22 Nov\nSaved Sun 22 Nov 2026, 09:00\nNot confirmed yet"
    )
    assert town.last("ali").buttons == ((sinjar,),)
    await town.press("ali", sinjar)
    assert town.last("ali").text.startswith(f"{sinjar}\nNot confirmed yet\n\nReturn\n")
    await town.say("sara", "/find Sinjar")
    assert town.last("sara").text.startswith(
        "🔎 2 updates were found\nSearched: Sinjar · in the last 90 days\n\n"
    )
    assert town.last("sara").buttons == ((falluja, sinjar),)
    await town.say("sara", "/find displaced ninewa 7d")
    assert town.last("sara").buttons == ((falluja,),)
    await town.say("ali", "/find Fallujah")
    assert town.last("ali").text == (
        "Nothing was found.\n\nSearched: Falluja · in the last 90 days\nIn: Ninewa, and among your own updates.\n\n"
        f"Try fewer words, another spelling, or more days: 365d. Examples:\n{EXAMPLES}"
    )


async def test_days_bound_the_search(town: Town, refs: list[str]) -> None:
    await town.clock_to(NINE + timedelta(days=91))
    await town.say("sara", "/find returned")
    assert town.last("sara").text.startswith(
        "Nothing was found.\n\nSearched: Return · in the last 90 days\n\n"
    )
    await town.say("sara", "/find returned 100d")
    assert town.last("sara").buttons == ((refs[0],),)
    await town.say("sara", "/find 22/11/2026 50 families")
    assert town.last("sara").buttons == ((refs[0],),)
    assert "\nSearched: “50 families” · on Sun 22 Nov 2026\n" in town.last("sara").text
    await town.say("sara", "/find 23/11/2026")
    assert town.last("sara").text.startswith("Nothing was found.")


async def test_pages_are_of_the_last_search(town: Town, refs: list[str]) -> None:
    for n in range(8):
        await town.clock_to(NINE + timedelta(days=n + 1))
        await told(town, "ali", f"{10 * 2**n} families returned to Baaj")
    await town.say("sara", "/find Baaj")
    assert town.last("sara").buttons[-1] == ("Next page",)
    old = town.last("sara").raw
    await town.press("sara", "Next page")
    assert len([label for row in town.last("sara").buttons for label in row]) == 3
    assert town.last("sara").buttons[-1] == ("Previous page",)
    await town.say("sara", "/find Sinjar")
    late = await town.do(town.sim.press_button, town.stage.people["sara"], old, "find.page 1 1")
    assert town.toast(late) == "This button is no longer in use. Nothing was changed."


async def test_how_to_find(town: Town) -> None:
    await town.person("ali", governorates=["IQ-NI"])
    await town.say("ali", "/find")
    assert town.last("ali").text == (
        "Write after the command what to find: a place, a kind, a day or days, words of the update.\n"
        + EXAMPLES
    )


async def test_everything_of_it_in_arabic(town: Town) -> None:
    await town.person("ali", "ar", governorates=["IQ-NI"], name="علي")
    (ref,) = await told(town, "ali", "عودة ٥٠ عائلة إلى سنجار، يسكنون المدرسة", save="حفظ")
    for text in ("/find مدرسه سنجار", "/find العودة المَدرسة سنجار"):
        await town.say("ali", text)
        assert town.last("ali").buttons == ((ref,),)
    await town.say("ali", "/find عوده نينوى 7 أيام")
    assert town.last("ali").text == (
        "🔎 عُثر على تحديث واحد\nالبحث عن: عودة · نينوى · في آخر 7 أيام\nفي: نينوى، وضمن تحديثاتكم.\n\n"
        f"{ref}\nعودة · 50 عائلة · سنجار، نينوى · 22 تشرين الثاني\nحُفظ الأحد 22 تشرين الثاني 2026، 09:00\nلم يؤكَّد بعد"
    )
    await town.say("ali", "/find خيم 20/11")
    assert town.last("ali").text == (
        "لم يُعثر على شيء.\n\nالبحث عن: «خيم» · يوم الجمعة 20 تشرين الثاني 2026\nفي: نينوى، وضمن تحديثاتكم.\n\n"
        "يمكن تقليل الكلمات، أو كتابتها بشكل آخر، أو زيادة الأيام: 365 يوماً. أمثلة:\n"
        "/find سنجار\n/find احتياج نينوى 7 أيام\n/find خيم 20/11"
    )
