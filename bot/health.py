"""A small server for those who watch: /metrics for Prometheus, /healthz and /readyz. Off unless it is configured."""

from __future__ import annotations

import time

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from bot.alarms import EVERY, Alarms
from bot.config import Monitor
from bot.listening import listen
from bot.metrics import REGISTRY

STUCK_AFTER = 4 * EVERY
"""Seconds without a look: the process lives, but its loop does not turn."""


class HealthServer:
    """Answers with figures and ids only; nothing of people."""

    def __init__(self, settings: Monitor, alarms: Alarms) -> None:
        self._settings = settings
        self._alarms = alarms
        app = web.Application()
        app.router.add_get("/metrics", self._metrics)
        app.router.add_get("/healthz", self._healthz)
        app.router.add_get("/readyz", self._readyz)
        self._runner = web.AppRunner(app, access_log=None)

    async def start(self) -> None:
        """Listen. Raises ConfigError when the address cannot be had."""
        await listen(self._runner, self._settings.listen, "monitor.listen")

    async def stop(self) -> None:
        """Stop listening."""
        await self._runner.cleanup()

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._runner.addresses[0][1])

    async def _metrics(self, _request: web.Request) -> web.Response:
        return web.Response(body=generate_latest(REGISTRY), headers={"Content-Type": CONTENT_TYPE_LATEST})

    async def _healthz(self, _request: web.Request) -> web.Response:
        """200 while the process works; otherwise it should be started again."""
        return _answer({"working": time.monotonic() - self._alarms.looked < STUCK_AFTER})

    async def _readyz(self, _request: web.Request) -> web.Response:
        """200 while updates can be kept and answered; otherwise send them elsewhere, or wait."""
        return _answer({"database": self._alarms.database_ok, "api": self._alarms.api_ok})


def _answer(states: dict[str, bool]) -> web.Response:
    return web.json_response(states, status=200 if all(states.values()) else 503)
