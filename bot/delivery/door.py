"""Where messages wait for the moment at which each may leave: the more urgent first, then the older one."""

from __future__ import annotations

import asyncio
from bisect import insort
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bot.config import Limits
from bot.delivery.pace import Call, Pace
from handlers.outgoing import NOTICE

AHEAD = 10
"""So many messages of an urgency wait at the door, marked in one commit: a third of a second's work."""

SOON = 0.3
"""Seconds: a message that only its chat holds back for longer does not line up yet."""


@dataclass(order=True, slots=True)
class _Waiting:
    urgency: int
    number: int
    chat: int = field(compare=False)
    turn: asyncio.Future[Call] = field(compare=False)


class Door:
    """Lets messages out one by one. A slot is taken when a message leaves, not when it lines up.

    It is `open` where there are no limits: nobody need pass through it.
    """

    def __init__(self, limits: Limits) -> None:
        self._pace = Pace(limits)
        self.open = not (limits.per_second or limits.per_chat_per_second or limits.per_group_per_minute)
        self._line: list[_Waiting] = []
        self._shut_until = 0.0
        self._timer: asyncio.TimerHandle | None = None

    def room(self, urgency: int) -> int:
        """How many more of this urgency may line up."""
        return AHEAD - sum(1 for waiting in self._line if waiting.urgency <= urgency)

    def wait_of_chat(self, chat: int) -> float:
        """Seconds for which the limits of the chat itself hold a message back; what is soon counts as now."""
        wait = self._pace.wait_of_chat(chat, _now())
        return wait if wait > SOON else 0.0

    def remember(self, chat: int, ago: float) -> None:
        """A message to this chat left so many seconds ago, before this process sent."""
        self._pace.remember(chat, _now() - ago)

    def shut(self, seconds: float) -> None:
        """Let nobody out for so long, or as long as it was told before."""
        self._shut_until = max(self._shut_until, _now() + seconds)

    def shut_for(self) -> float:
        """Seconds for which nobody is let out; 0 when it is open."""
        return max(0.0, self._shut_until - _now())

    @asynccontextmanager
    async def passing(self, chat: int, urgency: int, number: int) -> AsyncIterator[None]:
        """The block begins when the message may leave, and ends with its call."""
        waiting = _Waiting(urgency, number, chat, asyncio.get_running_loop().create_future())
        insort(self._line, waiting)
        self._look()
        try:
            call = await waiting.turn
        finally:
            if waiting in self._line:
                self._line.remove(waiting)
        try:
            yield
        finally:
            self._pace.ended(call, _now())
            self._look()

    def _look(self) -> None:
        """Let out whoever may leave now, and look again when the next one may."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        now, soonest = _now(), self.shut_for()
        if not soonest:
            waits = [wait for waiting in tuple(self._line) if (wait := self._wait(waiting, now))]
            soonest = min(waits, default=0.0)
        if self._line:
            self._timer = asyncio.get_running_loop().call_later(max(soonest, 0.001), self._look)

    def _wait(self, waiting: _Waiting, now: float) -> float:
        """Seconds that somebody in the line waits on; 0 when just let out."""
        wait = self._pace.wait(waiting.chat, now, evenly=waiting.urgency >= NOTICE)
        if not wait:
            self._line.remove(waiting)
            if not waiting.turn.done():
                waiting.turn.set_result(self._pace.leaves(waiting.chat, now))
        return wait


def _now() -> float:
    return asyncio.get_running_loop().time()
