"""The sender: takes rows of the outbox, calls the Bot API, and writes down how each call ended."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Literal

from telegram.error import TelegramError

from bot.api import BotApi
from bot.clock import Clock
from bot.config import Limits
from bot.delivery.alarm import Alarm
from bot.delivery.door import AHEAD, Door
from bot.delivery.files import CannotLoad, file_id_in, is_unknown_file, load
from bot.delivery.journal import Notes
from bot.delivery.outcome import FLOOD_WAIT, MANY_ATTEMPTS, SAFE_TO_REPEAT, Outcome, backoff, of_error
from bot.delivery.pace import MINUTE
from bot.delivery.record import Sent, record
from bot.logs import log
from bot.metrics import CALLS, FLOOD_WAITS, OUTAGES
from coordination.cases.vault import Vault
from handlers.outgoing import NOTICE
from storage import Database, Row, Transaction, is_outage, moment, stamp

AT_ONCE = 60
"""Calls under way at the same time."""

LOOK_AHEAD = 100
"""Heads of lanes that are looked at first; more of them where none of these may go."""

REFUSED_LANES = 3
"""So many lanes refused within a second: not their chats are meant, but everything."""

PATIENCE = 0.05
"""Seconds that the end of a call waits at most to be written down in the commit of somebody else."""

SHORT = 0.002
"""Seconds: a commit that takes no longer is not worth waiting for another one."""

COMPANY = 0.01
"""Seconds that on a server the end of a call waits for the ends of others: each round of its own is six round trips."""

Board = Callable[[Transaction], Awaitable[None]]
"""Carries the sender's round into a transaction."""


class NotTheSender(Exception):
    """Another process has taken the sending over."""


async def always(_tx: Transaction) -> bool:
    """Where there is one process, it is the sender."""
    return True


async def _nothing(_tx: Transaction) -> None:
    """Where nothing is taken along."""


class Sender:
    """Sends from the outbox: order within a lane, many lanes at once, answers before notices."""

    def __init__(
        self,
        database: Database,
        api: BotApi,
        clock: Clock,
        limits: Limits,
        journal: Notes,
        vault: Vault | None = None,
        confirm: Callable[[Transaction], Awaitable[bool]] = always,
    ) -> None:
        self._database = database
        self._api = api
        self._vault = vault
        self._clock = clock
        self._door = Door(limits)
        self._journal = journal
        self._confirm = confirm
        self._in_doubt = False
        self._serving = False
        self._waits_since: float | None = None
        self._wake = asyncio.Event()
        self._alarm = Alarm(self._wake.set)
        self._in_flight: dict[str, asyncio.Task[None]] = {}
        self._ended: list[Sent] = []
        self._resting: dict[str, float] = {}
        self._refused: deque[float] = deque(maxlen=REFUSED_LANES)

    def wake(self) -> None:
        """Something may be there to send."""
        self._wake.set()

    async def serve(self) -> None:
        """Judge what the last sender left, then send for ever; cancel to stop."""
        while True:
            try:
                await self.recover()
                break
            except Exception:
                log.exception("what the last sender left could not be judged")
                await asyncio.sleep(1)
        self._serving = True
        self._wake.set()
        try:
            await self.run()
        finally:
            await self.finish()

    async def recover(self) -> None:
        """Judge the rows that were being sent when the last process ended: sent, again, or unknown."""
        await self._journal.load()
        now = self._clock.now()
        async with self._transaction() as tx:
            await self._judge(tx)
            for row in await tx.outbox.sent_lately(since=stamp(now - timedelta(seconds=MINUTE))):
                ago = max(0.0, (now - moment(row["done_at"])).total_seconds())
                self._door.remember(row["chat"], ago)
        await self._journal.clear()

    async def _judge(self, tx: Transaction) -> None:
        judged = []
        for row in await tx.outbox.in_flight():
            fate, message_id = self._journal.fate(row["id"])
            if fate == "sent":
                outcome = Outcome("sent", message_id)
            elif fate == "not begun" or row["method"] in SAFE_TO_REPEAT:
                outcome = Outcome("again")
            else:
                outcome = Outcome("unknown", error="the process ended during the call")
                CALLS.labels(row["method"], outcome.state).inc()
            judged.append(Sent(row, outcome))
        await record(tx, self._clock.now(), judged)

    async def run(self) -> None:
        """Send for ever; cancel to stop, then `finish` what is under way."""
        while True:
            await self._wake.wait()
            self._wake.clear()
            try:
                await self._round()
            except Exception as error:
                OUTAGES.note("delivery", error)
                log.exception("delivery round failed")
                self._alarm.within(1.0)

    async def finish(self, within: float = 5.0) -> None:
        """Wait for the calls under way and write down how they ended."""
        self._alarm.off()
        if self._in_flight:
            await asyncio.wait(self._in_flight.values(), timeout=within)
        ended: list[Sent] = []
        try:
            try:
                if self._in_doubt:
                    await self._take_back()  # while it is known which calls are still under way
            finally:
                self._let_go()
                ended, self._ended = self._ended, []
            if ended:
                async with self._transaction() as tx:
                    await record(tx, self._clock.now(), ended)
        except NotTheSender:
            log.warning("another process sends: it judges what was under way here", calls=len(ended))

    def _let_go(self) -> None:
        for task in self._in_flight.values():
            task.cancel()
        self._in_flight.clear()
        self._serving = self._in_doubt = False

    async def _round(self) -> None:
        if self._in_doubt:
            await self._take_back()
        if not self._ended or self._may_wait():
            async with self._database.looking() as tx:
                if not await self._choose(tx):
                    return
        await self._keep()

    def _may_wait(self) -> bool:
        """Whether somebody writes, or may soon, who can take along how the last calls ended; not for long.

        On a quick disk nobody is waited for who only may.
        """
        now = asyncio.get_running_loop().time()
        company = self._database.busy or self._database.commit_seconds >= SHORT
        self._waits_since = self._waits_since or now
        left = self._waits_since + PATIENCE - now
        if self._database.shared or not company or left <= 0:
            self._waits_since = None
            return False
        self._alarm.within(min(left, PATIENCE / 10))
        return True

    async def _keep(self) -> None:
        """One commit for many calls: how the last ones ended, and that the next ones begin."""
        async with self._along() as board, self._transaction() as tx:
            await board(tx)

    @asynccontextmanager
    async def along(self) -> AsyncIterator[Board]:
        """A round in the transaction of somebody else, inside the block, so that both wait for the disk once.

        The calls begin at the end of the block. On a server another process may be the sender: there it goes by itself.
        """
        async with self._along(apart=True) as board:
            yield board if self._serving and not self._database.shared else _nothing

    @asynccontextmanager
    async def _along(self, *, apart: bool = False) -> AsyncIterator[Board]:
        ended: list[Sent] = []
        chosen: list[Row] = []

        async def board(tx: Transaction) -> None:
            if self._in_doubt:
                return
            ended[:], self._ended = self._ended, []
            self._waits_since = None
            await record(tx, self._clock.now(), ended)
            chosen[:] = await self._choose(tx)
            await tx.outbox.mark_sending([{"id": row["id"]} for row in chosen])

        async def board_apart(tx: Transaction) -> None:
            try:
                async with tx.savepoint():
                    await board(tx)
            except Exception as error:
                if is_outage(error):
                    raise
                log.exception(
                    "delivery could not be taken along"
                )  # a mistake of ours costs no turn of others
                self._ended = ended + self._ended
                ended.clear()
                chosen.clear()
                self._alarm.within(1.0)

        try:
            yield board_apart if apart else board
        except BaseException:
            if ended or chosen:
                self._ended = ended + self._ended
                self._in_doubt = True
                self._alarm.within(1.0)
            raise
        if ended and not self._in_flight and not self._ended:
            await self._journal.clear()
        for row in chosen:
            self._in_flight[row["lane"]] = asyncio.create_task(self._send(row))

    async def _take_back(self) -> None:
        """Rows marked in a commit of which nobody knows whether it was kept: their calls were never begun."""
        async with self._transaction() as tx:
            marked = await tx.outbox.in_flight()
            known = {sent.row["id"] for sent in self._ended}  # also of calls that ended while this waited
            for row in [
                row for row in marked if row["lane"] not in self._in_flight and row["id"] not in known
            ]:
                await tx.outbox.again(id=row["id"])
        self._in_doubt = False

    @asynccontextmanager
    async def _transaction(self) -> AsyncIterator[Transaction]:
        """A transaction in which nobody else can become the sender. Raises NotTheSender when somebody has."""
        async with self._database.transaction() as tx:
            if not await self._confirm(tx):
                raise NotTheSender
            yield tx

    async def _choose(self, tx: Transaction) -> list[Row]:
        """Rows that may leave now or soon; sets the alarm for those that may leave later."""
        if shut := self._door.shut_for():
            self._alarm.within(shut)
            return []
        now = asyncio.get_running_loop().time()
        self._resting = {lane: until for lane, until in self._resting.items() if until > now}
        if len(self._in_flight) >= AT_ONCE:
            return []
        limit = LOOK_AHEAD + len(self._resting) + len(self._in_flight)
        while True:
            heads: list[Row] = await tx.outbox.heads(limit=limit)
            chosen, full = self._chosen(heads, now)
            if chosen or full or len(heads) < limit:
                return chosen
            limit *= 4

    def _chosen(self, heads: list[Row], now: float) -> tuple[list[Row], bool]:
        """Those that may go, and whether the door is full: then none of the less urgent heads beyond may either."""
        chosen: list[Row] = []
        full = False
        waits = [until - now for until in self._resting.values()]
        lined_up = 0
        for row in heads:
            if row["lane"] in self._in_flight or row["lane"] in self._resting:
                continue
            if self._counts(row):
                if wait := self._door.wait_of_chat(row["chat"]):
                    waits.append(wait)
                    continue
                if self._door.room(row["urgency"]) <= lined_up:
                    full = True
                    continue
                lined_up += 1
            chosen.append(row)
            if len(chosen) + len(self._in_flight) == AT_ONCE:
                break
        if waits:
            self._alarm.within(min(waits))
        return chosen, full

    async def _send(self, row: Row) -> None:
        async with self._turn(row):
            outcome, file_id = await self._call(row)
        CALLS.labels(row["method"], outcome.state).inc()
        FLOOD_WAITS.inc(outcome.error == FLOOD_WAIT)
        if outcome.state == "sent":
            await self._journal.sent(row["id"], outcome.message_id)
        elif outcome.state == "again":
            await self._journal.came_back(row["id"])
        self._rest(row["lane"], outcome)
        self._ended.append(Sent(row, outcome, file_id))
        del self._in_flight[row["lane"]]
        if self._database.shared and (self._in_flight or row["urgency"] == NOTICE):
            self._alarm.within(COMPANY)
        else:
            self._wake.set()

    async def _call(self, row: Row) -> tuple[Outcome, str | None]:
        """How the call of a row ended, and Telegram's id of the file that it uploaded; "" for an id to be forgotten."""
        attempts = row["attempts"] + 1
        try:
            ready = await load(self._database, self._vault, row)
        except CannotLoad as error:
            return Outcome("failed", error=str(error)), None
        except Exception as error:
            log.error("a file could not be read for sending", outbox=row["id"], error=type(error).__name__)
            state: Literal["again", "failed"] = "again" if attempts < MANY_ATTEMPTS else "failed"
            return Outcome(state, error="the file could not be read", pause=backoff(attempts)), None
        if not await self._journal.begin(row["id"]):
            return Outcome(
                "again", error="the call could not be noted, or another process sends", pause=1.0
            ), None
        try:
            result = await ready.call(self._api)
        except TelegramError as error:
            if ready.known and is_unknown_file(error):
                return Outcome("again", error="the file is not known any more"), ""
            return of_error(error, row["method"], row["chat"], attempts), None
        message_id = result.get("message_id") if isinstance(result, dict) else None
        return Outcome("sent", message_id), file_id_in(result) if ready.upload else None

    def _counts(self, row: Row) -> bool:
        """Whether the limits are about this call: only messages that are new."""
        return not self._door.open and row["chat"] is not None and str(row["method"]).startswith("send")

    @asynccontextmanager
    async def _turn(self, row: Row) -> AsyncIterator[None]:
        """The moment at which the call of a row may begin, for as long as the call takes."""
        if not self._counts(row):
            yield
            return
        async with self._door.passing(row["chat"], row["urgency"], row["id"]):
            if self._door.room(row["urgency"]) >= AHEAD // 2:
                self._wake.set()
            yield

    def _rest(self, lane: str, outcome: Outcome) -> None:
        if outcome.pause:
            if outcome.everywhere or self._flooded(outcome):
                self._door.shut(outcome.pause)
            else:
                self._resting[lane] = asyncio.get_running_loop().time() + outcome.pause

    def _flooded(self, outcome: Outcome) -> bool:
        """Whether so many lanes are refused at once that the limit in all must be meant: each call more is refused."""
        if outcome.error != FLOOD_WAIT:
            return False
        now = asyncio.get_running_loop().time()
        self._refused.append(now)
        return len(self._refused) == self._refused.maxlen and now - self._refused[0] < 1.0
