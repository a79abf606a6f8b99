"""Who is cancelled while a transaction ends gives its connection back only when that end has come."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

import databases
from storage import migrate, open_database


async def test_a_commit_is_not_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database = await open_database(databases.url(tmp_path / "tansiq.sqlite"))
    steps: list[str] = []
    begun = asyncio.Event()
    try:
        await migrate(database)
        writer = database._writer
        commit = writer.commit

        async def slowly() -> None:
            steps.append("begun")
            begun.set()
            for _ in range(5):
                await asyncio.sleep(0)
            await commit()
            steps.append("ended")

        async def work() -> None:
            async with database.transaction() as tx:
                await tx.meta.put(key="x", value="kept")

        with monkeypatch.context() as patch:
            patch.setattr(writer, "commit", slowly)
            task = asyncio.create_task(work())
            await begun.wait()
            task.cancel()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
        assert steps == ["begun", "ended"]
        async with database.reading() as tx:
            assert await tx.meta.get(key="x") == "kept"
    finally:
        await database.close()
