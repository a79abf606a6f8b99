"""The Bot API over HTTP: paths, the four ways of passing parameters, file downloads, and faults on the wire."""

from __future__ import annotations

import asyncio
import json

from aiohttp import web

from simulator.dispatch import execute, get_updates
from simulator.errors import ApiError, bad_request, too_many_requests
from simulator.faults import DOWNLOAD, Fault
from simulator.model import Bot, Json
from simulator.payload import request_parameters
from simulator.world import World

_JSON = {"Content-Type": "application/json"}
_encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
LARGEST_REQUEST = 60 * 1024 * 1024


class BotApi:
    """The routes `/bot<token>/<method>` and `/file/bot<token>/<path>`."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._hanging: set[asyncio.Future[None]] = set()

    def add_to(self, app: web.Application) -> None:
        """Add the routes."""
        app.router.add_route("*", "/bot{token}/{method}", self._call)
        app.router.add_get("/file/bot{token}/{path:.+}", self._file)

    def release(self) -> None:
        """Let go of everything that waits, for a quick stop."""
        for future in self._hanging:
            if not future.done():
                future.set_result(None)
        for bot in self._world.bots.values():
            bot.updates.interrupt()

    async def _call(self, request: web.Request) -> web.StreamResponse:
        world, name = self._world, request.match_info["method"]
        bot = world.bots.get(request.match_info["token"])
        if bot is None:
            return _answer(world, None, name, ApiError(401, "Unauthorized"))
        # A bot sends neither; a foreign web page must not act as the bot, not even by the address of a picture.
        if "Origin" in request.headers or "Sec-Fetch-Site" in request.headers:
            return _answer(world, bot, name, ApiError(403, "Forbidden: the Bot API is not for web pages"))
        if request.method not in ("GET", "POST"):
            return _answer(world, bot, name, ApiError(405, "Method Not Allowed"))
        try:
            params = await request_parameters(request)
        except ApiError as error:
            return _answer(world, bot, name, error)
        fault = world.faults.for_call(name.lower(), _chat_id(params))
        if fault is not None and fault.kind in ("429", "500", "502", "no_rights", "reset_before"):
            return self._refuse(request, bot, name, params, fault)
        if name.lower() == "getupdates":
            status, body = await get_updates(world, bot, params)
        else:
            status, body = execute(world, bot, name, params)
        if fault is not None and fault.kind == "reset_after":
            _reset(request)
        elif fault is not None:
            await self._hang(request)
        return _json(status, body)

    def _refuse(self, request: web.Request, bot: Bot, name: str, params: Json, fault: Fault) -> web.Response:
        """Do nothing, and answer as a server in trouble does."""
        if fault.kind == "429":
            chat_id = _chat_id(params)
            if chat_id is not None:
                bot.flood.wait(chat_id, fault.retry_after)
            return _answer(self._world, bot, name, too_many_requests(fault.retry_after), params)
        if fault.kind == "no_rights":
            refusal = bad_request("not enough rights to send text messages to the chat")
            return _answer(self._world, bot, name, refusal, params)
        if fault.kind == "reset_before":
            self._world.record(bot, name, params, {"ok": False, "description": "connection reset"}, 0)
            _reset(request)
            return web.Response()
        description = "Internal Server Error" if fault.kind == "500" else "Bad Gateway"
        return _answer(self._world, bot, name, ApiError(int(fault.kind), description), params)

    async def _hang(self, request: web.Request) -> None:
        """Wait until the client gives up (which cancels this) or the server stops."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._hanging.add(future)
        try:
            await future
        finally:
            self._hanging.discard(future)
        _reset(request)

    async def _file(self, request: web.Request) -> web.Response:
        stored = self._world.files.by_path(request.match_info["path"])
        if request.match_info["token"] not in self._world.bots or stored is None:
            return _json(404, ApiError(404, "Not Found").body())
        fault = self._world.faults.for_call(DOWNLOAD, None)
        if fault is not None and fault.kind == "timeout_after":
            await self._hang(request)
        elif fault is not None and fault.kind.startswith("reset"):
            _reset(request)
        elif fault is not None:
            return _json(int(fault.kind), ApiError(int(fault.kind), "the file server is in trouble").body())
        # A file came from anybody: a browser must download it and never run it in the page's origin.
        safety = {
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "sandbox; default-src 'none'",
        }
        kind = stored.mime if stored.kind != "photo" else _picture_type(stored.data)
        return web.Response(body=stored.data, content_type=kind, headers=safety)


def _picture_type(data: bytes) -> str:
    if data[:4] == b"\x89PNG":
        return "image/png"
    return "image/gif" if data[:3] == b"GIF" else "image/jpeg"


def _reset(request: web.Request) -> None:
    if request.transport is not None:
        request.transport.abort()


def _answer(
    world: World, bot: Bot | None, name: str, error: ApiError, params: Json | None = None
) -> web.Response:
    body = error.body()
    world.record(bot, name, params or {}, body, error.code)
    return _json(error.code, body)


def _json(status: int, body: Json) -> web.Response:
    return web.Response(status=status, body=_encoded(body).encode("utf-8", "replace"), headers=_JSON)


def _chat_id(params: Json) -> int | None:
    value = params.get("chat_id")
    try:
        return int(value) if value is not None else None
    except (TypeError, ValueError):
        return None
