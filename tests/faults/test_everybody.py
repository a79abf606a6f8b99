"""A broadcast keeps the published limits, wastes none of them, and lets answers pass.

Only the database is real: time passes when nothing is left to do, and calls take as long as a seed says. So the
figures are the same on every machine; `make soak ARGS=everybody` measures those of the real time.
"""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from telegram.error import RetryAfter

from bot.api import ANSWER_WITHIN, BotApi
from bot.config import Limits
from bot.delivery.journal import Journal
from bot.delivery.sender import Sender
from simulator import Clock, Simulator
from simulator.dispatch import execute
from storage import Database, migrate, open_database
from tests.conftest import MORNING
from tests.driven_loop import DrivenLoop, TimelessDatabase, at_work
from tests.faults.broadcast import Told, broadcast, tell_everybody

PEOPLE, GROUPS = 150, 10
Trip = Callable[[random.Random], float]


class _LoopClock(Clock):
    """The simulator's clock, driven by the loop."""

    def now(self) -> datetime:
        return MORNING + timedelta(seconds=asyncio.get_running_loop().time())


class _Line(BotApi):
    """The simulator without a network: a call takes so long on its way there, and as long as another one back."""

    def __init__(self, sim: Simulator, trip: Trip) -> None:
        super().__init__("", sim.token)
        self._sim, self._trip, self._chance = sim, trip, random.Random(5)

    async def call_json(self, method: str, params: bytes, *, within: float = ANSWER_WITHIN) -> Any:
        await asyncio.sleep(self._trip(self._chance))
        status, body = execute(self._sim.world, self._sim.bot, method, json.loads(params))
        await asyncio.sleep(self._trip(self._chance))
        if status == 429:
            raise RetryAfter(body["parameters"]["retry_after"])
        return body["result"]


async def _stand_still(now_and_then: float) -> None:
    """The whole process stands still, again and again, for up to so many seconds."""
    loop, chance = asyncio.get_running_loop(), random.Random(7)
    assert isinstance(loop, DrivenLoop)
    while True:
        await asyncio.sleep(chance.uniform(0.5, 2.5))
        loop.moment += chance.uniform(0, now_and_then)


async def _driven(folder: Path, trip: Trip, standstill: float) -> Told:
    sim = Simulator(clock=_LoopClock(MORNING), enforce_limits=True)
    sim.bot.flood.ticks = asyncio.get_running_loop().time
    async with at_work():
        database = await open_database(f"sqlite:///{folder / 'broadcast.sqlite'}")
        await migrate(database)
    timeless = cast("Database", TimelessDatabase(database))  # all that is asked of it here
    sender = Sender(timeless, _Line(sim, trip), sim.clock, Limits(), Journal(folder / "broadcast.sending"))
    stalls = asyncio.create_task(_stand_still(standstill))
    try:
        async with asyncio.timeout(60):
            return await tell_everybody(sim, timeless, sender, PEOPLE, GROUPS, answer_every=0.1)
    finally:
        stalls.cancel()
        async with at_work():
            await database.close()


@pytest.mark.parametrize(
    ("trip", "standstill"),
    [
        pytest.param(lambda chance: chance.uniform(0.001, 0.01), 0.0, id="near"),
        pytest.param(lambda chance: 0.15 + chance.uniform(0, 0.02), 0.0, id="far"),
        pytest.param(lambda chance: chance.expovariate(60), 0.15, id="busy machine"),
    ],
)
def test_everybody_is_told_in_the_least_time_that_the_limits_allow(
    trip: Trip, standstill: float, tmp_path: Path
) -> None:
    with asyncio.Runner(loop_factory=DrivenLoop) as runner:
        told = runner.run(_driven(tmp_path, trip, standstill))
    assert (told.refused, told.wrong) == (0, 0)
    assert told.ratio <= 1.05
    assert told.p99 <= 1


async def test_everybody_is_told_once_over_a_real_line(tmp_path: Path) -> None:
    told = await broadcast(tmp_path, people=30, groups=5, answer_every=0.1)
    assert told.wrong == 0  # refusals are counted above: after a standstill of a second there may be one
