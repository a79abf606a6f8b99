"""The one clock of a simulation: real time, or a moment that moves only when it is told to."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class Clock:
    """Real time without a start; with one it stands still there until advanced.

    With a start and ``running=True`` it shows the start plus the real time that has passed since.
    Advancing a running clock adds an offset to it. The start must be timezone-aware (ValueError).
    """

    def __init__(self, start: datetime | None = None, running: bool | None = None) -> None:
        if start is not None and start.tzinfo is None:
            raise ValueError("the start of a clock needs a time zone")
        self._running = start is None if running is None else running
        self._start = (start or datetime.now(UTC)).astimezone(UTC)
        self._began = time.monotonic()
        self._real = start is None and self._running
        self._offset = timedelta()
        self._callbacks: dict[int, Callable[[], None]] = {}
        self._next_key = 0

    @property
    def running(self) -> bool:
        """Whether time passes by itself."""
        return self._running

    def now(self) -> datetime:
        """The current moment, aware, in UTC."""
        if self._real:
            return datetime.now(UTC) + self._offset
        if self._running:
            return self._start + timedelta(seconds=time.monotonic() - self._began) + self._offset
        return self._start + self._offset

    def advance(self, to: datetime | timedelta) -> None:
        """Move forward to a moment or by a span, then tell the subscribers. Backwards is a ValueError."""
        if isinstance(to, datetime):
            if to.tzinfo is None:
                raise ValueError("a moment to advance to needs a time zone")
            step = to - self.now()
        else:
            step = to
        if step < timedelta():
            raise ValueError(f"the clock cannot go back by {-step}")
        self._offset += step
        for callback in list(self._callbacks.values()):
            callback()

    def subscribe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call back after every advance; the returned function ends that."""
        key = self._next_key
        self._next_key += 1
        self._callbacks[key] = callback

        def unsubscribe() -> None:
            self._callbacks.pop(key, None)

        return unsubscribe
