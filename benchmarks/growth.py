"""The command ``python -m benchmarks.growth``: turns and starts with a small database and with a hundred times as much."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from statistics import median

import click

from benchmarks.contenders import named
from benchmarks.measure import Measured, Settings
from benchmarks.report import spread, table, target
from benchmarks.taking_turns import cores, measured

OURS = ("question", "status")
SMALL = (10_000, 100)
MOST_RATIO, SLOWEST_START = 1.2, 1.5


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--runs", default=5, show_default=True, help="How often each is measured, in turn.")
@click.option("--reports", default=1_000_000, show_default=True, help="Reports of the large database.")
@click.option("--registered", default=10_000, show_default=True, help="People of the large database.")
@click.option("--seconds", default=4.0, show_default=True, help="Length of one measurement.")
@click.option("--quick", is_flag=True, help="One short run, to see that everything works.")
def main(runs: int, reports: int, registered: int, seconds: float, quick: bool) -> None:
    """Measure what a turn costs in processor time, and how long a start takes, with little and with much in the database."""
    if quick:
        runs, reports, registered, seconds = 1, 20_000, 200, 1.0
    sizes = (SMALL, (reports, registered))
    with tempfile.TemporaryDirectory(prefix="tansiq-grown-") as kept:
        results = _measured(runs, sizes, seconds, kept)
    rows, targets = [], []
    for name in OURS:
        for size in sizes:
            found = results[name, size]
            rows.append(
                (
                    f"{named(name).title}; {size[0]:,} reports, {size[1]:,} people",
                    spread([one.cpu_per_thousand for one in found], 2),
                    spread([one.first_answer for one in found], 2),
                    spread([one.first_answer_cpu for one in found], 2),
                )
            )
        small, large = (median(one.cpu_per_thousand for one in results[name, size]) for size in sizes)
        start = median(one.first_answer for one in results[name, sizes[1]])
        what = f"{named(name).title}: a turn costs ≤ {MOST_RATIO} × as much"
        targets.append(target(what, f"{large / small:.2f}", large <= MOST_RATIO * small))
        what = f"{named(name).title}: first answer with {reports:,} reports ≤ {SLOWEST_START} s"
        targets.append(target(what, f"{start:.2f} s", start <= SLOWEST_START))
    click.echo(table(("", "CPU s/1,000 updates", "first answer, s", "of it CPU, s"), rows))
    click.echo("\n" + table(("target", "measured", ""), targets))


def _measured(
    runs: int, sizes: Sequence[tuple[int, int]], seconds: float, kept: str
) -> dict[tuple[str, tuple[int, int]], list[Measured]]:
    results: dict[tuple[str, tuple[int, int]], list[Measured]] = {}
    for number in range(1, runs + 1):
        for name in OURS:
            for size in sizes:
                one = measured(
                    Settings(name, 50, 1.5, seconds, cores(), reports=size[0], registered=size[1], kept=kept)
                )
                results.setdefault((name, size), []).append(one)
                click.echo(
                    f"run {number} {name}, {size[0]:,} reports: CPU {one.cpu_per_thousand:.2f} ms/update, "
                    f"first answer {one.first_answer:.2f} s, disturbed {one.disturbed:.0%}",
                    err=True,
                )
    return results


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.growth")
