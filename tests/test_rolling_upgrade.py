"""While replicas are brought up to date one after the other, older ones go on with the newer schema."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

import postgres
from bot.stage import stage
from simulator import Clock
from storage import open_database
from storage.migrations import newest, steps
from tests.conftest import MORNING, Town

FIRST = 25
"""Replicas came with step 24: from here on every step must leave the older program its footing."""

TAKES_AWAY = re.compile(
    r"\bDROP (?:TABLE|COLUMN)\b|\bRENAME\b|\bALTER COLUMN\b|\bADD COLUMN \w+ \w+ (?=[^;]*NOT NULL)(?![^;]*DEFAULT)[^;]*;",
    re.IGNORECASE,
)


@pytest.mark.parametrize(
    ("statement", "taken"),
    [
        ("ALTER TABLE people ADD COLUMN note TEXT NOT NULL DEFAULT '';", False),
        ("ALTER TABLE people ADD COLUMN note TEXT;", False),
        ("CREATE TABLE kites (id INTEGER PRIMARY KEY);", False),
        ("ALTER TABLE people ADD COLUMN note TEXT NOT NULL;", True),
        ("DROP TABLE people;", True),
        ("ALTER TABLE files RENAME TO attachments;", True),
        ("ALTER TABLE people DROP COLUMN quiet;", True),
    ],
)
def test_what_takes_something_away_is_seen(statement: str, taken: bool) -> None:
    assert bool(TAKES_AWAY.search(statement)) is taken


@pytest.mark.parametrize("driver", ["sqlite", "postgresql"])
def test_steps_only_add(driver: str) -> None:
    taken = {
        path.name: found[0]
        for number, path in steps(driver)
        if number >= FIRST and (found := TAKES_AWAY.search(path.read_text(encoding="utf-8")))
    }
    assert taken == {}


@pytest.fixture
async def url(postgres_server: str) -> AsyncIterator[str]:
    made = await postgres.create(postgres_server)
    yield made
    await postgres.drop(postgres_server, made)


async def test_a_running_bot_goes_on_when_another_one_adds_to_the_schema(tmp_path: Path, url: str) -> None:
    async with stage(tmp_path, Clock(MORNING), database_url=url) as scene:
        town = Town(scene)
        await town.person("ali", governorates=["IQ-NI"])
        await town.say("ali", "50 families returned to Sinjar")
        await town.press("ali", "Save")
        other = await open_database(url)
        try:
            added = "".join(
                f"ALTER TABLE {table} ADD COLUMN added_later TEXT NOT NULL DEFAULT '';"
                for table in ("inbox", "outbox", "people", "forms", "reports", "groups", "meta")
            )
            assert await other.step(newest() + 1, added) is True
            assert await other.step(newest() + 1, added) is False  # a third one finds it taken
        finally:
            await other.close()
        await town.say("ali", "30 families displaced from Mosul to Hamdaniya")
        await town.press("ali", "Save")
        saved = await town.rows("SELECT households FROM reports ORDER BY id")
        states = await town.rows("SELECT DISTINCT state FROM inbox")
        assert [row["households"] for row in saved] == [50, 30]
        assert states == [{"state": "done"}]
