"""Several bots on one PostgreSQL: killed, frozen, with clocks that differ. Nothing lost, nothing twice, each chat in order."""

from __future__ import annotations

import asyncio
import random
import re
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

import aiohttp
import asyncpg
import pytest
from aiohttp import web

import postgres
from bot.application import Application
from bot.config import Config
from bot.stage import NO_LIMITS, Stage
from process import BotProcess, all_done, free_port
from simulator import Clock, Person, Simulator
from tests.conftest import BAGHDAD

SECRET = "a-secret-of-the-test"
PEOPLE, EACH = 6, 12


@pytest.fixture
async def sim() -> AsyncIterator[Simulator]:
    simulator = Simulator(token="4200:VERY-SECRET-TOKEN")
    await simulator.start()
    yield simulator
    await simulator.stop()


@pytest.fixture
async def url(postgres_server: str) -> AsyncIterator[str]:
    made = await postgres.create(postgres_server)
    yield made
    await postgres.drop(postgres_server, made)


class Balancer:
    """One address before several bots: the next one that answers gets the request."""

    def __init__(self, ports: list[int]) -> None:
        self._ports = ports
        self._next = 0

    async def pass_on(self, request: web.Request) -> web.Response:
        body = await request.read()
        async with aiohttp.ClientSession() as session:
            for _ in self._ports:
                self._next += 1
                port = self._ports[self._next % len(self._ports)]
                try:
                    async with session.post(
                        f"http://127.0.0.1:{port}/telegram", data=body, headers=request.headers
                    ) as answer:
                        return web.Response(status=answer.status)
                except aiohttp.ClientError:
                    continue
        return web.Response(status=503)


@asynccontextmanager
async def balancer(ports: list[int]) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_post("/telegram", Balancer(ports).pass_on)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    port = free_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    yield f"http://127.0.0.1:{port}/telegram"
    await runner.cleanup()


def replica(folder: Path, n: int, sim: Simulator, url: str, **more: str) -> BotProcess:
    own = folder / f"replica{n}"
    own.mkdir()
    admins = ",".join(str(person) for person in range(101, 101 + PEOPLE))
    return BotProcess(own, sim.url, sim.token, BOT_DATABASE_URL=url, BOT_ADMINS=admins, **more)


def admins(sim: Simulator) -> list[Person]:
    return [sim.add_person(f"person {n}", id=101 + n) for n in range(PEOPLE)]


def answered(sim: Simulator, person: Person) -> list[int]:
    """The numbers that the answers to "/find kiteN" name, as they stand in the chat."""
    texts = (str(message.get("text")) for message in sim.visible(person) if message["from"]["is_bot"])
    return [int(found[1]) for text in texts if (found := re.search(r"kite(\d+)", text))]


async def until(done: Callable[[], bool], within: float = 90) -> None:
    async with asyncio.timeout(within):
        while not done():  # noqa: ASYNC110  the bots are other processes
            await asyncio.sleep(0.01)


@pytest.mark.parametrize("count", [2, 3])
async def test_webhooks_to_all_of_them_while_one_after_the_other_is_killed(
    sim: Simulator, tmp_path: Path, url: str, count: int
) -> None:
    ports = [free_port() for _ in range(count)]
    people = admins(sim)
    chance = random.Random(count)

    def total() -> int:
        return sum(len(answered(sim, person)) for person in people)

    async with balancer(ports) as address, AsyncExitStack() as running:
        bots = []
        for n, port in enumerate(ports):
            bot = replica(
                tmp_path,
                n,
                sim,
                url,
                BOT_WEBHOOK_URL=address,
                BOT_WEBHOOK_LISTEN=f"127.0.0.1:{port}",
                BOT_WEBHOOK_SECRET=SECRET,
            )
            await bot.start()
            running.push_async_callback(bot.stop)
            bots.append(bot)
        for number in range(EACH):
            for person in people:
                sim.say(person, f"/find kite{number}")
        for share in (0.15, 0.4, 0.65):
            goal = int(PEOPLE * EACH * share) + chance.randrange(8)
            await until(lambda goal=goal: total() >= goal)
            victim = chance.choice(bots)
            await victim.kill()
            await victim.start()
        await until(lambda: not sim.pending())
        async with asyncio.timeout(90):
            lost = await all_done(url)
    for person in people:
        seen = answered(sim, person)
        assert seen == sorted(set(seen))  # in order, none twice
        assert len(seen) >= EACH - lost.get(person.id, 0)  # what is missing is known to be unknown


async def holder(bots: list[BotProcess], lease: str) -> int:
    """Which of the bots took the lease last, by its log."""
    found: dict[int, str] = {}
    async with asyncio.timeout(60):
        while not found:
            for n, bot in enumerate(bots):
                for line in bot.log.splitlines():
                    if "leases taken" in line and f'"{lease}"' in line:
                        found[n] = line
            await asyncio.sleep(0.1)
    return max(found, key=lambda n: re.findall(r'"timestamp": ?"([^"]+)"', found[n]))


@pytest.mark.parametrize("stopped", [signal.SIGKILL, signal.SIGSTOP])
async def test_polling_and_sending_are_taken_over_within_30_seconds(
    sim: Simulator, tmp_path: Path, url: str, stopped: signal.Signals
) -> None:
    people = admins(sim)
    bots = [replica(tmp_path, n, sim, url) for n in range(2)]
    async with AsyncExitStack() as running:
        for n, bot in enumerate(bots):
            await bot.start()
            running.push_async_callback(bot.stop)
            await holder(bots[: n + 1], "poller")
        sim.say(people[0], "/find kite1")
        await until(lambda: answered(sim, people[0]) == [1])
        first = bots[await holder(bots, "poller")]
        assert first._process is not None
        first._process.send_signal(stopped)
        sim.say(people[0], "/find kite2")
        await until(lambda: answered(sim, people[0]) == [1, 2], within=30)
        if stopped is signal.SIGSTOP:
            first._process.send_signal(signal.SIGCONT)  # it finds that others have taken over
        for number in range(3, 9):
            sim.say(people[0], f"/find kite{number}")
        await until(lambda: len(answered(sim, people[0])) >= 8)
    assert answered(sim, people[0]) == list(range(1, 9))


async def test_a_process_that_hangs_with_a_lease_in_its_hands_is_passed_over(
    sim: Simulator, tmp_path: Path, url: str
) -> None:
    people = admins(sim)
    first, second = (replica(tmp_path, n, sim, url) for n in range(2))
    async with AsyncExitStack() as running:
        for bot in (first, second):
            await bot.start()
            running.push_async_callback(bot.stop)
            await holder([first], "sender")
        await until(lambda: '"started"' in second.log)
        sim.say(people[0], "/find kite1")
        await until(lambda: answered(sim, people[0]) == [1])
        hangs = await asyncpg.connect(url, server_settings={"application_name": "tansiq"})
        running.callback(hangs.terminate)
        await hangs.execute("BEGIN; SELECT 1 FROM leases FOR SHARE")
        await first.kill()
        sim.say(people[0], "/find kite2")
        await until(lambda: answered(sim, people[0]) == [1, 2], within=30)
        assert hangs.is_closed()


async def test_one_summary_a_group_though_the_clocks_differ(tmp_path: Path, url: str) -> None:
    noon = datetime(2026, 11, 22, 12, 0, tzinfo=BAGHDAD)
    sim = Simulator(clock=Clock(noon))
    await sim.start()
    clocks = [Clock(noon + timedelta(minutes=skew)) for skew in (-20, 0, 20)]
    config = Config(token=sim.token, api_url=sim.url, database_url=url, limits=NO_LIMITS)
    async with AsyncExitStack() as running:
        running.push_async_callback(sim.stop)
        apps = [Application(config, clock) for clock in clocks]
        for app in apps:
            await app.start()
        scene = Stage(sim, clocks[1], apps[1])
        await scene.enroll("omar", "Omar", "en", "admin")  # type: ignore[arg-type]  # roles are strings
        groups = [await scene.admit(f"room {n}", f"Room {n}", "en", ["omar"]) for n in range(3)]

        def posts() -> list[int]:
            return [sum(m["from"]["is_bot"] for m in sim.visible(group)) for group in groups]

        counted = []
        for ticker, hours in enumerate((6, 1, 1)):
            for clock in clocks:
                clock.advance(timedelta(hours=hours, minutes=10))
            await until(lambda ticker=ticker: apps[ticker]._leases.held("ticker"))
            await apps[ticker].schedule.look()
            await apps[ticker].settle(sim.pending)
            counted.append(posts())
            await apps[ticker].stop()
    # By the first one's clock it is 17:50; the second one posts, at 19:20; for the third all is done.
    assert counted == [[0, 0, 0], [1, 1, 1], [1, 1, 1]]
