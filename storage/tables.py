"""Whole tables, whatever is in them: read, written, locked and counted, the same way for a file and for a server."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Sequence
from typing import Any, Protocol

BATCH = 1000

OURS_ALONE = ("schema_versions", "leases", "calls", "sqlite_sequence")
"""Tables that belong to a database, not to what is kept in it."""

Values = tuple[Any, ...]


class Tables(Protocol):
    """The tables of one database, inside one transaction."""

    async def names(self) -> list[str]: ...
    async def columns(self, table: str) -> list[str]: ...
    def rows(self, table: str, columns: Sequence[str]) -> AsyncIterator[list[Values]]: ...
    async def put(self, table: str, columns: Sequence[str], rows: list[Values]) -> None: ...
    async def open_up(self) -> None: ...
    async def close_up(self) -> None: ...
    async def last_ids(self) -> dict[str, int]: ...
    async def set_last_ids(self, last: dict[str, int]) -> None: ...


class FileTables:
    """Of an SQLite file. Foreign keys must be off for the connection while rows come in."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._triggers: list[str] = []

    def _select(self, sql: str) -> list[Any]:
        return self._connection.execute(sql).fetchall()

    async def names(self) -> list[str]:
        found = self._select("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        return [row[0] for row in found if row[0] not in OURS_ALONE and not row[0].startswith("sqlite_stat")]

    async def columns(self, table: str) -> list[str]:
        """Without the generated ones."""
        found = self._select(f"SELECT name FROM pragma_table_xinfo('{table}') WHERE hidden = 0 ORDER BY name")  # noqa: S608  a name of the schema
        return [row[0] for row in found]

    async def rows(self, table: str, columns: Sequence[str]) -> AsyncIterator[list[Values]]:
        cursor = self._connection.execute(f"SELECT {_list(columns)} FROM {table}")  # noqa: S608  names of the schema
        while found := cursor.fetchmany(BATCH):
            yield [tuple(row) for row in found]

    async def put(self, table: str, columns: Sequence[str], rows: list[Values]) -> None:
        marks = ", ".join("?" * len(columns))
        self._connection.executemany(f"INSERT INTO {table} ({_list(columns)}) VALUES ({marks})", rows)  # noqa: S608  names of the schema

    async def open_up(self) -> None:
        """Let rows in as they are: without triggers."""
        found = self._select("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
        self._triggers = [row[1] for row in found]
        for row in found:
            self._connection.execute(f"DROP TRIGGER {row[0]}")

    async def close_up(self) -> None:
        """Put everything back. Raises ValueError when a row names another one that is not there."""
        for trigger in self._triggers:
            self._connection.execute(trigger)
        if broken := self._select("PRAGMA foreign_key_check"):
            raise ValueError(f"a row of {broken[0][0]} names a row of {broken[0][2]} that is not there")

    async def last_ids(self) -> dict[str, int]:
        """Of tables whose ids are never given twice, the last one that was given."""
        return {row[0]: row[1] for row in self._select("SELECT name, seq FROM sqlite_sequence")}

    async def set_last_ids(self, last: dict[str, int]) -> None:
        """Go on after these ids."""
        for table, number in last.items():
            self._connection.execute("DELETE FROM sqlite_sequence WHERE name = ?", (table,))
            self._connection.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table, number))


class ServerTables:
    """Of a PostgreSQL database, for a user who owns its tables."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._keys: list[tuple[str, str, str]] = []

    async def names(self) -> list[str]:
        found = await self._connection.fetch(
            "SELECT table_name FROM information_schema.tables "
            "WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' ORDER BY table_name"
        )
        return [row[0] for row in found if row[0] not in OURS_ALONE]

    async def columns(self, table: str) -> list[str]:
        """Without the generated ones."""
        found = await self._connection.fetch(
            "SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema() "
            "AND table_name = $1 AND is_generated = 'NEVER' ORDER BY column_name COLLATE \"C\"",
            table,
        )
        return [row[0] for row in found]

    async def rows(self, table: str, columns: Sequence[str]) -> AsyncIterator[list[Values]]:
        cursor = _name(f"rows of {table}")  # each its own: what it gives is remembered by its name
        select = f"SELECT {_list(columns)} FROM {_name(table)}"  # noqa: S608  names of the schema
        await self._connection.execute(f"DECLARE {cursor} CURSOR FOR {select}")
        while found := await self._connection.fetch(f"FETCH {BATCH} FROM {cursor}"):
            yield [tuple(row) for row in found]
        await self._connection.execute(f"CLOSE {cursor}")

    async def put(self, table: str, columns: Sequence[str], rows: list[Values]) -> None:
        await self._connection.copy_records_to_table(table, records=rows, columns=list(columns))

    async def open_up(self) -> None:
        """Let rows in as they are: without triggers and foreign keys."""
        self._keys = [
            (row[0], row[1], row[2])
            for row in await self._connection.fetch(
                "SELECT CAST(conrelid::regclass AS text), quote_ident(conname), pg_get_constraintdef(oid) "
                "FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace"
            )
        ]
        for table, name, _ in self._keys:
            await self._connection.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        for table in await self.names():
            await self._connection.execute(f"ALTER TABLE {_name(table)} DISABLE TRIGGER USER")

    async def close_up(self) -> None:
        """Put everything back; a row that names another one that is not there is an error of the server."""
        for table, name, definition in self._keys:
            await self._connection.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
        for table in await self.names():
            await self._connection.execute(f"ALTER TABLE {_name(table)} ENABLE TRIGGER USER")

    async def last_ids(self) -> dict[str, int]:
        """Of all tables that number their rows, the last id that was given."""
        return {
            table: last
            for table, sequence in await self._sequences()
            if (last := await self._connection.fetchval(f"SELECT last_value FROM {sequence} WHERE is_called"))  # noqa: S608  a name of the schema
        }

    async def set_last_ids(self, last: dict[str, int]) -> None:
        """Go on after these ids, and after the greatest that there is."""
        for table, sequence in await self._sequences():
            greatest = await self._connection.fetchval(f"SELECT max(id) FROM {_name(table)}")  # noqa: S608  a name of the schema
            if number := max(last.get(table, 0), greatest or 0):
                await self._connection.execute(
                    "SELECT setval(CAST($1 AS text)::regclass, $2)", sequence, number
                )

    async def _sequences(self) -> list[tuple[str, str]]:
        found = await self._connection.fetch(
            "SELECT table_name, pg_get_serial_sequence(quote_ident(table_name), 'id') AS sequence "
            "FROM information_schema.columns "
            "WHERE table_schema = current_schema() AND column_name = 'id' AND is_identity = 'YES'"
        )
        return [(row["table_name"], row["sequence"]) for row in found]


def _name(name: str) -> str:
    return f'"{name}"'


def _list(columns: Sequence[str]) -> str:
    return ", ".join(map(_name, columns))
