"""The picture of a summary: what it shows, what it says of itself, and that it comes once where it is wanted."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from coordination.people.person import Role
from coordination.places import gazetteer
from coordination.reports.fact import Fact, Kind
from coordination.summaries import Scope
from coordination.summaries.picture import Picture, read_picture
from coordination.summaries.total import Total
from handlers.papers import PAPERS, SUMMARY_PICTURE, Request
from tests.summary_desk import ANBAR, DAY, ERBIL, EVENING, NINEWA, Desk, at, open_desk
from views.language import plain, words
from views.paper import picture as views


def families(amount: int | None, *, rough: bool = False) -> Total:
    return Total() if amount is None else Total(amount, 1, 0, 1, rough)


EXAMPLE = Picture(
    until=EVENING,
    days=tuple(date(2026, 11, 9) + timedelta(days=n) for n in range(14)),
    displaced=tuple(map(families, (40, 65, None, 30, 0, 55, 120, 260, 410, 180, 95, 60, 35, 155))),
    returned=tuple(map(families, (0, 10, 12, None, None, 30, 20, 45, 40, 60, None, 80, 110, 90))),
    areas={
        "IQ-NI": families(620),
        "IQ-AR": families(235, rough=True),
        "IQ-KI": families(48),
        "IQ-DI": families(0),
        "IQ-AN": Total(0, 0, 1, 1),
        "IQ-SD": families(1240),
        "IQ-DA": families(90),
    },
    needs=(("shelter", 9), ("food", 7), ("wash", 4), ("health", 2)),
)


def test_every_governorate_has_a_tile_of_its_own() -> None:
    assert set(views.TILES) == {place.id for place in gazetteer().governorates()}
    assert len(set(views.TILES.values())) == len(views.TILES)


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with open_desk(tmp_path) as opened:
        yield opened


async def reported(desk: Desk) -> None:
    who = await desk.person(Role.FOCAL_POINT, NINEWA, ANBAR)
    moved = Fact(Kind.DISPLACEMENT, NINEWA, households=30)
    await desk.save(who, at(8, 12), moved)
    await desk.save(who, at(9, 12), moved)
    await desk.save(who, at(15, 12), Fact(Kind.DISPLACEMENT, ERBIL, households=7))
    await desk.save(who, at(16, 12), moved, Fact(Kind.NEED, NINEWA, sectors=("food", "wash")))
    await desk.save(who, at(22, 9), moved, Fact(Kind.RETURN, NINEWA, households=0))
    await desk.save(who, at(22, 10), Fact(Kind.DISPLACEMENT, ANBAR, households="unknown", sectors=("food",)))


async def test_a_fortnight_by_day_and_a_week_by_place_and_need(desk: Desk) -> None:
    await reported(desk)
    async with desk.database.reading() as tx:
        whole = await read_picture(tx, Scope(), EVENING)
        part = await read_picture(tx, Scope(frozenset({ERBIL})), EVENING)
    assert [whole.days[0], whole.days[-1], len(whole.days)] == [date(2026, 11, 9), date(2026, 11, 22), 14]
    assert [one.amount if one.given else None for one in whole.displaced] == (
        [30] + [None] * 5 + [7, 30] + [None] * 5 + [30]
    )
    assert [one.amount if one.given else None for one in whole.returned] == [None] * 13 + [0]
    assert whole.areas == {NINEWA: Total(60, 2, 0, 2), ANBAR: Total(0, 0, 1, 1)}
    assert whole.needs == (("food", 2), ("wash", 1))
    assert (part.areas, part.needs, part.seen) == ({}, (), frozenset({ERBIL}))


def test_what_it_shows_is_said_in_words() -> None:
    assert plain(views.caption(words("en"), EXAMPLE).text) == (
        "📊 The picture, in words:\n"
        "Displaced in a week: Salah al-Din: 1,240 families, Ninewa: 620 families, Erbil: ≈ 235 families, "
        "Duhok: 90 families and Kirkuk: 48 families and 2 other governorates.\n"
        "The most on one day of two weeks: 410 families, 17 Nov.\n"
        "Updates that name a need: shelter 9, food 7, water and sanitation 4 and health 2."
    )
    nothing = Picture(EVENING, EXAMPLE.days, (Total(),) * 14, (Total(),) * 14, {}, ())
    assert plain(views.caption(words("en"), nothing).text) == (
        "📊 The picture, in words:\nNo displacement was reported in a week."
    )
    assert views.draw(views.values(words("ar", digits="arabic"), nothing)).startswith(b"\x89PNG")


def test_zero_unknown_and_not_reported_look_different() -> None:
    tiles = {one["name"]: (one["shade"], one["said"]) for one in views.values(words("en"), EXAMPLE)["tiles"]}
    assert [tiles[name] for name in ("Diyala", "Anbar", "Basra", "Erbil", "Salah al-Din")] == [
        (0, "0"),
        (-1, "?"),
        (-1, "–"),
        (3, "≈235"),
        (5, "1,240"),
    ]
    assert views.values(words("en"), EXAMPLE)["displaced"]["points"][2:5] == [None, 30, 0]


async def test_it_comes_once_a_language_where_it_is_wanted(desk: Desk) -> None:
    await reported(desk)
    await desk.group(-1, EVENING - DAY, pictures="yes", language="both")
    await desk.group(-2, EVENING - DAY)
    assert [await desk.post(EVENING), await desk.post(EVENING)] == [2, 0]
    jobs = await desk.rows("SELECT what, subject, message FROM paper_jobs ORDER BY id")
    messages = [json.loads(str(job["message"])) for job in jobs]
    assert [(one["chat"], one["language"], one["method"]) for one in messages] == [
        (-1, "ar", "sendPhoto"),
        (-1, "en", "sendPhoto"),
    ]
    assert plain(messages[1]["params"]["caption"]).startswith(
        "📊 The picture, in words:\nDisplaced in a week: Ninewa: 60 families and Anbar: "
    )
    request = Request(json.loads(str(jobs[1]["subject"])), words("en"), "bot", None, EVENING)
    async with desk.database.reading() as tx:
        draw = await PAPERS[SUMMARY_PICTURE](tx, request)
    assert draw is not None
    assert draw().content.startswith(b"\x89PNG")
