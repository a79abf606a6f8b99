"""aiogram as its documentation starts a bot, as a process: ``python -m benchmarks.peers_aiogram echo``, or ``storing``.

It answers many updates at once over one connection to its database, so a commit of one often keeps the rows of others
(and a rollback would undo them). With "apart" as a second word each update has a transaction of its own.
BOT_TOKEN and BOT_API_URL are those of our bot; PEER_DATABASE is the file of the storing one.
"""

from __future__ import annotations

import asyncio
import os
import sys
from contextlib import nullcontext

import aiosqlite
from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message, Update

from benchmarks.peers import CREATE, INSERT


async def main(kind: str, apart: bool) -> None:
    """Poll until SIGTERM: say the same, and with `storing` insert and commit a row before."""
    one_at_a_time = asyncio.Lock() if apart else nullcontext()
    session = AiohttpSession(api=TelegramAPIServer.from_base(os.environ["BOT_API_URL"]))
    bot, dispatcher = Bot(os.environ["BOT_TOKEN"], session=session), Dispatcher()
    database = await aiosqlite.connect(os.environ["PEER_DATABASE"]) if kind == "storing" else None
    if database is not None:
        await database.execute("PRAGMA journal_mode=WAL")
        await database.execute("PRAGMA synchronous=FULL")
        await database.execute(CREATE)
        await database.commit()

    @dispatcher.message()
    async def echo(message: Message, event_update: Update) -> None:
        if database is not None:
            async with one_at_a_time:
                await database.execute(INSERT, (event_update.update_id, message.chat.id, message.text))
                await database.commit()
        await message.answer(message.text or "")

    try:
        await dispatcher.start_polling(bot)
    finally:
        if database is not None:
            await database.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], "apart" in sys.argv))
