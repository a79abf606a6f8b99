"""One process a database file: whoever starts on it takes a lock that the system frees with the process, kill -9 too."""

from __future__ import annotations

import os
from pathlib import Path

from bot import locking
from storage import DatabaseError

_OURS: dict[Path, list[int]] = {}
"""Open files by what they lock: bots of one process (scripts that start one again) share a lock."""


class Claim:
    """The lock on a file beside the database (the journal of calls in flight), from here to `release`."""

    def __init__(self, path: Path) -> None:
        """Take the lock. Raises DatabaseError, one sentence, where another process has it."""
        self._path = path.absolute()
        ours = _OURS.setdefault(self._path, [])
        self._file = os.dup(ours[0]) if ours else _locked(self._path)
        ours.append(self._file)

    def release(self) -> None:
        """Give it back; the last of this process frees it."""
        _OURS[self._path].remove(self._file)
        os.close(self._file)


def _locked(path: Path) -> int:
    file = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
    if not locking.taken(file, alone=True):
        os.close(file)
        raise DatabaseError(
            f"Another bot runs on this database ({path.with_suffix('')}): stop it first, or set another database_url."
        )
    return file
