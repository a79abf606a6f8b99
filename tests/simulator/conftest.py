"""A simulator whose clock stands still, two people, and a client."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession
from bot_api_client import MORNING, Client

from simulator import Clock, Person, Simulator


@pytest.fixture
def clock() -> Clock:
    return Clock(MORNING)


@pytest.fixture
async def sim(clock: Clock) -> AsyncIterator[Simulator]:
    simulator = Simulator(clock=clock)
    await simulator.start()
    yield simulator
    await simulator.stop()


@pytest.fixture
async def http() -> AsyncIterator[ClientSession]:
    async with ClientSession() as session:
        yield session


@pytest.fixture
def api(sim: Simulator, http: ClientSession) -> Client:
    return Client(sim, http)


@pytest.fixture
def huda(sim: Simulator) -> Person:
    """Has begun the chat with the bot."""
    person = sim.add_person("هدى", language="ar", id=501)
    sim.open_chat(person)
    return person


@pytest.fixture
def sarah(sim: Simulator) -> Person:
    """Has never written to the bot."""
    return sim.add_person("Sarah", language="en", id=502, username="sarah_p")
