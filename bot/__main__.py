"""The command line: ``python -m bot …``."""

from __future__ import annotations

import gc
from importlib import import_module

import click

COMMANDS = (
    "run",
    "demo",
    "doctor",
    "migrate",
    "backup",
    "restore",
    "move-database",
    "play",
    "parse",
    "ask",
    "knowledge",
)


class Commands(click.Group):
    """Loads a command when it is asked for, so that `run` starts without the simulator."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        name = cmd_name.replace("-", "_")
        # Code that was read stays for ever: looking for garbage in it again and again would be a tenth of a start.
        gc.disable()
        command: click.Command = getattr(import_module(f"bot.commands.{name}"), name)
        gc.freeze()
        gc.enable()
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option("0.1.0", prog_name="Tansiq")
def main() -> None:
    """Tansiq, the bilingual Telegram bot of a crisis-coordination centre.

    \b
    Examples:
      python -m bot demo                                 try it in a browser, without Telegram
      python -m bot doctor                               check configuration, token, database, clock, disk, fonts
      python -m bot run                                  start the bot on Telegram
      python -m bot backup copy.sqlite                   copy the database while the bot runs
      python -m bot play tests/scripts/first_day.jsonl   play a scripted day
    """


if __name__ == "__main__":
    main(prog_name="python -m bot")
