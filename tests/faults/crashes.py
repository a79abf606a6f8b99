"""A bot that is killed again and again while people write to it, and what can be counted afterwards."""

from __future__ import annotations

import asyncio
import random
import signal
import sqlite3
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.stage import stage
from coordination.people.person import Role
from simulator import Chat, Clock, Person, Simulator
from storage import stamp
from tests.faults.nursery import Nursery
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
DAYS_MISSED = timedelta(days=4)


@dataclass(slots=True)
class Tally:
    """What became of everything; all but the first four must be nothing, `unknown` sends excepted."""

    updates: int = 0
    kills: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    sent: int = 0
    lost: int = 0
    set_aside: int = 0
    unanswered: int = 0
    applied_twice: int = 0
    posted_twice: int = 0
    unknown: int = 0
    unknown_arrived: int = 0
    summaries_due: int = 0
    summaries_seen: int = 0

    def table(self) -> str:
        """The figures, a line each, for people."""
        lines = [
            ("updates", self.updates),
            ("kills", self.kills.total()),
            ("seconds", round(self.seconds)),
            ("messages and edits sent", self.sent),
            ("updates lost", self.lost),
            ("updates set aside", self.set_aside),
            ("updates without an answer", self.unanswered),
            ("updates applied twice", self.applied_twice),
            ("messages posted twice", self.posted_twice),
            ("sends that ended unknown", self.unknown),
            ("  of them arrived", self.unknown_arrived),
            ("summaries due in groups", self.summaries_due),
            ("summaries posted", self.summaries_seen),
        ]
        return "\n".join(f"{name:<28}{value!s:>12}" for name, value in lines)


class Siege:
    """People who write without pause, and one bot that is killed and started again."""

    def __init__(
        self, sim: Simulator, folder: Path, nursery: Nursery, settings: dict[str, str], seed: int
    ) -> None:
        self.sim = sim
        self.database = folder / "tansiq.sqlite"
        self._folder = folder
        self._nursery = nursery
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
        async with stage(self._folder, self.sim.clock, sim=self.sim) as scene:
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
        with self._look() as database:
            database.execute("DELETE FROM outbox")
            database.execute("UPDATE groups SET summary_from = ?", (stamp(now - DAYS_MISSED),))
            database.commit()

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
        return self.sim.bot.updates._next_id - 700_000_001 - self._first_update

    async def _call(self) -> None:
        """Callers ask who they are: exactly one answer each."""
        self._first_update = self.updates
        looked, busy = 0.0, False
        while not self._over.is_set():
            if time.monotonic() > looked + 0.2:
                looked, busy = time.monotonic(), self._unfinished() > BEHIND
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

    async def life(self, order: str = "", *, at_most: float = IN_TIME) -> None:
        """One life of the bot, to its death at a fault point, or by a kill from outside after `at_most` seconds."""
        await self._start(**({"TANSIQ_DIE_AT": order} if order else {}))
        try:
            async with asyncio.timeout(at_most):
                code = await self._nursery.ended()
        except TimeoutError:
            await self._nursery.kill()
            self.tally.kills["at random" if not order else f"not reached: {order}"] += 1
        else:
            assert code == -9, f"the bot ended with {code}: {self._log.read_text()[-2000:]}"
            self.tally.kills[order] += 1

    async def _start(self, **more: str) -> None:
        given = environment(self._folder, self.sim.url, self.sim.token, **self._settings, **more)
        await self._nursery.start(given, self._log)

    async def rest(self) -> None:
        """The last life, in peace: everything is answered, then the bot is stopped as it should be."""
        await self._start()
        left, until = -1, 0.0
        while now_left := self.sim.pending() + self._unfinished():
            if now_left != left:
                left, until = now_left, time.monotonic() + IN_TIME
            assert time.monotonic() < until, f"it does not come to rest: {self._stuck()}"
            await asyncio.sleep(0.1)
        assert await self._nursery.kill(signal.SIGTERM) == 0
        self._count()

    def _look(self) -> Any:
        return closing(sqlite3.connect(self.database))

    def _unfinished(self) -> int:
        with self._look() as database:
            (inbox,) = database.execute("SELECT count(*) FROM inbox WHERE state = 'new'").fetchone()
            (outbox,) = database.execute(
                "SELECT count(*) FROM outbox WHERE state IN ('new', 'sending')"
            ).fetchone()
        return int(inbox) + int(outbox)

    def _stuck(self) -> str:
        with self._look() as database:
            inbox = database.execute("SELECT state, count(*) FROM inbox GROUP BY state").fetchall()
            outbox = database.execute(
                "SELECT lane, method, state, attempts, error FROM outbox WHERE state IN ('new', 'sending') LIMIT 5"
            ).fetchall()
        return f"{self.sim.pending()} at the API, {inbox}, {outbox}; {self._log.read_text()[-3000:]}"

    def _count(self) -> None:
        tally, first = self.tally, 700_000_001 + self._first_update
        with self._look() as database:
            inbox = dict(
                database.execute(
                    "SELECT update_id, state FROM inbox WHERE update_id >= ?", (first,)
                ).fetchall()
            )
            rows = database.execute("SELECT chat, method, state, message_id FROM outbox").fetchall()
            (tally.summaries_due,) = database.execute(
                "SELECT count(*) FROM due WHERE job = 'daily summary' AND outcome = 'posted'"
            ).fetchone()
            households = Counter(value for (value,) in database.execute("SELECT households FROM reports"))
        tally.updates = self.updates
        tally.lost = len(set(range(first, first + tally.updates)) - set(inbox))
        tally.set_aside = sum(1 for state in inbox.values() if state == "dead")
        new = [row for row in rows if row[1].startswith("send")]
        answers = Counter(chat for chat, *_ in new)
        tally.unanswered = sum(max(0, said - answers[chat]) for chat, said in self._said.items())
        tally.applied_twice = sum(max(0, answers[chat] - said) for chat, said in self._said.items())
        tally.applied_twice += sum(n - 1 for n in households.values())
        self._count_sent(new)
        tally.unknown = sum(1 for row in rows if row[2] == "unknown")

    def _count_sent(self, new: Iterable[tuple[int, str, str, int | None]]) -> None:
        tally = self.tally
        known = Counter((chat, message) for chat, _, state, message in new if state == "sent")
        delivered = [
            (call.result["chat"]["id"], call.result["message_id"])
            for call in self.sim.ledger
            if call.ok and call.method.startswith("send")
        ]
        tally.sent = sum(
            1 for call in self.sim.ledger if call.ok and call.method.startswith(("send", "edit"))
        )
        perhaps = Counter(chat for chat, _, state, _ in new if state == "unknown")
        more = Counter(chat for chat, message in delivered if (chat, message) not in known)
        tally.unknown_arrived = sum(min(n, perhaps[chat]) for chat, n in more.items())
        tally.posted_twice = sum(max(0, n - perhaps[chat]) for chat, n in more.items())
        tally.posted_twice += sum(n - 1 for n in known.values())
        missing = set(known) - set(delivered)
        assert not missing, f"said to be sent, but never seen: {missing}"
        tally.summaries_seen = sum(
            1 for group in self.groups for message in self.sim.visible(group) if message["from"]["is_bot"]
        )


@asynccontextmanager
async def siege(
    folder: Path,
    *,
    webhook: bool = False,
    groups: int = 2,
    callers: int = 10,
    reporters: int = 4,
    seed: int = 7,
) -> AsyncIterator[Siege]:
    """A simulator with people and groups in it, ready to be besieged; by polling, or by webhook."""
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
    async with Nursery() as nursery:
        scene = Siege(sim, folder, nursery, settings, seed)
        await scene.furnish(groups, callers, reporters)
        await sim.start()
        try:
            yield scene
        finally:
            await nursery.kill()
            await sim.stop()
