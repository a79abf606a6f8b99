"""An export whose bot is killed while the file is made: made again by the next one, sent once."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from process import BotProcess
from simulator import Simulator

MAKE = "^Make the file$|^إعداد الملف$"


@pytest.fixture
async def sim() -> AsyncIterator[Simulator]:
    simulator = Simulator(token="4200:VERY-SECRET-TOKEN")
    await simulator.start()
    yield simulator
    await simulator.stop()


async def until(done: Callable[[], bool], within: float = 60) -> None:
    async with asyncio.timeout(within):
        while not done():  # noqa: ASYNC110  the bot is another process
            await asyncio.sleep(0.005)


async def test_killed_three_times_three_files_come(sim: Simulator, tmp_path: Path) -> None:
    held = tmp_path / "held"
    begun = held.with_suffix(".begun")
    bot = BotProcess(tmp_path, sim.url, sim.token, module="tests.held_bot", BOT_TEST_HELD=str(held))
    admin = sim.add_person("Admin", id=1)

    def shown() -> list[dict[str, Any]]:
        return [message for message in sim.visible(admin) if message["from"]["is_bot"]]

    def can_begin() -> bool:
        rows = shown()[-1].get("reply_markup", {}).get("inline_keyboard", []) if shown() else []
        return any(re.search(MAKE, button["text"]) for row in rows for button in row)

    def files() -> int:
        return sum("document" in message for message in shown())

    def being_made() -> bool:
        return any("⏳" in message.get("text", "") for message in shown())

    def ready() -> int:
        return sum("tansiq-days" in message.get("text", "") for message in shown())

    await bot.start()
    for nth in (1, 2, 3):
        sim.say(admin, "/export")
        await until(can_begin)
        held.touch()
        sim.press(admin, MAKE)
        await until(lambda: being_made() and begun.exists())
        await bot.kill()
        assert files() == nth - 1
        held.unlink()
        begun.unlink()
        await bot.start()
        await until(lambda nth=nth: (files(), ready()) == (nth, nth))
    assert await bot.stop() == 0
    assert (files(), ready(), being_made()) == (3, 3, False)
