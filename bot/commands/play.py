"""``python -m bot play SCRIPT``: a scripted day, against the simulator."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from bot import logs
from bot.commands.stopping import one_sentence, run_to_end
from bot.play.player import PlayFailed
from bot.play.player import play as perform
from bot.play.script import ScriptError, read


@click.command(short_help="Play a script against the simulator and print the conversation.")
@click.argument("script", type=click.Path(path_type=Path))
def play(script: Path) -> None:
    """Start the simulator and the bot in a scratch folder and play SCRIPT, a JSON Lines file.

    Prints the conversation; exits with 1, naming the line, when an expectation fails or a message goes unanswered.

    \b
    Example:
      python -m bot play tests/scripts/first_day.jsonl
    """
    logs.configure(level="ERROR")
    with one_sentence():
        try:
            steps = run_to_end(perform(read(script), script.parent, click.echo))
        except (ScriptError, PlayFailed) as error:
            sys.exit(f"tansiq: {error}")
    click.echo(f"\nPlayed {steps} steps; every expectation was met and nothing went unanswered.")
