"""The pipeline under stress: bugs, outages, restarts, strange deliveries. One update may fail, the bot may not."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import structlog.testing

import databases
from bot.application import Application
from bot.config import Config, Webhook
from bot.intake import by_itself, keep, polling
from bot.intake.webhook import LARGEST_UPDATE, WebhookServer
from bot.stage import stage
from handlers.routing import Route
from handlers.turn import Turn
from simulator import Clock, Simulator
from storage import Database, DatabaseError, NewerSchema, Row, Transaction, migrate, migrations, open_database
from tests.conftest import MORNING, Town
from tests.process import free_port
from views import profile
from views.language import Html
from views.message import Message

FAILED = (
    "Something went wrong on our side and this was not done. Please send it again; "
    "if it happens again, tell the centre this code: {code}"
)
SET_ASIDE = (
    "An update could not be processed and was set aside. Error code: {code}\n"
    "The same error is told at most once an hour."
)
ME = "Name: ali"
NOTHING_OPEN = "There is nothing to cancel. What I can do: /help"
SECRET = "a-secret-of-the-tests"


@pytest.fixture(autouse=True)
def events() -> Iterator[list[Any]]:
    """What was logged; the pretty tracebacks of an unconfigured log would take seconds."""
    with structlog.testing.capture_logs() as logged:
        yield logged


def break_command(town: Town, monkeypatch: pytest.MonkeyPatch, name: str, times: int) -> None:
    """Let a command write something and then raise, so many times."""
    routes = town.app._worker._routes
    route = routes.commands[name]
    left = [times]

    async def broken(turn: Turn) -> None:
        await turn.tx.meta.put(key=f"half done {left[0]}", value="")
        await turn.answer(Message(Html("half done")) if left[0] else profile.me(turn.words, turn.person))
        if left[0]:
            left[0] -= 1
            raise ZeroDivisionError("a bug")

    monkeypatch.setitem(routes.commands, name, Route(name, broken, route.rights))


async def states(town: Town) -> list[tuple[str, int]]:
    rows = await town.rows("SELECT state, attempts FROM inbox ORDER BY update_id")
    return [(row["state"], row["attempts"]) for row in rows]


async def the_code(town: Town) -> str:
    (row,) = await town.rows("SELECT error_code, error FROM inbox WHERE state = 'dead'")
    assert row["error"] == "ZeroDivisionError"
    assert re.fullmatch(r"[0-9A-F]{6}", row["error_code"])
    return str(row["error_code"])


# A bug


async def test_a_bug_costs_one_update_and_leaves_nothing_of_it(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    await town.person("amal", "en", role="admin")
    await town.person("zahra", "ar", role="admin")
    for key, language in (("ali", "en"), ("hiba", "ar"), ("duty", "en")):
        await town.person(key, language, governorates=["IQ-NI"])
    break_command(town, monkeypatch, "me", times=3)
    town.sim.say(town.stage.people["ali"], "/me")
    town.sim.say(town.stage.people["duty"], "/cancel")  # the same commit, somebody else
    await town.say("ali", "/cancel")
    code = await the_code(town)
    assert await states(town) == [("dead", 3), ("done", 0), ("done", 0)]
    assert await town.rows("SELECT key FROM meta WHERE key LIKE 'half done%'") == []
    assert town.texts("duty") == [NOTHING_OPEN]
    assert town.texts("ali") == [FAILED.format(code=code), NOTHING_OPEN]
    assert town.texts("amal") == [SET_ASIDE.format(code=code)]
    (arabic,) = town.texts("zahra")
    assert (code in arabic, "Error code" in arabic) == (True, False)
    await town.say("ali", "/me")
    assert town.last("ali").text.startswith(ME)
    assert (await states(town))[-1] == ("done", 0)


@pytest.mark.skipif(databases.ON_POSTGRES, reason="there delivery goes by itself")
async def test_a_bug_of_delivery_costs_no_turn(
    town: Town, monkeypatch: pytest.MonkeyPatch, events: list[Any]
) -> None:
    await town.person("ali", "en", governorates=["IQ-NI"])
    await town.stage.settle()
    choose, left = town.app._sender._choose, [1]

    async def broken(tx: Transaction) -> list[Row]:
        chosen = await choose(tx)
        if left and chosen:
            left.clear()
            raise ZeroDivisionError("a bug")
        return chosen

    monkeypatch.setattr(town.app._sender, "_choose", broken)
    await town.say("ali", "/me")
    assert [text.splitlines()[0] for text in town.texts("ali")] == [ME]
    told = [event["event"] for event in events if event["log_level"] == "error"]
    assert told == ["delivery could not be taken along"]


async def test_what_works_at_the_second_attempt_is_answered_once_and_in_order(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    await town.person("ali", "en", governorates=["IQ-NI"])
    break_command(town, monkeypatch, "me", times=2)
    town.sim.say(town.stage.people["ali"], "/me")
    await town.say("ali", "/cancel")
    assert await states(town) == [("done", 2), ("done", 0)]
    first, second = town.texts("ali")
    assert (first.splitlines()[0], second) == (ME, NOTHING_OPEN)


async def test_a_broken_press_is_let_go_of(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    await town.person("hiba", "ar", governorates=["IQ-NI"])
    await town.say("hiba", "/language")
    routes = town.app._worker._routes
    pick = routes.presses["me.language"]

    async def broken(_turn: Turn) -> None:
        raise ZeroDivisionError

    monkeypatch.setitem(routes.presses, pick.name, Route(pick.name, broken, pick.rights))
    callback = await town.press("hiba", "English")
    assert town.sim.outcomes(callback) is not None
    code = await the_code(town)
    assert code in town.last("hiba").text
    assert "Something went wrong" not in town.last("hiba").text


async def test_updates_of_no_known_shape_block_nobody(town: Town) -> None:
    await town.person("ali", "en", governorates=["IQ-NI"])
    messages: list[Any] = ["text", [1], {"chat": 7}, {"chat": {"id": "x"}}, {"chat": {"id": []}}]
    strange = [{"message": message} for message in messages]
    strange += [{"callback_query": {"id": "1", "message": 5}}, {"my_chat_member": {"chat": None}}]
    strange += [{"something_new": {"of": "next year"}}, {}]
    async with town.database.transaction() as tx:
        await keep(tx, [{"update_id": n, **body} for n, body in enumerate(strange, 1)], town.clock.now())
    town.app.wake()
    await town.say("ali", "/me")
    assert town.last("ali").text.startswith(ME)
    assert {state for state, _ in await states(town)} <= {"done", "dead"}


# The database away


@pytest.mark.parametrize("step", ["begin", "commit", "execute"])
async def test_an_outage_of_the_database_loses_nothing(
    town: Town, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    await town.person("ali", "en", governorates=["IQ-NI"])
    kind = type(town.database._writer)
    real, left = getattr(kind, step), [3]

    async def away(connection: Any, *arguments: Any) -> None:
        if left[0] and connection in town.database._writers.all:
            left[0] -= 1
            error = sqlite3.OperationalError("database or disk is full")
            error.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise error
        await real(connection, *arguments)

    monkeypatch.setattr(kind, step, away)
    town.sim.say(town.stage.people["ali"], "/me")
    await town.say("ali", "120 families displaced from Mosul to Debaga")
    assert left == [0]
    assert await states(town) == [("done", 0), ("done", 0)]
    assert [text.splitlines()[0] for text in town.texts("ali")] == [
        ME,
        "📝 Is this right? It is not saved yet.",
    ]


# Strange deliveries


async def test_updates_that_come_twice_or_in_disorder_are_answered_once(town: Town) -> None:
    await town.person("ali", "en", governorates=["IQ-NI"])
    for fault in ("reorder_updates", "duplicate_updates", "duplicate_updates", "reorder_updates"):
        town.sim.faults.add(None, fault)
    ali = town.stage.people["ali"]
    for text in ("/update", "/me", "/cancel", "/me", "12 families returned to Sinjar"):
        town.sim.say(ali, text)
    await town.stage.settle()
    await town.press("ali", "Save")
    assert len(await states(town)) == 6
    assert {state for state, _ in await states(town)} == {"done"}
    assert len(await town.rows("SELECT id FROM reports")) == 1
    assert [text.splitlines()[0] for text in town.texts("ali")][-1].startswith("✅ Saved.")


@asynccontextmanager
async def webhook(database: Database) -> AsyncIterator[str]:
    listen = f"127.0.0.1:{free_port()}"
    settings = Webhook(url=f"http://{listen}/telegram", listen=listen, secret=SECRET)
    server = WebhookServer(by_itself(database, lambda: None), Clock(MORNING), settings)
    await server.start()
    try:
        yield settings.url
    finally:
        await server.stop()


async def post(url: str, body: bytes, secret: bytes | None = SECRET.encode()) -> int:
    """POST over a plain socket: some of these headers no client would send."""
    host, port = url.split("/")[2].split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    head = (
        f"POST /telegram HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\nConnection: close\r\n".encode()
    )
    if secret is not None:
        head += b"X-Telegram-Bot-Api-Secret-Token: " + secret + b"\r\n"
    writer.write(head + b"\r\n" + body)
    status = int((await reader.readline()).split()[1])
    writer.transport.abort()
    return status


async def inbox(database: Database) -> list[int]:
    async with database.reading() as tx:
        rows = await tx.select("SELECT update_id FROM inbox WHERE state = 'new' ORDER BY update_id")
    return [row["update_id"] for row in rows]


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = await open_database(databases.url(tmp_path / "tansiq.sqlite"))
    await migrate(opened)
    yield opened
    await opened.close()


async def test_the_webhook_keeps_only_updates_with_the_secret(database: Database) -> None:
    good = b'{"update_id": 7, "message": {}}'
    async with webhook(database) as url:
        for secret in (None, b"", b"wrong", f"{SECRET}x".encode(), SECRET.upper().encode(), b"\xff\xfe"):
            assert (secret, await post(url, good, secret)) == (secret, 403)
        malformed = [b"", b"not json", b"\xff\xfe{}", b"[]", b"7", b"null", b"{}", b"[" * 100_000]
        numbers = (b"null", b'"7"', b"7.5", b"true", b"NaN", b"Infinity", b"-1", b"9223372036854775808")
        malformed += [b'{"update_id": ' + number + b"}" for number in numbers]
        for body in malformed:
            assert (body[:40], await post(url, body)) == (body[:40], 400)
        assert await post(url, b'{"update_id": 7, "x": "' + b"x" * LARGEST_UPDATE + b'"}') == 413
        assert await inbox(database) == []
        assert [await post(url, good), await post(url, good)] == [200, 200]
        assert await post(url, b'{"update_id": 8, "message": {"text": "\\ud83d"}}') == 200
        assert await inbox(database) == [7, 8]


async def test_the_webhook_asks_for_a_repetition_while_the_database_is_away(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away() -> None:
        raise sqlite3.OperationalError("disk I/O error")

    async with webhook(database) as url:
        with monkeypatch.context() as patch:
            patch.setattr(database._writer, "commit", away)
            assert await post(url, b'{"update_id": 7}') == 503
        assert await inbox(database) == []
        assert await post(url, b'{"update_id": 7}') == 200
        assert await inbox(database) == [7]


async def test_a_cursor_is_too_old_after_a_quiet_week_also_in_a_running_bot(database: Database) -> None:
    clock, asked = Clock(MORNING), list[int]()

    class Quiet:
        async def call(self, _method: str, params: dict[str, Any], **_: Any) -> list[dict[str, int]]:
            asked.append(params["offset"])
            if len(asked) == 1:
                return [{"update_id": 899}]
            if len(asked) == 4:
                raise asyncio.CancelledError
            clock.advance(MORNING + timedelta(days=5 * (len(asked) - 1)))
            return []

    poller = polling.Poller(database, Quiet(), clock, by_itself(database, lambda: None))  # type: ignore[arg-type]  # it is only called
    with pytest.raises(asyncio.CancelledError):
        await poller.run()
    assert asked == [0, 900, 900, 0]
    assert await poller._cursor() == 0


# Restarts


async def test_a_form_survives_a_restart_and_a_week(tmp_path: Path) -> None:
    sim = Simulator(clock=Clock(MORNING))
    async with stage(tmp_path, sim.clock, sim=sim) as scene:
        town = Town(scene)
        await town.person("ali", "en", governorates=["IQ-NI"])
        await town.say("ali", "/update")
        await town.press("ali", "Displacement")
        await town.press("ali", "Ninewa")
    sim.clock.advance(MORNING + timedelta(days=6, hours=12))
    sim.say(scene.people["ali"], "Sinjar")  # while the bot is down
    async with stage(tmp_path, sim.clock, sim=sim) as again:
        again.people = scene.people
        town = Town(again)
        await town.stage.settle()
        assert "Displacement · Sinjar, Ninewa" in town.last("ali").text
        await town.clock_to(MORNING + timedelta(days=14))
        for label in ("Skip", "Skip", "Skip", "Skip", "Skip", "Today", "Continue", "Save"):
            await town.press("ali", label)
        (report,) = await town.rows("SELECT place, day FROM reports")
        assert report["day"] == "2026-12-06"
        assert {state for state, _ in await states(town)} == {"done"}


# The schema


async def test_an_empty_file_gets_the_whole_schema_once(tmp_path: Path) -> None:
    database = await open_database(databases.url(tmp_path / "new" / "tansiq.sqlite"))
    try:
        steps = await migrate(database)
        assert steps == list(range(1, migrations.newest() + 1))
        assert (await migrate(database), await migrations.schema_version(database)) == ([], steps[-1])
    finally:
        await database.close()


async def test_a_step_that_breaks_is_not_kept_by_half(
    tmp_path: Path, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = migrations.newest()
    (tmp_path / "sqlite").mkdir()
    (tmp_path / "sqlite" / f"{known + 1:04}_broken.sql").write_text(
        "CREATE TABLE half (x INTEGER); NONSENSE;"
    )
    monkeypatch.setattr(migrations, "FOLDER", tmp_path)
    for _ in range(2):
        with pytest.raises(Exception, match="NONSENSE"):
            await migrate(database)
    assert await migrations.schema_version(database) == known


async def test_a_newer_schema_is_refused_untouched(tmp_path: Path, database: Database) -> None:
    known = migrations.newest()
    await database.step(99, "SELECT 1;")
    with pytest.raises(NewerSchema) as refused:
        await migrate(database)
    assert str(refused.value) == (
        f"The database has schema 99, but this Tansiq knows only up to {known}: "
        "start the newer Tansiq, or restore a backup made before the upgrade."
    )
    app = Application(Config(token="1:x", database_url=database.url), Clock(MORNING))
    with pytest.raises(DatabaseError):
        await app.start()
