"""An event loop whose time passes only when nothing is left to do: a minute of waiting takes no time, and never varies."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from storage import Database, Transaction


class _Selector(selectors.SelectSelector):
    """Instead of waiting it moves the time on, unless threads are at work whose end is waited for."""

    loop: DrivenLoop

    def select(self, timeout: float | None = None) -> Any:
        if timeout is None or timeout <= 0 or self.loop.busy:
            return super().select(timeout)
        found = super().select(0)
        if not found:
            self.loop.moment += timeout
        return found


class DrivenLoop(asyncio.SelectorEventLoop):
    """`moment` is its time in seconds; add to it to let the whole process stand still for so long."""

    def __init__(self) -> None:
        selector = _Selector()
        selector.loop = self
        self.moment = 1000.0
        self.busy = 0
        super().__init__(selector)

    def time(self) -> float:
        return self.moment


@asynccontextmanager
async def at_work() -> AsyncIterator[None]:
    """No time passes in the block: it waits for threads."""
    loop = asyncio.get_running_loop()
    assert isinstance(loop, DrivenLoop)
    loop.busy += 1
    try:
        yield
    finally:
        loop.busy -= 1


class TimelessDatabase:
    """A database of which no transaction takes time. Nothing else may be waited for in one."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def __getattr__(self, name: str) -> Any:
        return getattr(self._database, name)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        async with at_work(), self._database.transaction() as tx:
            yield tx

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Transaction]:
        async with at_work(), self._database.reading() as tx:
            yield tx

    @asynccontextmanager
    async def looking(self) -> AsyncIterator[Transaction]:
        async with at_work(), self._database.looking() as tx:
            yield tx
