"""Even pacing under Telegram's published limits, so that 429 stays the exception."""

from __future__ import annotations

from collections import deque

from bot.config import Limits

GROUP_WINDOW = 60.0

SHARE = 0.97
"""Of the limit in all: what leaves evenly does not arrive so, and one call too many makes a second of refusals."""


class Gate:
    """Counts what really leaves: a plan that a busy computer carries out late would send several at once."""

    def __init__(self, limits: Limits) -> None:
        self._left: deque[float] = deque(maxlen=max(1, int(limits.per_second * SHARE)))
        self._open = not limits.per_second

    def wait(self, now: float) -> float:
        """Seconds until a message may leave; 0 when it leaves now, and is counted."""
        if self._open:
            return 0.0
        if len(self._left) == self._left.maxlen and (wait := self._left[0] + 1.0 - now) > 0:
            return wait
        self._left.append(now)
        return 0.0


class Pace:
    """When may the next message to a chat leave? Times are seconds of one monotonic clock.

    Limits (core.telegram.org/bots/faq): about 30 messages a second in all, one a second to a chat, 20 a minute to
    a group. Only messages that are new count; edits and answers to presses pass.
    """

    def __init__(self, limits: Limits) -> None:
        self._all = 1 / (limits.per_second * SHARE) if limits.per_second else 0.0
        self._chat = 1 / limits.per_chat_per_second if limits.per_chat_per_second else 0.0
        self._group = limits.per_group_per_minute
        self._next = 0.0
        self._chat_next: dict[int, float] = {}
        self._group_sent: dict[int, deque[float]] = {}

    def wait(self, chat: int, now: float) -> float:
        """Seconds until a message to this chat may leave; 0 when it may leave now."""
        moment = max(self._next, self._chat_next.get(chat, 0.0))
        sent = self._group_sent.get(chat)
        if sent and len(sent) >= self._group:
            moment = max(moment, sent[0] + GROUP_WINDOW)
        return max(0.0, moment - now)

    def took(self, chat: int, now: float) -> None:
        """A message to this chat leaves now."""
        if self._all:
            self._next = max(self._next, now - self._all) + self._all
        if self._chat:
            self._chat_next[chat] = now + self._chat
            if len(self._chat_next) > 10_000:
                self._chat_next = {c: t for c, t in self._chat_next.items() if t > now}
        if self._group and chat < 0:
            sent = self._group_sent.setdefault(chat, deque(maxlen=self._group))
            sent.append(now)
