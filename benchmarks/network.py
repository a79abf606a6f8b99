"""The command ``python -m benchmarks.network``: every answer of the API comes 50 ms later, as over a real network."""

from __future__ import annotations

from statistics import median

import click

from benchmarks.contenders import named
from benchmarks.measure import Settings
from benchmarks.report import spread, table, target
from benchmarks.taking_turns import cores, in_turns

OURS, PEERS = ("question", "question webhook"), ("echo concurrent", "aiogram", "grouped")
LEAST_RATIO = 1.3


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--runs", default=5, show_default=True, help="How often each bot is measured, in turn.")
@click.option("--people", default=200, show_default=True, help="People who talk at the same time.")
@click.option("--seconds", default=4.0, show_default=True, help="Length of one measurement.")
@click.option("--delay-ms", default=50.0, show_default=True, help="What is added to every answer of the API.")
@click.option("--quick", is_flag=True, help="One short run, to see that everything works.")
def main(runs: int, people: int, seconds: float, delay_ms: float, quick: bool) -> None:
    """Measure ours beside bots that work on many updates at once, with an API that is far away."""
    if quick:
        runs, people, seconds = 1, 50, 1.0
    results = in_turns(
        (*PEERS, *OURS),
        runs,
        lambda name: Settings(name, people, 2.0, seconds, cores(), delay=delay_ms / 1000),
    )
    rows = [
        (
            named(name).title,
            spread([run[name].updates_per_second for run in results], 0),
            spread([run[name].cpu_per_thousand for run in results], 2),
        )
        for name in (*PEERS, *OURS)
    ]
    click.echo(table(("", "updates/s", "CPU s/1,000 updates"), rows))
    best = [max(run[name].updates_per_second for name in PEERS) for run in results]
    targets = []
    for name in OURS:
        ratio = median(run[name].updates_per_second / most for run, most in zip(results, best, strict=True))
        what = f"{named(name).title}: ≥ {LEAST_RATIO} × the best of the others"
        targets.append(target(what, f"{ratio:.2f}", ratio >= LEAST_RATIO))
    click.echo("\n" + table(("target", "measured", ""), targets))


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.network")
