"""One measurement, as a process: the simulator and its people here, on one core; the bot under test on another."""

from __future__ import annotations

import asyncio
import gc
import os
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import click
import msgspec

from benchmarks.checks import Lost, Place
from benchmarks.contenders import ADMIN, Contender, named
from benchmarks.grown import grown
from benchmarks.load import Crowd, Reporting, Saying, Unexpected
from benchmarks.machine import Disturbance
from benchmarks.process import BotProcess
from benchmarks.troubles import later, slow_fsync
from bot.commands.stopping import run_to_end
from simulator import Person, Simulator

START_WITHIN = 90.0
DRAIN_WITHIN = 90.0


class Unmeasured(Exception):
    """Something went wrong, and there is no figure that counts; the message says what, with the bot's last words."""


class Settings(msgspec.Struct, frozen=True):
    """How to measure; seconds of real time. `cores` are those of the simulator and of the bot.

    `delay` is added to every answer of the API, `fsync` to every wait for the disk. With a `rate` so many updates a
    second come at random moments; without, everybody goes on at once. `reports` and `registered` are those that the
    database holds before; what was filled in so is kept in the folder `kept`, if any.
    """

    contender: str
    people: int
    warm_up: float
    seconds: float
    cores: tuple[int, int]
    delay: float = 0.0
    fsync: float = 0.0
    rate: float = 0.0
    reports: int = 0
    registered: int = 0
    kept: str = ""


class Measured(msgspec.Struct, frozen=True):
    """What came out. Latencies, start and CPU are seconds; memory is in MB; `simulator_busy` a share of
    its core, `disturbed` the share of all processor time that others had."""

    contender: str
    updates_per_second: float
    saved_per_second: float
    p50: float
    p99: float
    cpu_per_thousand: float
    peak_megabytes: float
    first_answer: float
    first_answer_cpu: float
    simulator_busy: float
    disturbed: float
    waiting_notices: int
    verified: int


@dataclass(frozen=True, slots=True)
class _Window:
    updates: int
    rounds: int
    seconds: float
    cpu: float
    simulator_cpu: float
    disturbed: float
    latencies: list[float]


async def measure(settings: Settings) -> Measured:
    """Start the bot, let the people go, verify what it kept, and start it once more on that database.

    Raises Unmeasured when something was lost, answers stayed away or were not those that are measured.
    """
    contender = named(settings.contender)
    folder = Path(tempfile.mkdtemp(prefix="tansiq-bench-"))
    sim = Simulator()
    if settings.delay:
        sim.app.middlewares.append(later(settings.delay))
    await sim.start()
    try:
        people = [sim.add_person(f"Person {n}", ("en", "ar")[n % 2]) for n in range(settings.people)]
        sim.open_chat(sim.add_person("Admin", "en", id=ADMIN))
        with contender.placed(folder) as place:
            return await _placed(settings, contender, place, sim, people)
    finally:
        await sim.stop()
        shutil.rmtree(folder)


async def _placed(
    settings: Settings, contender: Contender, place: Place, sim: Simulator, people: list[Person]
) -> Measured:
    await contender.prepare(place, people)
    if contender.ours and not contender.on_server:
        grown(place.folder / "tansiq.sqlite", settings.reports, settings.registered, settings.kept)
    env = contender.environment(place, sim)
    if settings.fsync:
        env |= slow_fsync(place.folder, settings.fsync)
    bot = BotProcess(contender.module, env, settings.cores[1], place.folder / "bot.log")
    try:
        return await _measure(settings, contender, place, sim, people, bot)
    except (Lost, Unexpected, TimeoutError) as error:
        raise Unmeasured(f"{type(error).__name__}: {error}\n{bot.last_words}") from error
    finally:
        await bot.stop()


async def _measure(
    settings: Settings,
    contender: Contender,
    place: Place,
    sim: Simulator,
    people: list[Person],
    bot: BotProcess,
) -> Measured:
    await first_answer(contender, sim, people[0], bot)
    gc.collect()
    gc.freeze()
    gc.disable()  # the ledger grows; walking it again and again would slow the simulator, not the bot
    habit = contender.habit(sim)
    crowd = Crowd(sim, people, habit, settings.rate)
    crowd.go()
    async with asyncio.timeout(START_WITHIN):
        while not crowd.latencies:  # noqa: ASYNC110  a bot may still read what its answers are found with
            await asyncio.sleep(0.05)
    await asyncio.sleep(settings.warm_up)
    window = await _watch(crowd, bot, settings.seconds)
    await crowd.finish(DRAIN_WITHIN)
    peak = bot.peak_megabytes()
    waiting = _unsent_notices(sim, habit)
    await bot.stop()
    await contender.check(place, crowd, habit)
    first = await first_answer(contender, sim, people[0], bot)
    first_cpu = bot.cpu_seconds()
    ordered = sorted(window.latencies)
    return Measured(
        contender=contender.name,
        updates_per_second=window.updates / window.seconds,
        saved_per_second=window.rounds / window.seconds if isinstance(habit, Reporting) else 0.0,
        p50=ordered[len(ordered) // 2],
        p99=ordered[len(ordered) * 99 // 100],
        cpu_per_thousand=window.cpu / window.updates * 1000,
        peak_megabytes=peak,
        first_answer=first,
        first_answer_cpu=first_cpu,
        simulator_busy=window.simulator_cpu / window.seconds,
        disturbed=window.disturbed,
        waiting_notices=waiting,
        verified=len(habit.receipts) if isinstance(habit, Reporting) else crowd.rounds,
    )


async def first_answer(contender: Contender, sim: Simulator, person: Person, bot: BotProcess) -> float:
    """Start the bot while a message waits for it: seconds until the answer."""
    crowd = Crowd(sim, [person], Saying(sim, contender.greeting))
    crowd.go()
    began = time.perf_counter()
    await bot.start()
    answered, ended = asyncio.create_task(crowd.finish(START_WITHIN)), asyncio.create_task(bot.ended())
    await asyncio.wait({answered, ended}, return_when=asyncio.FIRST_COMPLETED)
    if not answered.done():
        answered.cancel()
        raise Lost("the bot ended before it answered")
    ended.cancel()
    await answered
    return time.perf_counter() - began


async def _watch(crowd: Crowd, bot: BotProcess, seconds: float) -> _Window:
    answers, rounds = len(crowd.latencies), crowd.rounds
    disturbance = Disturbance()
    began, cpu, own = time.perf_counter(), bot.cpu_seconds(), time.process_time()
    await asyncio.sleep(seconds)
    if crowd.failure is not None:
        raise crowd.failure
    latencies = crowd.latencies[answers:]
    if not latencies:
        raise Lost("nobody was answered")
    cpu, own = bot.cpu_seconds() - cpu, time.process_time() - own
    return _Window(
        updates=len(latencies),
        rounds=crowd.rounds - rounds,
        seconds=time.perf_counter() - began,
        cpu=cpu,
        simulator_cpu=own,
        disturbed=disturbance.share(cpu + own),
        latencies=latencies,
    )


def _unsent_notices(sim: Simulator, habit: object) -> int:
    """How many notices to the admin had not left yet when the last reporter had the receipt."""
    if not isinstance(habit, Reporting):
        return 0
    told = sum(1 for call in sim.ledger if call.method == "sendMessage" and call.params["chat_id"] == ADMIN)
    return len(habit.receipts) - told


@click.command()
@click.argument("settings")
def main(settings: str) -> None:
    """Measure once as SETTINGS (JSON) says, and print the result as JSON."""
    wanted = msgspec.json.decode(settings, type=Settings)
    os.sched_setaffinity(0, {wanted.cores[0]})
    try:
        click.echo(msgspec.json.encode(run_to_end(measure(wanted))))
    except Unmeasured as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
