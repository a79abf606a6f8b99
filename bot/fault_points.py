"""Where a process can be made to die, to prove that dying there loses nothing and repeats nothing.

``TANSIQ_DIE_AT="call ended:3"`` kills the process with SIGKILL at the third passage of that point, ``*:400`` at the
400th passage of any. Nothing of this is in the way of a bot that is started without the variable: arming wraps the
functions that have a point at their beginning or end.
"""

from __future__ import annotations

import inspect
import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from importlib import import_module
from typing import Any, Literal

VARIABLE = "TANSIQ_DIE_AT"
ANY = "*"


@dataclass(frozen=True, slots=True)
class Point:
    """A place named by what has happened when it is passed: at the beginning or at the end of a function."""

    name: str
    side: Literal["before", "after"]
    module: str
    function: str

    @property
    def places(self) -> tuple[tuple[str, str], ...]:
        """Module and function of what is wrapped: on a file, and on a server where somebody else does it there."""
        owner, _, name = self.function.partition(".")
        other = ON_SERVER.get((self.module, owner))
        here = (self.module, self.function)
        return (here, (other[0], f"{other[1]}.{name}")) if other else (here,)


POINTS = (
    Point("begun", "after", "storage.sqlite", "Connection.begin"),
    Point("before the commit", "before", "storage.sqlite", "Connection.commit"),
    Point("after the commit", "after", "storage.sqlite", "Connection.commit"),
    Point("fetched, not kept", "before", "bot.intake.polling", "Poller._keep"),
    Point("kept, not confirmed", "after", "bot.intake.polling", "Poller._keep"),
    Point("posted, not kept", "before", "bot.intake.webhook", "WebhookServer._receive"),
    Point("kept, not answered", "after", "bot.intake.webhook", "WebhookServer._receive"),
    Point("before a turn", "before", "bot.worker", "Worker._turn"),
    Point("applied, not done", "after", "handlers.dispatch", "take"),
    Point("turn done, not kept", "after", "bot.worker", "Worker._turn"),
    Point("batch kept", "after", "bot.worker", "Worker._batch"),
    Point("chosen", "after", "bot.delivery.sender", "Sender._choose"),
    Point("marked as sending", "after", "bot.delivery.sender", "Sender._keep"),
    Point("before the call", "before", "bot.delivery.journal", "Journal.begin"),
    Point("call begun", "after", "bot.delivery.journal", "Journal.begin"),
    Point("call ended", "after", "bot.delivery.files", "Load.call"),
    Point("noted as sent", "after", "bot.delivery.journal", "Journal.sent"),
    Point("end of a call recorded", "after", "bot.delivery.sender", "record"),
    Point("before the journal is cleared", "before", "bot.delivery.journal", "Journal.clear"),
    Point("journal cleared", "after", "bot.delivery.journal", "Journal.clear"),
    Point("calls judged at start", "after", "bot.delivery.sender", "Sender._judge"),
    Point("before what is due", "before", "bot.schedule", "Schedule._post"),
    Point("due, not kept", "after", "bot.schedule", "Schedule._post"),
    Point("due and kept", "after", "bot.schedule", "Schedule.look"),
    Point("before an errand", "before", "bot.drawing", "Drawing.work"),
    Point("errand done", "after", "bot.drawing", "Drawing.work"),
)

OF_REPLICAS = (
    Point("before leases are renewed", "before", "bot.leases", "Leases._renew"),
    Point("leases renewed", "after", "bot.leases", "Leases._renew"),
)
"""Passed only where several processes can share the database."""

ON_SERVER = {
    ("storage.sqlite", "Connection"): ("storage.postgresql", "Connection"),
    ("bot.delivery.journal", "Journal"): ("bot.delivery.shared_journal", "SharedJournal"),
}
"""Who does the same where the database is a server."""


class UnknownPoint(ValueError):
    """The variable names no point, or no number of passages."""


def arm(order: str) -> None:
    """Die at ``NAME:N``, the N-th passage of a point. Raises UnknownPoint."""
    name, _, number = order.rpartition(":")
    every = (*POINTS, *OF_REPLICAS)
    chosen = [point for point in every if name in (point.name, ANY)]
    if not chosen or not number.isdigit():
        raise UnknownPoint(f"{VARIABLE} must be NAME:N; the names are: {', '.join(p.name for p in every)}, *")
    left = int(number)

    def passed() -> None:
        nonlocal left
        left -= 1
        if left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)

    for point in chosen:
        for place in point.places:
            _wrap(place, point.side, passed)


def _wrap(place: tuple[str, str], side: Literal["before", "after"], passed: Callable[[], None]) -> None:
    owner, name, function = found(place)

    @wraps(function)
    async def waited_for(*arguments: Any, **more: Any) -> Any:
        if side == "before":
            passed()
        result = await function(*arguments, **more)
        if side == "after":
            passed()
        return result

    @wraps(function)
    def called(*arguments: Any, **more: Any) -> Any:
        if side == "before":
            passed()
        result = function(*arguments, **more)
        if side == "after":
            passed()
        return result

    setattr(owner, name, waited_for if inspect.iscoroutinefunction(function) else called)


def found(place: tuple[str, str]) -> tuple[Any, str, Callable[..., Any]]:
    """The class or module, the name and the function of a place. Raises AttributeError when it is not there."""
    module, function = place
    owner: Any = import_module(module)
    *within, name = function.split(".")
    for part in within:
        owner = getattr(owner, part)
    return owner, name, getattr(owner, name)
