"""Faults on demand: what networks and servers do to a bot, a counted number of times."""

from __future__ import annotations

from dataclasses import dataclass

CALL_FAULTS = ("429", "500", "502", "no_rights", "reset_before", "reset_after", "timeout_after")
UPDATE_FAULTS = ("duplicate_updates", "reorder_updates")

DOWNLOAD = "download"
"""What the download of a file is called in an order; it is no method of the Bot API."""


@dataclass(slots=True)
class Fault:
    """One order: do `kind` to the next `times` calls of `method` (None: any) to `chat_id` (None: any)."""

    method: str | None
    kind: str
    times: int
    retry_after: int
    chat_id: int | None


class Faults:
    """The faults that are still to happen, oldest first."""

    def __init__(self) -> None:
        self._orders: list[Fault] = []

    def add(
        self, method: str | None, kind: str, times: int = 1, retry_after: int = 1, chat_id: int | None = None
    ) -> None:
        """Order a fault. A method of None means any but getUpdates; duplicate_updates and reorder_updates need none.

        "timeout_after" carries the call out and never answers. After a "429" the chat (or, for a call without
        one, the method's next call) is refused until `retry_after` real seconds have passed. ValueError for an unknown kind.
        """
        if kind not in CALL_FAULTS + UPDATE_FAULTS:
            raise ValueError(f"unknown fault {kind!r}; known: {', '.join(CALL_FAULTS + UPDATE_FAULTS)}")
        if times < 1 or retry_after < 1:
            raise ValueError("times and retry_after are at least 1")
        self._orders.append(Fault(method.lower() if method else None, kind, times, retry_after, chat_id))

    def clear(self) -> None:
        """Forget every fault that has not happened."""
        self._orders.clear()

    def for_call(self, method: str, chat_id: int | None) -> Fault | None:
        """The fault that this call meets (`method` in lower case), counted as happened."""
        if not self._orders:
            return None
        for order in self._orders:
            matches = order.method == method or (order.method is None and method != "getupdates")
            if order.kind in CALL_FAULTS and matches and order.chat_id in (None, chat_id):
                return self._use(order)
        return None

    def for_updates(self, kind: str) -> bool:
        """Whether the updates about to be delivered meet this fault, counted as happened."""
        for order in self._orders:
            if order.kind == kind:
                self._use(order)
                return True
        return False

    def _use(self, order: Fault) -> Fault:
        order.times -= 1
        if order.times == 0:
            self._orders.remove(order)
        return order
