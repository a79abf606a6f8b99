"""``python -m bot migrate``: the database's schema brought up to date."""

from __future__ import annotations

import click

from bot import config
from bot.application import prepare_database
from bot.clock import SystemClock
from bot.commands.stopping import one_sentence, run_to_end
from storage import open_database, schema_version, shown


@click.command(short_help="Bring the database's schema up to date.")
def migrate() -> None:
    """Bring the schema up to date; `run` does the same when it starts. Refuses a database that is newer.

    \b
    Example:
      BOT_DATABASE_URL=sqlite:///data/tansiq.sqlite python -m bot migrate
    """
    with one_sentence():
        run_to_end(_migrate(config.load(token_needed=False)))


async def _migrate(settings: config.Config) -> None:
    database = await open_database(settings.database_url)
    try:
        steps = await prepare_database(database, settings, SystemClock())
        version = await schema_version(database)
    finally:
        await database.close()
    done = f"{len(steps)} step(s) taken" if steps else "nothing to do"
    click.echo(f"The database {shown(settings.database_url)} has schema {version}: {done}.")
