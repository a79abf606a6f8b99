"""What is seen from outside: one line an update, figures, health, and alarms that are told once and taken back."""

from __future__ import annotations

import asyncio
import json
import re
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import aiohttp
import pytest
import structlog.testing
from prometheus_client.parser import text_string_to_metric_families

from bot import metrics
from bot.alarms import KINDS, TOO_LONG, Alarms, Hook, Seen, found
from bot.api import BotApi
from bot.config import Config, Monitor
from bot.described import described
from bot.health import HealthServer
from handlers import table
from handlers.outgoing import Outgoing
from simulator import Clock
from storage import stamp
from tests.conftest import MORNING, Town
from tests.process import free_port
from views.language import Html, plain, words
from views.message import Message

DASHBOARD = Path(__file__).parents[2] / "deploy" / "grafana" / "tansiq.json"
PATIENCE = timedelta(minutes=5)


class Watch(NamedTuple):
    """Alarms of their own over a town, with a clock that can be wrong."""

    alarms: Alarms
    town: Town
    clock: Clock
    api: BotApi

    async def look(self) -> list[str]:
        """Look once; the first sentences of what the admin was told by that."""
        before = len(self.town.texts("amal"))
        await self.alarms.look()
        await self.town.stage.settle()
        return [text.split(". ")[0] for text in self.town.texts("amal")[before:]]


@pytest.fixture
async def watch(town: Town) -> AsyncIterator[Watch]:
    await town.person("amal", "en", role="admin")
    clock = Clock(MORNING)
    async with BotApi(town.sim.url, town.sim.token) as api:
        config = Config(token="1:x", database_url=town.app.config.database_url)
        yield Watch(Alarms(town.database, api, clock, config, town.app.wake), town, clock, api)


@asynccontextmanager
async def health(alarms: Alarms) -> AsyncIterator[str]:
    server = HealthServer(Monitor(listen="127.0.0.1:0"), alarms)
    await server.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        await server.stop()


async def get(url: str) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        return answer.status, await answer.text()


# The log


async def test_an_update_is_one_line_without_words_and_names(town: Town) -> None:
    await town.person("ali", name="Ali Secret", governorates=["IQ-NI"])
    with structlog.testing.capture_logs() as logged:
        await town.say("ali", "/me")
        await town.say("ali", "120 families displaced from Mosul to Debaga")
        await town.press("ali", "Save")
    lines = [line for line in logged if line["event"] == "update"]
    ali = town.stage.people["ali"].id
    assert [(line["who"], line["kind"], line["what"], line["outcome"]) for line in lines] == [
        (ali, "message", "/me", "done"),
        (ali, "message", "text", "done"),
        (ali, "callback_query", lines[2]["what"], "done"),
    ]
    assert set(lines[0]) == {"event", "log_level", "update", "who", "kind", "what", "ms", "outcome"}
    assert not [word for word in ("Secret", "Mosul", "Debaga", town.sim.token) if word in str(logged)]


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ({"update_id": 1}, (None, "unknown", "")),
        ({"message": {"from": {"id": 7}, "text": "/passport123 A"}}, (7, "message", "unknown command")),
        ({"message": {"from": {"id": 7}, "text": "/ME x"}}, (7, "message", "/me")),
        ({"message": {"from": "x", "photo": []}}, (None, "message", "photo")),
        ({"callback_query": {"from": {"id": 7}, "data": "my secret"}}, (7, "callback_query", "old button")),
        ({"message": []}, (None, "unknown", "")),
    ],
)
def test_what_is_said_of_an_update(raw: dict[str, Any], said: tuple[int | None, str, str]) -> None:
    assert described(raw, table.build()) == said


# Figures and health


async def test_metrics_and_health_are_served(watch: Watch) -> None:
    await watch.town.say("amal", "/me")
    await watch.alarms.look()
    async with health(watch.alarms) as url:
        status, text = await get(f"{url}/metrics")
        samples = {
            sample.name: sample.value
            for family in text_string_to_metric_families(text)
            for sample in family.samples
            if sample.labels.get("outcome", "done") == "done"
        }
        assert (status, samples["tansiq_inbox_waiting"], samples["tansiq_outbox_waiting"]) == (200, 0, 0)
        assert samples["tansiq_turn_seconds_count"] >= 1
        assert "process_resident_memory_bytes" in samples
        assert await get(f"{url}/healthz") == (200, '{"working": true}')
        assert await get(f"{url}/readyz") == (200, '{"database": true, "api": true}')
        await watch.town.sim.stop()
        await watch.alarms.look()
        assert await get(f"{url}/readyz") == (503, '{"database": true, "api": false}')
        watch.alarms.looked -= 3600
        assert await get(f"{url}/healthz") == (503, '{"working": false}')


def test_the_dashboard_shows_only_metrics_that_there_are() -> None:
    dashboard = json.loads(DASHBOARD.read_text(encoding="utf-8"))
    expressions = [target["expr"] for panel in dashboard["panels"] for target in panel.get("targets", [])]
    there = {sample.name for family in metrics.REGISTRY.collect() for sample in family.samples} | {
        family.name + suffix for family in metrics.REGISTRY.collect() for suffix in ("_total", "_bucket", "")
    }
    named = {name for text in expressions for name in _names(text)}
    assert named - there == set()
    ours = {family.name for family in metrics.REGISTRY.collect() if family.name.startswith("tansiq_")}
    shown = {name.removesuffix("_total").removesuffix("_bucket") for name in named}
    assert ours - shown == set()


def _names(expression: str) -> set[str]:
    return set(re.findall(r"\b(?:tansiq|process)_[a-z_]+", expression))


# Alarms


def test_which_alarms_a_look_gives() -> None:
    early, late = MORNING - TOO_LONG, MORNING - TOO_LONG + timedelta(seconds=1)
    bad = Seen(
        now=MORNING,
        inbox=3,
        oldest_update=early,
        outbox=4,
        oldest_unsent=early,
        hook=Hook(9, "Wrong response from the webhook: 502 Bad Gateway", late),
        silent_since=MORNING - PATIENCE,
        drift=timedelta(seconds=-31),
        disk_free=499 * 2**20,
    )
    alarms = found(bad, PATIENCE)
    assert tuple(alarms) == KINDS
    said = {kind: plain(tell(words("en")).text) for kind, tell in alarms.items()}
    assert [said["drift"].split(".")[0], said["disk"].split(".")[0]] == [
        "⚠️ The clock of my computer is wrong; seconds of difference: 31",
        "⚠️ The disk of my database is nearly full; megabytes left: 499",
    ]
    good = Seen(
        now=MORNING,
        inbox=3,
        oldest_update=late,
        outbox=4,
        oldest_unsent=late,
        hook=Hook(0, "Wrong response from the webhook: 502 Bad Gateway", late),
        silent_since=MORNING - PATIENCE + timedelta(seconds=1),
        drift=timedelta(seconds=29),
        disk_free=500 * 2**20,
    )
    assert found(good, PATIENCE) == {}
    assert found(Seen(now=MORNING, hook=Hook(1, "old trouble", early)), PATIENCE) == {}


async def test_an_alarm_is_told_once_and_taken_back(watch: Watch) -> None:
    assert await watch.look() == []
    async with watch.town.database.transaction() as tx:
        old = stamp(MORNING - TOO_LONG)
        await tx.inbox.put(
            [{"update_id": 7, "chat": "", "person": "", "payload": '{"update_id": 7}', "received_at": old}]
        )
    (told,) = await watch.look()
    assert told.startswith("⚠️ Messages that reached me wait for an answer since ")
    watch.alarms._told()
    await watch.town.stage.settle()
    assert await watch.look() == ["✅ No message waits too long for an answer any more."]
    assert await watch.look() == []
    assert await watch.town.rows("SELECT key FROM meta WHERE key LIKE 'alarm%'") == []


async def test_two_processes_and_a_restart_tell_it_once(watch: Watch) -> None:
    clock = Clock(MORNING + timedelta(minutes=1))
    config = watch.town.app.config
    async with BotApi(watch.town.sim.url, watch.town.sim.token) as api:
        other = Alarms(
            watch.town.database,
            api,
            clock,
            Config(token="1:x", database_url=config.database_url),
            watch.town.app.wake,
        )
        watch.clock.advance(timedelta(minutes=1))
        assert [text.split(";")[0] for text in await watch.look()] == ["⚠️ The clock of my computer is wrong"]
        assert await Watch(other, watch.town, clock, api).look() == []
        watch.town.clock.advance(timedelta(minutes=1))
        assert await Watch(other, watch.town, clock, api).look() == [
            "✅ The clock of my computer is right again."
        ]
        assert await watch.look() == []


async def test_updates_that_wait_at_the_api_while_none_comes_in(watch: Watch) -> None:
    sim = watch.town.sim
    for task in watch.town.app._tasks:
        if "while_held" in str(task.get_coro()):
            task.cancel()  # nobody polls any more
    sim.say(watch.town.stage.people["amal"], "/me")
    told: list[str] = []
    for minute in range(6):
        await watch.alarms.look()
        told.append(f"{minute}: {metrics.ALARMS.labels('silent')._value.get():.0f}")
        for clock in (watch.clock, watch.town.clock):
            clock.advance(timedelta(minutes=1))
    assert told == ["0: 0", "1: 0", "2: 0", "3: 0", "4: 0", "5: 1"]


async def test_a_webhook_that_is_refused_a_message_that_waits_and_a_full_disk_are_told(
    watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    sim, amal = watch.town.sim, watch.town.stage.people["amal"]
    for task in watch.town.app._tasks:
        if "while_held" in str(task.get_coro()):
            task.cancel()  # nobody polls or sends any more
    async with watch.town.database.transaction() as tx:
        await Outgoing(tx, MORNING - TOO_LONG).send(amal.id, Message(Html("It waits.")))
    await watch.api.call("setWebhook", {"url": f"http://127.0.0.1:{free_port()}/"})
    sim.say(amal, "/me")
    async with asyncio.timeout(20):
        while "last_error_message" not in await watch.api.call("getWebhookInfo"):  # noqa: ASYNC110  the server sets no event
            await asyncio.sleep(0.005)
    monkeypatch.setattr("shutil.disk_usage", lambda _folder: SimpleNamespace(free=2**20))
    await watch.alarms.look()
    standing = await watch.town.rows("SELECT key FROM meta WHERE key LIKE 'alarm%' ORDER BY key")
    disk = [] if watch.town.database.shared else ["disk"]  # that of a server is watched there
    assert [row["key"].split()[1] for row in standing] == [*disk, "unsent", "webhook"]
    [told] = await watch.town.rows("SELECT chat FROM outbox WHERE params LIKE '%Connection refused%'")
    assert told["chat"] == amal.id


async def test_admins_are_told_when_the_database_is_back(
    watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = [True]

    async def full(real: Callable[[], Awaitable[None]]) -> None:
        if away[0]:
            error = sqlite3.OperationalError("database or disk is full")
            error.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise error
        await real()

    for writer in watch.town.database._writers.all:
        monkeypatch.setattr(writer, "commit", partial(full, writer.commit))
    metrics.OUTAGES.count += 1
    await watch.alarms.look()
    assert watch.alarms.database_ok is False
    for clock in (watch.clock, watch.town.clock):
        clock.advance(timedelta(minutes=3))
    away[0] = False
    assert await watch.look() == ["✅ My database is back"]
    assert "from 22 Nov 2026, 09:00 to" in watch.town.last("amal").text.replace("Sun ", "")
    assert await watch.look() == []
