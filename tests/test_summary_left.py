"""People who left a governorate: told to its readers, counted where they came to, and no reason to call it unheard of."""

from __future__ import annotations

from pathlib import Path

import pytest

from coordination.people.person import Role
from coordination.reports.fact import Fact, Kind
from coordination.summaries import Scope
from coordination.summaries.gaps import Stale, stale
from coordination.summaries.rollups import differences
from tests.conftest import Town
from tests.summary_desk import ANBAR, BASRA, ERBIL, EVENING, NINEWA, Desk, at, open_desk

DUHOK, SULAYMANIYAH = "IQ-DA", "IQ-SU"
SINJAR = "IQG15Q07"


@pytest.fixture
async def moved(town: Town) -> Town:
    """45 families left Sinjar for Duhok, told by Ninewa's focal point."""
    await town.person("ali", governorates=[NINEWA], name="Ali")
    await town.person("layla", "ar", governorates=[NINEWA], name="ليلى")
    await town.person("huda", governorates=[DUHOK], name="Huda")
    await town.person("omar", role="duty officer", name="Omar")
    await town.say("ali", "45 families displaced from Sinjar to Dohuk")
    await town.press("ali", "governorate")
    await town.press("ali", "^Save$")
    return town


async def today(town: Town, who: str, command: str = "/today") -> list[str]:
    await town.say(who, command)
    return town.last(who).text.split("\n")


async def test_where_they_left_it_is_told_beside_arrivals(moved: Town) -> None:
    assert await today(moved, "ali") == [
        "📋 The last 24 hours, as of Sun 22 Nov 2026, 09:00",
        "Governorates: Ninewa",
        "Source: 1 update from 1 person, saved since Sat 21 Nov 2026, 09:00.",
        "",
        "New displacement",
        "• Left Ninewa: 45 families (to Duhok) DA-261122-001-X",
        "Those who left are counted where they came to.",
        "",
        "No update about: returns, incidents, needs, access and situation.",
        "",
        "What we do not know",
        "• Not confirmed yet: 1 of 1 updates",
        "• Told by one person only: 1 of 1 updates with news",
        "Heard from the one expected reporter that has a focal point.",
    ]
    await moved.press("ali", "^Displacement: 1$")
    assert moved.last("ali").text.split("\n")[-2:] == [
        "DA-261122-001-X",
        "Displacement · 45 families · Duhok · from Sinjar, Ninewa · 22 Nov",
    ]
    assert moved.last("ali").buttons == (("DA-261122-001-X",),)  # their own
    await moved.say("layla", "/today")
    await moved.press("layla", "1")
    assert "DA-261122-001-X" in moved.last("layla").text
    assert moved.last("layla").buttons == ()  # it is Duhok's


async def test_the_same_in_arabic(moved: Town) -> None:
    told = await today(moved, "layla")
    assert told[3:10] == [
        "",
        "نزوح جديد",
        "• المغادرون من نينوى إلى دهوك: 45 عائلة DA-261122-001-X",
        "يُحتسب المغادرون في المكان الذي وصلوا إليه.",
        "",
        "لم ترد تحديثات عن: العودة، الحوادث، الاحتياجات، إمكانية الوصول والموقف.",
        "",
    ]
    assert "نينوى" not in "\n".join(told[10:])


async def test_where_they_came_to_they_are_counted_and_once(moved: Town) -> None:
    for who in ("huda", "omar"):
        told = await today(moved, who)
        assert told[told.index("New displacement") :][1:4] == [
            "45 families; no figure for the day before",
            "number of individuals not reported",
            "• Duhok: 45 families DA-261122-001-X",
        ]
        assert "Left" not in "\n".join(told)


async def test_a_district_that_they_left(moved: Town) -> None:
    told = await today(moved, "omar", "/today Sinjar")
    assert "• Left Sinjar, Ninewa: 45 families (to Duhok) DA-261122-001-X" in told
    elsewhere = await today(moved, "omar", "/today Telafar")
    assert not [line for line in elsewhere if "45" in line]


async def test_left_and_come_stand_beside_each_other(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        ninewa = await desk.person(Role.FOCAL_POINT, NINEWA)
        duhok = await desk.person(Role.FOCAL_POINT, DUHOK)
        come = Fact(Kind.DISPLACEMENT, NINEWA, households=10)
        gone = Fact(Kind.DISPLACEMENT, DUHOK, origin_governorate=NINEWA, households=45)
        nobody_knows = Fact(Kind.DISPLACEMENT, ERBIL, origin_governorate=NINEWA, households="unknown")
        back = Fact(Kind.RETURN, BASRA, origin_governorate=NINEWA, households=3)
        within = Fact(Kind.DISPLACEMENT, NINEWA, origin_governorate=NINEWA, households=5)
        in_need = Fact(Kind.NEED, DUHOK, origin_governorate=NINEWA, sectors=("food",))
        codes = [
            *await desk.save(ninewa, at(22, 9), come, gone, nobody_knows, back, within),
            *await desk.save(duhok, at(22, 10), in_need, gone),
        ]
        [text] = await desk.summary(Scope(frozenset({NINEWA})))
        lines = text.split("\n")
        start = lines.index("New displacement")
        assert lines[start : start + 11] == [
            "New displacement",
            "15 families; no figure for the day before",
            "number of individuals not reported",
            f"• Ninewa: 15 families {codes[0]} {codes[4]}",
            f"• Left Ninewa: 90 families (to Duhok) {codes[1]} {codes[6]}",
            f"• Left Ninewa: families not known (to Erbil) {codes[2]}",
            "Those who left are counted where they came to.",
            "",
            "Returns",
            f"• Left Ninewa: 3 families (to Basra) {codes[3]}",
            "Those who left are counted where they came to.",
        ]
        [both] = await desk.summary(Scope(frozenset({NINEWA, DUHOK})))
        assert f"• Duhok: 90 families {codes[1]} {codes[6]}" in both
        assert "(to Duhok)" not in both
        [nothing] = await desk.summary(Scope(frozenset({NINEWA}), frozenset({Kind.INCIDENT})))
        assert "Left" not in nothing


async def test_a_group_that_was_told_who_left_is_told_the_correction(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        ninewa = await desk.person(Role.FOCAL_POINT, NINEWA)
        await desk.group(-1, at(21, 8), governorates=NINEWA)
        [code] = await desk.save(
            ninewa, at(22, 9), Fact(Kind.DISPLACEMENT, DUHOK, origin_governorate=NINEWA, households=45)
        )
        await desk.post(EVENING)
        async with desk.database.transaction() as tx:
            await tx.select("UPDATE reports SET state = 'withdrawn', version = version + 1")
        await desk.post(at(23, 18))
        first, second = [post for post in await desk.posts(-1) if "Daily summary" in post][-2:]
        assert f"• Left Ninewa: 45 families (to Duhok) {code}" in first
        assert code in second


async def unheard(desk: Desk, *codes: str) -> tuple[Stale, ...]:
    async with desk.database.reading() as tx:
        assert await differences(tx) == []
        return await stale(tx, Scope(frozenset(codes)), EVENING)


async def test_a_governorate_is_heard_from_by_its_own_or_as_a_place_or_an_origin(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        all_five = (NINEWA, DUHOK, ANBAR, BASRA, ERBIL)
        assert [one.last for one in await unheard(desk, *all_five)] == [None] * 5
        anbar = await desk.person(Role.FOCAL_POINT, ANBAR)
        # Told by Anbar's, about Duhok, of people from Ninewa: three are heard from.
        await desk.save(
            anbar, at(22, 9), Fact(Kind.DISPLACEMENT, DUHOK, origin_governorate=NINEWA, households=4)
        )
        assert [one.governorate for one in await unheard(desk, *all_five)] == [BASRA, ERBIL]
        officer = await desk.person(Role.DUTY_OFFICER)
        await desk.save(officer, at(15, 9), Fact(Kind.SITUATION, BASRA, origin_governorate=ERBIL))
        assert [
            (one.governorate, one.last and one.last.day) for one in await unheard(desk, BASRA, ERBIL)
        ] == [
            (BASRA, 15),
            (ERBIL, 15),
        ]


async def test_what_was_withdrawn_or_is_long_ago_is_not_heard(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        anbar = await desk.person(Role.FOCAL_POINT, ANBAR)
        await desk.save(
            anbar, at(2, 9), Fact(Kind.DISPLACEMENT, BASRA, origin_governorate=ERBIL, households=4)
        )
        await desk.save(
            anbar, at(22, 9), Fact(Kind.DISPLACEMENT, DUHOK, origin_governorate=NINEWA, households=4)
        )
        async with desk.database.transaction() as tx:
            await tx.select("UPDATE reports SET state = 'withdrawn' WHERE governorate = 'IQ-DA'")
        found = await unheard(desk, NINEWA, DUHOK, ANBAR, BASRA, ERBIL)
        assert [(one.governorate, one.last) for one in found] == [
            (code, None) for code in (NINEWA, ANBAR, BASRA, DUHOK, ERBIL)
        ]
