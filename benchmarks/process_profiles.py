"""The command ``python -m benchmarks.process_profiles``: where a start, a webhook's turn, PostgreSQL's turns and memory go.

Unlike the turns of `profiles` these are of a whole process, the event loop included; the simulator is another one.
"""

from __future__ import annotations

import asyncio
import os
import pstats
import signal
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from benchmarks.contenders import ADMIN, CONTENDERS, Contender, named
from benchmarks.load import Crowd
from benchmarks.measure import first_answer
from benchmarks.process import ROOT, BotProcess
from benchmarks.profiles import KEPT, written
from benchmarks.taking_turns import cores
from bot.commands.stopping import run_to_end
from simulator import Person, Simulator

PEOPLE = 50
SECONDS = 5.0
INDEX_WITHIN = 15.0
"""Seconds after which the index of questions is there, on a slow machine too."""

NAMES = ("start", "question_webhook", "status_postgresql", "memory")
LIBRARIES = (
    ("asyncio, sqlite3, logging, json, decimal, zoneinfo", "Python's own"),
    ("aiohttp", "aiohttp"),
    ("telegram, telegram.error, telegram.constants", "python-telegram-bot, with cryptography"),
    ("babel.core, babel.dates, babel.messages.pofile", "Babel"),
    ("structlog, prometheus_client, apscheduler.schedulers.asyncio, aiosqlite, aiosql, msgspec", "other libraries"),
    ("bot.commands.run", "our code, its tables, and what else it reads"),
)  # fmt: skip
"""What is read one after the other, as Python's import has it, and what it is called."""

_WEIGH = (
    "import sys\n"
    "def held(): return next(int(l.split()[1]) for l in open('/proc/self/status') if l[:6] == 'VmRSS:') / 1024\n"
    "print(held())\n"
    "for names in sys.argv[1:]:\n"
    "    for name in names.split(', '): __import__(name)\n"
    "    print(held())\n"
)


@dataclass(frozen=True, slots=True)
class _Started:
    """A bot that gave its first answer, and the people who go on."""

    bot: BotProcess
    sim: Simulator
    people: list[Person]
    contender: Contender
    profile: Path


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("names", nargs=-1, type=click.Choice(NAMES))
def main(names: tuple[str, ...]) -> None:
    """Profile processes (all of them, or NAMES) and keep each profile in docs/profiles."""
    simulator, core = cores()
    os.sched_setaffinity(0, {simulator})
    KEPT.mkdir(exist_ok=True)
    for name in names or NAMES:
        if name == "status_postgresql" and all(one.name != "status postgresql" for one in CONTENDERS):
            click.echo("status_postgresql: no PostgreSQL is installed here.")
            continue
        (KEPT / f"{name}.txt").write_text(run_to_end(_profile(name, core)), encoding="utf-8")
        click.echo(f"docs/profiles/{name}.txt")


async def _profile(name: str, core: int) -> str:
    if name == "memory":
        return await _memory(core, _weighed())
    if name == "start":
        async with _started("question", core, "start") as on:
            return await _written(name, on, 1, "start to its first answer")
    async with _started(name.replace("_", " "), core) as on:
        await asyncio.sleep(INDEX_WITHIN)
        on.bot.signal(signal.SIGUSR1)
        answers = await _load(on, SECONDS)
        return await _written(name, on, answers, "updates")


async def _written(name: str, on: _Started, count: int, what: str) -> str:
    on.bot.signal(signal.SIGUSR2)
    async with asyncio.timeout(INDEX_WITHIN):
        while not on.profile.exists() or not on.profile.stat().st_size:  # noqa: ASYNC110  a file tells nobody
            await asyncio.sleep(0.1)
    await on.bot.stop()
    return written(name, pstats.Stats(str(on.profile)), count, what, ())


@asynccontextmanager
async def _started(name: str, core: int, *at_once: str) -> AsyncIterator[_Started]:
    contender, sim = named(name), Simulator()
    await sim.start()
    with tempfile.TemporaryDirectory(prefix="tansiq-bench-") as folder:
        people = [sim.add_person(f"Person {n}", ("en", "ar")[n % 2]) for n in range(PEOPLE)]
        sim.open_chat(sim.add_person("Admin", "en", id=ADMIN))
        with contender.placed(Path(folder)) as place:
            await contender.prepare(place, people)
            profile = Path(folder) / "profile"
            module = ("benchmarks.profiled", str(profile), *at_once)
            bot = BotProcess(module, contender.environment(place, sim), core, Path(folder) / "bot.log")
            try:
                await first_answer(contender, sim, people[0], bot)
                yield _Started(bot, sim, people, contender, profile)
            finally:
                await bot.stop()
                await sim.stop()


async def _load(on: _Started, seconds: float) -> int:
    """Everybody goes on for so long; how many answers came."""
    crowd = Crowd(on.sim, on.people, on.contender.habit(on.sim))
    crowd.go()
    await asyncio.sleep(seconds)
    await crowd.finish(INDEX_WITHIN)
    return len(crowd.latencies)


def _weighed() -> list[float]:
    """MB that Python holds at first and after each of LIBRARIES."""
    command = (sys.executable, "-c", _WEIGH, *(modules for modules, _ in LIBRARIES))
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return [float(line) for line in done.stdout.split()]


async def _memory(core: int, held: list[float]) -> str:
    """What each library holds when it is read before the next, and what the bot holds as it goes on."""
    steps = zip(LIBRARIES, held, held[1:], strict=False)
    async with _started("question", core) as on:
        first = on.bot.megabytes()
        await asyncio.sleep(INDEX_WITHIN)
        index = on.bot.megabytes()
        answers = await _load(on, SECONDS)
        return "\n".join(
            (
                "memory: MB that the process holds (VmRSS)",
                "",
                f"{held[0]:7.1f}  Python",
                *(f"{after - before:+7.1f}  {what}" for (_, what), before, after in steps),
                f"{first - held[-1]:+7.1f}  database, routes, languages: the first answer",
                f"{index - first:+7.1f}  the index of questions, with numpy",
                f"{on.bot.megabytes() - index:+7.1f}  {answers:,} questions of {PEOPLE} people at once",
                f"{on.bot.peak_megabytes():7.1f}  at most (VmHWM)",
                "",
            )
        )


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.process_profiles")
