"""The figures of all runs as one Markdown text: the machine, medians with their spread, ratios, targets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from statistics import median

from benchmarks.contenders import CONTENDERS
from benchmarks.machine import QUIET
from benchmarks.measure import Measured

LARGEST = 150.0
"""MB of memory that the bot may hold."""

SLOWEST_START = 1.5
"""Seconds from the start of the process to its first answer."""

LEAST = {
    "question": 5.2,
    "question webhook": 7.0,
    "status": 2.2,
    "question postgresql": 1.0,
    "status postgresql": 1.0,
}
"""Updates of ours a second beside echoes of the stock bot; 2.5 for a line and 2 for Save, which take turns, are 2.2."""

Runs = Sequence[Mapping[str, Measured]]
"""What each contender (by name) did in each run."""


def report(runs: Runs, where: str, settings: str) -> str:
    """The whole text."""
    return "\n\n".join(
        (
            f"Machine: {where}.",
            f"Settings: {settings}. {_disturbance(runs)}",
            _speed(runs),
            _cost(runs),
            _undisturbed(runs),
            _targets(runs),
        )
    )


def _disturbance(runs: Runs) -> str:
    shares = [one.disturbed for run in runs for one in run.values()]
    return (
        f"During the measurements other programs and the host took {median(shares):.0%} of the processors "
        f"({min(shares):.0%}–{max(shares):.0%})."
    )


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown; all columns but the first hold figures."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def spread(values: Sequence[float], digits: int) -> str:
    """The median and, in brackets, the least and the most."""
    return f"{median(values):,.{digits}f} ({min(values):,.{digits}f}–{max(values):,.{digits}f})"


def _all(runs: Runs, name: str, value: Callable[[Measured], float]) -> list[float]:
    return [value(run[name]) for run in runs]


def ratios(runs: Runs, name: str) -> list[float]:
    """Updates a second beside the stock echo of the same run."""
    return [run[name].updates_per_second / run["echo"].updates_per_second for run in runs]


def undisturbed(runs: Runs, name: str) -> list[Measured]:
    """The measurements of a contender during which others had little of the machine."""
    return [run[name] for run in runs if run[name].disturbed <= QUIET]


def ratio(runs: Runs, name: str) -> float:
    """Updates a second beside stock echoes a second.

    Medians of the undisturbed measurements where both bots have some, because a busy machine flatters the bot that
    works in batches; otherwise of all.
    """
    ours, stock = undisturbed(runs, name), undisturbed(runs, "echo")
    if not ours or not stock:
        ours, stock = [run[name] for run in runs], [run["echo"] for run in runs]
    echoes = median(one.updates_per_second for one in stock)
    return median(one.updates_per_second for one in ours) / echoes


def _undisturbed(runs: Runs) -> str:
    rows = []
    for one in CONTENDERS:
        quiet = undisturbed(runs, one.name)
        if quiet:
            speed = spread([m.updates_per_second for m in quiet], 0)
            cpu = spread([m.cpu_per_thousand for m in quiet], 2)
            rows.append((one.title, str(len(quiet)), speed, cpu))
    if not rows:
        return "No measurement was undisturbed."
    quiet_ones = table(("", "undisturbed measurements", "updates/s", "CPU s/1,000 updates"), rows)
    return f"Only those during which others had at most {QUIET:.0%} of the processors:\n\n{quiet_ones}"


def _speed(runs: Runs) -> str:
    rows = []
    for one in CONTENDERS:
        saved = _all(runs, one.name, lambda m: m.saved_per_second)
        rows.append(
            (
                one.title,
                spread(_all(runs, one.name, lambda m: m.updates_per_second), 0),
                spread(ratios(runs, one.name), 2),
                spread(saved, 0) if any(saved) else "",
                spread(_all(runs, one.name, lambda m: m.p50 * 1000), 0),
                spread(_all(runs, one.name, lambda m: m.p99 * 1000), 0),
            )
        )
    return table(("", "updates/s", "ratio", "saved/s", "p50, ms", "p99, ms"), rows)


def _cost(runs: Runs) -> str:
    rows = []
    for one in CONTENDERS:
        cpu = [run["echo"].cpu_per_thousand / run[one.name].cpu_per_thousand for run in runs]
        rows.append(
            (
                one.title,
                spread(_all(runs, one.name, lambda m: m.cpu_per_thousand), 2),
                spread(cpu, 2),
                spread(_all(runs, one.name, lambda m: m.peak_megabytes), 0),
                spread(_all(runs, one.name, lambda m: m.first_answer), 2),
                spread(_all(runs, one.name, lambda m: m.first_answer_cpu), 2),
                f"{median(_all(runs, one.name, lambda m: m.simulator_busy)):.0%}",
            )
        )
    head = (
        "",
        "CPU s/1,000 updates",
        "updates/CPU s, ratio",
        "peak MB",
        "first answer, s",
        "of it CPU, s",
        "simulator busy",
    )
    return table(head, rows)


def _targets(runs: Runs) -> str:
    ours = [one.name for one in CONTENDERS if one.ours]
    peak = max(run[name].peak_megabytes for run in runs for name in ours)
    start = median([run[name].first_answer for run in runs for name in ours])
    reports = sum(run["status"].verified for run in runs)
    waiting = median([run["status"].waiting_notices for run in runs])
    rows = [
        target(f"{_title(name)}: updates/s ≥ {least} stock echoes/s", f"{found:.2f}", found >= least)
        for name, least in LEAST.items()
        if name in runs[0]
        for found in (ratio(runs, name),)
    ]
    rows += [
        target(f"peak memory ≤ {LARGEST:.0f} MB", f"{peak:.0f} MB", peak <= LARGEST),
        target(
            f"first answer after start on an existing database ≤ {SLOWEST_START} s",
            f"{start:.2f} s",
            start <= SLOWEST_START,
        ),
        # A run in which anything was lost ends with an error and never comes here.
        target(
            "every receipt is a report in the database, and every report a receipt",
            f"{reports:,} reports",
            True,
        ),
        target("notices to the admin still waiting at the last receipt: 0", f"{waiting:,.0f}", waiting == 0),
    ]
    return table(("target", "measured", ""), rows)


def _title(name: str) -> str:
    return next(one.title for one in CONTENDERS if one.name == name)


def target(what: str, measured: str, met: bool) -> tuple[str, str, str]:
    """A row of the table of targets."""
    return what, measured, "met" if met else "**missed**"
