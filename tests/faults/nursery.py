"""Bots that start at once: one process has loaded everything, and each bot is a fork of it.

Half of what a start costs is reading code and tables. Tests that kill a bot fifty times would wait for nothing else.
A fork is a process of its own with its own memory, files and end; what it does from `run` on is what a bot does.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


class Nursery:
    """``async with Nursery() as nursery: await nursery.start(environment, log)``; one bot at a time."""

    def __init__(self) -> None:
        self._process: asyncio.subprocess.Process | None = None
        self._end: asyncio.Task[int] | None = None
        self.pid = 0

    async def __aenter__(self) -> Nursery:
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tests.faults.nursery",
            cwd=ROOT,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
        assert await self._said() == "ready"
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._process is not None and self._process.stdin is not None
        await self.kill()
        self._process.stdin.close()
        await self._process.wait()

    async def _said(self) -> str:
        assert self._process is not None and self._process.stdout is not None
        return (await self._process.stdout.readline()).decode().strip()

    async def start(self, environment: dict[str, str], log: Path) -> None:
        """Start a bot with exactly this environment; its output is added to the log."""
        assert self._process is not None and self._process.stdin is not None
        order = json.dumps({"environment": environment, "log": str(log)})
        self._process.stdin.write(f"{order}\n".encode())
        self.pid = int(await self._said())
        self._end = asyncio.create_task(self._ended())

    async def _ended(self) -> int:
        return int(await self._said())

    async def ended(self) -> int:
        """Wait for the bot's own end: its exit code, or the signal that killed it with a minus."""
        assert self._end is not None
        return await asyncio.shield(self._end)

    async def kill(self, number: int = signal.SIGKILL) -> int:
        """Send a signal and wait for the end."""
        if self._end is None:
            return 0
        if not self._end.done():
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)
        return await self._end


def _bot(environment: dict[str, str], log: str) -> None:
    """The fork: `run`, as the command line would."""
    from bot.__main__ import main

    os.environ.clear()
    os.environ.update(environment)
    written = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    for stream in (1, 2):
        os.dup2(written, stream)
    code: object = 1
    try:
        main(["run"], prog_name="python -m bot")
    except SystemExit as end:
        code = end.code
    finally:
        os._exit(code if isinstance(code, int) else 1)


async def _warm() -> None:
    import storage.postgresql  # noqa: F401  loaded only by those who use it
    from bot.stage import stage
    from simulator import Clock

    with tempfile.TemporaryDirectory() as folder:
        async with stage(Path(folder), Clock()) as scene:
            await scene.settle()


def _say(word: object) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def _serve() -> None:
    from bot import logs

    logs.configure(level="ERROR")
    asyncio.run(_warm())
    _say("ready")
    for line in sys.stdin:
        order = json.loads(line)
        pid = os.fork()
        if pid == 0:
            _bot(**order)
        _say(pid)
        _, status = os.waitpid(pid, 0)
        _say(os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    _serve()
