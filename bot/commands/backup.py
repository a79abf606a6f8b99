"""``python -m bot backup FILE``: a whole copy of the database, while the bot runs."""

from __future__ import annotations

from pathlib import Path

import click

from bot import config
from bot.commands.stopping import one_sentence
from storage import DatabaseError, copies


@click.command(short_help="Copy the database to a file, while the bot runs.")
@click.argument("file", type=click.Path(path_type=Path))
def backup(file: Path) -> None:
    """Write a consistent, checked copy of the database to FILE; the bot may run and goes on meanwhile.

    An existing FILE is never overwritten. The key of cases is not in it: keep a copy of the key elsewhere.

    \b
    Example:
      python -m bot backup /backups/tansiq-$(date +%F).sqlite
    """
    with one_sentence():
        source = copies.file_to_copy(config.load(token_needed=False).database_url)
        if not source.exists():
            raise DatabaseError(f"There is no database at {source} yet; check database_url.")
        size = copies.copy(source, file)
    click.echo(f"The database {source} was copied to {file} and checked: {size / 2**20:.1f} MiB.")
