"""aiogram as its documentation starts a bot, as a process: ``python -m benchmarks.peers_aiogram echo``, or ``storing``.

BOT_TOKEN and BOT_API_URL are those of our bot; PEER_DATABASE is the file of the storing one.
"""

from __future__ import annotations

import asyncio
import os
import sys

import aiosqlite
from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message, Update

from benchmarks.peers import CREATE, INSERT


async def main(kind: str) -> None:
    """Poll until SIGTERM: say the same, and with `storing` insert and commit a row before."""
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
            await database.execute(INSERT, (event_update.update_id, message.chat.id, message.text))
            await database.commit()
        await message.answer(message.text or "")

    try:
        await dispatcher.start_polling(bot)
    finally:
        if database is not None:
            await database.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
