"""PostgreSQL beside SQLite: the same schema, the same queries, and what is different on purpose."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest

import postgres
from storage import Database, migrate, open_database


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
        await writer.open()  # type: ignore[attr-defined]  # a connection to PostgreSQL
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
