"""/week, /brief and the reports behind figures, through the simulator."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from handlers.week import read_brief
from tests.conftest import BAGHDAD, MORNING, Town

WEEK = timedelta(days=7)


@pytest.fixture
async def two_weeks(town: Town) -> None:
    await town.person("ali", governorates=["IQ-NI"], name="Ali")
    await town.person("huda", governorates=["IQ-AN"], name="Huda")
    await town.person("sara", role="duty officer", name="Sara")
    for day, who, text in (
        (0, "ali", "80 families displaced to Sinjar"),
        (9, "ali", "50 families displaced to Sinjar"),
        (10, "huda", "30 families displaced to Ramadi"),
    ):
        await town.clock_to(MORNING + timedelta(days=day))
        await town.say(who, text)
        await town.press(who, "^Save$")
    await town.clock_to(MORNING + timedelta(days=11))


async def test_a_week_beside_the_week_before(town: Town, two_weeks: None) -> None:
    await town.say("sara", "/week Ninewa")
    assert town.last("sara").text == (
        "📋 The last 7 days, as of Thu 3 Dec 2026, 09:00\nGovernorates: Ninewa\n"
        "Source: 1 update from 1 person, saved since Thu 26 Nov 2026, 09:00.\n\n"
        "New displacement\n50 families; −30 against the week before\nnumber of individuals not reported\n"
        "• Ninewa: 50 families NI-261201-001-G\n\n"
        "No update about: returns, incidents, needs, access and situation.\n\n"
        "What we do not know\n• Not confirmed yet: 1 of 1 updates\n"
        "• Told by one person only: 1 of 1 updates with news\n"
        "Heard from the one expected reporter that has a focal point."
    )


async def test_a_brief_of_one_governorate(town: Town, two_weeks: None) -> None:
    await town.say("ali", "/brief")
    assert town.last("ali").text.startswith("Write a governorate or a district after the command")
    await town.say("ali", "/brief Ninewa 22/11")
    first, since, *_ = town.last("ali").text.split("\n")[0::2]
    assert first == "📋 The last 11 days, as of Thu 3 Dec 2026, 09:00"
    assert since == "Source: 2 updates from 1 person, saved since Sun 22 Nov 2026, 00:00."
    await town.say("ali", "/brief Anbar")
    assert town.last("ali").text == "Anbar is not yours to see. You can see: Ninewa."


async def test_a_brief_of_a_district(town: Town, two_weeks: None) -> None:
    await town.say("sara", "/brief Sinjar last 3 days")
    brief = town.last("sara")
    assert (
        "Place: Sinjar, Ninewa\nOnly updates that name this place or one in it.\nSource: 1 update"
        in brief.text
    )
    assert brief.buttons == (("Displacement: 1",),)
    await town.press("sara", "Displacement: 1")
    assert town.last("sara").text.split("\n")[1] == "Place: Sinjar, Ninewa"
    assert "NI-261201-001-G" in town.last("sara").text
    await town.say("sara", "/brief Telafar")
    assert "No update was saved since" in town.last("sara").text


async def test_a_figure_is_traced_to_its_reports(town: Town, two_weeks: None) -> None:
    await town.say("sara", "/week")
    assert town.last("sara").buttons == (("Displacement: 2",),)
    await town.press("sara", "Displacement: 2")
    listed = town.last("sara")
    assert listed.text == (
        "🔎 Displacement: the updates behind the figures\n"
        "Saved from Thu 26 Nov 2026, 09:00 to Thu 3 Dec 2026, 09:00, as they are now: 2\n\n"
        "NI-261201-001-G\nDisplacement · 50 families · Sinjar, Ninewa · 1 Dec\n\n"
        "AN-261202-001-T\nDisplacement · 30 families · Ramadi, Anbar · 2 Dec"
    )
    await town.press("sara", "^NI-261201")
    assert "50 families" in town.last("sara").text


async def test_a_figure_shows_only_what_its_reader_may_see(town: Town, two_weeks: None) -> None:
    await town.say("ali", "/week")
    raw = town.last("ali").raw["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    assert raw.endswith(" IQ-NI")
    await town.press("ali", "Displacement: 1")
    assert "Anbar" not in town.last("ali").text


NOW = datetime(2026, 11, 22, 15, tzinfo=BAGHDAD)


@pytest.mark.parametrize(
    ("text", "area", "since"),
    [
        ("Ninewa", "Ninewa", NOW - WEEK),
        ("نينوى ٣d", "نينوى", NOW - timedelta(days=3)),
        ("Ninewa 20/11", "Ninewa", datetime(2026, 11, 20, tzinfo=BAGHDAD)),
        ("Ninewa the day before", "Ninewa", datetime(2026, 11, 20, tzinfo=BAGHDAD)),
        ("Ninewa 90d", "Ninewa", NOW - timedelta(days=31)),
        ("Ninewa 24/11", "Ninewa", NOW - WEEK),
        ("نينوى 3 أيام", "نينوى", NOW - timedelta(days=3)),
        ("نينوى خلال ٥ أيام", "نينوى", NOW - timedelta(days=5)),
        ("نينوى آخر أسبوعين", "نينوى", NOW - 2 * WEEK),
        ("Ninewa last week", "Ninewa", NOW - WEEK),
        ("Salah al-Din last 3 days", "Salah al-Din", NOW - timedelta(days=3)),
        ("Sinjar since 20/11", "Sinjar", datetime(2026, 11, 20, tzinfo=BAGHDAD)),
        ("", "", NOW - WEEK),
    ],
)
def test_what_follows_brief(text: str, area: str, since: datetime) -> None:
    assert read_brief(text, NOW) == (area, since)
