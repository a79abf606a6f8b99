"""``python -m bot restore FILE``: a backup put in the place of the database."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from bot import config
from bot.application import journal_path
from bot.commands.stopping import one_sentence
from bot.delivery import journal
from storage import DatabaseError, NewerSchema, copies
from storage.migrations import newest


@click.command(short_help="Put a backup in the place of the database.")
@click.argument("file", type=click.Path(path_type=Path))
def restore(file: Path) -> None:
    """Check FILE and let it be the database from the next start on. Refuses while the bot runs.

    What was the database is kept beside it. What came in after the backup was made is not in it, and what was sent
    after that is not known to have been sent: it may be sent once more.

    \b
    Example:
      python -m bot restore /backups/tansiq-2026-11-22.sqlite
    """
    with one_sentence():
        settings = config.load(token_needed=False)
        database = copies.file_to_copy(settings.database_url)
        kept = put_back(file, database, journal_path(settings.database_url), datetime.now(UTC))
    click.echo(
        f"{file} is the database {database} now."
        + (f" What was there before is kept as {kept}." if kept else "")
    )


def put_back(file: Path, database: Path, sending: Path, now: datetime) -> Path | None:
    """Where the old database is kept, if there was one. Raises DatabaseError, having changed nothing."""
    _check(file)
    if journal.in_use(sending):
        raise DatabaseError("The bot is running on this database: stop it, then restore.")
    there = database.exists()
    aside = database.with_name(f"{database.name}.replaced-{now:%Y%m%d-%H%M%S}")
    incoming = database.with_name(f"{database.name}.restored")
    incoming.unlink(missing_ok=True)
    database.parent.mkdir(parents=True, exist_ok=True)
    copies.copy(file, incoming)
    copies.put_in_place(incoming, database, aside)
    sending.unlink(missing_ok=True)  # it tells of calls that this database does not know
    return aside if there else None


def _check(file: Path) -> None:
    if not file.exists():
        raise DatabaseError(f"There is no file {file}.")
    if found := copies.damage(file):
        raise DatabaseError(f"{file} is no sound backup: {found}.")
    schema = copies.schema_of(file)
    if schema is None:
        raise DatabaseError(f"{file} is a database, but none of Tansiq's.")
    if schema > newest():
        raise NewerSchema(f"{file} has schema {schema}, but this Tansiq knows only up to {newest()}.")
