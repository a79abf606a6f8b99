"""Work that is left for after a turn: rows say what is wanted, and a loop of its own does it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from bot.logs import log

BETWEEN = 0.02
"""Seconds between two looks, so that a busy bot does not look after every commit."""


class Errands:
    """Calls `work` when woken, until it says that nothing is left; cancel `run` to stop."""

    def __init__(self, name: str, work: Callable[[], Awaitable[int]]) -> None:
        self._name = name
        self._work = work
        self._wake = asyncio.Event()

    def wake(self) -> None:
        """There may be something to do."""
        self._wake.set()

    async def run(self) -> None:
        """Work for ever; what fails is tried again."""
        while True:
            await self._wake.wait()
            self._wake.clear()
            try:
                while await self._work():
                    pass
                await asyncio.sleep(BETWEEN)
            except Exception as error:
                log.error(
                    "errands failed and will be done again", errands=self._name, why=type(error).__name__
                )
                await asyncio.sleep(1)
                self._wake.set()
