"""The command ``python -m benchmarks.backlog``: 50,000 updates wait when the bot starts; how much memory it takes."""

from __future__ import annotations

import asyncio
import os
import tempfile
import time
from pathlib import Path

import click

from benchmarks.checks import Place
from benchmarks.contenders import ADMIN, named
from benchmarks.process import BotProcess
from benchmarks.report import table, target
from benchmarks.taking_turns import cores
from bot.commands.stopping import run_to_end
from simulator import Simulator

LARGEST = 150.0
PEOPLE = 500


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--updates", default=50_000, show_default=True, help="Updates that wait.")
@click.option(
    "--within", default=180.0, show_default=True, help="Seconds after which the rest is not waited for."
)
@click.option("--quick", is_flag=True, help="One short run, to see that everything works.")
def main(updates: int, within: float, quick: bool) -> None:
    """Let updates wait, start the bot, and read the most memory that it held until all are answered.

    What is not answered within the time waits on: the figure is then that of a bot at work on such a backlog.
    """
    if quick:
        updates = 2_000
    simulator, bot = cores()
    os.sched_setaffinity(0, {simulator})
    peak, answered, seconds = run_to_end(_measure(updates, within, bot))
    click.echo(
        table(
            ("", "waited", f"answered in {seconds:.0f} s", "peak MB"),
            [(named("question").title, f"{updates:,}", f"{answered:,}", f"{peak:.0f}")],
        )
    )
    what = f"peak memory with {updates:,} updates waiting ≤ {LARGEST:.0f} MB"
    click.echo("\n" + table(("target", "measured", ""), [target(what, f"{peak:.0f} MB", peak <= LARGEST)]))


async def _measure(updates: int, within: float, core: int) -> tuple[float, int, float]:
    contender, sim = named("question"), Simulator()
    await sim.start()
    with tempfile.TemporaryDirectory(prefix="tansiq-bench-") as name:
        folder = Path(name)
        people = [sim.add_person(f"Person {n}", ("en", "ar")[n % 2]) for n in range(PEOPLE)]
        sim.open_chat(sim.add_person("Admin", "en", id=ADMIN))
        place = Place(folder, f"sqlite:///{folder / 'tansiq.sqlite'}")
        await contender.prepare(place, people)
        habit = contender.habit(sim)
        for nth in range(updates):
            habit.begin(people[nth % PEOPLE])
        bot = BotProcess(contender.module, contender.environment(place, sim), core, folder / "bot.log")
        await bot.start()
        began = time.perf_counter()
        try:
            while _answered(sim) < updates and time.perf_counter() - began < within:  # noqa: ASYNC110  half a second is near enough
                await asyncio.sleep(0.5)
            return bot.peak_megabytes(), _answered(sim), time.perf_counter() - began
        finally:
            await bot.stop()
            await sim.stop()


def _answered(sim: Simulator) -> int:
    return sum(1 for call in sim.ledger if call.method == "sendMessage")


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.backlog")
