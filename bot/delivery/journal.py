"""A small journal of calls in flight, so that kill -9 leaves as little as possible unknown.

The database says that a row is being sent *before* the call; this file says, without waiting for the disk, when the
call really began and how it ended. What a killed process wrote survives in the page cache, so after a kill the file
is exact; after a crash of the whole machine (another boot) it is not trusted.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path
from typing import Literal, Protocol

from bot import locking

BOOT_ID = Path("/proc/sys/kernel/random/boot_id")

ENTRY = re.compile(r"(?P<mark>[bsn]) (?P<id>\d+)(?: (?P<message>\d+))?")

Fate = Literal["not begun", "begun", "sent", "unknown"]
FATES: dict[str, Fate] = {"b": "begun", "s": "sent", "n": "not begun"}


def _boot() -> str:
    try:
        return BOOT_ID.read_text(encoding="ascii").strip()
    except OSError:
        return "unknown boot"


class Notes(Protocol):
    """What the sender notes of its calls, wherever that is kept."""

    async def load(self) -> None: ...
    def fate(self, outbox_id: int) -> tuple[Fate, int | None]: ...
    async def begin(self, outbox_id: int) -> bool: ...
    async def sent(self, outbox_id: int, message_id: int | None) -> None: ...
    async def came_back(self, outbox_id: int) -> None: ...
    async def clear(self) -> None: ...
    async def leave(self) -> None: ...


class Journal:
    """Lines ``b ID`` (begun), ``s ID MESSAGE`` (sent), ``n ID`` (came back unsent); the last line of an id counts."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._fates = self._read()
        # Not emptied before `clear`: a process that dies while it starts must leave what it found.
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        locking.taken(self._file, alone=False)
        self._header = f"{_boot()}\n".encode()
        self._note(b"")

    def _note(self, line: bytes) -> bool:
        """Write a line, whole or not at all, below the header; False when the disk takes no more."""
        try:
            size = os.fstat(self._file).st_size
            text = line if size else self._header + line
            whole = os.write(self._file, text) == len(text)
            if not whole:
                os.ftruncate(self._file, size)
        except OSError:
            return False
        return whole

    def _read(self) -> dict[int, tuple[str, int | None]] | None:
        try:
            boot, *lines = self._path.read_text(encoding="ascii").splitlines()
        except (OSError, ValueError):
            return None
        if boot != _boot():
            return None
        fates: dict[int, tuple[str, int | None]] = {}
        for line in lines:
            if entry := ENTRY.fullmatch(line):  # the last line may be torn
                fates[int(entry["id"])] = (entry["mark"], int(entry["message"]) if entry["message"] else None)
        return fates

    async def load(self) -> None:
        """It was read when it was opened."""

    def fate(self, outbox_id: int) -> tuple[Fate, int | None]:
        """What became of a row that was being sent when the last process ended, and its message id if sent."""
        if self._fates is None:
            return "unknown", None
        mark, message_id = self._fates.get(outbox_id, ("n", None))
        return FATES[mark], message_id

    async def begin(self, outbox_id: int) -> bool:
        """Note that the call begins now; False when it must not, because that could not be noted."""
        return self._note(b"b %d\n" % outbox_id)

    async def sent(self, outbox_id: int, message_id: int | None) -> None:
        """Note how the call ended. What cannot be noted is unknown to the next process if this one is killed."""
        self._note(b"s %d %d\n" % (outbox_id, message_id) if message_id else b"s %d\n" % outbox_id)

    async def came_back(self, outbox_id: int) -> None:
        """Note that nothing was sent."""
        self._note(b"n %d\n" % outbox_id)

    async def clear(self) -> None:
        """Forget everything; only when the database knows the end of every call."""
        with suppress(OSError):
            os.ftruncate(self._file, 0)
        self._note(b"")

    async def leave(self) -> None:
        """Let go of the file."""
        self.close()

    def close(self) -> None:
        os.close(self._file)


def in_use(path: Path) -> bool:
    """Whether a bot has the journal open, so that it runs on the database beside it."""
    try:
        file = os.open(path, os.O_RDWR)
    except FileNotFoundError:
        return False
    try:
        return not locking.taken(file, alone=True)
    finally:
        os.close(file)
