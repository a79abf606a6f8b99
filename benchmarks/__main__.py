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
from benchmarks.measure import Measured, Settings
from benchmarks.process import ROOT
from benchmarks.report import Disturbed, machine, report

NAMES = [one.name for one in CONTENDERS]


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--runs", default=5, show_default=True, help="How often each bot is measured, in turn.")
@click.option("--people", default=100, show_default=True, help="People who talk at the same time.")
@click.option("--seconds", default=4.0, show_default=True, help="Length of one measurement.")
@click.option("--warm-up", default=1.5, show_default=True, help="Seconds before it.")
@click.option("--only", type=click.Choice(NAMES), multiple=True, help="Measure these, without a report.")
@click.option("--quick", is_flag=True, help="One short run, to see that everything works.")
def main(runs: int, people: int, seconds: float, warm_up: float, only: tuple[str, ...], quick: bool) -> None:
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
    disturbed, own_before = Disturbed(), _own_seconds()
    for number in range(1, runs + 1):
        results.append({})
        for name in only or NAMES:
            settings = Settings(name, people, warm_up, seconds, (cores[0], cores[1]))
            measured = results[-1][name] = _measure(settings)
            click.echo(
                f"run {number} {name}: {measured.updates_per_second:,.0f} updates/s, "
                f"{measured.saved_per_second:,.0f} saved/s, p99 {measured.p99 * 1000:,.0f} ms",
                err=True,
            )
    if only:
        return
    with tempfile.TemporaryDirectory(prefix="tansiq-bench-") as folder:
        where = machine(Path(folder))
    said = f"{runs} runs, {people} people, {seconds:g} s each after {warm_up:g} s; medians (lowest–highest)"
    click.echo(report(results, where, said, disturbed.since(_own_seconds() - own_before)))


def _own_seconds() -> float:
    """CPU seconds of this process and of those it has waited for."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _measure(settings: Settings) -> Measured:
    command = (sys.executable, "-m", "benchmarks.measure", msgspec.json.encode(settings).decode())
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"benchmarks: {settings.contender} could not be measured.\n{done.stderr[-2000:]}")
    return msgspec.json.decode(done.stdout, type=Measured)


if __name__ == "__main__":
    main(prog_name="python -m benchmarks")
