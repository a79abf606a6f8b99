"""Nothing may be left behind: threads, open files and tasks are counted after each test here."""

from __future__ import annotations

import asyncio
import gc
import os
import threading
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

FILES = Path("/proc/self/fd")
SHARED = ("asyncio_", "knowledge index")
"""Threads of pools that belong to the process."""


def open_files() -> set[str]:
    """What the open descriptors lead to: files by name, sockets by number; without the pipes of the runner itself."""
    found = set()
    for name in os.listdir(FILES) if FILES.exists() else ():  # noqa: PTH208  a descriptor may vanish meanwhile
        try:
            target = os.readlink(FILES / name)  # noqa: PTH115  a Path would ask for the file
        except OSError:
            continue
        if target.startswith(("/", "socket:")) and not target.startswith(("/dev", "/proc")):
            found.add(target)
    return found


@pytest.fixture(autouse=True)
def nothing_left(new_database: Path) -> Iterator[None]:
    """Fails a test that leaves a thread or an open file."""
    threads, files = set(threading.enumerate()), open_files()
    yield
    gc.collect()
    new = [thread for thread in set(threading.enumerate()) - threads if not thread.name.startswith(SHARED)]
    for thread in new:
        thread.join(5)  # one that has said its last word may need a moment to end
    assert [thread.name for thread in new if thread.is_alive()] == []
    assert {file for file in open_files() - files if "tansiq" in file or file.startswith("socket:")} == set()


@pytest.fixture(autouse=True)
async def no_task_left(nothing_left: None) -> AsyncIterator[None]:
    """Fails a test that leaves a task; everything that a fixture of the test ends has ended by now."""
    before = asyncio.all_tasks()
    yield
    await asyncio.sleep(0)  # what was cancelled last ends now
    left = asyncio.all_tasks() - before - {asyncio.current_task()}
    assert [str(task.get_coro()) for task in left] == []
