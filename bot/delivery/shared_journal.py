"""The journal of calls in flight where several processes share a database: rows, for whoever takes the sending over.

They stand in an unlogged table: a note costs a round trip and waits for no disk. It survives the death of a process;
a crash of the server empties it, and then nothing is known of the calls that were under way.
"""

from __future__ import annotations

from bot.delivery.journal import Fate
from bot.leases import Leases
from storage import Database, Outage

FATES: dict[str, Fate] = {"begun": "begun", "sent": "sent", "back": "not begun"}


class SharedJournal:
    """Notes of this process, as long as it holds the sender's lease."""

    def __init__(self, database: Database, leases: Leases) -> None:
        self._session = database.session()
        self._leases = leases
        self._fates: dict[int, tuple[str, int | None]] | None = None

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
        try:
            async with self._session.statements() as db:
                return bool(await db.calls.begin(outbox=outbox_id, holder=self._leases.holder))
        except Outage:
            return False

    async def sent(self, outbox_id: int, message_id: int | None) -> None:
        """Note how the call ended. What cannot be noted is unknown to whoever takes over."""
        await self._note("sent", outbox=outbox_id, message_id=message_id)

    async def came_back(self, outbox_id: int) -> None:
        """Note that nothing was sent."""
        await self._note("came_back", outbox=outbox_id)

    async def clear(self) -> None:
        """Forget everything; only when the database knows the end of every call."""
        await self._note("clear")

    async def _note(self, query: str, **values: int | None) -> None:
        try:
            async with self._session.statements() as db:
                await getattr(db.calls, query)(**values)
        except Outage:
            return

    async def leave(self) -> None:
        """Let go of the connection."""
        await self._session.close()
