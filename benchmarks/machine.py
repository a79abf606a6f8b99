"""The machine that measures: what it is, and how much of it somebody else had meanwhile."""

from __future__ import annotations

import os
import platform
import sqlite3
import time
from importlib.metadata import version
from pathlib import Path
from statistics import median

from benchmarks.process import TICK

QUIET = 0.1
"""Others may have this share of all processor time, and a measurement still counts as undisturbed."""


def machine(folder: Path) -> str:
    """One line: cores, versions, and what a commit costs on the disk of `folder`."""
    return (
        f"{os.cpu_count()} cores, {platform.system()} {platform.release().split('-')[0]}, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, "
        f"python-telegram-bot {version('python-telegram-bot')}; "
        f"an fsync takes {_fsync(folder) * 1000:.1f} ms"
    )


def _fsync(folder: Path) -> float:
    path, spent = folder / "fsync", []
    with path.open("wb") as file:
        for _ in range(20):
            file.write(bytes(4096))
            file.flush()
            began = time.perf_counter()
            os.fsync(file.fileno())
            spent.append(time.perf_counter() - began)
    path.unlink()
    return median(spent)


class Disturbance:
    """Watches, from its making on, how much processor time others take: programs here, and the host (steal)."""

    def __init__(self) -> None:
        self._before = _seconds()

    def share(self, ours: float) -> float:
        """The share that others had since then, 0 to 1, when our own processes used `ours` seconds."""
        spent = [now - then for now, then in zip(_seconds(), self._before, strict=True)]
        idle = spent[3] + spent[4]
        return max(1 - (idle + ours) / sum(spent), 0.0) if sum(spent) else 0.0


def _seconds() -> list[float]:
    """User, nice, system, idle, iowait, irq, softirq and steal of all cores (proc(5))."""
    line = Path("/proc/stat").read_text(encoding="ascii").splitlines()[0]
    return [int(field) / TICK for field in line.split()[1:9]]
