"""The calendar feeds: private addresses of .ics files, beside the webhook endpoint."""

from __future__ import annotations

from urllib.parse import urlsplit

from aiohttp import web

from bot.clock import Clock
from bot.config import Feed, address
from bot.logs import log
from coordination.meetings import feed
from coordination.meetings.calendar_file import MIME
from storage import Database


class FeedServer:
    """Answers whoever has the secret; everything else is "not found", whatever is wrong with it."""

    def __init__(self, database: Database, clock: Clock, settings: Feed) -> None:
        self._database = database
        self._clock = clock
        self._listen = settings.listen
        app = web.Application()
        app.router.add_get(f"{urlsplit(settings.url).path.rstrip('/')}/{{token}}.ics", self._calendar)
        self._runner = web.AppRunner(app, access_log=None)  # the addresses are secrets

    async def start(self) -> None:
        """Listen. Raises OSError when the port is in use."""
        host, port = address(self._listen)
        await self._runner.setup()
        await web.TCPSite(self._runner, host, port).start()

    async def stop(self) -> None:
        """Stop listening; requests under way are finished."""
        await self._runner.cleanup()

    @property
    def port(self) -> int:
        """Where it listens, also where the port was left to the system."""
        return int(self._runner.addresses[0][1])

    async def _calendar(self, request: web.Request) -> web.Response:
        try:
            async with self._database.reading() as tx:
                body = await feed.content(tx, request.match_info["token"], self._clock.now())
        except Exception as error:
            log.error("a calendar could not be made", error=type(error).__name__)
            return web.Response(status=503, headers={"Retry-After": "60"})
        if body is None:
            return web.Response(status=404)
        return web.Response(
            body=body, content_type=MIME, charset="utf-8", headers={"Cache-Control": "private"}
        )
