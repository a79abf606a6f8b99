"""A database moved from a file to a server or back: everything in one transaction, compared before it is kept."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from storage.database import Database
from storage.errors import DatabaseError
from storage.migrations import migrate, newest, schema_version
from storage.tables import FileTables, ServerTables, Tables


@dataclass(frozen=True, slots=True)
class Digest:
    """What a table holds: how many rows, and the sum of their hashes, in whatever order they come."""

    rows: int = 0
    hashes: int = 0

    def __str__(self) -> str:
        return f"{self.rows} row(s), {self.hashes:032x}"

    def and_rows(self, rows: Sequence[tuple[Any, ...]]) -> Digest:
        """With these rows too."""
        more = sum(int.from_bytes(hashlib.sha256(repr(row).encode()).digest()[:16]) for row in rows)
        return Digest(self.rows + len(rows), (self.hashes + more) % 2**128)


async def move(source: Database, target: Database, told: Callable[[str, Digest], None]) -> None:
    """Copy every row from one to the other, and tell of each table when it was compared.

    Nobody may write to the source meanwhile. Raises DatabaseError, leaving the target empty, when it is not empty, when
    the source is not of this program's schema, or when what arrived is not what was there.
    """
    await refuse_other_schema(source)
    if (version := await schema_version(target)) not in (0, newest()):
        raise DatabaseError(f"The target has schema {version}: it must be empty. Nothing was moved.")
    await migrate(target)
    async with _tables(source, writing=False) as there, _tables(target, writing=True) as here:
        names = await there.names()
        if names != await here.names():
            raise DatabaseError("The two databases do not have the same tables.")
        for table in names:
            if (await _digest(table, here)).rows:
                raise DatabaseError(f"The target is not empty: there are rows in {table}. Nothing was moved.")
        await here.open_up()
        digests = {table: await _copy(table, there, here) for table in names}
        await here.set_last_ids(await there.last_ids())
        await here.close_up()
        for table, digest in digests.items():
            arrived = await _digest(table, here)
            if arrived != digest:
                raise DatabaseError(
                    f"{table} differs: {digest} were read, {arrived} arrived. Nothing was moved."
                )
            told(table, digest)


async def refuse_other_schema(source: Database) -> None:
    """Raise DatabaseError when a database to move is not of this program's schema."""
    if (version := await schema_version(source)) != newest():
        raise DatabaseError(
            f"The database to move has schema {version}, this Tansiq has {newest()}: run `migrate` on it first."
        )


async def _copy(table: str, there: Tables, here: Tables) -> Digest:
    columns = await there.columns(table)
    if columns != await here.columns(table):
        raise DatabaseError(f"The two databases do not have the same columns in {table}.")
    digest = Digest()
    async for rows in there.rows(table, columns):
        digest = digest.and_rows(rows)
        try:
            await here.put(table, columns, rows)
        except (ValueError, TypeError) as error:
            raise DatabaseError(f"A row of {table} cannot be kept there: {error}.") from error
    return digest


async def _digest(table: str, tables: Tables) -> Digest:
    digest = Digest()
    async for rows in tables.rows(table, await tables.columns(table)):
        digest = digest.and_rows(rows)
    return digest


@asynccontextmanager
async def _tables(database: Database, *, writing: bool) -> AsyncIterator[Tables]:
    """Its tables within one transaction; a file's writer is taken in any case, so that nobody writes meanwhile."""
    async with database.connection(writing=writing or not database.shared) as driver:
        if not database.shared:
            driver.connection.execute("PRAGMA foreign_keys=OFF")  # no effect inside a transaction
        try:
            await driver.begin()
            yield ServerTables(driver.connection) if database.shared else FileTables(driver.connection)
            await driver.commit()
        except BaseException:
            await driver.rollback()
            raise
        finally:
            if not database.shared:
                driver.connection.execute("PRAGMA foreign_keys=ON")
