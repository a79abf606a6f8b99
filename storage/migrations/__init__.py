"""Numbered migrations: one SQL file a step and driver, each kept in one transaction with its number."""

from __future__ import annotations

from pathlib import Path

from storage.database import Database, DatabaseError

FOLDER = Path(__file__).parent


class NewerSchema(DatabaseError):
    """The database was written by a newer Tansiq than this one."""


def _steps(driver: str) -> list[tuple[int, Path]]:
    return sorted((int(path.name.split("_", 1)[0]), path) for path in (FOLDER / driver).glob("*.sql"))


def newest(driver: str = "sqlite") -> int:
    """The schema number that this program knows."""
    return _steps(driver)[-1][0]


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
    steps = _steps(database.driver_name)
    if version > steps[-1][0]:
        raise NewerSchema(
            f"The database has schema {version}, but this Tansiq knows only up to {steps[-1][0]}: "
            "start the newer Tansiq, or restore a backup made before the upgrade."
        )
    taken = []
    for number, path in steps:
        if number > version:
            await database.script(
                "BEGIN IMMEDIATE;\n"
                "CREATE TABLE IF NOT EXISTS schema_versions (version INTEGER PRIMARY KEY);\n"
                f"{path.read_text(encoding='utf-8')}\n"
                f"INSERT INTO schema_versions (version) VALUES ({number});\nCOMMIT;"
            )
            taken.append(number)
    return taken
