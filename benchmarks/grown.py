"""A database that has grown: many people and a long history of reports."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from benchmarks.summary import fill

_PEOPLE = """
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
INSERT INTO people (telegram_id, state, name, role, governorates, language, created_at)
SELECT 5000000000 + i, 'approved', 'Registered ' || i, 'focal_point', 'IQ-NI', 'ar', '2026-01-01T00:00:00.000Z' FROM n
"""


def grown(file: Path, reports: int, registered: int, kept: str) -> None:
    """Add so many people and reports to a database that has its schema and at least one person.

    Filling takes minutes: the file is kept in the folder `kept`, and taken from there the next time. "" keeps nothing.
    """
    if not kept or not (reports or registered):
        _fill(file, reports, registered)
        return
    filled = Path(kept) / f"{reports}-{registered}.sqlite"
    if filled.exists():
        shutil.copyfile(filled, file)
        return
    _fill(file, reports, registered)
    shutil.copyfile(file, filled)


def _fill(file: Path, reports: int, registered: int) -> None:
    if registered:
        with closing(sqlite3.connect(file)) as database:
            database.execute(_PEOPLE, (registered,))
            database.commit()
    if reports:
        fill(file, reports)
