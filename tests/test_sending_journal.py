"""The journal of calls under way: torn, of another boot, on a full disk, judged by a start that is killed."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from bot.delivery.journal import Journal
from test_delivery import Desk, acquaint, desk

__all__ = ["desk"]  # a fixture


async def test_a_torn_journal_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal")
    await journal.begin(1)
    await journal.begin(2)
    await journal.sent(2, 77)
    journal.close()
    with (tmp_path / "journal").open("a") as torn:
        torn.write("s 1")
    with (tmp_path / "journal").open("a") as torn:
        torn.write("x?\nb 3 ")
    again = Journal(tmp_path / "journal")
    assert [again.fate(n) for n in (1, 2, 3)] == [("begun", None), ("sent", 77), ("not begun", None)]
    again.close()


async def test_a_start_that_is_killed_before_it_has_judged_leaves_the_journal_as_it_was(desk: Desk) -> None:
    sara = acquaint(desk.sim)
    [row] = await desk.put(sara.id, "sent already")
    async with desk.database.transaction() as tx:
        await tx.outbox.mark_sending([{"id": row}])
    journal = Journal(desk.path)
    await journal.begin(row)
    for _ in range(3):  # opened by a process that comes no further
        journal.close()
        journal = Journal(desk.path)
        assert journal.fate(row) == ("begun", None)
    await journal.clear()
    journal.close()
    journal = Journal(desk.path)
    assert journal.fate(row) == ("not begun", None)
    journal.close()


async def test_a_full_disk_of_the_journal_holds_messages_up_and_loses_none(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    sara = acquaint(desk.sim)
    await desk.put(sara.id, "1", "2")
    sender, write, room, truncate = desk.sender(), os.write, [20, 3, 0, 0, 0], os.ftruncate

    def full(file: int, line: bytes) -> int:
        if not (left := room.pop(0) if room else len(line)):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return write(file, line[:left])

    def broken(file: int, size: int) -> None:
        truncate(file, size)
        if not size:
            raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os, "write", full)
    monkeypatch.setattr(os, "ftruncate", broken)
    await desk.until(desk.empty, sender)
    assert desk.texts(sara) == ["1", "2"]
    assert room == []


async def test_a_line_that_the_disk_takes_by_half_is_not_in_the_journal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal, write = Journal(tmp_path / "journal"), os.write
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", lambda file, line: write(file, line[:3]))
        assert await journal.begin(12) is False
    assert await journal.begin(13) is True
    journal.close()
    again = Journal(tmp_path / "journal")
    assert [again.fate(n) for n in (1, 12, 13)] == [("not begun", None)] * 2 + [("begun", None)]
    again.close()


async def test_a_journal_of_another_boot_is_not_believed(desk: Desk) -> None:
    sara = acquaint(desk.sim)
    [row] = await desk.put(sara.id, "perhaps")
    async with desk.database.transaction() as tx:
        await tx.outbox.mark_sending([{"id": row}])
    desk.path.write_text("another-boot\n")
    sender = desk.sender()
    await sender.recover()
    assert (await desk.row(row))["state"] == "unknown"
