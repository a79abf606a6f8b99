"""When the daily summary is posted: once for each due time, late where the bot was down, never twice."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from coordination.groups import group as groups
from coordination.people.person import Role
from coordination.reports.fact import Fact, Kind
from coordination.summaries.hours import due_times
from handlers.daily_summary import next_due, post_due
from tests.summary_desk import EVENING, NINEWA, Desk, at, open_desk


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with open_desk(tmp_path) as opened:
        yield opened


def test_due_times_are_hours_of_baghdad() -> None:
    assert due_times("18:00", at(20, 18), at(22, 18)) == [at(21, 18), at(22, 18)]
    assert due_times("06:00", at(20, 5), at(20, 6)) == [at(20, 6)]
    assert due_times("", at(20, 5), at(22, 6)) == []


async def test_posted_once_whatever_happens(desk: Desk) -> None:
    group = await desk.group(-1, at(21, 19))
    assert [await desk.post(at(22, 17, 59)), await desk.post(EVENING), await desk.post(EVENING)] == [0, 1, 0]
    assert await asyncio.gather(*(desk.post(at(23, 18)) for _ in range(4))) == [1, 0, 0, 0]

    with pytest.raises(RuntimeError):
        async with desk.database.transaction() as tx:
            assert await post_due(tx, at(24, 18)) == 1
            raise RuntimeError("killed before the commit")
    assert await desk.post(at(24, 18, 1)) == 1
    assert len(await desk.posts(group.chat)) == 3


async def test_missed_hours_come_late_each_with_its_own_window(desk: Desk) -> None:
    await desk.group(-1, at(19, 19), governorates=NINEWA, kinds="return")
    ninewa = await desk.person(Role.FOCAL_POINT, NINEWA)
    [first] = await desk.save(ninewa, at(20, 12), Fact(Kind.RETURN, NINEWA, households=5))
    [second] = await desk.save(ninewa, at(21, 12), Fact(Kind.RETURN, NINEWA, households=5))
    await desk.save(ninewa, at(21, 18, 30), Fact(Kind.RETURN, NINEWA, households=70))
    assert await desk.post(at(21, 19, 40)) == 2
    expected = """\
📋 Daily summary, {due}
Late: due at {due}, posted at Sat 21 Nov 2026, 19:40.
Governorates: Ninewa
Subjects: returns
Source: 1 update from 1 person, saved since {since}.

Returns
5 families{families}
number of individuals not reported
• Ninewa: 5 families {reference}

What we do not know
• Not confirmed yet: 1 of 1 updates
• Told by one person only: 1 of 1 updates with news
Heard from the one expected reporter that has a focal point.

Next meetings: none are entered in this bot yet."""
    nineteenth, twentieth, today = (f"{name} Nov 2026, 18:00" for name in ("Thu 19", "Fri 20", "Sat 21"))
    assert await desk.posts(-1) == [
        expected.format(
            due=twentieth, since=nineteenth, reference=first, families="; no figure for the day before"
        ),
        expected.format(
            due=today, since=twentieth, reference=second, families="; the same as the day before"
        ),
    ]


async def test_a_quarter_of_an_hour_is_not_late_and_a_week_is_too_late(desk: Desk) -> None:
    await desk.group(-1, at(1, 19))
    assert await desk.post(at(15, 18, 15)) == 7
    posts = await desk.posts(-1)
    assert [text.splitlines()[0] for text in posts] == [
        f"📋 Daily summary, {weekday} {day} Nov 2026, 18:00"
        for day, weekday in zip(range(9, 16), ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), strict=True)
    ]
    assert ["Late" in text for text in posts] == [True] * 6 + [False]


async def test_another_hour_makes_no_second_summary_and_leaves_no_gap(desk: Desk) -> None:
    group = await desk.group(-1, at(20, 19))
    ninewa = await desk.person(Role.FOCAL_POINT, NINEWA)
    assert await desk.post(at(21, 18)) == 1
    group = await desk.set(group, at(21, 18, 30), hour="20:00")
    [between] = await desk.save(ninewa, at(21, 19), Fact(Kind.RETURN, NINEWA, households=5))
    assert await desk.post(at(21, 20)) == 0
    assert await desk.post(at(22, 20)) == 1
    text = (await desk.posts(-1))[-1]
    assert "Source: 1 update from 1 person, saved since Sat 21 Nov 2026, 18:00." in text
    assert f"Returns\n5 families\nnumber of individuals not reported\n• Ninewa: 5 families {between}" in text
    # Earlier on a day whose new hour has passed: nothing is posted for an hour that was not set then.
    group = await desk.set(group, at(23, 10), hour="06:00")
    assert await desk.post(at(23, 20)) == 0
    assert await desk.post(at(24, 6)) == 1


async def test_switched_off_means_nothing_is_missed(desk: Desk) -> None:
    group = await desk.group(-1, at(20, 19), hour="off")
    async with desk.database.reading() as tx:
        assert await next_due(tx, at(21, 9)) is None
    assert await desk.post(at(23, 18)) == 0
    await desk.set(group, at(23, 19), hour="18:00")
    assert await desk.post(at(23, 20)) == 0
    async with desk.database.reading() as tx:
        assert await next_due(tx, at(23, 20)) == at(24, 18)


async def test_next_due_skips_what_was_posted(desk: Desk) -> None:
    await desk.group(-1, at(20, 19))
    await desk.group(-2, at(20, 21), hour="20:00")
    found = []
    for now in (at(21, 9), at(21, 18), at(21, 19), at(21, 21)):
        async with desk.database.reading() as tx:
            found.append(await next_due(tx, now))
        await desk.post(now)
    # At 18:00 and 21:00 something is due already: the moment is not after `now`.
    assert found == [at(21, 18), at(21, 18), at(21, 20), at(21, 20)]
    async with desk.database.reading() as tx:
        assert await next_due(tx, at(21, 21)) == at(22, 18)


async def test_a_migrated_group_gets_no_second_summary(desk: Desk) -> None:
    group = await desk.group(-1, at(20, 19))
    assert await desk.post(at(21, 18)) == 1
    async with desk.database.transaction() as tx:
        await groups.arrive(tx, -100, "seen before its migration was told", None, at(21, 18, 1))
        await groups.migrated(tx, -1, -100)
        await groups.migrated(tx, -1, -100)
        moved = await groups.by_chat(tx, -100)
    assert moved is not None and (moved.id, moved.state) == (group.id, "approved")
    assert await desk.post(at(21, 18, 2)) == 0
    assert await desk.rows("SELECT chat FROM groups") == [{"chat": -100}]


async def test_both_languages_in_the_topic_with_one_sound(desk: Desk) -> None:
    await desk.group(-1, at(20, 19), language="both", topic="17")
    await desk.post(at(21, 18))
    rows = await desk.rows("SELECT params FROM outbox ORDER BY id")
    sent = [json.loads(str(row["params"])) for row in rows]
    assert [(m["message_thread_id"], m.get("disable_notification", False)) for m in sent] == [
        (17, False),
        (17, True),
    ]
    assert "الأحد" not in sent[1]["text"] and sent[0]["text"].startswith("\u200f")
