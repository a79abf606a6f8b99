"""The disk full, the database read-only, locked by somebody else, or gone: nothing is confirmed that was not kept."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager, asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest

import databases
import postgres
from bot.config import Webhook
from bot.intake import by_itself, polling
from bot.intake.webhook import WebhookServer
from bot.metrics import REGISTRY
from tests.conftest import Town
from tests.process import free_port

SECRET = "a-secret-of-the-tests"
Outage = Callable[[Town], AbstractContextManager[None]]


@contextmanager
def full(town: Town) -> Iterator[None]:
    """SQLite may not add a page, as on a full disk."""
    connection = writing(town)
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages}")
    with_rows = [("x" * 4000,)] * 200  # the free pages are used up first
    with pytest.raises(sqlite3.OperationalError, match="full"):
        connection.execute("BEGIN")
        connection.executemany("INSERT INTO meta (key, value) VALUES (random(), ?)", with_rows * 50)
    if connection.in_transaction:
        connection.execute("ROLLBACK")
    yield
    connection.execute("PRAGMA max_page_count = 1073741823")


@contextmanager
def read_only(town: Town) -> Iterator[None]:
    writing(town).execute("PRAGMA query_only = ON")
    yield
    writing(town).execute("PRAGMA query_only = OFF")


@contextmanager
def locked(town: Town) -> Iterator[None]:
    """Another program writes and does not end."""
    writing(town).execute("PRAGMA busy_timeout = 20")
    other = sqlite3.connect(file_of(town), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield
    other.close()


@contextmanager
def gone(town: Town) -> Iterator[None]:
    """Somebody moved the file away, and after a while back."""
    path = file_of(town)
    path.rename(path.with_suffix(".moved"))
    yield
    path.with_suffix(".moved").rename(path)


@contextmanager
def set_on_server(town: Town, setting: str, back: str) -> Iterator[None]:
    """Change a database on the server, for new connections; those that there are end."""
    for change in (setting, back):
        name = postgres.name_in(town.app.config.database_url)
        databases.psql(f"ALTER DATABASE {name} {change}")
        databases.psql(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
        if change == setting:
            yield


def standby(town: Town) -> AbstractContextManager[None]:
    """The server may be read only, as one that stands by."""
    return set_on_server(
        town, "SET default_transaction_read_only = on", "RESET default_transaction_read_only"
    )


def refusing(town: Town) -> AbstractContextManager[None]:
    """The server takes no connections."""
    return set_on_server(town, "ALLOW_CONNECTIONS false", "ALLOW_CONNECTIONS true")


OUTAGE_KINDS = pytest.mark.parametrize(
    "outage", [standby, refusing] if databases.ON_POSTGRES else [full, read_only, locked, gone]
)


def file_of(town: Town) -> Path:
    return Path(town.app.config.database_url.removeprefix("sqlite:///"))


def writing(town: Town) -> sqlite3.Connection:
    connection: sqlite3.Connection = town.database._writer.connection
    return connection


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pauses between attempts are short here."""
    monkeypatch.setattr(polling, "backoff", lambda _failures: 0.02)


def times_seen() -> float:
    """How often the poller has found the database away."""
    return REGISTRY.get_sample_value("tansiq_database_failures_total", {"where": "polling"}) or 0.0


async def seen(town: Town, count: int) -> None:
    """Wait until the poller has found the database away so many times more, or may not poll any longer for want of a lease."""
    goal = times_seen() + count
    async with asyncio.timeout(20):
        while times_seen() < goal and town.app._leases.held("poller"):  # noqa: ASYNC110  the poller is a task of the bot
            await asyncio.sleep(0.005)


async def over(town: Town) -> None:
    """Wait until the outage is over for every connection: the first word on one that the server ended may fail."""

    async def read() -> None:
        async with town.database.reading() as tx:
            await tx.inbox.undone()

    async def write() -> None:
        async with town.database.transaction():
            await asyncio.sleep(0)

    async with asyncio.timeout(20):
        while any(await asyncio.gather(read(), read(), *(write() for _ in range(4)), return_exceptions=True)):  # noqa: ASYNC110  the server has no event
            await asyncio.sleep(0.01)


@OUTAGE_KINDS
async def test_polling_confirms_nothing_while_nothing_can_be_kept(town: Town, outage: Outage) -> None:
    await town.person("ali", governorates=["IQ-NI"])
    with outage(town):
        for text in ("x" * 4000, "/me", "120 families displaced from Mosul to Debaga"):
            town.sim.say(town.stage.people["ali"], text)
        await seen(town, 3)
        confirmed = [call.params["offset"] for call in town.sim.ledger if call.method == "getUpdates"]
        assert town.sim.pending() == 3
        assert max(confirmed) <= 700_000_001
        assert town.texts("ali") == []
    await over(town)
    await town.stage.settle()
    assert [row["state"] for row in await town.rows("SELECT state FROM inbox")] == ["done"] * 3
    assert len(town.texts("ali")) == 3
    assert "120 families" in town.last("ali").text


@asynccontextmanager
async def webhook(town: Town) -> AsyncIterator[Callable[[dict[str, Any]], Any]]:
    listen = f"127.0.0.1:{free_port()}"
    settings = Webhook(url=f"http://{listen}/telegram", listen=listen, secret=SECRET)
    server = WebhookServer(by_itself(town.database, lambda: None), town.clock, settings)
    await server.start()
    headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
    try:
        async with aiohttp.ClientSession(headers=headers) as session:

            async def post(update: dict[str, Any]) -> tuple[int, str | None]:
                async with session.post(settings.url, json=update) as answer:
                    return answer.status, answer.headers.get("Retry-After")

            yield post
    finally:
        await server.stop()


@OUTAGE_KINDS
async def test_a_webhook_asks_for_a_repetition(town: Town, outage: Outage) -> None:
    await town.stage.settle()
    update = {"update_id": 7, "filler": "x" * 8000}
    async with webhook(town) as post:
        with outage(town):
            assert await post(update) == (503, "5")
        await over(town)
        assert await town.rows("SELECT update_id FROM inbox") == []
        assert await post(update) == (200, None)
        assert await town.rows("SELECT update_id FROM inbox") == [{"update_id": 7}]
