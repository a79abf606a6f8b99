"""The command ``python -m benchmarks.summary``: what a daily summary costs with a long history and a ten times longer one."""

from __future__ import annotations

import asyncio
import gc
import sqlite3
import statistics
import sys
import tempfile
import time
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import click

from coordination.groups import group as groups
from coordination.people import register
from coordination.people.person import Role
from coordination.reports.days import BAGHDAD
from coordination.roster.reporters import load_reporters
from coordination.summaries.rollups import differences
from handlers.daily_summary import post_due
from storage import Database, migrate, open_database

EVENING = datetime(2026, 11, 22, 18, tzinfo=BAGHDAD)
A_DAY = 200
"""Reports saved each day; a longer history reaches further back."""
MOST_MS, MOST_RATIO = 50.0, 1.2

_FORMS = """
INSERT INTO forms (id, person, chat, kind, step, data, state, created_at, updated_at)
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {reports})
SELECT i, 1, 1, 'status', 'card', '{{}}', 'saved', '2026-01-01', '2026-01-01' FROM n;
"""
_REPORTS = """
WITH RECURSIVE n (i) AS (SELECT {oldest} UNION ALL SELECT i - 1 FROM n WHERE i > {newest})
INSERT INTO reports (reference, kind, governorate, households, households_said, individuals_said, sectors, day, note,
    reporter, reporter_areas, form, saved_at, gravity)
SELECT 'R' || i,
    CASE i % 10 WHEN 0 THEN 'incident' WHEN 1 THEN 'access' WHEN 2 THEN 'return' WHEN 3 THEN 'need' ELSE 'displacement' END,
    area, 20 + i % 90, 'number', 'not reported', CASE i % 10 WHEN 3 THEN 'food wash' ELSE '' END,
    date('2026-11-22', '-' || (i / {a_day}) || ' days'), 'what was seen there', 1, area, i,
    strftime('%Y-%m-%dT%H:%M:%fZ', '2026-11-22 15:00', '-' || (i * (86400 / {a_day})) || ' seconds'),
    CASE i % 30 WHEN 0 THEN 'severe' WHEN 10 THEN 'minor' ELSE 'unknown' END
FROM (SELECT i, CASE i % 6 WHEN 0 THEN 'IQ-NI' WHEN 1 THEN 'IQ-AN' WHEN 2 THEN 'IQ-BA' WHEN 3 THEN 'IQ-KI'
    WHEN 4 THEN 'IQ-DI' ELSE 'IQ-AR' END AS area FROM n);
"""
_HISTORY = """
INSERT INTO told_reports (group_id, report, version)
    SELECT 1, id, 1 FROM reports WHERE saved_at < '2026-11-21T15:00';
INSERT INTO report_changes (report, version, at, person, field, before, after)
    SELECT id, 1, saved_at, 1, 'note', '{}', '{}' FROM reports WHERE id % 50 = 0;
INSERT INTO rollups SELECT * FROM rollups_of_reports;
"""
_HEAVY = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND type IN ('trigger', 'index') AND tbl_name <> 'rollups'"


def fill(file: Path, reports: int) -> None:
    """Save so many reports: all but the last two days beside the triggers and indexes, which make them slow."""
    with closing(sqlite3.connect(file)) as database:
        database.execute("PRAGMA synchronous = OFF")
        heavy = database.execute(_HEAVY).fetchall()
        recent = 2 * A_DAY
        values = {"a_day": A_DAY, "reports": reports + 1}
        database.executescript("".join(f"DROP {type} {name};" for type, name, _ in heavy))
        database.executescript(
            _FORMS.format(**values) + _REPORTS.format(oldest=reports, newest=recent, **values) + _HISTORY
        )
        database.executescript("".join(f"{sql};" for _, _, sql in heavy))
        database.executescript(_REPORTS.format(oldest=recent - 1, newest=1, **values))


class _Undone(Exception):
    """Rolls a measured posting back, to do it again."""


async def prepare(folder: Path, reports: int) -> Database:
    """A database with so many reports and one group that is due its summary."""
    database = await open_database(f"sqlite:///{folder / f'{reports}.sqlite'}")
    await migrate(database)
    start = EVENING - timedelta(days=1)
    async with database.transaction() as tx:
        await load_reporters(tx, start)
        person = await register.meet(tx, 1, "one", start)
        await register.set_profile(
            tx,
            person,
            name="one",
            organisation="",
            role=Role.FOCAL_POINT,
            governorates=("IQ-NI",),
            state="approved",
        )
        group = await groups.arrive(tx, -1, "room", None, start)
        await groups.decide(tx, group, "approved", by=None, now=start)
    fill(folder / f"{reports}.sqlite", reports)
    async with database.reading() as tx:
        if wrong := await differences(tx):
            raise RuntimeError(f"the sums are not those of the reports: {wrong[:3]}")
    return database


async def posting(database: Database) -> float:
    """Milliseconds of processor time that one group's summary takes in both languages, until it lies in the outbox.

    Nothing of it waits for a disk, and what others do on the machine is not counted.
    """
    began = time.process_time()
    try:
        async with database.transaction() as tx:
            if await post_due(tx, EVENING) != 1:
                raise RuntimeError("there was no summary to post")
            spent = (time.process_time() - began) * 1000
            raise _Undone
    except _Undone:
        return spent


async def measure(sizes: tuple[int, int], runs: int) -> tuple[float, float]:
    """The median of each size, taken in turns."""
    with tempfile.TemporaryDirectory() as folder:
        databases = [await prepare(Path(folder), size) for size in sizes]
        taken: list[list[float]] = [[], []]
        for turn in range(runs + 2):
            for nth, database in enumerate(databases):
                gc.collect()
                spent = await posting(database)
                if turn >= 2:  # the first ones read from the disk
                    taken[nth].append(spent)
        for database in databases:
            await database.close()
    return statistics.median(taken[0]), statistics.median(taken[1])


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--reports", default=1_000_000, show_default=True, help="The longer history; the other is a tenth of it."
)
@click.option("--runs", default=21, show_default=True, help="How often each is measured, in turns.")
def main(reports: int, runs: int) -> None:
    """Measure a daily summary; exits with 1 when it is too slow, or slower with more history."""
    small, large = asyncio.run(measure((reports // 10, reports), runs))
    click.echo(f"daily summary, {reports // 10:,} reports: {small:.1f} ms")
    click.echo(f"daily summary, {reports:,} reports: {large:.1f} ms ({large / small:.2f} times that)")
    if large > MOST_MS or large > MOST_RATIO * small:
        sys.exit(f"benchmarks: more than {MOST_MS:.0f} ms, or more than {MOST_RATIO} times the smaller one.")


if __name__ == "__main__":
    main()
