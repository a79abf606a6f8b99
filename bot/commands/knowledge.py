"""``python -m bot knowledge``: the knowledge base between files and rows."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from bot import config
from bot.application import prepare_database
from bot.clock import SystemClock
from bot.commands.stopping import one_sentence, run_to_end
from coordination.knowledge import files, importing, versions, writing
from coordination.knowledge.entry import Area, Entry
from coordination.knowledge.files import BadFile
from coordination.knowledge.importing import Difference
from coordination.knowledge.rules import faults_of_all
from coordination.knowledge.versions import Version
from coordination.reports.days import day_in_baghdad
from storage import Database, database_file, is_server, open_database

Read = tuple[list[Area], list[Entry]]


@click.group(short_help="Import, export or check the knowledge base.")
def knowledge() -> None:
    """The rows of the database are what is answered from; files are what they start from, and a way to edit many at once.

    Each command but a check without a database brings the schema up to date first, as `migrate` does.

    \b
    Examples:
      python -m bot knowledge export /tmp/knowledge
      python -m bot knowledge check /tmp/knowledge
      python -m bot knowledge import /tmp/knowledge/visa.toml
    """


@knowledge.command(name="check", short_help="Check files against the rules, and against the rows.")
@click.argument("folder", type=click.Path(path_type=Path), default=files.FOLDER)
def check(folder: Path) -> None:
    """Check the files of FOLDER (reference/knowledge when not given); exits with 1 when a rule is broken.

    Where there is a database, also say how its rows differ: that is no fault.
    """
    with one_sentence():
        _, entries = _read(_files_in(folder))
        broken = faults_of_all(entries, day_in_baghdad(SystemClock().now()))
        for fault in broken:
            click.echo(fault)
        settings = config.load(token_needed=False)
        if is_server(settings.database_url) or database_file(settings.database_url).exists():
            rows = run_to_end(_rows(settings))
            _say(importing.difference(entries, rows))
        if broken:
            sys.exit(f"tansiq: {len(broken)} rule(s) broken in {len(entries)} entries.")
        click.echo(f"{len(entries)} entries keep to the rules.")


@knowledge.command(name="export", short_help="Write the rows as files, one an area.")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def export(folder: Path) -> None:
    """Write what is answered now into FOLDER, one file an area; files of these names are overwritten."""
    with one_sentence():
        settings = config.load(token_needed=False)
        areas, rows = run_to_end(_areas_and_rows(settings))
        folder.mkdir(parents=True, exist_ok=True)
        held = [row.entry for row in rows if not row.retired]
        for area in areas:
            text = writing.area_text(area, [entry for entry in held if entry.area == area.id])
            (folder / f"{area.id}.toml").write_text(text, encoding="utf-8")
        click.echo(f"{len(held)} entries written to {folder}.")


@knowledge.command(name="import", short_help="Publish what files say otherwise than the rows.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
def take(paths: tuple[Path, ...]) -> None:
    """Read PATHS (reference/knowledge when none is given) and publish a new version of each entry that differs.

    Nothing is taken while a rule is broken. Topics that the files leave out stay as they are. A running bot answers
    from the new rows at once.
    """
    with one_sentence():
        settings = config.load(token_needed=False)
        areas, entries = _read(paths or _files_in(files.FOLDER))
        found = run_to_end(_take(settings, areas, entries))
        _say(found, rows_alone=False)
        click.echo(f"{len(entries)} entries read; {len(found.only_files) + len(found.texts)} published.")


def _files_in(folder: Path) -> tuple[Path, ...]:
    found = tuple(sorted(folder.glob("*.toml")))
    if not found:
        sys.exit(f"tansiq: there are no .toml files in {folder}.")
    return found


def _read(paths: tuple[Path, ...]) -> Read:
    areas: list[Area] = []
    entries: list[Entry] = []
    for path in paths:
        try:
            area, its = files.read_area(path.name, path.read_text(encoding="utf-8"))
        except (BadFile, UnicodeDecodeError) as error:
            sys.exit(f"tansiq: {error}")
        areas.append(area)
        entries += its
    return areas, entries


def _say(found: Difference, *, rows_alone: bool = True) -> None:
    told = (
        ("only in the files", found.only_files),
        ("only in the database", found.only_rows if rows_alone else ()),
        ("other texts", found.texts),
        ("other ways of asking", found.ways),
    )
    for what, topics in told:
        if topics:
            click.echo(f"{what}: {', '.join(topics)}")


async def _opened(settings: config.Config) -> Database:
    database = await open_database(settings.database_url)
    try:
        await prepare_database(database, settings, SystemClock())
    except BaseException:
        await database.close()
        raise
    return database


async def _rows(settings: config.Config) -> tuple[Version, ...]:
    return (await _areas_and_rows(settings))[1]


async def _areas_and_rows(settings: config.Config) -> tuple[tuple[Area, ...], tuple[Version, ...]]:
    database = await _opened(settings)
    try:
        async with database.reading() as tx:
            return await versions.areas(tx), await versions.current(tx)
    finally:
        await database.close()


async def _take(settings: config.Config, areas: list[Area], entries: list[Entry]) -> Difference:
    now: datetime = SystemClock().now()
    database = await _opened(settings)
    try:
        async with database.transaction() as tx:
            known = {row.entry.topic for row in await versions.current(tx) if not row.retired}
            broken = faults_of_all(entries, day_in_baghdad(now), known)
            if broken:
                sys.exit("\n".join((*broken, f"tansiq: {len(broken)} rule(s) broken; nothing was taken.")))
            return await importing.take(tx, areas, entries, now, "imported from files")
    finally:
        await database.close()
