"""Telegram's published sending limits, kept in real time: 30 a second, 1 a second to a chat, 20 a minute to a group."""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

# A client that paces itself exactly must not fail because the network delivered one call a little sooner.
TOLERANCE = 0.95


@dataclass(slots=True)
class FloodControl:
    """The flood state of one bot. `now` everywhere: seconds of a monotonic clock, which is `ticks` where none are given."""

    per_second: int = 30
    chat_interval: float = 1.0
    group_per_minute: int = 20
    ticks: Callable[[], float] = time.monotonic
    _sent: deque[float] = field(default_factory=deque)
    _last: dict[int, float] = field(default_factory=dict)
    _groups: dict[int, deque[float]] = field(default_factory=dict)
    _until: dict[int | None, float] = field(default_factory=dict)

    def waiting(self, chat_id: int, now: float | None = None) -> int:
        """Seconds still to wait for this chat after an earlier refusal, 0 if none."""
        if not self._until:
            return 0
        moment = self.ticks() if now is None else now
        left = max(self._until.get(chat_id, 0.0), self._until.get(None, 0.0)) - moment
        return max(0, math.ceil(left))

    def wait(self, chat_id: int | None, seconds: float, now: float | None = None) -> None:
        """Refuse everything to this chat (None: to every chat) for so many seconds."""
        self._until[chat_id] = (self.ticks() if now is None else now) + seconds

    def refuse(self, chat_id: int, messages: int = 1, now: float | None = None) -> int:
        """Seconds to wait if so many messages to this chat break a limit now; 0 counts them as sent."""
        moment = self.ticks() if now is None else now
        is_group = chat_id < 0
        group = self._groups.setdefault(chat_id, deque()) if is_group else None
        while self._sent and moment - self._sent[0] >= TOLERANCE:
            self._sent.popleft()
        while group and moment - group[0] >= 60 * TOLERANCE:
            group.popleft()
        seconds, scope = 0.0, chat_id
        if group is not None and group and len(group) + messages > self.group_per_minute:
            seconds = 60 - (moment - group[0])
        elif moment - self._last.get(chat_id, -math.inf) < self.chat_interval * TOLERANCE:
            seconds = self.chat_interval
        elif self._sent and len(self._sent) + messages > self.per_second:
            self.wait(None, 1.0, moment)
            return 1
        if seconds:
            self.wait(scope, math.ceil(seconds), moment)
            return math.ceil(seconds)
        self._last[chat_id] = moment
        self._sent.extend([moment] * messages)
        if group is not None:
            group.extend([moment] * messages)
        return 0
