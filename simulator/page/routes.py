"""The page's addresses: the page itself, its state, and one POST for each thing a person does."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aiohttp import web

from simulator.page.actions import ACTIONS, Asked, chat_of, message_of, person_of, topic_of
from simulator.page.feed import Feed
from simulator.page.guard import guarded, refused

if TYPE_CHECKING:
    from simulator import Simulator

STATIC = Path(__file__).parent / "static"
TYPES = {".css": "text/css", ".html": "text/html", ".js": "text/javascript", ".svg": "image/svg+xml"}
ANSWER_WAIT = 15.0  # seconds that a pressed button waits for the bot's answer, as Telegram's clients do
LARGEST_UPLOAD = 20 * 1024 * 1024  # bytes; what a bot may download again


def add_page(sim: Simulator) -> None:
    """Adds the chat page to `sim.app`; call it before `sim.start()`."""
    feed = Feed(sim)
    sim.app.on_shutdown.append(feed.close)

    async def state(_request: web.Request) -> web.Response:
        return web.json_response(sim.state())

    async def do(request: web.Request) -> web.Response:
        action = ACTIONS[request.match_info["action"]]
        return await answered(request, lambda asked: action(sim, asked))

    async def press(request: web.Request) -> web.Response:
        return await answered(request, lambda asked: pressed(sim, feed, asked))

    async def upload(request: web.Request) -> web.Response:
        return await uploaded(sim, request)

    router = sim.app.router
    router.add_get("/", guarded(static_file))
    router.add_get("/static/{name:[a-z]+\\.(?:js|css|svg)}", guarded(static_file))
    router.add_get("/state", guarded(state))
    router.add_get("/events", guarded(feed.stream))
    router.add_post("/do/press", guarded(press))
    router.add_post("/do/upload", guarded(upload))
    router.add_post(f"/do/{{action:{'|'.join(ACTIONS)}}}", guarded(do))


async def static_file(request: web.Request) -> web.Response:
    """One of the page's own files; without a name, the page."""
    path = STATIC / request.match_info.get("name", "index.html")
    if not path.is_file():
        return refused("There is no such file.", status=404)
    return web.Response(body=path.read_bytes(), content_type=TYPES[path.suffix], charset="utf-8")


async def answered(request: web.Request, run: Callable[[Asked], Awaitable[Any] | None]) -> web.Response:
    """Runs an action on the posted JSON object; what cannot be done becomes 400 with a sentence."""
    try:
        asked = await request.json()
        if not isinstance(asked, dict):
            raise ValueError("A JSON object is expected.")
        result = run(asked)
        said = None if result is None else await result
    except json.JSONDecodeError:
        return refused("A JSON object is expected.", status=400)
    except KeyError as missing:
        return refused(f"The field {missing} is missing.", status=400)
    except (LookupError, ValueError, TypeError) as why:
        return refused(str(why), status=400)
    return web.json_response(said or {})


async def pressed(sim: Simulator, feed: Feed, asked: Asked) -> dict[str, Any]:
    """Presses a button, and waits a while for what the bot says about it (`text`, `show_alert`, `url`)."""
    person, message = person_of(sim, asked), message_of(sim, asked, "message")
    callback = sim.press_button(person, message, str(asked["data"]))
    loop = asyncio.get_running_loop()
    until = loop.time() + ANSWER_WAIT
    reader = feed.subscribe()
    try:
        while (said := sim.outcomes(callback)) is None and loop.time() < until and not feed.closing.is_set():
            await feed.changed(reader, 0.1)
    finally:
        feed.unsubscribe(reader)
    return said or {}


async def uploaded(sim: Simulator, request: web.Request) -> web.Response:
    """A photo or document: the bytes are the body, who sends it where stands in the query."""
    asked: Asked = dict(request.query)
    data = bytearray()
    async for chunk in request.content.iter_chunked(1 << 16):
        data += chunk
        if len(data) > LARGEST_UPLOAD:
            return refused("The file is larger than 20 MB.", status=413)
    if not data:
        return refused("The file is empty.", status=400)
    try:
        person, chat, topic = person_of(sim, asked), chat_of(sim, asked), topic_of(asked)
        caption, content = asked.get("caption"), bytes(data)
        if asked["kind"] == "photo":
            sim.send_photo(person, content, caption=caption, chat=chat, topic=topic)
        else:
            sim.send_document(person, content, caption, chat=chat, name=str(asked["name"]), topic=topic)
    except (LookupError, ValueError) as why:
        return refused(str(why), status=400)
    return web.json_response({})
