"""SQLite through aiosqlite: WAL, synchronous=FULL, one hop to its thread for a statement or for a whole turn.

A hop costs ten times what a small statement costs (about 0.1 ms against 0.01). So a piece of work that waits for
nothing but its own statements, as a turn does, is run to its end inside the thread: one hop for all of them.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from pathlib import Path
from typing import Any, TypeVar

import aiosqlite

T = TypeVar("T")

Error = sqlite3.Error

BUSY_TIMEOUT_MS = 10_000
WRITE, READ = "BEGIN IMMEDIATE", "BEGIN"

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


class Inside:
    """A connection seen from inside its own thread: no hops, and nothing that could be cancelled."""

    def __init__(self, connection: sqlite3.Connection, begins: str) -> None:
        self.connection = connection
        self.begins = begins

    async def begin(self) -> None:
        self.connection.execute(self.begins)

    async def commit(self) -> None:
        self.connection.execute("COMMIT")

    async def rollback(self) -> None:
        self.connection.rollback()

    async def execute(self, sql: str) -> None:
        self.connection.execute(sql)

    async def to_the_end(self, work: Coroutine[Any, Any, T]) -> T:
        return await work


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

    async def to_the_end(self, work: Coroutine[Any, Any, T]) -> T:
        """Do this also when the caller is cancelled meanwhile."""
        return await asyncio.shield(work)

    async def run(self, work: Callable[[Inside], Coroutine[Any, Any, T]]) -> T:
        """Run a coroutine to its end inside the connection's thread.

        Raises RuntimeError when it waits for anything but its own statements.
        """

        def in_thread() -> T:
            return _complete(work(Inside(self.connection._conn, self._begin)))

        # aiosqlite offers no public way to run a function of ours in its thread.
        return await asyncio.shield(self.connection._execute(in_thread))  # type: ignore[no-untyped-call]

    async def script(self, sql: str) -> None:
        await self.connection.executescript(sql)

    async def close(self) -> None:
        await self.connection.close()


def _complete(work: Coroutine[Any, Any, T]) -> T:
    """Drive a coroutine that never really waits."""
    try:
        work.send(None)
    except StopIteration as done:
        return done.value  # type: ignore[no-any-return]  # what `work` returned
    work.close()
    raise RuntimeError("work inside the database's thread may wait for nothing but its own statements")


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
    return Connection(opened, WRITE if writing else READ)


AnyConnection = aiosqlite.Connection | sqlite3.Connection


class Adapter:
    """aiosql over aiosqlite with one thread hop a statement (the stock adapter takes three), or none inside `run`."""

    is_aio_driver = True

    def process_sql(self, _name: str, _operation: Any, sql: str) -> str:
        return sql

    async def _fetch(self, connection: AnyConnection, sql: str, parameters: Parameters) -> list[sqlite3.Row]:
        if isinstance(connection, sqlite3.Connection):
            return connection.execute(sql, parameters).fetchall()
        return list(await connection.execute_fetchall(sql, parameters))

    async def select(
        self,
        connection: AnyConnection,
        _name: str,
        sql: str,
        parameters: Parameters,
        _record: Any = None,
    ) -> AsyncIterator[sqlite3.Row]:
        for row in await self._fetch(connection, sql, parameters):
            yield row

    async def select_one(
        self,
        connection: AnyConnection,
        _name: str,
        sql: str,
        parameters: Parameters,
        _record: Any = None,
    ) -> sqlite3.Row | None:
        rows = await self._fetch(connection, sql, parameters)
        return rows[0] if rows else None

    async def select_value(
        self, connection: AnyConnection, _name: str, sql: str, parameters: Parameters
    ) -> Any:
        rows = await self._fetch(connection, sql, parameters)
        return rows[0][0] if rows else None

    async def insert_update_delete(
        self, connection: AnyConnection, _name: str, sql: str, parameters: Parameters
    ) -> None:
        await self._fetch(connection, sql, parameters)

    async def insert_update_delete_many(
        self, connection: AnyConnection, _name: str, sql: str, parameters: list[Parameters]
    ) -> None:
        if isinstance(connection, sqlite3.Connection):
            connection.executemany(sql, parameters)
        else:
            await (await connection.executemany(sql, parameters)).close()
