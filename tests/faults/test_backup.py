"""Backups: whole while people write, checked before they are trusted, and the bot goes on from them."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner

import databases
from bot.__main__ import main
from bot.application import Application
from bot.claim import Claim
from bot.commands.doctor import in_database
from bot.config import Config
from bot.delivery.journal import Journal, in_use
from bot.stage import stage
from simulator import Clock, Simulator
from storage import DatabaseError, copies
from storage.migrations import newest
from tests.conftest import MORNING, Town

OF_FILES = pytest.mark.skipif(databases.ON_POSTGRES, reason="a server is copied and checked by its own means")
SAVED = "120 families displaced from Mosul to Debaga"


def command(database: Path, *arguments: object) -> tuple[int, str]:
    """Run a command on a database; its exit code and everything that it printed."""
    ran = CliRunner().invoke(
        main,
        [str(argument) for argument in arguments],
        env={"BOT_DATABASE_URL": f"sqlite:///{database}", "BOT_CONFIG": "", "BOT_TOKEN": ""},
    )
    return ran.exit_code, ran.output.strip()


def spoil(path: Path) -> None:
    """Overwrite the middle of a file, as a dying disk does."""
    content = bytearray(path.read_bytes())
    for page in range(len(content) // 8192, len(content) // 4096):
        content[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    path.write_bytes(content)


async def test_a_backup_made_while_the_bot_runs_is_restored_and_goes_on(tmp_path: Path) -> None:
    sim = Simulator(clock=Clock(MORNING))
    database, backup = tmp_path / "tansiq.sqlite", tmp_path / "copies" / "backup.sqlite"
    backup.parent.mkdir()
    async with stage(tmp_path, sim.clock, sim=sim) as scene:
        town = Town(scene)
        await town.person("ali", governorates=["IQ-NI"])
        await town.say("ali", SAVED)
        async with town.database.transaction() as tx:  # a half turn must not be in the copy
            await tx.meta.put(key="half a turn", value="")
            code, said = command(database, "backup", backup)
        assert (code, said.split(" and checked: ")[0]) == (
            0,
            f"The database {database} was copied to {backup}",
        )
        assert backup.stat().st_mode & 0o777 == 0o600
        assert [path.name for path in backup.parent.iterdir()] == [backup.name]
        assert command(database, "backup", backup) == (
            1,
            f"tansiq: {backup} is there already; nothing was written.",
        )
        card = town.last("ali").raw
        await town.press("ali", "Save")
        assert command(database, "restore", backup) == (
            1,
            "tansiq: The bot is running on this database: stop it, then restore.",
        )
    code, said = command(database, "restore", backup)
    (aside,) = sorted(tmp_path.glob("tansiq.sqlite.replaced-*[0-9]"))  # noqa: ASYNC240  a test may wait for its disk
    assert (code, said) == (
        0,
        f"{backup} is the database {database} now. What was there before is kept as {aside}.",
    )
    with sqlite3.connect(aside) as old:
        assert old.execute("SELECT count(*) FROM reports").fetchone() == (1,)
    old.close()
    async with stage(tmp_path, sim.clock, sim=sim) as again:
        again.people = scene.people
        town = Town(again)
        assert await town.rows("SELECT id FROM reports") == []
        assert await town.rows("SELECT key FROM meta WHERE key = 'half a turn'") == []
        save = card["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
        await town.do(town.sim.press_button, town.stage.people["ali"], card, save)
        assert len(await town.rows("SELECT id FROM reports")) == 1


def test_before_there_is_a_database_there_is_nothing_to_copy(tmp_path: Path) -> None:
    database = tmp_path / "tansiq.sqlite"
    assert command(database, "backup", tmp_path / "backup.sqlite") == (
        1,
        f"tansiq: There is no database at {database} yet; check database_url.",
    )
    assert list(tmp_path.iterdir()) == []


@OF_FILES
def test_what_is_no_sound_backup_changes_nothing(tmp_path: Path, new_database: Path) -> None:
    database = tmp_path / "tansiq.sqlite"
    assert command(database, "restore", new_database)[0] == 0
    before = database.read_bytes()
    text, foreign, newer, broken = (tmp_path / name for name in ("text", "foreign", "newer", "broken"))
    text.write_text("no database " * 1000)
    for path, schema in (
        (foreign, "CREATE TABLE x (y)"),
        (newer, "INSERT INTO schema_versions VALUES (999)"),
    ):
        if path is newer:
            copies.copy(new_database, newer)
        with sqlite3.connect(path) as other:
            other.execute(schema)
        other.close()
    copies.copy(new_database, broken)
    spoil(broken)
    refusals = [command(database, "restore", path) for path in (text, foreign, newer, tmp_path / "nowhere")]
    assert refusals == [
        (1, f"tansiq: {text} is no sound backup: file is not a database."),
        (1, f"tansiq: {foreign} is a database, but none of Tansiq's."),
        (1, f"tansiq: {newer} has schema 999, but this Tansiq knows only up to {newest()}."),
        (1, f"tansiq: There is no file {tmp_path / 'nowhere'}."),
    ]
    code, said = command(database, "restore", broken)
    assert (code, said.split(": ")[:2]) == (1, ["tansiq", f"{broken} is no sound backup"])
    assert database.read_bytes() == before
    assert list(tmp_path.glob("*.replaced-*")) == []


@OF_FILES
async def test_a_damaged_database_is_seen_at_start_with_the_command_that_mends_it(
    tmp_path: Path, new_database: Path
) -> None:
    database = tmp_path / "tansiq.sqlite"
    copies.copy(new_database, database)
    spoil(database)
    app = Application(Config(token="1:x", database_url=f"sqlite:///{database}"), Clock(MORNING))
    with pytest.raises(DatabaseError) as refused:
        await app.start()
    first, _, last = str(refused.value).partition(" (")
    assert first == f"The database {database} is damaged"
    assert last.endswith("); restore a backup: python -m bot restore FILE")


@OF_FILES
async def test_doctor_says_how_a_damaged_database_is_mended(tmp_path: Path, new_database: Path) -> None:
    database = tmp_path / "tansiq.sqlite"
    copies.copy(new_database, database)
    spoil(database)
    found = await in_database(Config(token="1:x", database_url=f"sqlite:///{database}"))
    assert (found.verdict, found.words.rpartition("; ")[2]) == (
        "wrong",
        "restore a backup: python -m bot restore FILE",
    )


@OF_FILES
def test_a_look_for_damage_ends_in_time(new_database: Path) -> None:
    assert copies.damage(new_database, within=0.0) == ""


def test_a_server_is_copied_by_its_own_means() -> None:
    with pytest.raises(DatabaseError, match="pg_dump"):
        copies.file_to_copy("postgresql://db/tansiq")


def test_a_journal_is_in_use_while_somebody_has_it_open(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    assert in_use(path) is False
    opened = Journal(path)
    assert in_use(path) is True
    opened.close()
    assert in_use(path) is False


def test_bots_of_one_process_share_the_claim_on_a_database_and_the_last_frees_it(tmp_path: Path) -> None:
    path = tmp_path / "tansiq.sqlite.sending"
    first, second = Claim(path), Claim(path)
    first.release()
    assert in_use(path) is True
    second.release()
    assert in_use(path) is False
