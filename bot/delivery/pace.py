"""Even pacing under Telegram's published limits, so that 429 stays the exception. Pure rules, no clock of their own.

Limits (core.telegram.org/bots/faq): about 30 messages a second in all, one a second to a chat, 20 a minute to a
group. Only messages that are new count; edits and answers to presses pass.

The server counts when a call arrives, and nobody tells when that was: between the moment it left and the moment its
answer came. What a call took longer than the quickest of the last ones may all have been on its way there; so much
later it may have been counted. Whoever waits for that breaks no limit however unsteady the line or the computer is,
and on a steady one waits for nothing, because all calls are late alike.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from bot.config import Limits

SECOND, MINUTE = 1.0, 60.0

LATEST = 1.0
"""Seconds that a call is believed to be on its way at most: longer, and a hanging server would hold everything up."""

CATCH_UP = 0.3
"""Seconds of lateness that notices make good at once: what a busy computer missed is not lost, and no heap is made."""

TRIPS, FEW = 100, 5
"""So many calls tell how long the quickest takes, and so few nothing."""


@dataclass(slots=True)
class Call:
    """A message that left: when, and when the server counted it at the latest, if calls take no time."""

    left: float
    counted: float


class _Window:
    """At most `most` calls within any `span` seconds."""

    __slots__ = ("_calls", "_most", "_span")

    def __init__(self, most: int, span: float) -> None:
        self._calls: list[Call] = []
        self._most = most
        self._span = span

    def wait(self, now: float) -> float:
        """Seconds until another call is within the limit."""
        since = now - self._span
        self._calls = [call for call in self._calls if call.counted > since]
        over = len(self._calls) - self._most
        return sorted(call.counted for call in self._calls)[over] - since if over >= 0 else 0.0

    def add(self, call: Call) -> None:
        if self._most:
            self._calls.append(call)

    def empty(self, now: float) -> bool:
        return all(call.counted <= now - self._span for call in self._calls)


class Pace:
    """When may the next message to a chat leave? Times are seconds of one monotonic clock. A limit of 0 is none."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._all = _Window(limits.per_second, SECOND)
        self._between = 1 / limits.per_second if limits.per_second else 0.0
        self._next = 0.0
        self._chats: dict[int, tuple[_Window, ...]] = {}
        self._trips: deque[float] = deque(maxlen=TRIPS)

    def wait(self, chat: int, now: float, *, evenly: bool) -> float:
        """Seconds until a message to this chat may leave, 0 when it may leave now.

        What leaves `evenly` keeps a distance, so that something else finds a gap at any moment.
        """
        wait = self.wait_of_chat(chat, now)
        if self._between:
            wait = max(wait, self._all.wait(now))
            if evenly:
                wait = max(wait, self._next - now)
        return wait

    def wait_of_chat(self, chat: int, now: float) -> float:
        """The same as far as only the limits of the chat itself go."""
        return max((window.wait(now) for window in self._chats.get(chat, ())), default=0.0)

    def leaves(self, chat: int, now: float) -> Call:
        """A message to this chat leaves now; tell `ended` when its answer is there."""
        call = Call(now, now + LATEST)
        self._next = max(self._next, now - CATCH_UP) + self._between
        self._count(chat, call)
        return call

    def ended(self, call: Call, now: float) -> None:
        """The call was answered, or will not be."""
        trip = now - call.left
        self._trips.append(trip)
        quickest = min(self._trips) if len(self._trips) > FEW else 0.0
        call.counted = call.left + min(LATEST, trip - quickest)

    def remember(self, chat: int, at: float) -> None:
        """A message to this chat left at `at`, before this pace was kept."""
        self._count(chat, Call(at, at))

    def _count(self, chat: int, call: Call) -> None:
        self._all.add(call)
        if chat not in self._chats:
            self._forget(call.left)
            self._chats[chat] = self._windows(chat)
        for window in self._chats[chat]:
            window.add(call)

    def _windows(self, chat: int) -> tuple[_Window, ...]:
        a_second, a_minute = self._limits.per_chat_per_second, self._limits.per_group_per_minute
        found = [_Window(a_second, SECOND)] if a_second else []
        if a_minute and chat < 0:
            found.append(_Window(a_minute, MINUTE))
        return tuple(found)

    def _forget(self, now: float) -> None:
        """Chats that nothing holds back any more, once there are many."""
        if len(self._chats) > 10_000:
            self._chats = {
                chat: windows
                for chat, windows in self._chats.items()
                if not all(window.empty(now) for window in windows)
            }
