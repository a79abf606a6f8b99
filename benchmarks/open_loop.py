"""The command ``python -m benchmarks.open_loop``: 100 updates a second at random moments, whether answered or not."""

from __future__ import annotations

from statistics import median

import click

from benchmarks.contenders import named
from benchmarks.measure import Settings
from benchmarks.report import spread, table, target
from benchmarks.taking_turns import cores, in_turns

OURS = ("question", "question webhook")
P50, P99 = 0.010, 0.050


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--runs", default=5, show_default=True, help="How often each is measured, in turn.")
@click.option("--rate", default=100.0, show_default=True, help="Updates a second.")
@click.option("--seconds", default=10.0, show_default=True, help="Length of one measurement.")
@click.option("--quick", is_flag=True, help="One short run, to see that everything works.")
def main(runs: int, rate: float, seconds: float, quick: bool) -> None:
    """Measure how long people wait when they come as they please; counted from the moment at which they should have come."""
    if quick:
        runs, rate, seconds = 1, 20.0, 2.0
    results = in_turns(OURS, runs, lambda name: Settings(name, 300, 2.0, seconds, cores(), rate=rate))
    rows = [
        (
            named(name).title,
            spread([run[name].updates_per_second for run in results], 0),
            spread([run[name].p50 * 1000 for run in results], 1),
            spread([run[name].p99 * 1000 for run in results], 1),
            spread([run[name].disturbed * 100 for run in results], 0),
        )
        for name in OURS
    ]
    click.echo(table(("", "updates/s", "p50, ms", "p99, ms", "others had, %"), rows))
    targets = []
    for name in OURS:
        p50, p99 = median(run[name].p50 for run in results), median(run[name].p99 for run in results)
        targets.append(
            target(f"{named(name).title}: p50 ≤ {P50 * 1000:.0f} ms", f"{p50 * 1000:.1f} ms", p50 <= P50)
        )
        targets.append(
            target(f"{named(name).title}: p99 ≤ {P99 * 1000:.0f} ms", f"{p99 * 1000:.1f} ms", p99 <= P99)
        )
    click.echo("\n" + table(("target", "measured", ""), targets))


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.open_loop")
