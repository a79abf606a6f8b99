"""``python -m bot move-database FROM TO``: from an SQLite file to PostgreSQL, or back."""

from __future__ import annotations

import click

from bot.application import journal_path
from bot.commands.stopping import one_sentence, run_to_end
from bot.delivery import journal
from storage import Database, DatabaseError, is_server, open_database, shown
from storage.moving import Digest, move


@click.command(name="move-database", short_help="Copy a database from SQLite to PostgreSQL, or back.")
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
def move_database(source: str, target: str) -> None:
    """Copy everything from the database FROM to the empty database TO, and compare every row.

    Stop the bot first, and let it finish what it sends: a clean stop does. FROM stays as it is; TO gets everything or nothing.

    \b
    Examples:
      python -m bot move-database sqlite:///data/tansiq.sqlite postgresql://tansiq:secret@db.example.org/tansiq
      python -m bot move-database postgresql://tansiq@/tansiq sqlite:///data/tansiq.sqlite
    """
    with one_sentence():
        rows = run_to_end(_move(source, target))
    click.echo(f"{rows} row(s) are in {shown(target)} now, each compared. Set database_url to it.")


async def _move(source: str, target: str) -> int:
    rows = 0

    def told(table: str, digest: Digest) -> None:
        nonlocal rows
        rows += digest.rows
        click.echo(f"{table:<24} {digest}")

    if not is_server(source) and journal.in_use(journal_path(source)):
        raise DatabaseError("A bot runs on the database to move: stop it first.")
    there = await open_database(source)
    try:
        here = await open_database(target)
        try:
            await _refuse_busy(there)
            await move(there, here, told)
        finally:
            await here.close()
    finally:
        await there.close()
    return rows


async def _refuse_busy(database: Database) -> None:
    async with database.reading() as tx:
        if database.shared and await tx.leases.held():
            raise DatabaseError("A bot runs on the database to move: stop it first.")
        if await tx.outbox.in_flight():
            raise DatabaseError(
                "The bot was killed while it sent messages: start it on the database to move, and stop it, so that it "
                "finds out which of them were sent."
            )
