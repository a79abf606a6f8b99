"""Nothing may be left behind: threads and open files are counted after each test here, tasks by asyncio's own end."""

from __future__ import annotations

import gc
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

FILES = Path("/proc/self/fd")
SHARED = ("asyncio_", "knowledge index")
"""Threads of pools that belong to the process."""


def open_files() -> set[str]:
    """What the open descriptors lead to, without pipes and sockets of the runner itself."""
    found = set()
    for name in os.listdir(FILES) if FILES.exists() else ():  # noqa: PTH208  a descriptor may vanish meanwhile
        try:
            target = os.readlink(FILES / name)  # noqa: PTH115  a Path would ask for the file
        except OSError:
            continue
        if target.startswith("/") and not target.startswith(("/dev", "/proc")):
            found.add(target)
    return found


@pytest.fixture(autouse=True)
def nothing_left(new_database: Path) -> Iterator[None]:
    """Fails a test that leaves a thread or an open file."""
    threads, files = set(threading.enumerate()), open_files()
    yield
    gc.collect()
    left = [
        thread.name for thread in set(threading.enumerate()) - threads if not thread.name.startswith(SHARED)
    ]
    assert left == []
    assert {file for file in open_files() - files if "tansiq" in file} == set()
