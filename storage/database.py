"""One database, two kinds of transaction: writing ones and reading ones; the driver says how many at a time."""

from __future__ import annotations

import asyncio
import os
import secrets
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import aiosql

from storage import sqlite
from storage.addresses import database_file, is_server
from storage.errors import DatabaseError, Outage

if TYPE_CHECKING:
    from storage import postgresql

QUERIES = Path(__file__).parent / "queries"

Row = Mapping[str, Any]
"""A row: values by column name, whichever driver fetched it."""


class Driver(Protocol):
    """A connection as `storage.sqlite` and `storage.postgresql` offer it."""

    name: str
    connection: Any
    files: dict[str, Any]
    """The queries that were used on it, by SQL file."""

    def bind(self, query: Any) -> Callable[..., Awaitable[Any]]: ...
    async def open(self) -> None: ...
    async def begin(self) -> None: ...
    async def commit(self) -> None: ...
    async def rollback(self) -> None: ...
    async def execute(self, sql: str) -> None: ...
    async def release(self, savepoint: str) -> None: ...
    async def undo(self, savepoint: str) -> None: ...
    async def step(self, number: int, sql: str) -> bool: ...
    async def select(self, sql: str) -> Sequence[Any]: ...
    async def announce(self) -> None: ...
    async def alone(self, what: str) -> None: ...
    async def close(self) -> None: ...


class _Pool:
    """Connections of one kind, each lent to one user at a time."""

    def __init__(self, drivers: Sequence[Driver]) -> None:
        self.all = tuple(drivers)
        self._free = list(reversed(drivers))
        self._lent = asyncio.Semaphore(len(drivers))

    @property
    def busy(self) -> bool:
        return self._lent.locked()

    @asynccontextmanager
    async def one(self) -> AsyncIterator[Driver]:
        async with self._lent:
            driver = self._free.pop()
            try:
                yield driver
            finally:
                self._free.append(driver)


class _Queries:
    """The queries of one SQL file, bound to one connection: ``await tx.people.by_id(id=7)``.

    A query for many rows (``*!``) takes one list of dictionaries instead.
    """

    def __init__(self, queries: Any, driver: Driver) -> None:
        self._queries = queries
        self._driver = driver

    def __getattr__(self, name: str) -> Callable[..., Awaitable[Any]]:
        run = self._driver.bind(getattr(self._queries, name))
        setattr(self, name, run)
        return run


class Transaction:
    """An open transaction: its queries by SQL file, savepoints, and what to do once it is kept."""

    def __init__(self, queries: Mapping[str, Any], driver: Driver) -> None:
        self._all = queries
        self._driver = driver
        self._depth = 0
        self.after_commit: list[Callable[[], None]] = []
        self.remembered: dict[str, str] = {}
        """What every turn reads, read once for all that share the transaction; whoever changes it takes it out."""

    def __getattr__(self, file: str) -> _Queries:
        bound: _Queries | None = self._driver.files.get(file)
        if bound is None:
            if file not in self._all:
                raise AttributeError(f"there is no storage/queries/{file}.sql")
            bound = self._driver.files[file] = _Queries(self._all[file], self._driver)
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
            self.remembered.clear()
            await self._driver.undo(name)
            raise
        else:
            await self._driver.release(name)
        finally:
            self._depth -= 1

    async def alone(self, what: str) -> None:
        """Be the only transaction that is alone with this, to its end, and see from here on what others kept before.

        For decisions by rows that others write, where no unique index and no version decides. On SQLite every writing
        transaction is alone.
        """
        await self._driver.alone(what)
        self.remembered.clear()

    async def select(self, sql: str) -> Sequence[Row]:
        """Rows of a statement of the caller's own: for tests, and for tools that go through whole tables."""
        return await self._driver.select(sql)


class Session:
    """A connection to a server of one's own, outside transactions: every statement is kept at once."""

    def __init__(self, queries: Mapping[str, Any], driver: postgresql.Connection) -> None:
        self._queries = queries
        self._driver = driver
        self._one_at_a_time = asyncio.Lock()

    @asynccontextmanager
    async def statements(self) -> AsyncIterator[Transaction]:
        """The queries, to nobody but this user as long as the block lasts. Raises Outage while the server is away."""
        async with self._one_at_a_time:
            await self._driver.open()
            yield Transaction(self._queries, self._driver)

    @property
    def connection(self) -> object:
        """What changes when the connection was lost and opened again."""
        return self._driver.connection

    async def listen(self, heard: Callable[[], None]) -> None:
        """Call back when another process announced something, as long as this connection lives."""
        async with self._one_at_a_time:
            await self._driver.listen(heard)

    async def close(self) -> None:
        """Close the connection; what hangs on it (a lease) can be had by others at once."""
        await self._driver.close()


class Database:
    """A database file or server; open it with `open_database`, close it with `close`."""

    def __init__(
        self,
        url: str,
        writers: Sequence[Driver],
        readers: Sequence[Driver],
        queries: Mapping[str, Any],
        me: str = "",
    ) -> None:
        self.url = url
        self.driver_name: str = writers[0].name
        self._writers = _Pool(writers)
        self._readers = _Pool(readers)
        self._writer, self._reader = writers[0], readers[0]
        self._queries = queries
        self.me = me
        self.commit_seconds = 0.0
        """What the last commit took, nearly all of it waiting for the disk."""

    @property
    def shared(self) -> bool:
        """Whether several processes can work on it at once."""
        return self.driver_name == "postgresql"

    @property
    def busy(self) -> bool:
        """Whether a writing transaction would have to wait for others of this process."""
        return self._writers.busy

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """A writing transaction: kept as a whole when the block ends, undone as a whole when it raises.

        On SQLite writers queue, in this process and, by BEGIN IMMEDIATE, with other processes.
        """
        async with self._writers.one() as writer:
            tx = Transaction(self._queries, writer)
            try:
                await writer.begin()
                yield tx
                if tx.after_commit:
                    await writer.announce()
            except BaseException:
                await _to_its_end(writer.rollback())
                raise
            began = time.monotonic()
            await _to_its_end(_commit(writer))
            self.commit_seconds = time.monotonic() - began
        for wake in tx.after_commit:
            wake()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Transaction]:
        """A reading transaction: one moment's view, beside the writers, never waiting for them."""
        async with self._readers.one() as reader:
            try:
                await reader.begin()
                yield Transaction(self._queries, reader)
            finally:
                # On a file it ends at once; shielding what cannot be interrupted costs a task each time.
                await (_to_its_end(reader.rollback()) if self.shared else reader.rollback())

    @asynccontextmanager
    async def looking(self) -> AsyncIterator[Transaction]:
        """For single statements that read, each with its own view: on a server without what a transaction costs."""
        if not self.shared:
            async with self.reading() as tx:
                yield tx
            return
        async with self._readers.one() as reader:
            await reader.open()
            yield Transaction(self._queries, reader)

    @asynccontextmanager
    async def connection(self, *, writing: bool) -> AsyncIterator[Driver]:
        """A connection without a transaction, for what goes through whole tables."""
        async with (self._writers if writing else self._readers).one() as driver:
            yield driver

    async def step(self, number: int, sql: str) -> bool:
        """Take one step of the schema, whole with its number; False when another process has taken it meanwhile."""
        async with self._writers.one() as writer:
            try:
                return await writer.step(number, sql)
            except BaseException:
                await _to_its_end(writer.rollback())
                raise

    def session(self) -> Session:
        """A connection of one's own; only where `shared` says that others may be on the database."""
        from storage import postgresql

        connection = postgresql.Connection(self.url, postgresql.WRITE, self.me)
        return Session(self._queries, connection)

    async def close(self) -> None:
        """Close all connections; afterwards the database object is of no use."""
        for driver in (*self._readers.all, *self._writers.all):
            await driver.close()


async def _to_its_end(work: Coroutine[Any, Any, None]) -> None:
    """Await work that nothing breaks off: whoever is cancelled meanwhile goes only when the connection is free again."""
    task = asyncio.create_task(work)
    cancelled = False
    while not task.done():
        try:
            await asyncio.wait((task,))
        except asyncio.CancelledError:
            cancelled = True
    if cancelled:
        task.exception()
        raise asyncio.CancelledError
    task.result()


async def _commit(writer: Driver) -> None:
    try:
        await writer.commit()
    except BaseException:
        await writer.rollback()
        raise


async def open_database(url: str) -> Database:
    """Open ``sqlite:///relative/path``, ``sqlite:////absolute/path`` (the folder is made when missing), ``postgresql://…``.

    Raises DatabaseError for another kind of address, or what cannot be opened as a database.
    """
    return await (_open_server(url) if is_server(url) else _open_file(url))


async def _open_file(url: str) -> Database:
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
    return Database(url, [writer], [reader], _queries(sqlite.Adapter))


async def _open_server(url: str) -> Database:
    from storage import postgresql  # who stays with SQLite need not wait for the other driver

    me = secrets.token_hex(8)
    writers = [postgresql.Connection(url, postgresql.WRITE, me) for _ in range(postgresql.WRITERS)]
    readers = [postgresql.Connection(url, postgresql.READ, me) for _ in range(postgresql.READERS)]
    await writers[0].open()
    return Database(url, writers, readers, _queries(postgresql.Adapter), me)


def is_outage(error: BaseException) -> bool:
    """Whether the database itself is away or was in use, as against a mistake in our SQL: do the same again later."""
    return isinstance(error, Outage) or sqlite.is_outage(error)


def _make_private(path: Path) -> None:
    """Make a new file readable by its owner alone; SQLite gives its companions the same rights.

    One that is there is left alone: closing it would let go of the locks that this process has on it through SQLite.
    """
    with suppress(FileExistsError):
        # O_EXCL takes a link for a file that is there, also one that leads to nothing yet.
        os.close(os.open(os.path.realpath(path), os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))


class _File:
    """The queries of one SQL file; where there is a file for the driver, that one's come first."""

    def __init__(self, adapter: Any, paths: Sequence[Path]) -> None:
        self._adapter = adapter
        self._paths = paths

    @cached_property
    def _read(self) -> list[Any]:
        """Read when one of them is first used: the first answers need less than half of all files."""
        return [aiosql.from_path(path, self._adapter) for path in self._paths]

    def __getattr__(self, name: str) -> Any:
        for queries in self._read:
            if name in queries.available_queries:
                found = getattr(queries, name)
                setattr(self, name, found)
                return found
        raise AttributeError(f"there is no query {name} in storage/queries/{self._paths[0].name}")

    @property
    def names(self) -> list[str]:
        """The names of all queries."""
        return sorted(
            {q for queries in self._read for q in queries.available_queries if not q.endswith("_cursor")}
        )


@cache
def _queries(adapter: Any) -> Mapping[str, Any]:
    """All queries, by SQL file; each file is read once a process."""
    own = QUERIES / adapter.__module__.rpartition(".")[2]
    paths: dict[str, list[Path]] = {}
    for path in (*own.glob("*.sql"), *QUERIES.glob("*.sql")):
        paths.setdefault(path.stem, []).append(path)
    return {stem: _File(adapter, found) for stem, found in paths.items()}
