"""Papers that turns asked for: drawn in a thread, then kept and sent in one transaction, once."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from bot.clock import Clock
from bot.delivery.outcome import backoff
from bot.logs import log
from bot.long_drawing import make_long
from coordination import made_files
from coordination.cases.vault import Vault
from handlers.outgoing import Outgoing
from handlers.papers import PAPERS, Drawn, Request
from storage import Database, Row, is_outage, stamp
from views import paper as views
from views.language import words
from views.products import cards

AT_ONCE = 20
LONG_AT_ONCE = 3
"""Of the slow ones: so that one person's year does not keep another's week waiting."""
ATTEMPTS = 5


class Drawing:
    """Draws what is wanted, the quick papers or the slow. `drawn` is called when something lies in the outbox."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        vault: Vault | None,
        username: str,
        drawn: Callable[[], None],
        *,
        slow: bool = False,
    ) -> None:
        self._database = database
        self._clock = clock
        self._vault = vault
        self._username = username
        self._drawn = drawn
        self._slow = slow

    async def work(self) -> int:
        """Draw the papers that are wanted now; how many there were."""
        async with self._database.looking() as tx:
            jobs: list[Row] = await tx.paper_jobs.due(
                now=stamp(self._clock.now()),
                slow=int(self._slow),
                limit=LONG_AT_ONCE if self._slow else AT_ONCE,
            )
        if self._slow:
            async with asyncio.TaskGroup() as together:
                for of_chat in _by_chat(jobs):
                    together.create_task(self._in_order(of_chat))
        else:
            await self._in_order(jobs)
        return len(jobs)

    async def _in_order(self, jobs: Sequence[Row]) -> None:
        for job in jobs:
            await self._one(job)

    async def _one(self, job: Row) -> None:
        if self._slow and not await self._begin(job):
            return
        try:
            made = await (self._make_long(job) if self._slow else self._draw(job))
        except Exception as error:
            if is_outage(error):
                raise
            await self._failed(job, error)
            return
        now = self._clock.now()
        async with self._database.transaction() as tx:
            taken = await tx.paper_jobs.take(id=job["id"])
            if taken and made:
                vault = self._vault if made.personal else None
                file = await made_files.keep(
                    tx, made.name, made.mime, made.content, now, vault, personal=made.personal
                )
                await Outgoing(tx, now).drawn(_captioned(json.loads(job["message"]), made), file)
            if taken:
                await _close_card(Outgoing(tx, now), job, made)
            tx.after_commit.append(self._drawn)

    async def _begin(self, job: Row) -> bool:
        """Count the attempt before it is made: what kills the whole process (memory) must not do so for ever."""
        if job["attempts"] >= ATTEMPTS:
            await self._failed(job, RuntimeError("the process ended at every attempt"))
            return False
        async with self._database.transaction() as tx:
            await tx.paper_jobs.later(id=job["id"], attempts=job["attempts"] + 1, try_at=job["try_at"])
        return True

    async def _draw(self, job: Row) -> Drawn | None:
        message = json.loads(job["message"])
        w = words(message["language"], digits=message["digits"])
        request = Request(json.loads(job["subject"]), w, self._username, self._vault, self._clock.now())
        async with self._database.reading() as tx:
            draw = await PAPERS[job["what"]](tx, request)
        return await asyncio.to_thread(draw) if draw else None

    async def _make_long(self, job: Row) -> Drawn | None:
        return await make_long(self._database, self._clock, job, self._drawn)

    async def _failed(self, job: Row, error: Exception) -> None:
        attempts = job["attempts"] + 1
        # The kind of the error alone: its words may quote what somebody wrote.
        log.error(
            "a paper could not be drawn", paper=job["what"], attempts=attempts, error=type(error).__name__
        )
        now = self._clock.now()
        async with self._database.transaction() as tx:
            if attempts < ATTEMPTS:
                later = now + timedelta(seconds=backoff(attempts))
                await tx.paper_jobs.later(id=job["id"], attempts=attempts, try_at=stamp(later))
                return
            if await tx.paper_jobs.take(id=job["id"]):
                message = json.loads(job["message"])
                w = words(message["language"], digits=message["digits"])
                await Outgoing(tx, now).send(message["chat"], views.not_drawn(w))
                if message.get("card"):
                    await Outgoing(tx, now).remove_buttons(message["chat"], message["card"])
            tx.after_commit.append(self._drawn)


def _by_chat(jobs: Sequence[Row]) -> list[list[Row]]:
    """Those for one chat together: they come there in the order in which they were asked for."""
    found: dict[int, list[Row]] = {}
    for job in jobs:
        found.setdefault(json.loads(job["message"])["chat"], []).append(job)
    return list(found.values())


def _captioned(message: dict[str, Any], made: Drawn) -> dict[str, Any]:
    if made.caption:
        message["params"] |= {"caption": str(made.caption), "parse_mode": "HTML"}
    return message


async def _close_card(out: Outgoing, job: Row, made: Drawn | None) -> None:
    """The message that told how far the work had come tells its end."""
    message = json.loads(job["message"])
    if message.get("card"):
        w = words(message["language"], digits=message["digits"])
        told = cards.done(w, made.name) if made else cards.no_longer(w)
        await out.edit(message["chat"], message["card"], told)
