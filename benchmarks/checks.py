"""What the database of a bot must hold when the measurement is over; otherwise no figure counts."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from benchmarks.load import Crowd, Habit, Reporting
from storage import Row, open_database


class Lost(Exception):
    """The database does not hold what people were told that it holds."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a bot keeps its files, and the address of the database if it is ours."""

    folder: Path
    url: str

    async def rows(self, sql: str) -> Sequence[Row]:
        """Rows of our database."""
        database = await open_database(self.url)
        try:
            async with database.reading() as tx:
                return await tx.select(sql)
        finally:
            await database.close()


async def nothing(_place: Place, _crowd: Crowd, _habit: Habit) -> None:
    """A bot that stores nothing can lose nothing."""


async def rows_of_peer(place: Place, crowd: Crowd, _habit: Habit) -> None:
    """A row for each echo that was seen. Raises Lost."""
    with closing(sqlite3.connect(f"file:{place.folder / 'peer.sqlite'}?mode=ro", uri=True)) as database:
        (rows,) = database.execute("SELECT count(*) FROM said").fetchone()
    if rows < crowd.rounds:
        raise Lost(f"{crowd.rounds} echoes were seen, {rows} rows are kept")


async def nothing_undone(place: Place, _crowd: Crowd, _habit: Habit) -> None:
    """Every update is done. Raises Lost."""
    (row,) = await place.rows("SELECT count(*) AS n FROM inbox WHERE state <> 'done'")
    if row["n"]:
        raise Lost(f"{row['n']} updates are not done though everybody was answered")


async def reports(place: Place, crowd: Crowd, habit: Habit) -> None:
    """The references of the reports are those on the receipts; those of a history (R1, R2, …) are nobody's. Raises Lost."""
    await nothing_undone(place, crowd, habit)
    assert isinstance(habit, Reporting)
    found = await place.rows(
        "SELECT reference FROM reports WHERE state = 'saved' AND reference NOT LIKE 'R%'"
    )
    kept = {row["reference"] for row in found}
    if kept != habit.receipts:
        raise Lost(
            f"{len(habit.receipts)} receipts were seen, {len(kept)} reports are kept, "
            f"{len(kept ^ habit.receipts)} of them differ"
        )
