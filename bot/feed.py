"""The feeds: private addresses of calendars and of the alerts in force, beside the webhook endpoint."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from urllib.parse import urlsplit

from aiohttp import web

from bot.clock import Clock
from bot.config import Feed
from bot.listening import listen
from bot.logs import log
from coordination.alerts import atom, audience, cap, store
from coordination.meetings import feed
from coordination.meetings.feed import MIME
from storage import Database, Transaction
from views.alerts import documents


class FeedServer:
    """Answers whoever has the secret; everything else is "not found", whatever is wrong with it."""

    def __init__(self, database: Database, clock: Clock, settings: Feed) -> None:
        self._database = database
        self._clock = clock
        self._listen = settings.listen
        app = web.Application()
        self._url = settings.url.rstrip("/")
        folder = urlsplit(self._url).path
        app.router.add_get(f"{folder}/{{token}}.ics", self._calendar)
        app.router.add_get(f"{folder}/{{token}}/alerts.atom", self._alerts)
        app.router.add_get(f"{folder}/{{token}}/alerts/{{name}}.xml", self._alert)
        self._runner = web.AppRunner(app, access_log=None)  # the addresses are secrets

    async def start(self) -> None:
        """Listen. Raises ConfigError when the address cannot be had."""
        await listen(self._runner, self._listen, "feed.listen")

    async def stop(self) -> None:
        """Stop listening; requests under way are finished."""
        await self._runner.cleanup()

    @property
    def port(self) -> int:
        """Where it listens, also where the port was left to the system."""
        return int(self._runner.addresses[0][1])

    async def _calendar(self, request: web.Request) -> web.Response:
        return await self._answer(request, MIME, feed.content)

    async def _alerts(self, request: web.Request) -> web.Response:
        async def made(tx: Transaction, token: str, now: datetime) -> bytes | None:
            who = await feed.holder(tx, token)
            if who is None:
                return None
            live = [one for one in await store.live(tx) if audience.concerns(who, one.content)]
            return documents.index(live, f"{self._url}/{token}/alerts", now)

        return await self._answer(request, atom.MIME, made)

    async def _alert(self, request: web.Request) -> web.Response:
        async def made(tx: Transaction, token: str, now: datetime) -> bytes | None:
            who = await feed.holder(tx, token)
            alert = await store.by_identifier(tx, request.match_info["name"]) if who else None
            if who is None or alert is None or not audience.concerns(who, alert.content):
                return None
            return documents.document(alert, await store.earlier(tx, alert))

        return await self._answer(request, cap.MIME, made)

    async def _answer(
        self,
        request: web.Request,
        mime: str,
        made: Callable[[Transaction, str, datetime], Awaitable[bytes | None]],
    ) -> web.Response:
        """What a secret opens; "not found" where it opens nothing."""
        try:
            async with self._database.reading() as tx:
                body = await made(tx, request.match_info["token"], self._clock.now())
        except Exception as error:
            log.error("a feed could not be made", error=type(error).__name__)
            return web.Response(status=503, headers={"Retry-After": "60"})
        if body is None:
            return web.Response(status=404)
        return web.Response(
            body=body, content_type=mime, charset="utf-8", headers={"Cache-Control": "private"}
        )
