"""The least that a bot needs that loses nothing: ``python -m benchmarks.peers_grouped`` polls with aiohttp and says the same.

All updates of a poll are kept in one commit (WAL, synchronous=FULL) before they are confirmed; the answers leave at once.
BOT_TOKEN and BOT_API_URL are those of our bot, PEER_DATABASE is its file.
"""

from __future__ import annotations

import asyncio
import os
from typing import Any

import aiohttp
import aiosqlite

from benchmarks.peers import CREATE, INSERT
from bot.commands.stopping import run_to_end

ALLOWED = '["message"]'


async def main() -> None:
    """Poll until SIGTERM."""
    root = f"{os.environ['BOT_API_URL']}/bot{os.environ['BOT_TOKEN']}"
    answers: set[asyncio.Task[None]] = set()
    offset = 0
    async with (
        aiosqlite.connect(os.environ["PEER_DATABASE"]) as database,
        aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=64)) as session,
    ):
        await database.execute("PRAGMA journal_mode=WAL")
        await database.execute("PRAGMA synchronous=FULL")
        await database.execute(CREATE)
        await database.commit()
        while True:
            asked = {"offset": offset, "timeout": 50, "limit": 100, "allowed_updates": ALLOWED}
            async with session.post(f"{root}/getUpdates", json=asked) as answer:
                updates: list[dict[str, Any]] = (await answer.json())["result"]
            if not updates:
                continue
            rows = [(u["update_id"], u["message"]["chat"]["id"], u["message"].get("text")) for u in updates]
            await database.executemany(INSERT, rows)
            await database.commit()
            offset = updates[-1]["update_id"] + 1
            for _, chat, text in rows:
                task = asyncio.create_task(_say(session, root, chat, text))
                answers.add(task)
                task.add_done_callback(answers.discard)


async def _say(session: aiohttp.ClientSession, root: str, chat: int, text: str) -> None:
    async with session.post(f"{root}/sendMessage", json={"chat_id": chat, "text": text}) as answer:
        await answer.read()


if __name__ == "__main__":
    run_to_end(main())
