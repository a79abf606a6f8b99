"""Papers that take long: read a page at a time, drawn in a thread, while their card tells how far they are."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable

from bot.clock import Clock
from bot.logs import log
from coordination.products.progress import Progress, Step, Stopped
from handlers.outgoing import Outgoing
from handlers.papers import Drawn
from handlers.products import LONG, LongRequest
from storage import Database, Row
from views.language import words
from views.products import cards

BETWEEN_LOOKS = 3.0
"""Seconds between two edits of a card: seldom enough for Telegram, often enough for who waits."""


async def make_long(database: Database, clock: Clock, job: Row, told: Callable[[], None]) -> Drawn | None:
    """The file of a row of paper_jobs; None where nothing is to be made any more. `told` follows what is written."""
    message = json.loads(job["message"])
    progress = Progress()
    request = LongRequest(
        subject=json.loads(job["subject"]),
        w=words(message["language"], digits=message["digits"]),
        reading=database.reading,
        progress=progress,
        now=clock.now(),
    )
    watching = asyncio.create_task(_watch(database, clock, job, progress, told))
    try:
        make = await LONG[job["what"]](request)
        return await asyncio.to_thread(make) if make else None
    except Stopped:
        return None
    finally:
        # A thread cannot be cancelled: when the bot stops, it ends at its next step.
        progress.stop()
        watching.cancel()


async def _watch(
    database: Database, clock: Clock, job: Row, progress: Progress, told: Callable[[], None]
) -> None:
    """Every few seconds: stop what was called off, and tell on the card how far the rest is."""
    shown = Step()
    while True:
        await asyncio.sleep(BETWEEN_LOOKS)
        try:
            shown = await _look(database, clock, job, progress, shown, told)
        except Exception as error:
            log.warning("the progress of a paper could not be told", why=type(error).__name__)


async def _look(
    database: Database, clock: Clock, job: Row, progress: Progress, shown: Step, told: Callable[[], None]
) -> Step:
    """One look; the step that the card shows from now on."""
    step = progress.step
    message = json.loads(job["message"])
    async with database.transaction() as tx:
        if not int(await tx.paper_jobs.is_wanted(id=job["id"])):
            progress.stop()
        elif step != shown and message.get("card"):
            w = words(message["language"], digits=message["digits"])
            card = cards.working(w, job["id"], step)
            await Outgoing(tx, clock.now()).edit(message["chat"], message["card"], card)
            tx.after_commit.append(told)
    return step
