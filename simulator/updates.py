"""A bot's queue of updates: numbered, filtered by allowed_updates, dropped after a day, confirmed by a higher offset."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from simulator.errors import ApiError

Update = dict[str, Any]

KEPT_FOR = timedelta(hours=24)
LONGEST_POLL = 50  # seconds
# Sent only to who asks for them by name.
ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


class UpdateQueue:
    """The updates that a bot has not confirmed."""

    def __init__(self) -> None:
        self._items: OrderedDict[int, tuple[datetime, Update]] = OrderedDict()
        self._next_id = 700_000_001
        self._poll: asyncio.Future[None] | None = None
        self.allowed: tuple[str, ...] = ()
        self.on_update: Callable[[Update], None] | None = None  # a webhook's sender, when one is set

    def __len__(self) -> int:
        return len(self._items)

    @property
    def is_polled(self) -> bool:
        """Whether a long poll waits now."""
        return self._poll is not None

    def wants(self, kind: str) -> bool:
        """Whether the bot receives this kind of update."""
        return kind in self.allowed if self.allowed else kind not in ON_REQUEST

    def add(self, kind: str, payload: Update, at: datetime) -> None:
        """Queue an update, unless the bot does not receive its kind, and wake whoever waits for it."""
        if not self.wants(kind):
            return
        update = {"update_id": self._next_id, kind: payload}
        self._items[self._next_id] = (at, update)
        self._next_id += 1
        if self.on_update is not None:
            self.on_update(update)
        self._wake()

    def pending(self) -> list[Update]:
        """All of them, oldest first."""
        return [update for _, update in self._items.values()]

    def confirm(self, offset: int) -> None:
        """Forget every update below the offset; a negative one keeps only that many of the last."""
        limit = offset if offset >= 0 else self._next_id
        while (
            self._items and (next(iter(self._items)) < limit) and (offset >= 0 or len(self._items) > -offset)
        ):
            self._items.popitem(last=False)

    def delivered(self, update_id: int) -> None:
        """Forget one update: a webhook took it."""
        self._items.pop(update_id, None)

    def clear(self) -> None:
        """Forget all."""
        self._items.clear()

    def is_waiting(self, update_id: int) -> bool:
        """Whether this update is still to be delivered."""
        return update_id in self._items

    def expire(self, now: datetime) -> None:
        """Forget what has waited for longer than a day."""
        while self._items and now - next(iter(self._items.values()))[0] > KEPT_FOR:
            self._items.popitem(last=False)

    def batch(self, limit: int) -> list[Update]:
        """The oldest ones, at most so many."""
        return [update for _, update in islice(self._items.values(), limit)]

    async def wait(self, seconds: float) -> None:
        """Return when an update arrives or the real time is over; raises what `interrupt` was given."""
        loop = asyncio.get_running_loop()
        poll: asyncio.Future[None] = loop.create_future()
        self._poll = poll
        timer = loop.call_later(min(seconds, LONGEST_POLL), self._wake)
        try:
            await poll
        finally:
            timer.cancel()
            if self._poll is poll:
                self._poll = None

    def interrupt(self, error: ApiError | None = None) -> None:
        """End the poll under way, with an error or with what there is."""
        if error is None:
            self._wake()
        elif self._poll is not None and not self._poll.done():
            self._poll.set_exception(error)

    def _wake(self) -> None:
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(None)
