"""Numbered migrations: one SQL file a step and driver, each kept in one transaction with its number."""

from __future__ import annotations

from pathlib import Path

from storage.database import Database
from storage.errors import DatabaseError

FOLDER = Path(__file__).parent


class NewerSchema(DatabaseError):
    """The database was written by a newer Tansiq than this one."""


def steps(driver: str = "sqlite") -> list[tuple[int, Path]]:
    """Numbers and files, in order: those of SQLite, and in the place of some of them what another database needs instead."""
    files = {path.name: path for folder in ("sqlite", driver) for path in (FOLDER / folder).glob("*.sql")}
    return sorted((int(name.split("_", 1)[0]), path) for name, path in files.items())


def newest() -> int:
    """The schema number that this program knows."""
    return steps()[-1][0]


async def schema_version(database: Database) -> int:
    """The schema number of the database; 0 for an empty one."""
    async with database.reading() as tx:
        if not await tx.schema.has_versions():
            return 0
        return int(await tx.schema.version() or 0)


async def migrate(database: Database) -> list[int]:
    """Bring the schema up to date and name the steps taken.

    Raises NewerSchema, touching nothing, when the database is ahead of this program.
    """
    version = await schema_version(database)
    known = steps(database.driver_name)
    if version > known[-1][0]:
        raise NewerSchema(
            f"The database has schema {version}, but this Tansiq knows only up to {known[-1][0]}: "
            "start the newer Tansiq, or restore a backup made before the upgrade."
        )
    taken = []
    for number, path in known:
        if number > version and await database.step(number, path.read_text(encoding="utf-8")):
            taken.append(number)
    return taken
