"""How far a long work has come, and the word to stop it: between the thread that works and the loop that tells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Stage = Literal["waiting", "reading", "drawing", "writing"]


class Stopped(Exception):
    """The work was called off."""


@dataclass(frozen=True, slots=True)
class Step:
    """`done` of `total` in a stage; a total of 0 is not known."""

    stage: Stage = "waiting"
    done: int = 0
    total: int = 0


class Progress:
    """One of these for each work; every change of it is one assignment, so that threads need no lock."""

    def __init__(self) -> None:
        self.step = Step()
        self._stopped = False

    def at(self, stage: Stage, done: int = 0, total: int = 0) -> None:
        """The work has come this far. Raises Stopped when it was called off."""
        if self._stopped:
            raise Stopped
        self.step = Step(stage, done, total)

    def stop(self) -> None:
        """Call the work off: it ends at its next step."""
        self._stopped = True
