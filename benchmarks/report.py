"""The figures of all runs as one Markdown text: the machine, medians with their spread, ratios, targets."""

from __future__ import annotations

import os
import platform
import sqlite3
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median

from benchmarks.contenders import CONTENDERS
from benchmarks.measure import Measured

LARGEST = 150.0
"""MB of memory that the bot may hold."""

SLOWEST_START = 2.0
"""Seconds from the start of the process to its first answer."""

LEAST_RATIO = 1.0
"""Status updates of ours a second, beside echoes of the stock bot."""

Runs = Sequence[Mapping[str, Measured]]
"""What each contender (by name) did in each run."""


@dataclass(frozen=True, slots=True)
class Disturbance:
    """What else the machine did during the runs: shares of all its processor time, 0 to 1."""

    others: float
    stolen: float


class Disturbed:
    """Watches the machine from now on, through /proc/stat."""

    def __init__(self) -> None:
        self._before = _jiffies()

    def since(self, ours: float) -> Disturbance:
        """The disturbance since then, when our own processes used `ours` seconds."""
        delta = [now - then for now, then in zip(_jiffies(), self._before, strict=True)]
        total = max(sum(delta[:8]), 1)
        busy = (delta[0] + delta[1] + delta[2]) / os.sysconf("SC_CLK_TCK")
        others = max(busy - ours, 0.0) * os.sysconf("SC_CLK_TCK")
        return Disturbance(others / total, delta[7] / total)


def _jiffies() -> list[int]:
    """User, nice, system, idle, iowait, irq, softirq, steal, and what follows (proc(5))."""
    return [int(one) for one in Path("/proc/stat").read_text(encoding="ascii").splitlines()[0].split()[1:]]


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


def report(runs: Runs, where: str, settings: str, disturbance: Disturbance) -> str:
    """The whole text."""
    return "\n\n".join(
        (
            f"Machine: {where}.",
            f"Settings: {settings}. Other programs used {disturbance.others:.0%} of the processors meanwhile, "
            f"the host took {disturbance.stolen:.0%} away.",
            _speed(runs),
            _cost(runs),
            _targets(runs),
        )
    )


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _spread(values: Sequence[float], digits: int) -> str:
    return f"{median(values):,.{digits}f} ({min(values):,.{digits}f}–{max(values):,.{digits}f})"


def _all(runs: Runs, name: str, value: Callable[[Measured], float]) -> list[float]:
    return [value(run[name]) for run in runs]


def ratios(runs: Runs, name: str) -> list[float]:
    """Updates a second beside the stock echo of the same run."""
    return [run[name].updates_per_second / run["echo"].updates_per_second for run in runs]


def saved_ratios(runs: Runs) -> list[float]:
    """Saved status updates (of two updates each) a second beside the stock echoes of the same run."""
    return [run["status"].saved_per_second / run["echo"].updates_per_second for run in runs]


def _speed(runs: Runs) -> str:
    rows = []
    for one in CONTENDERS:
        saved = _all(runs, one.name, lambda m: m.saved_per_second)
        rows.append(
            (
                one.title,
                _spread(_all(runs, one.name, lambda m: m.updates_per_second), 0),
                _spread(ratios(runs, one.name), 2),
                _spread(saved, 0) if any(saved) else "",
                _spread(_all(runs, one.name, lambda m: m.p50 * 1000), 0),
                _spread(_all(runs, one.name, lambda m: m.p99 * 1000), 0),
            )
        )
    return _table(("", "updates/s", "ratio", "saved/s", "p50, ms", "p99, ms"), rows)


def _cost(runs: Runs) -> str:
    rows = []
    for one in CONTENDERS:
        cpu = [run["echo"].cpu_per_thousand / run[one.name].cpu_per_thousand for run in runs]
        rows.append(
            (
                one.title,
                _spread(_all(runs, one.name, lambda m: m.cpu_per_thousand), 2),
                _spread(cpu, 2),
                _spread(_all(runs, one.name, lambda m: m.peak_megabytes), 0),
                _spread(_all(runs, one.name, lambda m: m.first_answer), 2),
                f"{median(_all(runs, one.name, lambda m: m.simulator_busy)):.0%}",
            )
        )
    head = ("", "CPU s/1,000 updates", "updates/CPU s, ratio", "peak MB", "first answer, s", "simulator busy")
    return _table(head, rows)


def _targets(runs: Runs) -> str:
    ours = [one.name for one in CONTENDERS if one.ours]
    ratio, saved = median(ratios(runs, "status")), median(saved_ratios(runs))
    peak = max(run[name].peak_megabytes for run in runs for name in ours)
    start = median([run[name].first_answer for run in runs for name in ours])
    reports = sum(run["status"].verified for run in runs)
    waiting = median([run["status"].waiting_notices for run in runs])
    rows = (
        _target(
            f"updates/s of status updates ≥ {LEAST_RATIO} stock echoes/s",
            f"{ratio:.2f}",
            ratio >= LEAST_RATIO,
        ),
        _target(
            f"saved status updates/s (two updates each) ≥ {LEAST_RATIO} stock echoes/s",
            f"{saved:.2f}",
            saved >= LEAST_RATIO,
        ),
        _target(f"peak memory ≤ {LARGEST:.0f} MB", f"{peak:.0f} MB", peak <= LARGEST),
        _target(
            f"first answer after start on an existing database ≤ {SLOWEST_START:.0f} s",
            f"{start:.2f} s",
            start <= SLOWEST_START,
        ),
        # A run in which anything was lost ends with an error and never comes here.
        _target(
            "every receipt is a report in the database, and every report a receipt",
            f"{reports:,} reports",
            True,
        ),
        _target("notices to the admin still waiting at the last receipt: 0", f"{waiting:,.0f}", waiting == 0),
    )
    return _table(("target", "measured", ""), rows)


def _target(what: str, measured: str, met: bool) -> tuple[str, str, str]:
    return what, measured, "met" if met else "**missed**"
