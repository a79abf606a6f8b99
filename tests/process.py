"""The bot as a process of its own, for tests that kill it."""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import signal
import socket
import sys
from itertools import cycle
from pathlib import Path

import databases
from storage import open_database

ROOT = Path(__file__).parent.parent


APART = 300
"""So many ports has each of those who test at once."""
_FIRST = 20_000 + APART * (int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % 40)
_PORTS = cycle(random.sample(range(_FIRST, _FIRST + APART), APART))


def free_port() -> int:
    """A port that nobody has, below those that the system lends to outgoing connections.

    Those who test beside this process choose among others, and none comes twice: it may be some time until it is taken.
    """
    while True:
        port = next(_PORTS)
        with socket.socket() as trial, contextlib.suppress(OSError):
            trial.bind(("127.0.0.1", port))
            return port


def environment(folder: Path, sim_url: str, token: str, **more: str) -> dict[str, str]:
    """What a bot of its own in this folder needs; nothing of the caller's configuration."""
    return {
        "PATH": os.environ["PATH"],
        "BOT_TOKEN": token,
        "BOT_API_URL": sim_url,
        "BOT_DATABASE_URL": databases.url(folder / "tansiq.sqlite"),
        "BOT_ADMINS": "1",
        **more,
    }


async def run_command(command: str, folder: Path, sim_url: str, token: str) -> tuple[int, str]:
    """Run ``python -m bot COMMAND`` to its end; its exit code and everything it printed."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        command,
        cwd=ROOT,
        env=environment(folder, sim_url, token),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    printed, _ = await process.communicate()
    return process.returncode or 0, printed.decode()


class BotProcess:
    """``python -m bot run`` with everything set by environment variables; its standard error is kept."""

    def __init__(self, folder: Path, sim_url: str, token: str, *, module: str = "bot", **more: str) -> None:
        self._module = module
        self._log = folder / "bot.log"
        self._env = environment(folder, sim_url, token, **more)
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", self._module, "run", cwd=ROOT, env=self._env, stderr=log, stdout=log
            )

    async def kill(self) -> None:
        """kill -9: the process gets no chance to tidy up."""
        assert self._process is not None
        self._process.send_signal(signal.SIGKILL)
        await self._process.wait()

    async def stop(self) -> int:
        """Ask it to stop and return its exit code."""
        assert self._process is not None
        if self._process.returncode is None:
            self._process.send_signal(signal.SIGCONT)  # one that a test froze would not hear
            self._process.send_signal(signal.SIGTERM)
        return await self._process.wait()

    async def ended(self) -> int:
        """Wait for its own end and return its exit code."""
        assert self._process is not None
        return await self._process.wait()

    @property
    def log(self) -> str:
        return self._log.read_text(encoding="utf-8")


async def all_done(url: str) -> dict[int, int]:
    """Wait until nothing is left to do; by chat, how many calls ended unknown: begun by a bot that was killed in them."""
    database = await open_database(url)
    try:
        while True:
            async with database.reading() as tx:
                if await tx.inbox.undone() + await tx.outbox.unsent() == 0:
                    rows = await tx.select(
                        "SELECT chat, count(*) AS n FROM outbox WHERE state = 'unknown' GROUP BY chat"
                    )
                    return {row["chat"]: row["n"] for row in rows}
            await asyncio.sleep(0.1)
    finally:
        await database.close()
