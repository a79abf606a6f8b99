"""Three bots on one PostgreSQL, their clocks 20 minutes apart, killed at random: one reminder a meeting and group."""

from __future__ import annotations

import asyncio
import random
import re
from collections import Counter
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path

from bot.application import Application
from bot.clock import SystemClock
from bot.config import Config
from bot.stage import NO_LIMITS, Stage
from coordination.groups import group as groups
from coordination.meetings import store
from coordination.meetings.meeting import Plan
from coordination.people import register
from process import BotProcess, all_done
from simulator import Chat, Simulator
from storage import Database, open_database
from test_replicas import admins, holder, replica, sim, url

__all__ = ["sim", "url"]  # fixtures

MEETINGS, GROUPS = 8, 3
ALL = MEETINGS * GROUPS
SKEWS = (-1200, 0, 1200)
"""Seconds."""
HEIRS = (1, 2, 0, 1)
"""Who is left each time that the two others are killed: the clock that is right, ahead, behind, right again."""


async def put_on_stage(sim: Simulator, url: str) -> list[Chat]:
    """Three groups and eight meetings of theirs, whose reminders come due one after the other from now on."""
    clock = SystemClock()
    app = Application(Config(token=sim.token, api_url=sim.url, database_url=url, limits=NO_LIMITS), clock)
    await app.start()
    stage = Stage(sim, clock, app)  # type: ignore[arg-type]  # nobody moves this clock by hand
    omar = await stage.enroll("omar", "Omar", "en", "admin")  # type: ignore[arg-type]  # roles are strings
    rooms = [await stage.admit(f"room {n}", f"Room {n}", "en", ["omar"]) for n in range(GROUPS)]
    now = clock.now()
    async with app.database.transaction() as tx:
        by = await register.meet(tx, omar.id, "Omar", now)
        told = tuple(group.id for group in await groups.approved(tx))
        for n in range(MEETINGS):
            starts = now + timedelta(minutes=30, seconds=5 * (n + 1))
            plan = Plan("periodic", f"اجتماع {n}", f"Meeting {n}.", starts, 60, groups=told, reminders=(30,))
            await store.plan(tx, plan, by, now)
    await app.stop()
    return rooms


def reminded(sim: Simulator, room: Chat) -> Counter[int]:
    """How often each meeting was reminded of in a group."""
    texts = (str(message.get("text")) for message in sim.visible(room) if message["from"]["is_bot"])
    return Counter(int(found[1]) for text in texts if (found := re.search(r"Meeting (\d+)\.", text)))


async def left_alone(bots: list[BotProcess], heir: int) -> None:
    """Kill all but one, wait until that one has taken over, and start the others again."""
    victims = [bot for bot in bots if bot is not bots[heir]]
    for victim in victims:
        await victim.kill()
    async with asyncio.timeout(90):
        while await holder(bots, "ticker") != heir:  # noqa: ASYNC110  the bots are other processes
            await asyncio.sleep(0.1)
    for victim in victims:
        await victim.start()


async def all_gone(database: Database) -> bool:
    """Whether every reminder was taken by one of the bots, and none waits to be sent."""
    async with database.reading() as tx:
        (row,) = await tx.select("SELECT count(*) AS n FROM due WHERE job LIKE 'meeting %'")
        return int(row["n"]) == MEETINGS and not await tx.outbox.unsent()


async def test_one_reminder_a_meeting_and_group(sim: Simulator, tmp_path: Path, url: str) -> None:
    admins(sim)
    rooms = await put_on_stage(sim, url)
    chance = random.Random(3)
    bots: list[BotProcess] = [
        replica(tmp_path, n, sim, url, module="tests.skewed_bot", BOT_TEST_SKEW=str(skew))
        for n, skew in enumerate(SKEWS)
    ]

    def posts() -> int:
        return sum(reminded(sim, room).total() for room in rooms)

    async with AsyncExitStack() as running:
        database = await open_database(url)
        running.push_async_callback(database.close)
        for bot in bots:
            await bot.start()
            running.push_async_callback(bot.stop)
        for heir in HEIRS:
            await left_alone(bots, heir)
            goal = posts() + 1 + chance.randrange(6)
            async with asyncio.timeout(90):
                # What was under way at a kill never comes: there may be fewer than the goal.
                while SKEWS[heir] >= 0 and posts() < goal and not await all_gone(database):  # noqa: ASYNC110
                    await asyncio.sleep(0.01)
        async with asyncio.timeout(90):
            while not await all_gone(database):  # noqa: ASYNC110  the bots are other processes
                await asyncio.sleep(0.1)
        unknown = sum((await all_done(url)).values())
    seen = [reminded(sim, room) for room in rooms]
    assert [count for room in seen for count in room.values() if count != 1] == []
    assert sum(room.total() for room in seen) >= ALL - unknown
