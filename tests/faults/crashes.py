"""A bot that is killed again and again while people write to it, and what can be counted afterwards."""

from __future__ import annotations

import asyncio
import random
import signal
import time
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import databases
from bot.stage import stage
from coordination.people.person import Role
from simulator import Chat, Clock, Person, Simulator
from storage import Database, Row, open_database, stamp
from tests.faults.nursery import Nursery
from tests.faults.tally import Tally, kept
from tests.process import environment, free_port

BAGHDAD = ZoneInfo("Asia/Baghdad")
TOWNS = (
    "Debaga",
    "Sinjar",
    "Hamdaniya",
    "Makhmur",
    "Tikrit",
    "Kirkuk",
    "Zakho",
    "Fallujah",
    "Ramadi",
    "Basra",
)
PRESSES = ("Save", "right", "another|Another", "Both", "district|District", "Yes")
WAITING = 60
"""So many updates wait at most: enough that the bot never rests, and never only catches up."""

SELDOM = {
    "before what is due": 1,
    "due, not kept": 1,
    "due and kept": 1,
    "fetched, not kept": 3,
    "kept, not confirmed": 3,
    "batch kept": 4,
    "end of a call recorded": 6,
    "calls judged at start": 1,
    "before the journal is cleared": 1,
    "journal cleared": 2,
    "before an errand": 2,
    "errand done": 2,
}
"""Points that are passed so seldom that a life ends at this passage."""

BEHIND = 500
"""People wait when so many answers are outstanding."""

IN_TIME = 60.0
FIRST_UPDATE = 700_000_001
"""The number of the simulator's first update."""

DAYS_MISSED = timedelta(days=4)


class Siege:
    """People who write without pause, and bots that are killed and started again: one, or replicas on a server."""

    def __init__(
        self,
        sim: Simulator,
        folder: Path,
        database: Database,
        nurseries: Sequence[Nursery],
        settings: dict[str, str],
        seed: int,
    ) -> None:
        self.sim = sim
        self._database = database
        self._folder = folder
        self._nurseries = nurseries
        self._log = folder / "bot.log"
        self._settings = settings
        self._chance = random.Random(seed)
        self.callers: list[Person] = []
        self.reporters: list[Person] = []
        self.groups: list[Chat] = []
        self._said: Counter[int] = Counter()
        self._first_update = 0
        self._over = asyncio.Event()
        self.tally = Tally()

    async def furnish(self, groups: int, callers: int, reporters: int) -> None:
        """Enroll everybody while no bot process runs; groups missed summaries, and the next fall due in minutes."""
        now = datetime.now(BAGHDAD)
        async with stage(
            self._folder, self.sim.clock, sim=self.sim, database_url=self._database.url
        ) as scene:
            for n in range(callers + reporters):
                who = await scene.enroll(f"p{n}", f"Person {n}", "en", Role.FOCAL_POINT, ["IQ-NI"])
                (self.callers if n < callers else self.reporters).append(who)
            for n in range(groups):
                at = now + timedelta(minutes=1 + n)
                self.groups.append(
                    await scene.admit(f"g{n}", f"Group {n}", "en", ["p0"], summary_at=f"{at:%H:%M}")
                )
            await scene.settle()
        self.sim.ledger.clear()
        async with self._database.transaction() as tx:
            await tx.select("DELETE FROM outbox")
            await tx.select(f"UPDATE groups SET summary_from = '{stamp(now - DAYS_MISSED)}'")

    @asynccontextmanager
    async def people(self) -> AsyncIterator[None]:
        """Everybody writes while the block lasts."""
        began = time.monotonic()
        tasks = [asyncio.create_task(self._call())]
        tasks += [asyncio.create_task(self._report(n, who)) for n, who in enumerate(self.reporters)]
        try:
            yield
        finally:
            self._over.set()
            await asyncio.gather(*tasks)
            self.tally.seconds = time.monotonic() - began

    @property
    def updates(self) -> int:
        """How many updates people have caused so far."""
        return self.sim.bot.updates._next_id - FIRST_UPDATE - self._first_update

    async def _call(self) -> None:
        """Callers ask who they are: exactly one answer each."""
        self._first_update = self.updates
        looked, busy = 0.0, False
        while not self._over.is_set():
            if time.monotonic() > looked + 0.2:
                looked, busy = time.monotonic(), await self._unfinished() > BEHIND
            if self.sim.pending() < WAITING and not busy:
                who = self._chance.choice(self.callers)
                self.sim.say(who, "/me")
                self._said[who.id] += 1
            await asyncio.sleep(0.002)

    async def _report(self, number: int, who: Person) -> None:
        """A reporter sends an update, answers what is asked about it, and saves it: exactly one row each."""
        count = 0
        while not self._over.is_set():
            figure = 100 + number * 10_000 + count
            place = TOWNS[(number + count) % len(TOWNS)]
            count += 1
            if not await self._shown(
                who, self._say, who, f"{figure} families displaced from Mosul to {place}"
            ):
                continue
            for _ in range(6):
                pressed = next((p for p in PRESSES if self._can_press(who, p)), None)
                if pressed is None or not await self._shown(who, self.sim.press, who, pressed):
                    break

    def _say(self, who: Person, text: str) -> None:
        self.sim.say(who, text)

    def _can_press(self, who: Person, pattern: str) -> bool:
        labels = [
            button["text"]
            for message in self._from_bot(who)[-1:]
            for row in message.get("reply_markup", {}).get("inline_keyboard", [])
            for button in row
        ]
        return any(pattern.split("|")[0] in label or pattern.split("|")[-1] in label for label in labels)

    def _from_bot(self, who: Person) -> list[dict[str, Any]]:
        return [message for message in self.sim.visible(who) if message["from"]["is_bot"]]

    async def _shown(self, who: Person, act: Any, *arguments: Any) -> bool:
        """Do something and wait for the bot to show something else; False when nothing came."""
        before = self._from_bot(who)[-1:]
        with suppress(LookupError):
            act(*arguments)
        until = time.monotonic() + 15
        while time.monotonic() < until:
            if self._from_bot(who)[-1:] != before:
                return True
            if self._over.is_set():
                return False
            await asyncio.sleep(0.02)
        return False

    async def lives(self, orders: Sequence[str], *, at_most: float = IN_TIME) -> None:
        """So many lives, one after the other; with replicas always as many at once as there are."""
        coming = iter(orders)

        async def of_one(nursery: Nursery) -> None:
            for order in coming:
                await self.life(order, at_most=at_most, nursery=nursery)

        await asyncio.gather(*map(of_one, self._nurseries))

    async def life(
        self, order: str = "", *, at_most: float = IN_TIME, nursery: Nursery | None = None
    ) -> None:
        """One life of a bot, to its death at a fault point, or by a kill from outside after `at_most` seconds."""
        where = nursery or self._nurseries[0]
        await self._start(where, **({"TANSIQ_DIE_AT": order} if order else {}))
        try:
            async with asyncio.timeout(at_most):
                code = await where.ended()
        except TimeoutError:
            await where.kill()
            self.tally.kills["at random" if not order else f"not reached: {order}"] += 1
        else:
            assert code == -9, f"the bot ended with {code}: {self._log.read_text()[-2000:]}"
            self.tally.kills[order] += 1

    async def _start(self, nursery: Nursery, **more: str) -> None:
        given = environment(self._folder, self.sim.url, self.sim.token, **self._settings, **more)
        await nursery.start(given, self._log)

    async def rest(self) -> None:
        """The last life, in peace: everything is answered, then the bot is stopped as it should be."""
        await self._start(self._nurseries[0])
        left, until = -1, 0.0
        while now_left := self.sim.pending() + await self._unfinished():
            if now_left != left:
                left, until = now_left, time.monotonic() + IN_TIME
            assert time.monotonic() < until, f"it does not come to rest: {await self._stuck()}"
            await asyncio.sleep(0.1)
        assert await self._nurseries[0].kill(signal.SIGTERM) == 0
        await self._count()

    async def _look(self, sql: str) -> Sequence[Row]:
        async with self._database.reading() as tx:
            return await tx.select(sql)

    async def _unfinished(self) -> int:
        async with self._database.reading() as tx:
            return int(await tx.inbox.undone()) + int(await tx.outbox.unsent())

    async def _stuck(self) -> str:
        inbox = await self._look("SELECT state, count(*) AS n FROM inbox GROUP BY state")
        outbox = await self._look(
            "SELECT lane, method, state, attempts, error FROM outbox WHERE state IN ('new', 'sending') LIMIT 5"
        )
        rows = [tuple(row.values()) if isinstance(row, dict) else tuple(row) for row in (*inbox, *outbox)]
        return f"{self.sim.pending()} at the API, {rows}; {self._log.read_text()[-3000:]}"

    async def _count(self) -> None:
        first = FIRST_UPDATE + self._first_update
        rows = await kept(self._database, first)
        caused = range(first, first + self.updates)
        self.tally.count(rows, caused, self._said, self.sim, self.groups)


@asynccontextmanager
async def siege(
    folder: Path,
    *,
    webhook: bool = False,
    groups: int = 2,
    callers: int = 10,
    reporters: int = 4,
    seed: int = 7,
    replicas: int = 1,
) -> AsyncIterator[Siege]:
    """A simulator with people and groups in it, ready to be besieged; by polling, or by webhook.

    The database is what tests run on: a file, or one on a server, which alone can have replicas.
    """
    sim = Simulator(clock=Clock())
    config = folder / "config.toml"
    config.write_text("[limits]\nper_second = 0\nper_chat_per_second = 0\nper_group_per_minute = 0\n")
    settings: dict[str, str] = {"BOT_ADMINS": "", "BOT_CONFIG": str(config)}
    if webhook:
        port = free_port()
        sim.webhooks.first_pause = 0.05
        settings |= {
            "BOT_WEBHOOK_URL": f"http://127.0.0.1:{port}/telegram",
            "BOT_WEBHOOK_LISTEN": f"127.0.0.1:{port}",
            "BOT_WEBHOOK_SECRET": "a-secret-of-the-test",
        }
    async with AsyncExitStack() as ready:
        nurseries = [await ready.enter_async_context(Nursery()) for _ in range(replicas)]
        database = await open_database(databases.url(folder / "tansiq.sqlite"))
        ready.push_async_callback(database.close)
        scene = Siege(sim, folder, database, nurseries, settings, seed)
        await scene.furnish(groups, callers, reporters)
        await sim.start()
        try:
            yield scene
        finally:
            for nursery in nurseries:
                await nursery.kill()
            await sim.stop()
