"""Who is cancelled while a transaction ends gives its connection back only when that end has come."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

import databases
from storage import migrate, open_database


@pytest.mark.parametrize("writing", [True, False])
async def test_a_connection_comes_back_free(tmp_path: Path, writing: bool) -> None:
    database = await open_database(databases.url(tmp_path / "tansiq.sqlite"))
    try:
        await migrate(database)

        async def work() -> None:
            async with database.transaction() if writing else database.reading() as tx:
                await tx.meta.get(key="x")

        for turns in range(12):
            task = asyncio.create_task(work())
            for _ in range(turns):
                await asyncio.sleep(0)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            await work()
    finally:
        await database.close()
