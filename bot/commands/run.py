"""``python -m bot run``: the bot itself."""

from __future__ import annotations

import asyncio
import gc
import os
import sys

import click

from bot import config, logs
from bot.application import Application
from bot.clock import SystemClock
from bot.commands.stopping import one_sentence, run_to_end, until_stopped
from bot.logs import log
from coordination.knowledge import base as knowledge


@click.command(short_help="Start the bot and answer until stopped.")
def run() -> None:
    """Start the bot: polls, or listens for the webhook when one is configured.

    \b
    Examples:
      python -m bot run
      BOT_TOKEN=123456:ABC-DEF BOT_ADMINS=1234567 python -m bot run
    """
    with one_sentence():
        if order := os.environ.get("TANSIQ_DIE_AT"):
            from bot import fault_points  # only tests of crashes pay for it

            fault_points.arm(order)
        settings = config.load()
        logs.configure(*settings.secrets)
        if not run_to_end(answer(settings)):
            sys.exit(
                "tansiq: a part of the bot has broken and the log says which; start it again, nothing is lost."
            )


async def answer(settings: config.Config) -> bool:
    """Answer until stopped; False when a part broke by a mistake of ours."""
    app = Application(settings, SystemClock())
    await app.start()
    gc.freeze()  # the tables of words and places stay for ever: the collector need not walk them again and again
    index = asyncio.create_task(_keep_index(app))
    try:
        await until_stopped(app.broken)
    finally:
        index.cancel()
        await app.stop()
        log.info("stopped")
    return not app.broken.is_set()


async def _keep_index(app: Application) -> None:
    """Take the index of questions out of the collector's way too, when it is there: it is built while people are answered."""
    if app.reading is not None:
        await asyncio.wait({app.reading})
    await knowledge.built()
    gc.freeze()
