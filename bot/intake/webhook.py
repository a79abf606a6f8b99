"""The webhook endpoint: an update is answered with 200 only after it is kept."""

from __future__ import annotations

import asyncio
import hmac
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web

from bot.clock import Clock
from bot.config import Webhook
from bot.intake import ALLOWED_UPDATES, Keep, read_json
from bot.intake.together import Together
from bot.listening import listen
from bot.logs import log, why
from bot.metrics import OUTAGES

LARGEST_UPDATE = 1024 * 1024
CONNECTIONS = 40

DEEPEST = 100
"""Levels of an update; what is deeper could be read here and not where less of Python's stack is left."""


def webhook_registration(settings: Webhook) -> dict[str, Any]:
    """The parameters of setWebhook that send updates here."""
    return {
        "url": settings.url,
        "secret_token": settings.secret,
        "allowed_updates": ALLOWED_UPDATES,
        "max_connections": CONNECTIONS,
    }


class WebhookServer:
    """Listens for Telegram; everything without the right secret is refused unread."""

    def __init__(self, keep: Keep, clock: Clock, settings: Webhook) -> None:
        self._settings = settings
        self._secret = settings.secret.encode()
        self._together = Together(keep, clock)
        self._path = urlsplit(settings.url).path or "/"
        self._runner: web.ServerRunner | None = None

    async def start(self) -> None:
        """Listen. Raises ConfigError when the address cannot be had."""
        # One address needs no router: an application around it would cost as much as keeping the update.
        # Telegram compresses nothing: what says that it is compressed is taken as it is, and is no JSON.
        server = web.Server(self._receive, request_factory=_request, access_log=None, auto_decompress=False)
        self._runner = web.ServerRunner(server)
        await listen(self._runner, self._settings.listen, "webhook.listen")

    async def stop(self) -> None:
        """Stop listening; requests under way are finished."""
        if self._runner is not None:
            await self._runner.cleanup()

    async def _receive(self, request: web.BaseRequest) -> web.Response:
        if request.path != self._path:
            return web.Response(status=404)
        if request.method != "POST":
            return web.Response(status=405, headers={"Allow": "POST"})
        given = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
        if not hmac.compare_digest(given.encode(errors="surrogateescape"), self._secret):
            return web.Response(status=403)
        update = _update_in(await request.read())
        if update is None:
            return web.Response(status=400)
        try:
            await self._together.keep(update)
        except Exception as error:
            OUTAGES.note("webhook", error)
            log.error("an update could not be kept", why=why(error))
            return web.Response(status=503, headers={"Retry-After": "5"})
        return web.Response()


def _request(message: Any, payload: Any, protocol: Any, writer: Any, task: Any) -> web.BaseRequest:
    loop = asyncio.get_running_loop()
    return web.BaseRequest(message, payload, protocol, writer, task, loop, client_max_size=LARGEST_UPDATE)


def _update_in(body: bytes) -> dict[str, Any] | None:
    """The update in a request's body; None for anything that is none."""
    try:
        update = read_json(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(update, dict) or (sum(map(body.count, (b"{", b"["))) > DEEPEST and _too_deep(update)):
        return None
    number = update.get("update_id")
    return update if type(number) is int and 0 <= number < 2**63 else None


def _too_deep(update: dict[str, Any]) -> bool:
    level: list[Any] = [update]
    for _ in range(DEEPEST):
        below = (child for one in level for child in (one.values() if isinstance(one, dict) else one))
        level = [child for child in below if isinstance(child, dict | list)]
        if not level:
            return False
    return True
