"""One alarm for many reasons: it rings at the soonest of the moments for which it was set."""

from __future__ import annotations

import asyncio
from collections.abc import Callable


class Alarm:
    """Calls `rings` once; whoever is called sets it anew for what is still to come."""

    def __init__(self, rings: Callable[[], None]) -> None:
        self._rings = rings
        self._timer: asyncio.TimerHandle | None = None

    def within(self, seconds: float) -> None:
        """Ring in so many seconds at the latest."""
        loop = asyncio.get_running_loop()
        at = loop.time() + max(seconds, 0.001)
        if self._timer is None or at < self._timer.when():
            self.off()
            self._timer = loop.call_at(at, self._ring)

    def off(self) -> None:
        """Do not ring."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _ring(self) -> None:
        self._timer = None
        self._rings()
