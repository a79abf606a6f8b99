"""The command: ``python -m benchmarks``."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import click
import msgspec

from benchmarks.contenders import CONTENDERS
from benchmarks.machine import machine
from benchmarks.measure import Measured, Settings
from benchmarks.process import ROOT
from benchmarks.report import report

QUIET = 0.1
"""Others may have this share of the processors before a measurement is made again."""

NAMES = [one.name for one in CONTENDERS]


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--runs", default=5, show_default=True, help="How often each bot is measured, in turn.")
@click.option("--people", default=100, show_default=True, help="People who talk at the same time.")
@click.option("--seconds", default=4.0, show_default=True, help="Length of one measurement.")
@click.option("--warm-up", default=1.5, show_default=True, help="Seconds before it.")
@click.option(
    "--tries",
    default=1,
    show_default=True,
    help="Measure again while others use over a tenth of the machine.",
)
@click.option("--only", type=click.Choice(NAMES), multiple=True, help="Measure these, without a report.")
@click.option("--quick", is_flag=True, help="One short run, to see that everything works.")
def main(
    runs: int, people: int, seconds: float, warm_up: float, tries: int, only: tuple[str, ...], quick: bool
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
    results: list[dict[str, Measured]] = []
    for number in range(1, runs + 1):
        results.append({})
        for name in only or NAMES:
            settings = Settings(name, people, warm_up, seconds, (cores[0], cores[1]))
            measured = results[-1][name] = _least_disturbed(settings, tries)
            click.echo(
                f"run {number} {name}: {measured.updates_per_second:,.0f} updates/s, "
                f"{measured.saved_per_second:,.0f} saved/s, p99 {measured.p99 * 1000:,.0f} ms, "
                f"disturbed {measured.disturbed:.0%}",
                err=True,
            )
    if only:
        return
    with tempfile.TemporaryDirectory(prefix="tansiq-bench-") as folder:
        where = machine(Path(folder))
    said = f"{runs} run(s), {people} people, {seconds:g} s each after {warm_up:g} s; medians (lowest–highest)"
    click.echo(report(results, where, said))


def _least_disturbed(settings: Settings, tries: int) -> Measured:
    """Measure until it was quiet, at most `tries` times; the choice never looks at the bot's own figures."""
    best = _measure(settings)
    for _ in range(tries - 1):
        if best.disturbed <= QUIET:
            break
        again = _measure(settings)
        best = min(best, again, key=lambda one: one.disturbed)
    return best


def _measure(settings: Settings) -> Measured:
    command = (sys.executable, "-m", "benchmarks.measure", msgspec.json.encode(settings).decode())
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"benchmarks: {settings.contender} could not be measured.\n{done.stderr[-2000:]}")
    return msgspec.json.decode(done.stdout, type=Measured)


if __name__ == "__main__":
    main(prog_name="python -m benchmarks")
