"""Who does what only one process may do: rows that are renewed, and expire by the database's clock.

On SQLite there is one process, which holds everything. On PostgreSQL a lease is taken over at once when its holder's
connection is gone (a killed process), and after `LASTS` seconds when the holder hangs or its machine is away.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Coroutine
from typing import Any, Literal

from bot.logs import log
from storage import Database, Outage, Session, Transaction

Name = Literal["poller", "sender", "ticker", "errands"]
NAMES: tuple[Name, ...] = ("poller", "sender", "ticker", "errands")

LASTS = 15.0
RENEWED_EVERY = 3.0
"""Seconds."""

SILENT = 10.0
"""Seconds without a word in the middle of a transaction: its process hangs, and must not keep a lease from others."""

MARGIN = 2.0
"""So many seconds before its end a holder that could not renew stops: for others it ends by the database's clock."""


class Leases:
    """The leases of this process. `heard` is called when another process left something to do, and now and then."""

    def __init__(self, database: Database, heard: Callable[[], None]) -> None:
        self._database = database
        self._heard = heard
        self._session: Session | None = database.session() if database.shared else None
        self._listening: object = None
        self.holder = ""
        self._until: dict[str, float] = {}
        self._changed = asyncio.Condition()

    def held(self, name: Name) -> bool:
        """Whether this process may do it now."""
        return self._session is None or self._until.get(name, 0.0) > asyncio.get_running_loop().time()

    async def confirm(self, tx: Transaction, name: Name) -> bool:
        """Whether it may to the end of this transaction, which nobody can take over before that."""
        return self._session is None or bool(await tx.leases.confirm(name=name, holder=self.holder))

    async def start(self) -> None:
        """Take what can be had. Raises Outage."""
        if self._session is not None:
            await self._renew_in_time(self._session)

    async def run(self) -> None:
        """Renew for ever; a database that is away is waited for."""
        while self._session is not None:
            await asyncio.sleep(RENEWED_EVERY)
            try:
                await self._renew_in_time(self._session)
            except Outage as error:
                log.warning("leases could not be renewed", why=str(error))
            async with self._changed:
                self._changed.notify_all()
            self._heard()

    async def _renew_in_time(self, session: Session) -> None:
        try:
            async with asyncio.timeout(RENEWED_EVERY + MARGIN):
                await self._renew(session)
        except TimeoutError:
            log.warning("leases could not be renewed in time")
            await self._end_silent(session)

    async def _renew(self, session: Session) -> None:
        asked = asyncio.get_running_loop().time()
        async with session.statements() as db:
            if session.connection is not self._listening:
                self.holder = await db.leases.me()
            taken = await db.leases.take(names=list(NAMES), holder=self.holder, seconds=LASTS)
        if session.connection is not self._listening:
            await session.listen(self._heard)
            self._listening = session.connection
        before = {name for name in NAMES if self.held(name)}
        self._until = {row["name"]: asked + LASTS - MARGIN for row in taken}
        if gained := sorted(self._until.keys() - before):
            log.info("leases taken", leases=gained)

    async def _end_silent(self, session: Session) -> None:
        """A process that hangs with a lease in an open transaction holds it, however long ago it expired."""
        try:
            async with asyncio.timeout(MARGIN), session.statements() as db:
                if ended := await db.leases.end_silent(seconds=SILENT):
                    log.warning("sessions that had fallen silent were ended", sessions=len(ended))
        except (Outage, TimeoutError) as error:
            log.warning("sessions that had fallen silent could not be looked for", why=str(error))

    async def while_held(self, name: Name, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Do the work as long as the lease is held, from its beginning each time; cancel to stop. Raises what it raises."""
        if self._session is None:
            await work()
            return
        while True:
            await self._until_held(name, wanted=True)
            doing = asyncio.create_task(work())
            lost = asyncio.create_task(self._until_held(name, wanted=False))
            try:
                await asyncio.wait((doing, lost), return_when=asyncio.FIRST_COMPLETED)
                if doing.done():
                    doing.result()
                log.warning("a lease was lost", lease=name)
            finally:
                for task in (lost, doing):
                    task.cancel()
                await asyncio.gather(lost, doing, return_exceptions=True)

    async def _until_held(self, name: Name, *, wanted: bool) -> None:
        async with self._changed:
            await self._changed.wait_for(lambda: self.held(name) is wanted)

    async def stop(self) -> None:
        """Give everything back, so that another process can go on at once."""
        if self._session is not None:
            with contextlib.suppress(Outage, TimeoutError):
                async with asyncio.timeout(MARGIN), self._session.statements() as db:
                    await db.leases.release(holder=self.holder)
            await self._session.close()
