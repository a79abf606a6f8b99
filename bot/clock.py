"""The one clock of the process; everything below `bot` is told the time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """What the bot needs of a clock; the simulator's clock fits, so both tell the same time."""

    def now(self) -> datetime: ...

    def subscribe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call back whenever the clock was moved by hand; returns a function that ends that."""
        ...


class SystemClock:
    """The computer's clock; nobody moves it by hand."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def subscribe(self, callback: Callable[[], None]) -> Callable[[], None]:
        return lambda: None
