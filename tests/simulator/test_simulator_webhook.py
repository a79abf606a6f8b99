"""Webhooks: what is posted, in which order, again until it is taken; a call in the answer is carried out."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import MultipartWriter, web
from bot_api_client import NOW, Client

from simulator import Person

Answer = Callable[[dict[str, Any]], Awaitable[web.StreamResponse]]


async def take(update: dict[str, Any]) -> web.StreamResponse:
    return web.Response()


@dataclass(slots=True)
class Endpoint:
    """The bot's side: keeps what was posted, answers as told."""

    url: str = ""
    answer: Answer = take
    posted: list[dict[str, Any]] = field(default_factory=list)
    secrets: list[str | None] = field(default_factory=list)
    arrived: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        update = await request.json()
        self.posted.append(update)
        response = await self.answer(update)
        async with self.arrived:
            self.arrived.notify_all()
        return response

    async def texts(self, count: int) -> list[str]:
        async with self.arrived:
            await self.arrived.wait_for(lambda: len(self.posted) >= count)
        return [update["message"]["text"] for update in self.posted]


@pytest.fixture
async def endpoint() -> AsyncIterator[Endpoint]:
    target = Endpoint()
    app = web.Application()
    app.router.add_post("/hook", target.handle)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    target.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield target
    await runner.cleanup()


async def delivered(api: Client) -> None:
    """Wait until nothing waits any more."""
    while api.sim.pending():  # noqa: ASYNC110  # the server sets no event
        await asyncio.sleep(0)


async def test_updates_are_posted_in_order_with_the_secret(
    api: Client, endpoint: Endpoint, huda: Person
) -> None:
    api.sim.say(huda, "before")
    await api.ok("setWebhook", url=endpoint.url, secret_token="s3cret_-")
    for text in ("a", "b", "c"):
        api.sim.say(huda, text)
    assert await endpoint.texts(4) == ["before", "a", "b", "c"]
    assert endpoint.secrets == ["s3cret_-"] * 4
    await delivered(api)
    info = await api.ok("getWebhookInfo")
    assert info == {
        "url": endpoint.url,
        "has_custom_certificate": False,
        "pending_update_count": 0,
        "max_connections": 40,
    }


async def test_an_update_is_posted_again_until_it_is_taken(
    api: Client, endpoint: Endpoint, huda: Person
) -> None:
    api.sim.webhooks.first_pause = 0

    async def busy_twice(update: dict[str, Any]) -> web.StreamResponse:
        return web.Response(status=500 if len(endpoint.posted) < 3 else 200)

    endpoint.answer = busy_twice
    await api.ok("setWebhook", url=endpoint.url)
    api.sim.say(huda, "a")
    api.sim.say(huda, "b")
    assert await endpoint.texts(4) == ["a", "a", "a", "b"]
    await delivered(api)
    info = await api.ok("getWebhookInfo")
    assert (info["last_error_date"], info["last_error_message"]) == (
        NOW,
        "Wrong response from the webhook: 500 Internal Server Error",
    )


async def test_one_slow_chat_does_not_hold_the_others(
    api: Client, endpoint: Endpoint, huda: Person, sarah: Person
) -> None:
    release = asyncio.Event()

    async def slow_for_huda(update: dict[str, Any]) -> web.StreamResponse:
        if update["message"]["chat"]["id"] == huda.id:
            await release.wait()
        return web.Response()

    endpoint.answer = slow_for_huda
    await api.ok("setWebhook", url=endpoint.url)
    api.sim.say(huda, "slow")
    api.sim.say(huda, "after slow")
    api.sim.say(sarah, "quick")
    assert sorted(await endpoint.texts(2)) == ["quick", "slow"]
    release.set()
    assert (await endpoint.texts(3))[-1] == "after slow"


async def test_a_call_in_the_answer_is_carried_out(api: Client, endpoint: Endpoint, huda: Person) -> None:
    async def reply(update: dict[str, Any]) -> web.StreamResponse:
        call = {"method": "sendMessage", "chat_id": str(huda.id), "text": f"as {update['message']['text']}"}
        if update["message"]["text"] == "json":
            return web.json_response({**call, "chat_id": huda.id})
        writer = MultipartWriter("form-data")
        for name, value in call.items():
            writer.append(value).set_content_disposition("form-data", name=name)
        return web.Response(body=writer)

    endpoint.answer = reply
    await api.ok("setWebhook", url=endpoint.url)
    api.sim.say(huda, "json")
    api.sim.say(huda, "parts")
    await delivered(api)
    assert [m["text"] for m in api.sim.visible(huda)] == ["json", "parts", "as json", "as parts"]
    assert [(call.method, call.ok) for call in api.sim.ledger] == [("setWebhook", True)] + [
        ("sendMessage", True)
    ] * 2


async def test_set_and_deleted(api: Client, endpoint: Endpoint, huda: Person) -> None:
    said = [
        (await api.raw("setWebhook", url=endpoint.url))[1]["description"],
        (await api.raw("setWebhook", url=endpoint.url))[1]["description"],
        (await api.raw("deleteWebhook"))[1]["description"],
        (await api.raw("deleteWebhook"))[1]["description"],
    ]
    assert said == [
        "Webhook was set",
        "Webhook is already set",
        "Webhook was deleted",
        "Webhook is already deleted",
    ]
    api.sim.say(huda, "kept")
    await api.ok("deleteWebhook", drop_pending_updates=True)
    assert (api.sim.pending(), endpoint.posted) == (0, [])
    assert (await api.refused("setWebhook", url="ftp://a.iq"))[0] == 400
    assert await api.refused("setWebhook", url=endpoint.url, secret_token="not allowed!") == (
        400,
        "Bad Request: secret token contains unallowed characters",
    )


async def test_duplicated_and_reordered(api: Client, endpoint: Endpoint, huda: Person) -> None:
    await api.ok("setWebhook", url=endpoint.url)
    api.sim.faults.add(None, "duplicate_updates")
    api.sim.say(huda, "a")
    assert await endpoint.texts(2) == ["a", "a"]
    api.sim.faults.add(None, "reorder_updates")
    api.sim.say(huda, "b")
    api.sim.say(huda, "c")
    assert await endpoint.texts(4) == ["a", "a", "c", "b"]
    await delivered(api)
