"""The bot as a process of its own whose clock is told from outside, line by line: ``python week_bot.py DATABASE API TOKEN START``."""

from __future__ import annotations

import asyncio
import sys
from datetime import datetime

from bot import fault_points
from bot.application import Application
from bot.config import Cases, Config, Monitor
from bot.stage import NO_LIMITS
from simulator import Clock


async def main(database: str, api: str, token: str, start: str) -> None:
    """Say "ready"; then for each moment on standard input let time pass until then, and say "done".

    A moment may be followed by the fault point at which the process dies on its way there.
    """
    clock = Clock(datetime.fromisoformat(start))
    config = Config(
        token=token,
        api_url=api,
        database_url=database,
        limits=NO_LIMITS,
        monitor=Monitor(silent_minutes=0),
        cases=Cases(key=""),
    )
    app = Application(config, clock)
    await app.start()
    say("ready")
    while line := await asyncio.to_thread(sys.stdin.readline):
        moment, _, death = line.strip().partition(" ")
        if death:
            fault_points.arm(death)
        await pass_until(app, clock, datetime.fromisoformat(moment))
        say("done")
    await app.stop()


def say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


async def pass_until(app: Application, clock: Clock, at: datetime) -> None:
    """Stop at every moment when something falls due, as real time would."""
    while True:
        app.wake()
        await app.settle(lambda: 0)
        due = [moment for moment in (await app.schedule.next_moments()).values() if moment < at]
        clock.advance(max(clock.now(), min(due, default=at)))
        if not due:
            break
    await app.settle(lambda: 0)


asyncio.run(main(*sys.argv[1:]))
