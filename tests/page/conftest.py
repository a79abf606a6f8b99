"""A simulator with the page, and the bot polling it.

All run in one event loop a module, so that the browser has to start only once.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest_asyncio
from aiohttp import ClientSession
from echo_bot import EchoBot, Practice

from simulator import Clock, Simulator
from simulator.page import add_page

MORNING = datetime(2026, 11, 22, 6, 5, tzinfo=UTC)  # 09:05 in Baghdad
EVENING = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)


@pytest_asyncio.fixture(loop_scope="module")
async def practice() -> AsyncIterator[Practice]:
    """Three people and a group, five past nine in the morning."""
    sim = Simulator(clock=Clock(MORNING))
    ahmed = sim.add_person("أحمد الجبوري", language="ar")
    sarah = sim.add_person("Sarah Lind", language="en")
    huda = sim.add_person("Admin Huda", language="en")
    group = sim.add_group("تنسيق نينوى", [ahmed, sarah, huda], bot_is_member=True)
    sim.bookmarks = lambda: [("evening summary", EVENING)] if sim.clock.now() < EVENING else []
    add_page(sim)
    await sim.start()
    yield Practice(sim, ahmed, sarah, huda, group)
    await sim.stop()


@pytest_asyncio.fixture(loop_scope="module")
async def http() -> AsyncIterator[ClientSession]:
    """A client for the bot and for the routes."""
    async with ClientSession() as session:
        yield session


@pytest_asyncio.fixture(loop_scope="module")
async def echo(practice: Practice, http: ClientSession) -> AsyncIterator[EchoBot]:
    """The bot, polling in the background."""
    bot = EchoBot(practice.sim, http)
    await bot.call("setMyCommands", commands=[{"command": "status", "description": "Send an update"}])
    arabic = [{"command": "status", "description": "إرسال تحديث"}]
    await bot.call("setMyCommands", commands=arabic, language_code="ar")
    polling = asyncio.create_task(bot.run())
    yield bot
    polling.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await polling
