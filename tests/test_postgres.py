"""PostgreSQL beside SQLite: the same schema, the same queries, and what is different on purpose."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import asyncpg
import pytest

import postgres
from bot.config import Config
from coordination.alerts import store
from coordination.alerts.alert import Content
from coordination.people import register
from storage import Database, Outage, is_outage, migrate, open_database, shown
from tests.conftest import MORNING

DAY = timedelta(days=1)


@pytest.fixture
async def database(postgres_server: str) -> AsyncIterator[Database]:
    url = await postgres.create(postgres_server)
    opened = await open_database(url)
    await migrate(opened)
    yield opened
    await opened.close()
    await postgres.drop(postgres_server, url)


async def test_every_query_can_be_prepared(database: Database) -> None:
    broken = []
    async with database._writers.one() as writer:
        await writer.open()
        for file, queries in database._queries.items():
            for name in queries.names:
                try:
                    await writer.connection.prepare(getattr(queries, name).sql)
                except asyncpg.PostgresError as error:
                    broken.append(f"{file}.{name}: {error}")
    assert broken == []


async def test_both_have_the_same_tables_and_columns(tmp_path: Path, database: Database) -> None:
    async with database.reading() as tx:
        rows = await tx.select(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"
        )
    here = {(row["table_name"], row["column_name"]) for row in rows}
    file = await open_database(f"sqlite:///{tmp_path / 'tansiq.sqlite'}")
    try:
        await migrate(file)
        async with file.transaction() as tx:
            rows = await tx.select(
                "SELECT tables.name AS table_name, columns.name AS column_name FROM sqlite_master AS tables, "
                "pragma_table_xinfo(tables.name) AS columns WHERE tables.type IN ('table', 'view')"
            )
    finally:
        await file.close()
    there = {(row["table_name"], row["column_name"]) for row in rows}
    assert {
        pair for pair in here ^ there if pair[0] not in ("rollups_to_refresh", "sqlite_sequence")
    } == set()


async def test_who_wants_to_be_alone_with_reports_waits_for_whoever_writes_one(database: Database) -> None:
    happened: list[str] = []

    async def decide() -> None:
        async with database.transaction() as tx:
            await tx.alone("reports")
            (found,) = await tx.select("SELECT count(*) AS n FROM told_again")
            happened.append(f"decided by {found['n']}")

    async with database.transaction() as tx:
        person = await tx.people.meet(telegram_id=7, name="Ali", username="", now="")
        form = await tx.forms.start(person=person["id"], chat=7, kind="status", step="", data="", now="")
        fact = dict.fromkeys(("place", "origin_governorate", "origin_place", "households", "message"))
        texts = ("place_text", "origin_text", "sectors", "note", "original_text", "organisation", "affirmed")
        put = await tx.reports.put(
            **fact,
            **dict.fromkeys(texts, ""),
            **dict.fromkeys(("approximate", "nothing_to_report", "gravity_chosen"), 0),
            reference="NI-1",
            kind="need",
            governorate="IQ-NI",
            individuals=9,
            households_said="unknown",
            individuals_said="number",
            gravity="unknown",
            day="2026-11-22",
            reporter=person["id"],
            reporter_areas="IQ-NI",
            form=form["id"],
            saved_at="2026-11-22T21:30:00.000Z",
        )
        report = await tx.reports.by_id(id=put["id"])
        deciding = asyncio.create_task(decide())
        while not await tx.select("SELECT 1 FROM pg_locks WHERE NOT granted"):  # noqa: ASYNC110  the server says
            await asyncio.sleep(0.01)
        await tx.reports.put_told_again(
            report=report["id"], person=person["id"], reporter_areas="IQ-NI", at="2026-11-22T21:30:00.000Z"
        )
        happened.append("written")
    await deciding
    assert happened == ["written", "decided by 1"]
    assert report["saved_on"] == "2026-11-23"  # in Baghdad


async def test_of_two_updates_of_an_alert_at_one_moment_one_is_sent(database: Database) -> None:
    content = Content("alert", "Alert", ("IQ-NI",), "نص", "text", event="flood", expires_at=MORNING + DAY)
    async with database.transaction() as tx:
        row = await tx.people.meet(telegram_id=7, name="Sara", username="", now="")
        sara = await register.person(tx, row["id"])
        assert sara is not None
        first = await store.add(tx, content, "t.me/bot", sara, MORNING, asked=False)
        await store.send(tx, first, sara, MORNING)
    update = replace(content, message="Update", previous=first.id)

    async def may_follow() -> bool:
        async with database.transaction() as tx:
            return await store.can_follow(tx, update)

    async with database.transaction() as tx:
        assert await store.can_follow(tx, update)
        other = asyncio.create_task(may_follow())
        while not other.done() and not await tx.select("SELECT 1 FROM pg_locks WHERE NOT granted"):  # noqa: ASYNC110  the server says
            await asyncio.sleep(0.01)
        await store.send(
            tx, await store.add(tx, update, "t.me/bot", sara, MORNING, asked=False), sara, MORNING
        )
    assert await other is False


async def test_an_update_is_claimed_with_its_chat_and_its_person(database: Database) -> None:
    async with database.transaction() as tx:
        rows = ((1, "a", "x"), (2, "a", "y"), (3, "b", "x"), (4, "c", "z"), (5, "c", "z"))
        await tx.inbox.put(
            [
                {"update_id": n, "payload": "{}", "received_at": "", "chat": chat, "person": person}
                for n, chat, person in rows
            ]
        )
    async with database.transaction() as first:
        claimed = [row["update_id"] for row in await first.inbox.waiting(limit=1)]
        async with database.transaction() as second:
            others = [row["update_id"] for row in await second.inbox.waiting(limit=9)]
            await second.inbox.done([{"update_id": 4}])
        async with database.transaction() as third:
            left = [row["update_id"] for row in await third.inbox.waiting(limit=9)]
        await first.inbox.failed(update_id=1, state="new", error_code="X", error="X")
    async with database.transaction() as fourth:
        again = [(row["update_id"], row["attempts"]) for row in await fourth.inbox.waiting(limit=9)]
    assert (claimed, others, left) == ([1], [4, 5], [5])
    assert again == [(1, 1), (2, 0), (3, 0), (5, 0)]


async def test_what_is_left_to_do_is_announced_to_others_when_it_is_kept(database: Database) -> None:
    other = await open_database(database.url)
    by_other, by_itself = asyncio.Event(), list[str]()
    listening, own = other.session(), database.session()
    try:
        for session in (listening, own):
            async with session.statements() as db:
                await db.leases.me()
        await listening.listen(by_other.set)
        await own.listen(lambda: by_itself.append("heard"))
        async with database.transaction() as tx:
            await tx.meta.put(key="nothing to do", value="")
        with pytest.raises(KeyError):
            async with database.transaction() as tx:
                tx.after_commit.append(lambda: None)
                raise KeyError
        async with other.transaction() as tx:
            await tx.meta.put(key="nor here", value="")
        async with listening.statements() as db:  # what had been announced would come before the answer
            await db.leases.me()
        assert not by_other.is_set()
        async with database.transaction() as tx:
            tx.after_commit.append(lambda: None)
        async with asyncio.timeout(20):
            await by_other.wait()
        async with own.statements() as db:
            await db.leases.me()
        assert by_itself == []
    finally:
        for session in (listening, own):
            await session.close()
        await other.close()


def test_a_password_is_shown_to_nobody() -> None:
    assert shown("postgresql://tansiq:very%20secret@db/tansiq") == "postgresql://tansiq:***@db/tansiq"
    assert shown("postgresql://tansiq@db/tansiq") == "postgresql://tansiq@db/tansiq"
    assert shown("postgresql://db/tansiq?user=u&password=very-secret&ssl=1") == (
        "postgresql://db/tansiq?user=u&password=***&ssl=1"
    )
    for url in ("postgresql://u:very-secret@db/x", "postgresql://db/x?password=very-secret"):
        assert "very-secret" in Config(token="1:x", database_url=url).secrets


async def test_a_server_that_is_away_is_an_outage_and_a_mistake_is_none(database: Database) -> None:
    async with database.transaction() as tx:
        await tx.select("SELECT 1")
        with pytest.raises(asyncpg.PostgresSyntaxError) as mistake:
            async with tx.savepoint():
                await tx.select("NONSENSE")
        await tx.meta.put(key="kept", value="yes")
    assert is_outage(mistake.value) is False
    with pytest.raises(Outage) as away:
        async with database.transaction() as tx:
            (me,) = await tx.select("SELECT pg_backend_pid() AS pid")
            async with database.reading() as other:
                await other.select(f"SELECT pg_terminate_backend({me['pid']:d}, 5000)")
            await tx.meta.put(key="kept", value="no")
    assert is_outage(away.value) is True
    async with database.transaction() as tx:
        assert await tx.meta.get(key="kept") == "yes"
