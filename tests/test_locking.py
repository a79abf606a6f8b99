"""Locks on files: who is in the way of whom, and systems without locks."""

from __future__ import annotations

import os
from errno import ENOLCK
from pathlib import Path
from types import SimpleNamespace

import pytest

from bot import locking
from bot.claim import Claim
from bot.delivery import journal
from storage import DatabaseError


def no_locks(_: int, __: int) -> None:
    raise OSError(ENOLCK, "No locks available")


def test_one_alone_or_many_together(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    first, second = (os.open(path, os.O_WRONLY | os.O_CREAT) for _ in range(2))
    try:
        assert (locking.taken(first, alone=False), locking.taken(second, alone=False)) == (True, True)
        assert locking.taken(second, alone=True) is False
        os.close(first)
        first = os.open(path, os.O_WRONLY)
        assert (locking.taken(second, alone=True), locking.taken(first, alone=False)) == (True, False)
        with pytest.raises(DatabaseError, match="Another bot runs on this database"):
            Claim(path)
        assert journal.in_use(path) is True
    finally:
        os.close(first)
        os.close(second)
    assert journal.in_use(path) is False
    Claim(path).release()


@pytest.mark.parametrize("system", [None, SimpleNamespace(LOCK_EX=2, LOCK_SH=1, LOCK_NB=4, flock=no_locks)])
def test_without_locks_nobody_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: object
) -> None:
    monkeypatch.setattr(locking, "fcntl", system)
    path = tmp_path / "lock"
    files = [os.open(path, os.O_WRONLY | os.O_CREAT) for _ in range(2)]
    assert [locking.taken(file, alone=True) for file in files] == [True, True]
    assert journal.in_use(path) is False
    for file in files:
        os.close(file)
