"""How often the disk is waited for, and whose locks are whose."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import databases
from storage import migrate, open_database
from tests.conftest import Town

WRITE = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute(sys.argv[2]); c.commit(); c.close()"


def list_of(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


@pytest.mark.skipif(databases.ON_POSTGRES, reason="another process may be the sender")
async def test_an_update_takes_two_commits_and_one_before_its_answer_leaves(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    await town.person("ali", "en", role="focal point", governorates=["IQ-NI"])
    await town.stage.settle()  # menus and descriptions are set at the start
    kind = type(town.database._writer)
    commit = kind.commit
    seen: dict[int, int] = {}

    def told() -> int:
        return sum(call.method == "sendMessage" for call in town.sim.ledger)

    async def counted(self: Any) -> None:
        seen.setdefault(self.connection.total_changes, told())  # one that changed nothing waits for no disk
        await commit(self)

    before = told()
    seen[town.database._writer.connection.total_changes] = before
    monkeypatch.setattr(kind, "commit", counted)
    await town.say("ali", "/me")

    # From what there was: kept, answered and marked as being sent; noted as sent.
    assert list(seen.values()) == [before, before, before + 1]


async def test_a_database_that_is_opened_twice_keeps_its_log_while_another_process_comes_and_goes(
    tmp_path: Path,
) -> None:
    path = tmp_path / "rows.sqlite"
    first = await open_database(f"sqlite:///{path}")
    try:
        await migrate(first)
        await (await open_database(f"sqlite:///{path}")).close()
        insert = "INSERT INTO meta (key, value) VALUES ('from', 'outside')"
        await asyncio.to_thread(subprocess.run, [sys.executable, "-c", WRITE, str(path), insert], check=True)

        assert (tmp_path / "rows.sqlite-wal") in list_of(tmp_path)
        async with first.reading() as tx:
            assert await tx.meta.get(key="from") == "outside"
        with sqlite3.connect(path) as other:
            assert other.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        other.close()
    finally:
        await first.close()
