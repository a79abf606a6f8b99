"""Updates that arrive at once share a commit, and one that cannot be kept costs no other."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import databases
from bot.intake import by_itself
from bot.intake.together import Together
from simulator import Clock
from storage import Database, Transaction, migrate, open_database
from tests.conftest import Town


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = await open_database(f"sqlite:///{tmp_path / 'tansiq.sqlite'}")
    await migrate(opened)
    yield opened
    await opened.close()


async def kept(database: Database) -> list[int]:
    async with database.reading() as tx:
        return [row["update_id"] for row in await tx.inbox.waiting(limit=1000)]


async def test_a_hundred_at_once_share_a_commit(database: Database) -> None:
    commits: list[int] = []
    together = Together(
        by_itself(database, lambda: commits.append(1)), Clock(datetime(2026, 11, 22, 8, tzinfo=UTC))
    )
    await asyncio.gather(*(together.keep({"update_id": number}) for number in range(100)))
    assert await kept(database) == list(range(100))
    assert len(commits) == 1
    await together.keep({"update_id": 100})
    assert (await kept(database))[-1] == 100
    assert len(commits) == 2


async def test_one_that_cannot_be_kept_costs_no_other(database: Database) -> None:
    together = Together(by_itself(database, lambda: None), Clock(datetime(2026, 11, 22, 8, tzinfo=UTC)))
    numbers = (1, 2, 2**64, 3)  # the third fits into no column
    ends = await asyncio.gather(
        *(together.keep({"update_id": number}) for number in numbers), return_exceptions=True
    )
    assert [type(end) for end in ends] == [type(None), type(None), OverflowError, type(None)]
    assert await kept(database) == [1, 2, 3]


async def test_whoever_goes_away_leaves_the_update_kept(database: Database) -> None:
    together = Together(by_itself(database, lambda: None), Clock(datetime(2026, 11, 22, 8, tzinfo=UTC)))
    gone = asyncio.create_task(together.keep({"update_id": 1}))
    stays = asyncio.create_task(together.keep({"update_id": 2}))
    await asyncio.sleep(0)
    gone.cancel()
    await stays
    assert await kept(database) == [1, 2]


@pytest.mark.skipif(databases.ON_POSTGRES, reason="there updates are always kept first")
async def test_what_cannot_be_kept_in_the_commit_of_answers_costs_no_answer(town: Town) -> None:
    await town.person("ali", "en", governorates=["IQ-NI"])
    await town.stage.settle()

    async def refused(tx: Transaction) -> None:
        await tx.meta.put(key="half", value="done")
        await tx.inbox.put([{"update_id": 2**64, "payload": "", "received_at": "", "chat": "", "person": ""}])

    brought = asyncio.gather(town.app._worker.keep(refused, 1), return_exceptions=True)
    await asyncio.sleep(0)  # it is brought, and nobody has begun to answer
    await town.say("ali", "/me")
    assert [type(end) for end in await brought] == [OverflowError]
    assert town.last("ali").text.startswith("Name: ali")
    assert await town.rows("SELECT key FROM meta WHERE key = 'half'") == []


@pytest.mark.skipif(databases.ON_POSTGRES, reason="there updates are always kept first")
async def test_who_brings_an_update_hears_that_it_was_not_kept(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    await town.stage.settle()
    kind, left = type(town.database._writer), [1]
    commit = kind.commit

    async def full(connection: Any) -> None:
        if left:
            left.clear()
            error = sqlite3.OperationalError("database or disk is full")
            error.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise error
        await commit(connection)

    monkeypatch.setattr(kind, "commit", full)

    async def put(tx: Transaction) -> None:
        await tx.meta.put(key="kept", value="yes")

    with pytest.raises(sqlite3.OperationalError, match="full"):
        await town.app._worker.keep(put, 1)
    assert await town.rows("SELECT key FROM meta WHERE key = 'kept'") == []
    await town.app._worker.keep(put, 1)
    assert len(await town.rows("SELECT key FROM meta WHERE key = 'kept'")) == 1
