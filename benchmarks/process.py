"""A bot as a process of its own on a core of its own, and what the kernel counts of it."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parent.parent
TICK = os.sysconf("SC_CLK_TCK")


class BotProcess:
    """A Python module run as a process pinned to one core; what it prints goes to a file."""

    def __init__(self, module: tuple[str, ...], env: Mapping[str, str], core: int, log: Path) -> None:
        self._module = module
        self._env = {"PATH": os.environ["PATH"], **env}
        self._core = core
        self._log = log
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Start it; returns at once."""
        command = (sys.executable, "-m", *self._module)
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *command, cwd=ROOT, env=self._env, stdout=log, stderr=log
            )
        # It has one thread yet; those it starts later stay on the same core.
        os.sched_setaffinity(self._process.pid, {self._core})

    async def stop(self) -> None:
        """Ask it to stop, as an operator does, and wait for its end."""
        if self._process is not None and self._process.returncode is None:
            self._process.terminate()
            await self._process.wait()

    def signal(self, number: int) -> None:
        """Send it a signal."""
        assert self._process is not None
        self._process.send_signal(number)

    async def ended(self) -> int:
        """Wait until it ends by itself: its exit code."""
        assert self._process is not None
        return await self._process.wait()

    @property
    def last_words(self) -> str:
        """The end of what it printed."""
        return self._log.read_text(encoding="utf-8", errors="replace")[-600:]

    def _proc(self, name: str) -> str:
        assert self._process is not None
        return Path(f"/proc/{self._process.pid}/{name}").read_text(encoding="utf-8")

    def cpu_seconds(self) -> float:
        """User and system time so far, of all its threads (proc(5): fields 14 and 15 of stat)."""
        fields = self._proc("stat").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICK

    def peak_megabytes(self) -> float:
        """The most memory it ever held (VmHWM), in MB of 1,048,576 bytes."""
        return self._megabytes("VmHWM:")

    def megabytes(self) -> float:
        """The memory that it holds now (VmRSS), in MB of 1,048,576 bytes."""
        return self._megabytes("VmRSS:")

    def _megabytes(self, what: str) -> float:
        line = next(line for line in self._proc("status").splitlines() if line.startswith(what))
        return int(line.split()[1]) / 1024
