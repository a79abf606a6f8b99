"""The command ``python -m benchmarks.slow_disk``: bots whose disk takes 7 ms for each fsync, as rented disks do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median

import click

from benchmarks.contenders import named
from benchmarks.measure import Measured, Settings
from benchmarks.report import spread, table, target
from benchmarks.taking_turns import cores, in_turns

OURS = ("question", "question webhook")
EACH = ("storing", "aiogram apart")
"""Those that really commit for each update."""
SHARING = ("storing concurrent", "aiogram storing")
"""Those whose updates share one connection, so that a commit of one also keeps what others have begun."""
LEAST_RATIO, LONGEST_P99 = 8.0, 0.060
RATE = 100.0


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--runs", default=5, show_default=True, help="How often each bot is measured, in turn.")
@click.option("--people", default=100, show_default=True, help="People who talk at the same time.")
@click.option("--seconds", default=4.0, show_default=True, help="Length of one measurement.")
@click.option("--fsync-ms", default=7.0, show_default=True, help="What is added to an fsync.")
@click.option("--quick", is_flag=True, help="One short run, to see that everything works.")
def main(runs: int, people: int, seconds: float, fsync_ms: float, quick: bool) -> None:
    """Measure ours beside bots that commit for each update, and ours at 100 updates a second, on a slow disk."""
    if quick:
        runs, people, seconds = 1, 20, 1.0

    def closed(name: str) -> Settings:
        return Settings(name, people, 1.5, seconds, cores(), fsync=fsync_ms / 1000)

    def steady(name: str) -> Settings:
        return Settings(name, 3 * people, 2.0, 2 * seconds, cores(), fsync=fsync_ms / 1000, rate=RATE)

    results, calm = in_turns((*EACH, *SHARING, *OURS), runs, closed), in_turns(OURS, runs, steady)
    rows = [
        (
            named(name).title,
            spread([run[name].updates_per_second for run in results], 0),
            spread([run[name].p99 * 1000 for run in calm], 0) if name in OURS else "",
        )
        for name in (*EACH, *SHARING, *OURS)
    ]
    click.echo(table(("", "updates/s", f"p99 at {RATE:.0f} updates/s, ms"), rows))
    targets = []
    for name in OURS:
        ratio = _ratio(results, name, EACH)
        shared = _ratio(results, name, SHARING)
        p99 = median(run[name].p99 for run in calm)
        what = f"{named(name).title}: ≥ {LEAST_RATIO:.0f} × the best of those that commit for each update"
        targets.append(target(what, f"{ratio:.1f}", ratio >= LEAST_RATIO))
        what = f"{named(name).title}: ≥ 1 × the best of those that share a connection"
        targets.append(target(what, f"{shared:.1f}", shared >= 1))
        what = f"{named(name).title}: p99 at {RATE:.0f} updates/s ≤ {LONGEST_P99 * 1000:.0f} ms"
        targets.append(target(what, f"{p99 * 1000:.0f} ms", p99 <= LONGEST_P99))
    click.echo("\n" + table(("target", "measured", ""), targets))


def _ratio(results: Sequence[Mapping[str, Measured]], name: str, peers: Sequence[str]) -> float:
    """The median of updates a second beside the best of these in the same run."""
    return median(
        run[name].updates_per_second / max(run[peer].updates_per_second for peer in peers) for run in results
    )


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.slow_disk")
