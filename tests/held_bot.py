"""``python -m tests.held_bot run``: the bot, whose exports are not made as long as the file BOT_TEST_HELD is there."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import bot.long_drawing
from bot.__main__ import main
from handlers.papers import Draw
from handlers.products import EXPORT, LONG, LongRequest

_HELD = Path(os.environ["BOT_TEST_HELD"])


async def _make(request: LongRequest) -> Draw | None:
    """Says that it has begun by a file beside that one."""
    _HELD.with_suffix(".begun").touch()
    while _HELD.exists():  # noqa: ASYNC110, ASYNC240  another process takes it away
        await asyncio.sleep(0.01)
    return await LONG[EXPORT](request)


if __name__ == "__main__":
    bot.long_drawing.LONG = {**LONG, EXPORT: _make}
    main()
