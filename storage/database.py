"""One database, two kinds of transaction: writing ones, one after the other, and reading ones beside them."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from functools import cache, partial
from pathlib import Path
from typing import Any, Protocol

import aiosql
from aiosql.types import SQLOperationType

from storage import sqlite

QUERIES = Path(__file__).parent / "queries"

Row = Mapping[str, Any]
"""A row: values by column name, whichever driver fetched it."""


class DatabaseError(Exception):
    """The database cannot be opened or used; the message is one sentence for the operator."""


class Driver(Protocol):
    """What a database driver module must offer; `storage.sqlite` is the first."""

    name: str
    connection: Any

    async def begin(self) -> None: ...
    async def commit(self) -> None: ...
    async def rollback(self) -> None: ...
    async def execute(self, sql: str) -> None: ...
    async def script(self, sql: str) -> None: ...
    async def close(self) -> None: ...


class _Queries:
    """The queries of one SQL file, bound to one connection: ``await tx.people.by_id(id=7)``.

    A query for many rows (``*!``) takes one list of dictionaries instead.
    """

    def __init__(self, queries: Any, connection: Any) -> None:
        self._queries = queries
        self._connection = connection

    def __getattr__(self, name: str) -> Callable[..., Awaitable[Any]]:
        query = getattr(self._queries, name)
        connection = self._connection
        run: Callable[..., Awaitable[Any]]
        if query.operation is SQLOperationType.SELECT:

            async def run(**parameters: Any) -> list[Row]:
                return [row async for row in query(connection, **parameters)]
        else:
            run = partial(query, connection)
        setattr(self, name, run)
        return run


class Transaction:
    """An open transaction: its queries by SQL file, savepoints, and what to do once it is kept."""

    def __init__(self, queries: Mapping[str, Any], driver: Any) -> None:
        self._all = queries
        self._driver = driver
        self._depth = 0
        self.after_commit: list[Callable[[], None]] = []

    def __getattr__(self, file: str) -> _Queries:
        if file not in self._all:
            raise AttributeError(f"there is no storage/queries/{file}.sql")
        bound = _Queries(self._all[file], self._driver.connection)
        setattr(self, file, bound)
        return bound

    @asynccontextmanager
    async def savepoint(self) -> AsyncIterator[None]:
        """Undo everything done inside when it raises, and nothing else; wakes registered inside go too."""
        self._depth += 1
        name = f"s{self._depth}"
        wakes = len(self.after_commit)
        await self._driver.execute(f"SAVEPOINT {name}")
        try:
            yield
        except BaseException:
            del self.after_commit[wakes:]
            await self._undo(name)
            raise
        else:
            await self._driver.execute(f"RELEASE {name}")
        finally:
            self._depth -= 1

    async def _undo(self, savepoint: str) -> None:
        # One statement at a time: sqlite3 commits before it runs a script, and with that the savepoint is gone.
        await self._driver.execute(f"ROLLBACK TO {savepoint}")
        await self._driver.execute(f"RELEASE {savepoint}")


class Database:
    """A database file or server; open it with `open_database`, close it with `close`."""

    def __init__(self, url: str, writer: Driver, reader: Driver, queries: Mapping[str, Any]) -> None:
        self.url = url
        self.driver_name: str = writer.name
        self._writer = writer
        self._reader = reader
        self._queries = queries
        self._writing = asyncio.Lock()
        self._reading = asyncio.Lock()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """A writing transaction: kept as a whole when the block ends, undone as a whole when it raises.

        Writers queue in this process and, by BEGIN IMMEDIATE, with other processes.
        """
        async with self._writing:
            tx = Transaction(self._queries, self._writer)
            try:
                await self._writer.begin()
                yield tx
            except BaseException:
                await asyncio.shield(self._writer.rollback())
                raise
            await asyncio.shield(self._commit())
        for wake in tx.after_commit:
            wake()

    async def _commit(self) -> None:
        try:
            await self._writer.commit()
        except BaseException:
            await self._writer.rollback()
            raise

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Transaction]:
        """A reading transaction: one moment's view, beside the writer, never waiting for it."""
        async with self._reading:
            try:
                await self._reader.begin()
                yield Transaction(self._queries, self._reader)
            finally:
                await asyncio.shield(self._reader.rollback())

    async def script(self, sql: str) -> None:
        """Run several statements on the writing connection (migrations bring their own transaction)."""
        async with self._writing:
            try:
                await self._writer.script(sql)
            except BaseException:
                await asyncio.shield(self._writer.rollback())
                raise

    async def close(self) -> None:
        """Close both connections; afterwards the database object is of no use."""
        await self._reader.close()
        await self._writer.close()


def database_file(url: str) -> Path:
    """The file of a ``sqlite:///`` address. Raises DatabaseError for another kind of address."""
    if not url.startswith("sqlite:///"):
        raise DatabaseError(f"The database address must begin with sqlite:/// , not {url.split(':', 1)[0]}:")
    return Path(url.removeprefix("sqlite:///"))


async def open_database(url: str) -> Database:
    """Open ``sqlite:///relative/path``, ``sqlite:////absolute/path``; the folder is made when missing.

    Raises DatabaseError for another kind of address or a file that cannot be opened as a database.
    """
    path = database_file(url)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _make_private(path)
        writer = await sqlite.connect(path, writing=True)
        try:
            reader = await sqlite.connect(path, writing=False)
        except BaseException:
            await writer.close()
            raise
    except (OSError, sqlite.Error) as error:
        raise DatabaseError(f"The database {path} cannot be opened: {error}.") from error
    return Database(url, writer, reader, _queries(sqlite.Adapter))


def _make_private(path: Path) -> None:
    """Make a new file readable by its owner alone; SQLite gives its companions the same rights."""
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))


@cache
def _queries(adapter: Any) -> Mapping[str, Any]:
    """All queries, by SQL file; read once a process."""
    return {path.stem: aiosql.from_path(path, adapter) for path in sorted(QUERIES.glob("*.sql"))}
