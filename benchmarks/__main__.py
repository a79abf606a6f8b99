"""The command: ``python -m benchmarks``."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

import click

from benchmarks import server
from benchmarks.contenders import CONTENDERS, PEERS
from benchmarks.machine import QUIET, Disturbance, machine
from benchmarks.measure import Measured, Settings
from benchmarks.report import report
from benchmarks.taking_turns import measured

TRIES = 3
LONGEST_WAIT = 20
"""Seconds to wait for a quiet one."""

NAMES = [one.name for one in CONTENDERS]
ALL_NAMES = [*NAMES, *(one.name for one in PEERS)]


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--runs", default=5, show_default=True, help="How often each bot is measured, in turn.")
@click.option("--people", default=100, show_default=True, help="People who talk at the same time.")
@click.option("--seconds", default=4.0, show_default=True, help="Length of one measurement.")
@click.option("--warm-up", default=1.5, show_default=True, help="Seconds before it.")
@click.option(
    "--patient", is_flag=True, help="Wait for quiet seconds, and measure again what others disturbed."
)
@click.option("--only", type=click.Choice(ALL_NAMES), multiple=True, help="Measure these, without a report.")
@click.option("--quick", is_flag=True, help="One short run, to see that everything works.")
def main(
    runs: int, people: int, seconds: float, warm_up: float, patient: bool, only: tuple[str, ...], quick: bool
) -> None:
    """Measure our bot beside plain ones against the simulator, and print the figures as Markdown.

    \b
    Examples:
      python -m benchmarks
      python -m benchmarks --quick
      python -m benchmarks --only status --runs 1
    """
    if quick:
        runs, people, seconds, warm_up = 1, 20, 0.5, 0.2
    cores = sorted(os.sched_getaffinity(0))
    if len(cores) < 2:
        sys.exit("benchmarks: two processor cores are needed, one for the simulator and one for the bot.")
    if not server.installed():
        click.echo(server.MISSING, err=True)
    results: list[dict[str, Measured]] = []
    for number in range(1, runs + 1):
        results.append({})
        for name in only or NAMES:
            settings = Settings(name, people, warm_up, seconds, (cores[0], cores[1]))
            one = results[-1][name] = _patiently(settings) if patient else measured(settings)
            click.echo(
                f"run {number} {name}: {one.updates_per_second:,.0f} updates/s, "
                f"{one.saved_per_second:,.0f} saved/s, CPU {one.cpu_per_thousand:.2f} ms/update, "
                f"p99 {one.p99 * 1000:,.0f} ms, "
                f"disturbed {one.disturbed:.0%}",
                err=True,
            )
    if only:
        return
    with tempfile.TemporaryDirectory(prefix="tansiq-bench-") as folder:
        where = machine(Path(folder))
    said = f"{runs} run(s), {people} people, {seconds:g} s each after {warm_up:g} s; medians (lowest–highest)"
    click.echo(report(results, where, said))


def _patiently(settings: Settings) -> Measured:
    """Measure until it was quiet, a few times at most; the choice never looks at the bot's own figures."""
    tried: list[Measured] = []
    while len(tried) < TRIES and not any(one.disturbed <= QUIET for one in tried):
        for _ in range(LONGEST_WAIT):
            watched = Disturbance()
            time.sleep(1)
            if watched.share(0.0) <= QUIET:
                break
        tried.append(measured(settings))
    return min(tried, key=lambda one: one.disturbed)


if __name__ == "__main__":
    main(prog_name="python -m benchmarks")
