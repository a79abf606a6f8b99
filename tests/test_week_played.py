"""A week by a script and the clock, with the bot in a process that is killed three times: right figures, nothing twice."""

from __future__ import annotations

import asyncio
import re
import signal
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import databases
from bot.play.player import Player
from bot.play.script import StepLine, read
from bot.stage import Stage
from process import ROOT
from simulator import Clock, Simulator
from storage import open_database

SCRIPT = Path(__file__).parent / "scripts" / "week.jsonl"
ISOLATES = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069\u200e\u200f"))


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime.fromisoformat(f"2026-11-{day:02}T{hour:02}:{minute:02}:00+03:00")


KILLED = (at(22, 18), at(24, 11), at(29, 8))
"""A summary, a reminder the day before, and the weekly report: killed while these are being posted."""
DEATH = "noted as sent:1"
"""By itself, not from here: from here a kill may come a moment later, in the middle of the next call, which is then lost."""

POSTED = [
    "🗓 New meeting",
    "🔔 What comes to Coordination",
    "⚙️ Settings of Coordination",
    "📋 Daily summary, Sun 22 Nov 2026, 18:00",
    "🗓 Meeting moved",
    "📋 Daily summary, Mon 23 Nov 2026, 18:00",
    "⏰ The meeting starts in 24 hours",
    "🔴 Alert: Flood",
    "📋 Daily summary, Tue 24 Nov 2026, 18:00",
    "🟢 All clear: Flood",
    "⏰ The meeting starts in 1 hour",
    "⏰ The meeting starts in 10 minutes",
    "🔔 New update",
    "📋 Daily summary, Wed 25 Nov 2026, 18:00",
    "🚨 Emergency meeting: you are called",
    "⏰ The meeting starts in 10 minutes",
    "📋 Daily summary, Thu 26 Nov 2026, 18:00",
    "📋 Daily summary, Fri 27 Nov 2026, 18:00",
    "📋 Daily summary, Sat 28 Nov 2026, 18:00",
    "📄 Weekly report: Sun 22 Nov 2026 to Sat 28 Nov 2026",
    "📄 Table of updates: Sun 22 Nov 2026 to Sat 28 Nov 2026",
]
"""The first line of everything that the group got."""
NEWS = [
    "🔴 Alert: Flood\nArea: Ninewa and Erbil\n\nExtreme danger · Act at once · Likely\n"
    "In force until Wed 25 Nov 2026, 03:00, Baghdad time\n\n"
    "The Great Zab is rising. Keep away from its banks.\n\nNumber: JCMC-20261124-1",
    "🟢 All clear: Flood\nArea: Ninewa and Erbil\n\n"
    "The Great Zab is back in its bed.\n\nNumber: JCMC-20261124-2",
    "🔔 New update\n\nIncident · Soran, Erbil · gravity: severe · 25 Nov\n"
    "“Car bomb in Soran today, 2 killed”\nNot confirmed by the centre yet\nAR-261125-001-Y",
]
PAGE = (
    "A threshold was crossed\n\n120 families displaced, Sinjar district, Ninewa, within 24 hours\n"
    "Sun 22 Nov 2026, 10:00, threshold: 100 families or more displaced in one district within 24 hours\n\n"
    "✅ Duty officer has it, Sun 22 Nov 2026, 10:00."
)
SIGNED = (
    "🕘 Shift of Duty officer, from Sun 22 Nov 2026, 09:30 to Thu 26 Nov 2026, 15:00.\nSigned by Zaid.\n\n"
    "From the officer\n• The road to Sinjar opens at ten\n\nOpen and waiting\n6 updates to be confirmed\n\n"
    "As of Thu 26 Nov 2026, 15:00"
)


class KilledStage(Stage):
    """A stage whose bot is another process; it dies by kill -9 at each of `killed` and is started again."""

    def __init__(
        self, sim: Simulator, clock: Clock, database: Any, url: str, killed: Sequence[datetime]
    ) -> None:
        super().__init__(sim, clock, SimpleNamespace(database=database, wake=lambda: None))  # type: ignore[arg-type]  # the rest of it is in the other process
        self.url = url
        self.left = list(killed)
        self.kills = 0
        self.bot: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        self.bot = await asyncio.create_subprocess_exec(
            sys.executable,
            str(Path(__file__).parent / "week_bot.py"),
            self.url,
            self.sim.url,
            self.sim.token,
            self.clock.now().isoformat(),
            cwd=ROOT,
            env={"PYTHONPATH": str(ROOT), "PATH": ""},
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        await self._hear("ready")

    async def _hear(self, word: str) -> None:
        assert self.bot is not None and self.bot.stdout is not None
        async with asyncio.timeout(60):
            while (line := (await self.bot.stdout.readline()).decode()) != f"{word}\n":
                assert line, "the bot ended"

    async def _tell(self, moment: datetime, death: str = "") -> None:
        assert self.bot is not None and self.bot.stdin is not None
        self.bot.stdin.write(f"{moment.isoformat()} {death}\n".encode())
        await self.bot.stdin.drain()

    async def settle(self) -> None:
        async with asyncio.timeout(60):
            while self.sim.pending():  # noqa: ASYNC110  the bot is another process
                await asyncio.sleep(0.002)
        await self._tell(self.clock.now())
        await self._hear("done")

    async def clock_to(self, at: datetime) -> None:
        while self.left and self.left[0] < at:
            await self._killed_at(self.left.pop(0))
        self.clock.advance(at)
        await self.settle()

    async def _killed_at(self, moment: datetime) -> None:
        """Let what is due then begin; the bot is killed as soon as it has noted that the first message of it has gone."""
        self.clock.advance(moment - timedelta(seconds=1))
        await self.settle()
        self.clock.advance(moment + timedelta(seconds=1))
        posted = len(self._posts())
        await self._tell(self.clock.now(), DEATH)
        assert self.bot is not None
        async with asyncio.timeout(60):
            assert await self.bot.wait() == -signal.SIGKILL
        assert len(self._posts()) > posted
        self.kills += 1
        await self.start()
        await self.settle()

    def _posts(self) -> list[Any]:
        return [call for call in self.sim.ledger if call.method in ("sendMessage", "sendDocument")]


async def test_a_week_with_three_kills(tmp_path: Path) -> None:
    lines = read(SCRIPT)
    first = next(line.at for _, line in lines if isinstance(line, StepLine) and line.at)
    assert first is not None
    clock, url = Clock(first), databases.url(tmp_path / "week.sqlite")
    sim = Simulator(clock=clock)
    await sim.start()
    database = await open_database(url)
    scene = KilledStage(sim, clock, database, url, KILLED)
    await scene.start()
    try:
        player = Player(scene, SCRIPT.parent, lambda _line: None)
        for number, line in lines:
            await player.perform(number, line)
        texts = {key: said(sim, place) for key, place in {**scene.people, **scene.groups}.items()}
        files = {key: file_names(sim, place) for key, place in scene.groups.items()}
    finally:
        assert scene.bot is not None
        scene.bot.kill()
        await scene.bot.wait()
        await database.close()
        await sim.stop()
    assert scene.kills == 3
    team = texts["coordination"]
    assert [told for told, n in Counter(team).items() if n > 1] == []
    assert [text.split("\n")[0] for text in team] == POSTED
    assert files == {"coordination": [f"tansiq-week-20261122-20261128-en.{kind}" for kind in ("pdf", "xlsx")]}
    assert [text for text in team if re.match("🔴|🟢|🔔 New", text)] == NEWS
    assert [text for text in texts["zaid"] if re.match("🔴|🟢", text)] == NEWS[:2]
    assert [text.split("\n\n")[1] for text in texts["duty"] if re.match("🔴 Flood, .*|🟢", text)] == [
        "Sent: 5 of 5\nSeen by 2 of 4",
        "Sent: 5 of 5\nSeen by 2 of 4",
        "Sent: 5 of 5\nSeen by 0 of 4",
    ]
    pages = [
        text for who in ("duty", "zaid", "amal") for text in texts[who] if "threshold was crossed" in text
    ]
    assert pages == [PAGE]
    assert [text for text in texts["zaid"] if text.startswith("🕘")] == [SIGNED]
    assert figures(team) == [
        ("Sun 22 Nov 2026, 18:00", "120 families; no figure for the day before", "moderate: 1"),
        ("Mon 23 Nov 2026, 18:00", "30 families; −90 against the day before", ""),
        ("Tue 24 Nov 2026, 18:00", "No report; the day before: 30 families.", ""),
        ("Wed 25 Nov 2026, 18:00", "75 families; no figure for the day before", "severe: 1 and minor: 1"),
        ("Thu 26 Nov 2026, 18:00", "No report; the day before: 75 families.", ""),
        ("Fri 27 Nov 2026, 18:00", "", ""),
        ("Sat 28 Nov 2026, 18:00", "40 families; no figure for the day before", ""),
    ]


def said(sim: Simulator, place: Any) -> list[str]:
    """What the bot shows in a chat, oldest first."""
    return [
        (message.get("text") or message.get("caption") or "").translate(ISOLATES)
        for message in sim.visible(place)
        if message["from"]["is_bot"]
    ]


def file_names(sim: Simulator, place: Any) -> list[str]:
    """The documents that the bot shows in a chat, oldest first."""
    return [message["document"]["file_name"] for message in sim.visible(place) if "document" in message]


def figures(texts: Sequence[str]) -> list[tuple[str, str, str]]:
    """Of each daily summary: its moment, the families displaced, the incidents by gravity."""
    found = []
    for text in texts:
        if head := re.match(r"📋 Daily summary, (.*)", text):
            moved = re.search(r"\nNew displacement\n(.*families.*)\n", text)
            grave = re.search(r"\nBy gravity: (.*)\.\n", text)
            found.append((head[1], moved[1] if moved else "", grave[1] if grave else ""))
    return found
