"""The journal of calls in flight where several processes share a database: rows, for whoever takes the sending over.

They stand in an unlogged table: a note costs a round trip, which those of the same moment share, and waits for no disk.
It survives the death of a process; a crash of the server empties it, and then nothing is known of the calls under way.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

from bot.delivery.journal import Fate
from bot.leases import Leases
from bot.logs import log
from storage import Database, Outage

FATES: dict[str, Fate] = {"begun": "begun", "sent": "sent", "back": "not begun"}


@dataclass(frozen=True, slots=True)
class _Note:
    """How far the call of a row has come."""

    outbox: int
    mark: Literal["begun", "sent", "back"]
    message_id: int | None = None


class SharedJournal:
    """Notes of this process, as long as it holds the sender's lease."""

    def __init__(self, database: Database, leases: Leases) -> None:
        self._session = database.session()
        self._leases = leases
        self._fates: dict[int, tuple[str, int | None]] | None = None
        self._waiting: list[tuple[_Note, asyncio.Future[bool]]] = []
        self._work: asyncio.Task[None] | None = None

    async def load(self) -> None:
        """Read what the last sender left. Raises Outage."""
        async with self._session.statements() as db:
            rows = await db.calls.noted()
        notes = {row["outbox"]: (row["mark"], row["message_id"]) for row in rows}
        self._fates = notes if notes.pop(0, None) else None

    def fate(self, outbox_id: int) -> tuple[Fate, int | None]:
        """What became of a row that was being sent when the last sender ended, and its message id if sent."""
        if self._fates is None:
            return "unknown", None
        mark, message_id = self._fates.get(outbox_id, ("back", None))
        return FATES[mark], message_id

    async def begin(self, outbox_id: int) -> bool:
        """Note that the call begins now; False when it must not, because another process is the sender."""
        return await self._noted(_Note(outbox_id, "begun"))

    async def sent(self, outbox_id: int, message_id: int | None) -> None:
        """Note how the call ended. What cannot be noted is unknown to whoever takes over."""
        await self._noted(_Note(outbox_id, "sent", message_id))

    async def came_back(self, outbox_id: int) -> None:
        """Note that nothing was sent."""
        await self._noted(_Note(outbox_id, "back"))

    async def _noted(self, note: _Note) -> bool:
        """Wait until it is noted, with all that others bring meanwhile; False when it is not, or must not be."""
        noted: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiting.append((note, noted))
        if self._work is None or self._work.done():
            self._work = asyncio.create_task(self._until_empty())
        return await noted

    async def _until_empty(self) -> None:
        while self._waiting:
            waiting, self._waiting = self._waiting, []
            try:
                kept = await self._keep([note for note, _ in waiting])
            except Exception as error:
                if not isinstance(error, Outage):
                    log.error("calls could not be noted", error=type(error).__name__)
                kept = set()
            for note, noted in waiting:
                if not noted.done():  # who waited was cancelled
                    noted.set_result(note.outbox in kept)

    async def _keep(self, notes: Sequence[_Note]) -> set[int]:
        """Note all at once; the rows of those that are noted."""
        begun = [note.outbox for note in notes if note.mark == "begun"]
        ended = [note for note in notes if note.mark != "begun"]
        kept = {note.outbox for note in ended}
        async with self._session.statements() as db:
            if ended:
                await db.calls.ended(
                    outboxes=[note.outbox for note in ended],
                    marks=[note.mark for note in ended],
                    message_ids=[note.message_id for note in ended],
                )
            if begun:
                rows = await db.calls.begin(outboxes=begun, holder=self._leases.holder)
                kept |= {row["outbox"] for row in rows}
        return kept

    async def clear(self) -> None:
        """Forget everything; only when the database knows the end of every call."""
        with suppress(Outage):
            async with self._session.statements() as db:
                await db.calls.clear()

    async def leave(self) -> None:
        """Let go of the connection."""
        if self._work is not None:
            await asyncio.wait([self._work])
        await self._session.close()
