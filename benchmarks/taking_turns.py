"""Measurements in processes of their own, the contenders taking turns within each run."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence

import click
import msgspec

from benchmarks.measure import Measured, Settings
from benchmarks.process import ROOT


def cores() -> tuple[int, int]:
    """The core of the simulator and that of the bot. Ends the program where there are no two."""
    usable = sorted(os.sched_getaffinity(0))
    if len(usable) < 2:
        sys.exit("benchmarks: two processor cores are needed, one for the simulator and one for the bot.")
    return usable[0], usable[1]


def measured(settings: Settings) -> Measured:
    """One measurement. Ends the program where it did not come to a figure that counts."""
    command = (sys.executable, "-m", "benchmarks.measure", msgspec.json.encode(settings).decode())
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"benchmarks: {settings.contender} could not be measured.\n{done.stderr[-2000:]}")
    return msgspec.json.decode(done.stdout, type=Measured)


def in_turns(
    names: Sequence[str], runs: int, settings: Callable[[str], Settings]
) -> list[dict[str, Measured]]:
    """So many runs, in each of them every contender once, told on standard error as they come."""
    results: list[dict[str, Measured]] = []
    for number in range(1, runs + 1):
        results.append({})
        for name in names:
            one = results[-1][name] = measured(settings(name))
            click.echo(
                f"run {number} {name}: {one.updates_per_second:,.0f} updates/s, CPU {one.cpu_per_thousand:.2f} ms/update, "
                f"p50 {one.p50 * 1000:,.1f} ms, p99 {one.p99 * 1000:,.1f} ms, disturbed {one.disturbed:.0%}",
                err=True,
            )
    return results
