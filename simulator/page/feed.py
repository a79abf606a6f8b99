"""Pushes the simulator's state to the browsers that look, as server-sent events."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from typing import TYPE_CHECKING

from aiohttp import web

from simulator.page.guard import HEADERS

if TYPE_CHECKING:
    from simulator import Simulator

COALESCE = 0.04  # seconds in which several changes become one push
KEEPALIVE = 15.0  # seconds after which a silent connection proves that it still stands


class Feed:
    """The open event streams of one simulator."""

    def __init__(self, sim: Simulator) -> None:
        self._sim = sim
        self._readers: set[asyncio.Event] = set()
        self.closing = asyncio.Event()
        sim.on_change(self._wake)

    def _wake(self) -> None:
        for reader in self._readers:
            reader.set()

    async def close(self, _app: web.Application) -> None:
        """Ends every stream; the server's shutdown would wait for them otherwise."""
        self.closing.set()
        self._wake()

    async def changed(self, reader: asyncio.Event, seconds: float) -> bool:
        """Waits until something changed for `reader`, at most `seconds`; whether it did."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await reader.wait()
        happened = reader.is_set()
        reader.clear()
        return happened

    def subscribe(self) -> asyncio.Event:
        """An event that is set at each change; give it back to `unsubscribe`."""
        reader = asyncio.Event()
        self._readers.add(reader)
        return reader

    def unsubscribe(self, reader: asyncio.Event) -> None:
        """Stops setting `reader`."""
        self._readers.discard(reader)

    async def stream(self, request: web.Request) -> web.StreamResponse:
        """GET /events: the whole state now and after each change."""
        response = web.StreamResponse(headers={**HEADERS, "Content-Type": "text/event-stream"})
        await response.prepare(request)
        reader = self.subscribe()
        reader.set()
        try:
            while not self.closing.is_set():
                if await self.changed(reader, KEEPALIVE):
                    await response.write(b"data: " + json.dumps(self._sim.state()).encode() + b"\n\n")
                    await asyncio.sleep(COALESCE)
                else:
                    await response.write(b": still here\n\n")
        except ConnectionResetError:
            pass  # the browser went away
        finally:
            self.unsubscribe(reader)
        return response
