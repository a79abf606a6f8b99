"""``python -m tests.faults.soak [NAME …]``: the long runs, each with its figures; `make soak` runs all.

With TANSIQ_TEST_DATABASE=postgresql in the environment `crashes` runs on a PostgreSQL of its own, and `replicas` too.
"""

from __future__ import annotations

import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

import databases
from bot import logs
from bot.fault_points import OF_REPLICAS, POINTS, Point
from tests.faults.backlog import backlog
from tests.faults.broadcast import broadcast
from tests.faults.crashes import SELDOM, siege
from tests.faults.fuzz import fuzz

UPDATES, KILLS = 10_000, 50
FUZZED, ROUNDS = 100_000, 40
LARGEST_GROWTH = 48 * 2**20
SEED = 11


async def crashes(folder: Path) -> str:
    """10,000 updates and 50 kills: at each fault point, at a random passage of any, and at random moments."""
    return await _besieged(folder, [*POINTS, *(OF_REPLICAS if databases.ON_POSTGRES else ())], replicas=1)


async def replicas(folder: Path) -> str:
    """The same with two replicas on a PostgreSQL, of which one is killed after the other."""
    return await _besieged(folder, [*POINTS, *OF_REPLICAS], replicas=2)


async def _besieged(folder: Path, points: Sequence[Point], replicas: int) -> str:
    chance = random.Random(SEED)
    orders = [
        f"{point.name}:{chance.randint(1, SELDOM.get(point.name, 100))}"
        for point in points
        if not point.module.endswith("webhook")
    ]
    orders += [f"*:{chance.randrange(100, 10_000)}" for _ in range((KILLS - len(orders)) // 2)]
    chance.shuffle(orders)
    async with siege(folder, groups=6, callers=20, reporters=6, seed=SEED, replicas=replicas) as scene:
        async with scene.people():
            await scene.lives(orders, at_most=20)
            while scene.tally.kills.total() < KILLS or scene.updates < UPDATES:
                await scene.lives([""] * replicas, at_most=chance.uniform(0.3, 6))
        await scene.rest()
    tally = scene.tally
    if any(tally.wrong) or not tally.summaries_right:
        raise SystemExit(f"Something was lost or came twice:\n{tally.table()}")
    missed = [
        f"not reached in time, killed at a random moment: {k}" for k in tally.kills if k.startswith("not")
    ]
    return "\n".join([tally.table(), *missed])


async def everybody(folder: Path) -> str:
    """1,000 people and 50 groups are told something at the published limits, ten answers a second meanwhile."""
    told = await broadcast(folder, people=1000, groups=50, answer_every=0.1)
    if told.refused or told.wrong or told.seconds > 1.05 * told.least or told.p99 > 1:
        raise SystemExit(f"Too slow, or refused, or wrong:\n{told.table()}")
    return told.table()


async def shapes(folder: Path) -> str:
    """100,000 updates of every shape, right and wrong, in forty rounds, each with its line."""
    began = time.monotonic()

    def tell(done: int, memory: int) -> None:
        sys.stdout.write(
            f"{done:>7} of {FUZZED} {time.monotonic() - began:>7.0f} s {memory // 2**20:>5} MiB\n"
        )
        sys.stdout.flush()

    result = await fuzz(folder, FUZZED, rounds=ROUNDS, tell=tell)
    grown = result.memory[-1] - result.memory[ROUNDS // 4]
    table = "\n".join(
        f"{name:<28}{value:>12}"
        for name, value in (
            ("answered or passed over", result.done),
            ("set aside", result.dead),
            ("  of them right", result.sound_dead),
            ("loops that failed", result.loops_failed),
            (
                "MiB after every fifth round",
                " ".join(str(size // 2**20) for size in result.memory[:: ROUNDS // 8]),
            ),
        )
    )
    missing = FUZZED - result.done - result.dead
    if missing or result.sound_dead or result.loops_failed or grown > LARGEST_GROWTH:
        raise SystemExit(f"Not worked off, or memory grows:\n{table}")
    return table


async def absence(folder: Path) -> str:
    """50,000 updates of 500 people wait for a bot that was down for a day, and are worked off."""
    caught = await backlog(folder, people=500, each=100)
    if caught.wrong:
        raise SystemExit(f"Not worked off as it should be:\n{caught.table()}")
    return caught.table()


RUNS: dict[str, Callable[[Path], Awaitable[str]]] = {
    "crashes": crashes,
    **({"replicas": replicas} if databases.ON_POSTGRES else {}),
    "everybody": everybody,
    "shapes": shapes,
    "absence": absence,
}


def main(names: list[str]) -> None:
    """Run those that are named, or all."""
    if wrong := [name for name in names if name not in RUNS]:
        sys.exit(f"tansiq: there is no run {', '.join(wrong)} here; there are {', '.join(RUNS)}.")
    logs.configure(level="ERROR")
    for name in names or RUNS:
        sys.stdout.write(f"\n{name}: {(RUNS[name].__doc__ or '').strip()}\n")
        sys.stdout.flush()
        with tempfile.TemporaryDirectory(prefix="tansiq-soak-") as folder, databases.serving():
            sys.stdout.write(f"{asyncio.run(RUNS[name](Path(folder)))}\n")  # type: ignore[arg-type]  # they are coroutines


if __name__ == "__main__":
    main(sys.argv[1:])
