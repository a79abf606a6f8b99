"""The worker: takes updates from the inbox and has them answered, many in one commit.

Every update has a savepoint of its own inside the shared transaction, so a bug costs one update; the one commit for
many turns is what keeps the bot fast on a slow disk. Their answers are marked as being sent in the same commit, and
a few updates that come while little is done are kept in the one that answers them: a single wait for the disk.
"""

from __future__ import annotations

import asyncio
import hashlib
import time
import traceback
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from functools import cache
from typing import Any

from prometheus_client import Counter

from bot.clock import Clock
from bot.delivery.sender import Board
from bot.described import described
from bot.intake import ALLOWED_UPDATES, Put, by_itself, chat_of, read_json
from bot.logs import log, why
from bot.metrics import OUTAGES, TURN, UPDATES
from coordination.cases.vault import Vault
from coordination.knowledge.base import NotYet
from handlers import dispatch
from handlers.dispatch import Me
from handlers.routing import Routes
from storage import Database, Row, Transaction, is_outage

BATCH = 64
ATTEMPTS = 3
FEW = 16
"""So many updates that come at once may wait to be kept until they are answered: some hundredths of a second."""

UNDISTURBED = 0.003
"""Seconds that turns follow each other before others may send and receive."""


@dataclass(frozen=True, slots=True)
class _Brought:
    """Updates that are to be kept in the next batch, and who waits for that."""

    put: Put
    kept: asyncio.Future[None]


class Worker:
    """Answers the updates of the inbox in their order; cancel to stop between two batches."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        me: Me,
        routes: Routes,
        vault: Vault | None,
        answered: Callable[[], None],
        along: Callable[[], AbstractAsyncContextManager[Board]],
    ) -> None:
        self._database = database
        self._clock = clock
        self._me = me
        self._routes = routes
        self._vault = vault
        self._answered = answered
        self._along = along
        self._wake = asyncio.Event()
        self._early = False
        self._soon = False
        self._brought: list[_Brought] = []
        self._keep_apart = by_itself(database, self.wake)

    def wake(self) -> None:
        """Something may be in the inbox."""
        self._wake.set()

    async def keep(self, put: Put, updates: int) -> None:
        """Keep updates: a few in the commit that answers them, if that is soon; else in one of their own.

        On a server they are always kept first, so that no other process answers what came later before them.
        """
        if not self._soon or updates > FEW or self._database.shared:
            await self._keep_apart(put, updates)
            return
        brought = _Brought(put, asyncio.get_running_loop().create_future())
        self._brought.append(brought)
        self.wake()
        await brought.kept

    async def run(self) -> None:
        """Work for ever; a database that is away is waited for."""
        while True:
            self._soon = True
            await self._wake.wait()
            self._wake.clear()
            try:
                while await self._batch():
                    pass
            except Exception as error:
                self._soon = False
                OUTAGES.note("worker", error)
                log.error("a batch could not be kept and will be done again", why=why(error))
                await asyncio.sleep(1)
                self._wake.set()

    async def _batch(self) -> bool:
        """Keep what was brought and answer what waits; whether there may be more, of which nobody will tell."""
        brought, self._brought = self._brought, []
        try:
            more = await self._answer(brought)
        except Exception as error:
            for one in brought:
                if not one.kept.done():
                    one.kept.set_exception(error)
            raise
        for one in brought:
            if not one.kept.done():  # whoever brought it may have gone away
                one.kept.set_result(None)
        return more

    async def _answer(self, brought: Sequence[_Brought]) -> bool:
        rested = time.monotonic()
        self._early = False
        async with self._along() as board, self._database.transaction() as tx:
            for one in brought:
                await _put(tx, one)
            rows: list[Row] = await tx.inbox.waiting(limit=BATCH)
            self._soon = len(rows) <= FEW
            waiting_chats: set[str] = set()
            done: list[dict[str, Any]] = []
            for row in rows:
                raw = _raw(row)
                chat = chat_of(raw)
                if chat not in waiting_chats and not await self._turn(tx, row, raw, done):
                    waiting_chats.add(chat)
                if time.monotonic() - rested > UNDISTURBED:
                    await asyncio.sleep(0)  # between two turns others may send and receive
                    rested = time.monotonic()
            if rows:
                await tx.inbox.done(done)
                tx.after_commit.append(self._answered)
                await board(tx)
        if self._early and not done:
            return False  # the index wakes us
        # Of a shared inbox others may have let go meanwhile, and a chat gives one update at a time.
        return len(rows) == BATCH or bool(waiting_chats) or (self._database.shared and bool(rows))

    async def _turn(self, tx: Transaction, row: Row, raw: dict[str, Any], done: list[dict[str, Any]]) -> bool:
        """One update, which joins what is done; False when it failed and stays for another attempt."""
        began = time.perf_counter()
        try:
            async with tx.savepoint():
                await dispatch.take(tx, raw, self._clock.now(), self._me, self._routes, self._vault)
        except NotYet as early:
            self._early = True  # its chat waits, without an attempt counted, and holds up no other
            asyncio.wrap_future(early.index).add_done_callback(lambda _: self.wake())
            return False
        except Exception as error:
            if is_outage(error):
                raise
            dead = await self._failed(tx, row, raw, error)
            self._tell(row, raw, began, "dead" if dead else "again")
            return dead
        done.append({"update_id": row["update_id"]})
        self._tell(row, raw, began, "done")
        return True

    def _tell(self, row: Row, raw: dict[str, Any], began: float, outcome: str) -> None:
        """The one line of the log for an update, and its figures."""
        seconds = time.perf_counter() - began
        who, kind, what = described(raw, self._routes)
        log.info(
            "update",
            update=row["update_id"],
            who=who,
            kind=kind,
            what=what,
            ms=round(seconds * 1000, 1),
            outcome=outcome,
        )
        _counter(kind if kind in ALLOWED_UPDATES else "other", outcome).inc()
        TURN.observe(seconds)

    async def _failed(self, tx: Transaction, row: Row, raw: dict[str, Any], error: Exception) -> bool:
        code = _code(error)
        dead = int(row["attempts"]) + 1 >= ATTEMPTS
        log.error("an update failed", update=row["update_id"], code=code, dead=dead, **_where(error))
        await tx.inbox.failed(
            update_id=row["update_id"],
            state="dead" if dead else "new",
            error_code=code,
            error=type(error).__name__,
        )
        if dead:
            try:
                async with tx.savepoint():
                    await dispatch.set_aside(tx, raw, self._clock.now(), code)
            except Exception as second:
                if is_outage(second):
                    raise
                log.error("nobody could be told of it", update=row["update_id"], code=code, **_where(second))
        return dead


async def _put(tx: Transaction, one: _Brought) -> None:
    """Updates that the database refuses cost nobody but themselves."""
    try:
        async with tx.savepoint():
            await one.put(tx)
    except Exception as error:
        if is_outage(error):
            raise
        if not one.kept.done():
            one.kept.set_exception(error)


@cache
def _counter(kind: str, outcome: str) -> Counter:
    return UPDATES.labels(kind, outcome)


def _raw(row: Row) -> dict[str, Any]:
    """The update of a row; nothing but its number where it cannot be read, so that it holds up nobody."""
    try:
        return dict(read_json(row["payload"]))
    except (ValueError, RecursionError):
        log.error("an update cannot be read and is passed over", update=row["update_id"])
        return {"update_id": row["update_id"]}


def _where(error: Exception) -> dict[str, str]:
    """The kind of an error and its place for the log, without its message, which may quote what somebody wrote."""
    return {"error": type(error).__name__, "trace": "".join(traceback.format_tb(error.__traceback__))}


def _code(error: Exception) -> str:
    """A short code of the place where it broke: the same bug has the same code."""
    frames = traceback.extract_tb(error.__traceback__)
    place = (
        f"{type(error).__name__} {frames[-1].filename.rsplit('/', 1)[-1]} {frames[-1].name}" if frames else ""
    )
    return hashlib.sha256(place.encode()).hexdigest()[:6].upper()
