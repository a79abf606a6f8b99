"""Calls the simulator's Bot API over HTTP, as any client does."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from aiohttp import ClientSession, FormData

from simulator import Bot, Simulator

MORNING = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
NOW = int(MORNING.timestamp())


@dataclass(frozen=True, slots=True)
class Client:
    """`ok` gives the result of a call that must succeed, `refused` the code and words of one that must not."""

    sim: Simulator
    http: ClientSession
    bot: Bot | None = field(default=None)

    def address(self, method: str) -> str:
        return f"{self.sim.url}/bot{(self.bot or self.sim.bot).token}/{method}"

    async def raw(self, method: str, **params: Any) -> tuple[int, dict[str, Any]]:
        async with self.http.post(self.address(method), json=params) as response:
            return response.status, await response.json()

    async def ok(self, method: str, **params: Any) -> Any:
        status, body = await self.raw(method, **params)
        assert (status, body["ok"]) == (200, True), body
        return body["result"]

    async def refused(self, method: str, **params: Any) -> tuple[int, str]:
        status, body = await self.raw(method, **params)
        assert body["ok"] is False and body["error_code"] == status, body
        return status, body["description"]

    async def upload(self, method: str, form: FormData) -> dict[str, Any]:
        async with self.http.post(self.address(method), data=form) as response:
            body: dict[str, Any] = await response.json()
            return body

    async def updates(self) -> list[dict[str, Any]]:
        """All that waits, confirmed."""
        batch = await self.ok("getUpdates")
        if batch:
            await self.ok("getUpdates", offset=batch[-1]["update_id"] + 1)
        return [{key: value for key, value in update.items() if key != "update_id"} for update in batch]

    async def seen_texts(self) -> list[str]:
        return [update["message"].get("text", "-") for update in await self.updates() if "message" in update]
