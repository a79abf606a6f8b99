"""``python -m bot demo``: the bot on the simulator, with people to play in a browser."""

from __future__ import annotations

import asyncio
import tempfile
import webbrowser
from datetime import datetime
from pathlib import Path

import click

from bot import logs
from bot.commands.stopping import one_sentence, run_to_end, until_stopped
from bot.play.player import Player
from bot.play.script import read
from bot.play.transcript import BAGHDAD
from bot.stage import Stage, stage
from simulator import Clock, Simulator
from simulator.page import add_page

DAY = Path(__file__).parent.parent / "play" / "demo.jsonl"


@click.command(short_help="Try the bot in the browser, without Telegram.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8080, show_default=True, help="Port of the chat page."
)
@click.option("--headless", is_flag=True, help="Do not open a browser.")
def demo(port: int, headless: bool) -> None:
    """Start the bot on a simulated Telegram with a few people and groups, and open the chat page.

    Everything is in a scratch folder and gone afterwards.

    \b
    Examples:
      python -m bot demo
      python -m bot demo --port 9000 --headless
    """
    logs.configure(level="WARNING")
    with one_sentence(), tempfile.TemporaryDirectory(prefix="tansiq-demo-") as folder:
        run_to_end(_demo(Path(folder), port, headless))


async def _demo(folder: Path, port: int, headless: bool) -> None:
    opens = datetime.now(BAGHDAD).replace(hour=8, minute=30, second=0, microsecond=0)
    clock = Clock(opens, running=True)
    sim = Simulator(clock=clock)
    add_page(sim)
    async with stage(folder, clock, port=port, sim=sim) as scene:
        await furnish(scene)
        bookmarks = asyncio.create_task(keep_bookmarks(scene))
        click.echo(
            f"Tansiq is running on a simulated Telegram: open {sim.url}/ in a browser. Ctrl+C ends it."
        )
        if not headless:
            webbrowser.open(f"{sim.url}/")
        await until_stopped(scene.app.broken)
        bookmarks.cancel()


async def furnish(scene: Stage) -> None:
    """People, a group and a first exchange, from the demo's script."""
    player = Player(scene, DAY.parent, lambda _line: None)
    for number, line in read(DAY):
        await player.perform(number, line)


async def keep_bookmarks(scene: Stage) -> None:
    """Offer the page the moments worth advancing to, as they change."""
    moments: list[tuple[str, datetime]] = []
    scene.sim.bookmarks = lambda: moments
    names = {"reminder": "next reminder · التذكير", "summary": "evening summary · الخلاصة"}
    while True:
        coming = await scene.app.schedule.next_moments()
        moments = [(names[kind], at) for kind, at in sorted(coming.items(), key=lambda item: item[1])]
        await asyncio.sleep(1)
