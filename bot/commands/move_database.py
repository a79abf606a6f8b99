"""``python -m bot move-database FROM TO``: from an SQLite file to PostgreSQL, or back."""

from __future__ import annotations

import sys
from getpass import getpass

import click

from bot.application import journal_path
from bot.commands.stopping import one_sentence, run_to_end
from bot.delivery import journal
from storage import Database, DatabaseError, copies, database_file, is_server, open_database, shown
from storage.moving import Digest, move, refuse_other_schema


@click.command(name="move-database", short_help="Copy a database from SQLite to PostgreSQL, or back.")
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
@click.option("--verbose", is_flag=True, help="Tell of each table how many rows it has, and their checksum.")
def move_database(source: str, target: str, verbose: bool) -> None:
    """Copy everything from the database FROM to the empty database TO, and compare every row.

    Stop the bot first, and let it finish what it sends: a clean stop does. FROM stays as it is; TO gets everything or nothing.
    Everybody on the machine can see the words of a command: for an address with a password write -, and give it as a line
    of the standard input (FROM first, when both are -).

    \b
    Examples:
      printenv BOT_DATABASE_URL | python -m bot move-database sqlite:///data/tansiq.sqlite -
      python -m bot move-database postgresql://tansiq@/tansiq sqlite:///data/tansiq.sqlite
    """
    with one_sentence():
        source, target = _address(source), _address(target)
        rows = run_to_end(_move(source, target, verbose))
    click.echo(f"{rows} row(s) are in {shown(target)} now, each compared. Set database_url to it.")


def _address(said: str) -> str:
    """What was given on the command line, or for ``-`` the next line of the standard input; a terminal does not show it."""
    if said != "-":
        return said
    line = getpass("Address of the database: ") if sys.stdin.isatty() else sys.stdin.readline()
    if not line.strip():
        raise DatabaseError("No address came on the standard input: nothing was moved.")
    return line.strip()


async def _move(source: str, target: str, verbose: bool) -> int:
    rows = 0

    def told(table: str, digest: Digest) -> None:
        nonlocal rows
        rows += digest.rows
        if verbose:
            click.echo(f"{table:<24} {digest}")

    if not is_server(source) and journal.in_use(journal_path(source)):
        raise DatabaseError("A bot runs on the database to move: stop it first.")
    _must_be_there(source)
    there = await open_database(source)
    try:
        await refuse_other_schema(there)
        await _refuse_busy(there)
        here = await open_database(target)
        try:
            await move(there, here, told)
        finally:
            await here.close()
    finally:
        await there.close()
    return rows


def _must_be_there(source: str) -> None:
    """Opening a file makes it where there is none: look before. Raises DatabaseError."""
    if is_server(source):
        return
    path = database_file(source)
    if not path.exists():
        raise DatabaseError(f"There is no database at {path}: nothing was moved.")
    if copies.schema_of(path) is None:
        raise DatabaseError(f"{path} is no database of Tansiq's: nothing was moved.")


async def _refuse_busy(database: Database) -> None:
    async with database.reading() as tx:
        if database.shared and await tx.leases.held():
            raise DatabaseError("A bot runs on the database to move: stop it first.")
        if await tx.outbox.in_flight():
            raise DatabaseError(
                "The bot was killed while it sent messages: start it on the database to move, and stop it, so that it "
                "finds out which of them were sent."
            )
