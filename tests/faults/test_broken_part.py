"""A part that breaks for good: the process ends and says so, instead of living on and answering nobody."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
import structlog

import databases
from bot import config
from bot.commands.run import answer
from bot.delivery.sender import Sender
from bot.intake.polling import Poller
from bot.worker import Worker
from simulator import Simulator

PARTS = [(Worker, "run"), (Poller, "run"), (Sender, "serve")]


@pytest.mark.parametrize(("part", "work"), PARTS, ids=["worker", "poller", "sender"])
async def test_the_process_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: type, work: str
) -> None:
    async def broken(_self: object) -> None:
        raise LookupError("what somebody wrote")

    monkeypatch.setattr(part, work, broken)
    sim = Simulator()
    await sim.start()
    settings = config.Config(
        token=sim.token, api_url=sim.url, database_url=databases.url(tmp_path / "tansiq.sqlite")
    )
    try:
        with structlog.testing.capture_logs() as logged:
            async with asyncio.timeout(30):
                assert await answer(settings) is False
    finally:
        await sim.stop()
    (told,) = (line for line in logged if line["event"] == "a part of the bot has broken")
    assert isinstance(told["exc_info"], LookupError)
