"""A database moved to PostgreSQL and back is the same database, row by row, and the bot goes on with it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

import databases
import postgres
from process import ROOT
from storage import Database, DatabaseError, open_database
from storage.moving import Digest, move
from tests.conftest import Town

pytestmark = pytest.mark.skipif(databases.ON_POSTGRES, reason="the town must lie in a file")


@pytest.fixture
async def url(postgres_server: str) -> AsyncIterator[str]:
    made = await postgres.create(postgres_server)
    yield made
    await postgres.drop(postgres_server, made)


async def lived_in(town: Town) -> None:
    await town.person("ali", governorates=["IQ-NI"])
    await town.person("omar", role="admin")
    await town.group("room", ["omar"])
    for text in ("50 families returned to Sinjar", "30 families displaced from Mosul to Hamdaniya"):
        await town.say("ali", text)
        await town.press("ali", "Save")
    await town.say("ali", "صباح الخير ✅ 'quoted'; --")
    async with town.database.transaction() as tx:
        await tx.made_files.put(
            name="x",
            mime="image/png",
            content=bytes(range(256)),
            sealed=0,
            personal=0,
            case_file=None,
            now="2026-11-22T06:00:00.000Z",
            kept_until="2026-12-22T06:00:00.000Z",
        )


async def everything(database: Database) -> dict[str, Digest]:
    found: dict[str, Digest] = {}
    target = await open_database(
        f"sqlite:///{Path(database.url.removeprefix('sqlite:///')).parent / 'c.sqlite'}"
    )
    try:
        await move(database, target, found.__setitem__)
    finally:
        await target.close()
    return found


async def test_to_a_server_and_back(town: Town, tmp_path: Path, url: str) -> None:
    await lived_in(town)
    there: dict[str, Digest] = {}
    back: dict[str, Digest] = {}
    server = await open_database(url)
    file = await open_database(f"sqlite:///{tmp_path / 'back.sqlite'}")
    try:
        await move(town.database, server, there.__setitem__)
        await move(server, file, back.__setitem__)
        assert back == there == await everything(town.database)
        assert (there["reports"].rows, there["made_files"].rows) == (2, 1)
        for database in (server, file):
            async with database.transaction() as tx:
                assert await tx.rollups.differences() == []
                greatest = max(row["id"] for row in await tx.select("SELECT id FROM outbox"))
                put = await tx.outbox.put(
                    lane="x",
                    chat=1,
                    method="sendMessage",
                    params="{}",
                    urgency=0,
                    form=None,
                    now="",
                    made_file=None,
                    not_before=None,
                    useful_until=None,
                )
                assert put["id"] == greatest + 1
                (stands,) = await tx.select("SELECT count(*) AS n FROM rollups WHERE households = 50")
                await tx.select(
                    "UPDATE reports SET households = 60, version = version + 1 WHERE households = 50"
                )
                (stands_now,) = await tx.select("SELECT count(*) AS n FROM rollups WHERE households = 60")
                assert stands["n"] == stands_now["n"] > 0  # the triggers are there again
    finally:
        await file.close()
        await server.close()


async def test_what_is_not_empty_or_not_sound_is_refused(town: Town, tmp_path: Path, url: str) -> None:
    await lived_in(town)
    server = await open_database(url)
    try:
        await move(town.database, server, lambda *_: None)
        with pytest.raises(
            DatabaseError, match=r"The target is not empty: there are rows in \w+. Nothing was moved."
        ):
            await move(town.database, server, lambda *_: None)
        other = await open_database(f"sqlite:///{tmp_path / 'other.sqlite'}")
        try:
            with pytest.raises(
                DatabaseError, match=r"The database to move has schema 0, this Tansiq has \d+: "
            ):
                await move(other, server, lambda *_: None)
        finally:
            await other.close()
    finally:
        await server.close()


def test_the_command_says_what_it_did_and_what_the_operator_must_do(
    tmp_path: Path, new_database: Path, postgres_server: str
) -> None:
    def run(*arguments: str, typed: str = "") -> tuple[int, list[str]]:
        done = subprocess.run(
            [sys.executable, "-m", "bot", "move-database", *arguments],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
            input=typed,
        )
        return done.returncode, (done.stdout + done.stderr).strip().splitlines()

    source = f"sqlite:///{new_database}"
    copy, other = (f"sqlite:///{tmp_path / name}" for name in ("copy.sqlite", "other.sqlite"))
    code, (said,) = run(source, copy)
    assert code == 0
    assert said.endswith(f"row(s) are in {copy} now, each compared. Set database_url to it.")
    code, (said,) = run(source, copy)
    assert code == 1
    assert said.startswith("tansiq: The target is not empty: ")
    # Addresses with passwords need not stand where `ps` shows them.
    code, lines = run("--verbose", "-", "-", typed=f"{copy}\n {other}\n")
    assert code == 0
    assert lines[-1].endswith(f"row(s) are in {other} now, each compared. Set database_url to it.")
    assert [line.split()[0] for line in lines if line.startswith(("people ", "reports "))] == [
        "people",
        "reports",
    ]
    nothing = "tansiq: No address came on the standard input: nothing was moved."
    assert run(source, "-", typed="") == (1, [nothing])


def test_a_source_that_is_none_is_one_sentence_and_no_file(tmp_path: Path) -> None:
    nowhere, empty, target = (tmp_path / name for name in ("nowhere.sqlite", "empty.sqlite", "target.sqlite"))
    empty.touch()
    for source, sentence in (
        (nowhere, f"There is no database at {nowhere}: nothing was moved."),
        (empty, f"{empty} is no database of Tansiq's: nothing was moved."),
    ):
        done = subprocess.run(
            [sys.executable, "-m", "bot", "move-database", f"sqlite:///{source}", f"sqlite:///{target}"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stdout, done.stderr) == (1, "", f"tansiq: {sentence}\n")
    assert list(tmp_path.iterdir()) == [empty]
