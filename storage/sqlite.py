"""SQLite through aiosqlite: WAL, synchronous=FULL, a hop to its thread only for what can really wait.

A hop costs ten times what a small statement costs (about 0.1 ms against 0.01), and two threads that take the
interpreter from each other cost more. Inside an open transaction a statement waits for nobody: it runs where it is.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import aiosqlite
from aiosql.types import SQLOperationType

from storage.errors import Outage

Error = sqlite3.Error

BUSY_TIMEOUT_MS = 10_000
WRITE, READ = "BEGIN IMMEDIATE", "BEGIN"
UNDO_IN_MEMORY = "PRAGMA temp_store=MEMORY"
"""A savepoint notes each page before its first change; in a temporary file that is some fifty writes a saved report."""

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
    """One connection to the file; writing ones begin IMMEDIATE (a deferred one that upgrades fails at once).

    `connection` is for the statements, run where they are called. What can wait for the disk or for another process
    (begin, commit, rollback, scripts) goes through aiosqlite's thread.
    """

    name = "sqlite"

    def __init__(self, opened: aiosqlite.Connection, begin: str, path: Path) -> None:
        self.connection: sqlite3.Connection = opened._conn  # aiosqlite has no public way to its connection
        self.files: dict[str, Any] = {}
        self._opened = opened
        self._begin = begin
        self._path = path
        self._inode = path.stat().st_ino
        self._hops = 0

    def bind(self, query: Any) -> Callable[..., Awaitable[Any]]:
        """A query of aiosql, asynchronous by name so that another driver can really wait.

        What aiosql would put around each call, generators among it, costs as much as a small statement.
        """
        sql, execute, execute_many = query.sql, self.connection.execute, self.connection.executemany

        async def rows(**parameters: Any) -> list[Any]:
            return execute(sql, parameters).fetchall()

        async def one(**parameters: Any) -> Any:
            found = execute(sql, parameters).fetchall()
            return found[0] if found else None

        async def value(**parameters: Any) -> Any:
            found = execute(sql, parameters).fetchall()
            return found[0][0] if found else None

        async def run(**parameters: Any) -> None:
            execute(sql, parameters)

        async def run_many(many: Sequence[Parameters]) -> None:
            execute_many(sql, many)

        kinds: dict[Any, Callable[..., Awaitable[Any]]] = {
            SQLOperationType.SELECT: rows,
            SQLOperationType.SELECT_ONE: one,
            SQLOperationType.SELECT_VALUE: value,
            SQLOperationType.INSERT_UPDATE_DELETE: run,
            SQLOperationType.INSERT_UPDATE_DELETE_MANY: run_many,
        }
        return kinds[query.operation]

    async def open(self) -> None:
        """It is open from the beginning."""

    async def begin(self) -> None:
        if self._begin == READ:
            self.connection.execute(READ)  # it takes no lock before the first statement
        else:
            self._must_be_there()
            # Whoever was cancelled while committing left the commit under way: only behind it is there a beginning.
            if self._hops or not self._begun_at_once():
                await self._hop(self._opened.execute_fetchall(self._begin))

    def _begun_at_once(self) -> bool:
        """Begin without a hop; False where another process writes, which has to be waited for."""
        (patience,) = self.connection.execute("PRAGMA busy_timeout").fetchone()
        self.connection.execute("PRAGMA busy_timeout=0")
        try:
            self.connection.execute(self._begin)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            return False
        finally:
            self.connection.execute(f"PRAGMA busy_timeout={patience}")
        return True

    async def _hop(self, work: Awaitable[object]) -> None:
        self._hops += 1
        try:
            await work
        finally:
            self._hops -= 1

    def _must_be_there(self) -> None:
        """What is written to a file that was moved or deleted is kept nowhere. Raises Outage."""
        try:
            there = self._path.stat().st_ino == self._inode
        except OSError:
            there = False
        if not there:
            raise Outage(
                f"the database file {self._path} is gone: put it back, or stop the bot and restore a backup"
            )

    async def commit(self) -> None:
        await self._hop(self._opened.execute_fetchall("COMMIT"))

    async def rollback(self) -> None:
        if self._begin == READ:
            self.connection.rollback()  # nothing was written
        else:
            await self._hop(self._opened.rollback())

    async def execute(self, sql: str) -> None:
        self.connection.execute(sql)

    async def release(self, savepoint: str) -> None:
        """Keep what was done since, in the transaction around it."""
        self.connection.execute(f"RELEASE {savepoint}")

    async def undo(self, savepoint: str) -> None:
        """Undo what was done since."""
        # One statement at a time: sqlite3 commits before it runs a script, and with that the savepoint is gone.
        self.connection.execute(f"ROLLBACK TO {savepoint}")
        self.connection.execute(f"RELEASE {savepoint}")

    async def step(self, number: int, sql: str) -> bool:
        await self._opened.executescript(
            "PRAGMA temp_store=FILE;\n"  # an index of a whole table is sorted on disk
            "BEGIN IMMEDIATE;\n"
            "CREATE TABLE IF NOT EXISTS schema_versions (version INTEGER PRIMARY KEY);\n"
            f"{sql}\n"
            f"INSERT INTO schema_versions (version) VALUES ({number});\nCOMMIT;\n"
            f"{UNDO_IN_MEMORY};"
        )
        return True

    async def select(self, sql: str) -> Sequence[sqlite3.Row]:
        return self.connection.execute(sql).fetchall()

    async def announce(self) -> None:
        """Nobody else works on the file."""

    async def alone(self, what: str) -> None:
        """Whoever writes is alone."""

    async def close(self) -> None:
        await self._opened.close()


async def connect(path: Path, *, writing: bool) -> Connection:
    """Open the file. Raises sqlite3.Error when it is no database, OSError when it cannot be reached."""
    connection = aiosqlite.connect(
        path,
        isolation_level=None,
        timeout=BUSY_TIMEOUT_MS / 1000,
        cached_statements=512,
        check_same_thread=False,  # the locks of storage.database keep its users apart
    )
    opened = await connection
    try:
        opened.row_factory = sqlite3.Row
        if writing:
            await opened.execute_fetchall("PRAGMA journal_mode=WAL")
            await opened.execute_fetchall(UNDO_IN_MEMORY)
        # Not every build clears by itself what was deleted: a passport that was typed would stay in free pages.
        always = ("synchronous=FULL", "foreign_keys=ON", "secure_delete=ON")
        for pragma in (*always, f"query_only={'OFF' if writing else 'ON'}"):
            await opened.execute_fetchall(f"PRAGMA {pragma}")
    except BaseException:
        await opened.close()
        raise
    return Connection(opened, WRITE if writing else READ, path)


class Adapter:
    """aiosql reads the SQL files; SQLite takes their parameters as they are, and `Connection.bind` runs them."""

    is_aio_driver = True

    def process_sql(self, _name: str, _operation: Any, sql: str) -> str:
        return sql
