"""Updates that arrive at the same time are kept in one commit: a slow disk is waited for once, not once for each."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.clock import Clock
from bot.intake import Keep, keep
from storage import Transaction

MOST = 200
"""Updates in one commit."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    update: dict[str, Any]
    kept: asyncio.Future[None]


class Together:
    """Keeps updates; whoever brings one waits for the commit that holds it."""

    def __init__(self, keep: Keep, clock: Clock) -> None:
        self._in_inbox = keep
        self._clock = clock
        self._waiting: list[_Waiting] = []
        self._work: asyncio.Task[None] | None = None

    async def keep(self, update: dict[str, Any]) -> None:
        """Return when the update is in the inbox for good. Raises what the database raises."""
        waiting = _Waiting(update, asyncio.get_running_loop().create_future())
        self._waiting.append(waiting)
        if self._work is None or self._work.done():
            self._work = asyncio.create_task(self._until_empty())
        await waiting.kept

    async def _until_empty(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
            try:
                await self._commit(batch)
            except Exception as error:
                await self._one_by_one(batch, error)

    async def _one_by_one(self, batch: Sequence[_Waiting], error: Exception) -> None:
        """One update that the database refuses must not cost the others."""
        if len(batch) == 1:
            _end(batch, error)
            return
        for one in batch:
            try:
                await self._commit([one])
            except Exception as its_own:
                _end([one], its_own)

    async def _commit(self, batch: Sequence[_Waiting]) -> None:
        async def put(tx: Transaction) -> None:
            await keep(tx, [one.update for one in batch], self._clock.now())

        await self._in_inbox(put, len(batch))
        _end(batch, None)


def _end(batch: Sequence[_Waiting], error: Exception | None) -> None:
    for one in batch:
        if one.kept.done():  # whoever brought it went away
            continue
        if error is None:
            one.kept.set_result(None)
        else:
            one.kept.set_exception(error)
