"""The command line: ``python -m bot …``."""

from __future__ import annotations

import click

from bot.commands.demo import demo
from bot.commands.doctor import doctor
from bot.commands.migrate import migrate
from bot.commands.play import play
from bot.commands.run import run


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option("0.1.0", prog_name="Tansiq")
def main() -> None:
    """Tansiq, the bilingual Telegram bot of a crisis-coordination centre.

    \b
    Examples:
      python -m bot demo                                 try it in a browser, without Telegram
      python -m bot doctor                               check configuration, token, database, clock, disk, fonts
      python -m bot run                                  start the bot on Telegram
      python -m bot play tests/scripts/first_day.jsonl   play a scripted day
    """


for command in (run, demo, migrate, doctor, play):
    main.add_command(command)

if __name__ == "__main__":
    main(prog_name="python -m bot")
