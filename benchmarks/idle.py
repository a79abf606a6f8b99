"""The command ``python -m benchmarks.idle``: what the bot uses of its core when nobody says anything."""

from __future__ import annotations

import asyncio
import os
import tempfile
from pathlib import Path

import click

from benchmarks.checks import Place
from benchmarks.contenders import ADMIN, named
from benchmarks.process import BotProcess
from benchmarks.report import spread, table, target
from benchmarks.taking_turns import cores
from bot.commands.stopping import run_to_end
from simulator import Simulator

MOST = 0.5
OURS = ("question", "question webhook")


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--runs", default=5, show_default=True, help="How often each is measured, in one long silence.")
@click.option("--seconds", default=10.0, show_default=True, help="Length of one measurement.")
@click.option("--quick", is_flag=True, help="One short run, to see that everything works.")
def main(runs: int, seconds: float, quick: bool) -> None:
    """Start the bot, say nothing, and count its processor time."""
    if quick:
        runs, seconds = 1, 2.0
    simulator, bot = cores()
    os.sched_setaffinity(0, {simulator})
    rows, targets = [], []
    for name in OURS:
        shares = run_to_end(_measure(name, runs, seconds, bot))
        rows.append((named(name).title, spread(shares, 2)))
        middle = sorted(shares)[len(shares) // 2]
        what = f"{named(name).title}: processor when idle ≤ {MOST} %"
        targets.append(target(what, f"{middle:.2f} %", middle <= MOST))
    click.echo(table(("", "of one core, %"), rows) + "\n\n" + table(("target", "measured", ""), targets))


async def _measure(name: str, runs: int, seconds: float, core: int) -> list[float]:
    """Percent of the core, in each of so many spans of silence after the start is over."""
    contender, sim = named(name), Simulator()
    await sim.start()
    with tempfile.TemporaryDirectory(prefix="tansiq-bench-") as there:
        folder = Path(there)
        person = sim.add_person("Person", "en")
        sim.open_chat(sim.add_person("Admin", "en", id=ADMIN))
        place = Place(folder, f"sqlite:///{folder / 'tansiq.sqlite'}")
        await contender.prepare(place, [person])
        bot = BotProcess(contender.module, contender.environment(place, sim), core, folder / "bot.log")
        sim.say(person, contender.greeting)
        await bot.start()
        try:
            async with asyncio.timeout(60):
                while not any(call.method == "sendMessage" for call in sim.ledger):  # noqa: ASYNC110  soon enough
                    await asyncio.sleep(0.1)
            await asyncio.sleep(5)
            shares = []
            for _ in range(runs):
                before = bot.cpu_seconds()
                await asyncio.sleep(seconds)
                shares.append((bot.cpu_seconds() - before) / seconds * 100)
            return shares
        finally:
            await bot.stop()
            await sim.stop()


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.idle")
