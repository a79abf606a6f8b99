"""An unmodified aiogram bot works against the simulator, by polling and by webhook."""

from __future__ import annotations

import asyncio
from typing import Any

from aiogram import Bot, Dispatcher, F
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import Command, CommandStart
from aiogram.types import (
    BotCommand,
    BufferedInputFile,
    CallbackQuery,
    ChatMemberUpdated,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    Message,
    ReactionTypeEmoji,
)
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web

from simulator import Person, Simulator

PICTURE = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x03\x20\0\0\1\x90rest"
SAVE = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Save", callback_data="save:1")]])


def dispatcher() -> Dispatcher:
    """A bot that uses a little of everything."""
    routes = Dispatcher()

    @routes.message(CommandStart(deep_link=True))
    async def start(message: Message) -> None:
        await message.answer(
            "<b>أهلاً</b> & welcome".replace("&", "&amp;"), parse_mode="HTML", reply_markup=SAVE
        )

    @routes.message(Command("album"))
    async def album(message: Message) -> None:
        files = [BufferedInputFile(PICTURE, f"{n}.png") for n in "12"]
        await message.answer_media_group([InputMediaPhoto(media=file) for file in files])
        await message.react([ReactionTypeEmoji(emoji="👍")])

    @routes.callback_query(F.data.startswith("save:"))
    async def save(query: CallbackQuery) -> None:
        assert isinstance(query.message, Message)
        await query.message.edit_text("saved")
        await query.answer("حُفظ")

    @routes.my_chat_member()
    async def added(event: ChatMemberUpdated, bot: Bot) -> None:
        count = await bot.get_chat_member_count(event.chat.id)
        chat = await bot.get_chat(event.chat.id)
        admins = await bot.get_chat_administrators(event.chat.id)
        await bot.send_message(event.chat.id, f"{chat.title}: {count}, {admins[0].user.first_name}")

    @routes.message(F.photo)
    async def photo(message: Message, bot: Bot) -> None:
        assert message.photo is not None
        content = await bot.download(message.photo[-1])
        assert content is not None
        await message.reply_document(BufferedInputFile(content.read(), "copy.png"), caption="copy")

    @routes.message(F.text & ~F.text.startswith("/"))
    async def echo(message: Message) -> Any:
        return message.answer(message.html_text, parse_mode="HTML")

    return routes


def connected(sim: Simulator) -> Bot:
    return Bot(sim.token, session=AiohttpSession(api=TelegramAPIServer.from_base(sim.url)))


class Changes:
    """Waits until a condition on the simulator holds, looking after each visible change."""

    def __init__(self, sim: Simulator) -> None:
        self._event = asyncio.Event()
        sim.on_change(self._event.set)

    async def until(self, holds: Any) -> None:
        async with asyncio.timeout(10):
            while not holds():
                self._event.clear()
                await self._event.wait()


async def walk(sim: Simulator, huda: Person) -> None:
    """One conversation, checked by what is then visible."""
    changes = Changes(sim)
    sim.start_with(huda, "invite")
    await changes.until(lambda: len(sim.visible(huda)) == 2)
    query = sim.press(huda, "Save")
    await changes.until(lambda: sim.outcomes(query))
    sim.say(huda, "1 < 2")
    await changes.until(lambda: len(sim.visible(huda)) == 4)
    sim.send_photo(huda, PICTURE)
    await changes.until(lambda: len(sim.visible(huda)) == 6)
    group = sim.add_group("تنسيق", [huda])
    sim.add_bot_to_group(group, by=huda)
    await changes.until(lambda: len(sim.visible(group)) == 2)
    sim.say(huda, "/album@tansiq_bot", group)
    await changes.until(lambda: any(m["reactions"] for m in sim.state()["chats"][str(group.id)]["messages"]))
    texts = [m.get("text") or m.get("caption") for m in sim.visible(huda) if m["from"]["is_bot"]]
    assert texts == ["saved", "1 < 2", "copy"]
    assert sim.visible(huda)[-1]["document"]["file_size"] == len(PICTURE)
    assert sim.visible(group)[1]["text"] == "تنسيق: 2, هدى"
    assert [len(m.get("photo", ())) for m in sim.visible(group)[3:]] == [2, 2]
    outcome = sim.outcomes(query)
    assert outcome is not None and outcome["text"] == "حُفظ"
    assert [call.error for call in sim.ledger if not call.ok] == []


async def test_polling(sim: Simulator, huda: Person) -> None:
    bot, routes = connected(sim), dispatcher()
    await bot.set_my_commands([BotCommand(command="album", description="Album")])
    polling = asyncio.create_task(routes.start_polling(bot, handle_signals=False, polling_timeout=1))
    await walk(sim, huda)
    await routes.stop_polling()
    await polling


async def test_webhook(sim: Simulator, huda: Person) -> None:
    bot, routes = connected(sim), dispatcher()
    app = web.Application()
    SimpleRequestHandler(routes, bot, handle_in_background=False, secret_token="s3cret").register(
        app, "/hook"
    )
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    await bot.set_webhook(f"http://127.0.0.1:{runner.addresses[0][1]}/hook", secret_token="s3cret")
    await walk(sim, huda)
    assert "getUpdates" not in {call.method for call in sim.ledger}
    await runner.cleanup()
    await bot.session.close()
