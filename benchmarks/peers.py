"""The bots that ours is measured beside, as processes: ``python -m benchmarks.peers echo``, or ``storing``.

Both are python-telegram-bot as its documentation starts one: Application, httpx, run_polling. BOT_TOKEN and BOT_API_URL
are those of our bot; PEER_DATABASE is the file of the storing one. With "concurrent" as a second word they take 256 updates at once.
"""

from __future__ import annotations

import os
import sys
from typing import Any

import aiosqlite
from telegram import Update
from telegram.ext import Application, ApplicationBuilder, ContextTypes, MessageHandler, filters

CREATE = "CREATE TABLE IF NOT EXISTS said (update_id INTEGER PRIMARY KEY, chat INTEGER, text TEXT)"
INSERT = "INSERT INTO said (update_id, chat, text) VALUES (?, ?, ?)"


async def echo(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    """Say the same; store nothing."""
    if update.message is not None:
        await update.message.reply_text(update.message.text or "")


class Storing:
    """Keeps each text in a row of its own, committed to the disk, then says the same."""

    def __init__(self, path: str) -> None:
        self._path = path

    async def open(self, _app: Any) -> None:
        """Open the database as our bot does: WAL, synchronous=FULL."""
        self._database = await aiosqlite.connect(self._path)
        await self._database.execute("PRAGMA journal_mode=WAL")
        await self._database.execute("PRAGMA synchronous=FULL")
        await self._database.execute(CREATE)
        await self._database.commit()

    async def close(self, _app: Any) -> None:
        """Close the database."""
        await self._database.close()

    async def echo(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Insert, commit, say the same."""
        if update.message is not None:
            row = (update.update_id, update.message.chat_id, update.message.text)
            await self._database.execute(INSERT, row)
            await self._database.commit()
        await echo(update, context)


def main(kind: str, concurrent: bool) -> None:
    """Poll until SIGTERM."""
    builder: Any = ApplicationBuilder().token(os.environ["BOT_TOKEN"])
    builder = builder.base_url(f"{os.environ['BOT_API_URL']}/bot")
    if concurrent:
        builder = builder.concurrent_updates(True).connection_pool_size(256).pool_timeout(30)
    answer: Any = echo
    if kind == "storing":
        storing = Storing(os.environ["PEER_DATABASE"])
        builder = builder.post_init(storing.open).post_shutdown(storing.close)
        answer = storing.echo
    app: Application[Any, Any, Any, Any, Any, Any] = builder.build()
    app.add_handler(MessageHandler(filters.TEXT, answer))
    app.run_polling()


if __name__ == "__main__":
    main(sys.argv[1], "concurrent" in sys.argv)
