"""SQLite through aiosqlite: WAL, synchronous=FULL, and one hop to its thread for each statement."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiosqlite

Error = sqlite3.Error

BUSY_TIMEOUT_MS = 10_000

Parameters = Mapping[str, Any]


OUTAGES = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_NOTADB,
    }
)


def is_outage(error: BaseException) -> bool:
    """Whether the database itself is away (disk full, locked, unreadable), as against a mistake in our SQL."""
    return isinstance(error, sqlite3.Error) and getattr(error, "sqlite_errorcode", 0) & 0xFF in OUTAGES


class Connection:
    """One connection to the file; writing ones begin IMMEDIATE (a deferred one that upgrades fails at once)."""

    name = "sqlite"

    def __init__(self, connection: aiosqlite.Connection, begin: str) -> None:
        self.connection = connection
        self._begin = begin

    async def begin(self) -> None:
        await self.execute(self._begin)

    async def commit(self) -> None:
        await self.execute("COMMIT")

    async def rollback(self) -> None:
        await self.connection.rollback()

    async def execute(self, sql: str) -> None:
        await self.connection.execute_fetchall(sql)

    async def script(self, sql: str) -> None:
        await self.connection.executescript(sql)

    async def close(self) -> None:
        await self.connection.close()


async def connect(path: Path, *, writing: bool) -> Connection:
    """Open the file. Raises sqlite3.Error when it is no database, OSError when it cannot be reached."""
    connection = aiosqlite.connect(
        path, isolation_level=None, timeout=BUSY_TIMEOUT_MS / 1000, cached_statements=512
    )
    opened = await connection
    try:
        opened.row_factory = sqlite3.Row
        if writing:
            await opened.execute_fetchall("PRAGMA journal_mode=WAL")
        for pragma in ("synchronous=FULL", "foreign_keys=ON", f"query_only={'OFF' if writing else 'ON'}"):
            await opened.execute_fetchall(f"PRAGMA {pragma}")
    except BaseException:
        await opened.close()
        raise
    return Connection(opened, "BEGIN IMMEDIATE" if writing else "BEGIN")


class OneHopAdapter:
    """aiosql over aiosqlite with one thread hop a statement (the stock adapter takes three)."""

    is_aio_driver = True

    def process_sql(self, _name: str, _operation: Any, sql: str) -> str:
        return sql

    async def _fetch(
        self, connection: aiosqlite.Connection, sql: str, parameters: Parameters
    ) -> list[sqlite3.Row]:
        return list(await connection.execute_fetchall(sql, parameters))

    async def select(
        self,
        connection: aiosqlite.Connection,
        _name: str,
        sql: str,
        parameters: Parameters,
        _record: Any = None,
    ) -> AsyncIterator[sqlite3.Row]:
        for row in await self._fetch(connection, sql, parameters):
            yield row

    async def select_one(
        self,
        connection: aiosqlite.Connection,
        _name: str,
        sql: str,
        parameters: Parameters,
        _record: Any = None,
    ) -> sqlite3.Row | None:
        rows = await self._fetch(connection, sql, parameters)
        return rows[0] if rows else None

    async def select_value(
        self, connection: aiosqlite.Connection, _name: str, sql: str, parameters: Parameters
    ) -> Any:
        rows = await self._fetch(connection, sql, parameters)
        return rows[0][0] if rows else None

    @asynccontextmanager
    async def select_cursor(
        self, connection: aiosqlite.Connection, _name: str, sql: str, parameters: Parameters
    ) -> AsyncIterator[aiosqlite.Cursor]:
        async with connection.execute(sql, parameters) as cursor:
            yield cursor

    async def insert_update_delete(
        self, connection: aiosqlite.Connection, _name: str, sql: str, parameters: Parameters
    ) -> None:
        await self._fetch(connection, sql, parameters)

    async def insert_update_delete_many(
        self, connection: aiosqlite.Connection, _name: str, sql: str, parameters: list[Parameters]
    ) -> None:
        cursor = await connection.executemany(sql, parameters)
        await cursor.close()
