"""The command line: what it prints and how it ends. Scripts that must fail name their line."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import databases
from bot.__main__ import main
from bot.play.player import PlayFailed, play
from bot.play.script import ScriptError, read
from handlers import dispatch
from process import ROOT, run_command
from simulator import Simulator
from storage.migrations import FOLDER, newest

PEOPLE = [
    {"person": "ali", "name": "Ali", "language": "en", "role": "focal point", "governorates": ["IQ-NI"]},
    {"group": "room", "members": ["ali"], "language": "en"},
]
NINE = "2026-11-22T09:00:00+03:00"
STEPS = len(list((FOLDER / "sqlite").glob("*.sql")))
HELLO = {"at": NINE, "from": "ali", "text": "/me"}


def script(folder: Path, *lines: dict[str, Any]) -> Path:
    path = folder / "script.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in (*PEOPLE, *lines)), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([{"at": NINE, "from": "nobody", "text": "x"}], "Line 3 of {path} cannot be played: nobody and no group is called 'nobody' up to here."),
        ([{"at": "2026-11-22T09:00:00", "from": "ali", "text": "x"}], "Line 3 of {path} cannot be played: the time needs its offset, such as +03:00."),
        ([{"at": NINE, "from": "ali"}], "Line 3 of {path} cannot be played: somebody does exactly one of text, press, photo, document, location, voice, edit, reply, and nobody none."),
        ([{"person": "omar", "role": "king"}], "Line 3 of {path} cannot be played: Invalid enum value 'king' - at `$.role`."),
        ([{"person": "omar", "governorates": ["IQ-XX"]}], "Line 3 of {path} cannot be played: there is no governorate 'IQ-XX'; they are "),
        ([{"person": "ali"}], "Line 3 of {path} cannot be played: there are two called 'ali'."),
        ([HELLO, {"expect": "(", "to": "ali"}], "Line 4 of {path} cannot be played: "),
    ],
)  # fmt: skip
def test_a_script_that_cannot_be_played_is_refused_before_anything_starts(
    tmp_path: Path, lines: list[dict[str, Any]], said: str
) -> None:
    path = script(tmp_path, *lines)
    with pytest.raises(ScriptError) as refused:
        read(path)
    assert str(refused.value).startswith(said.format(path=path))


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([HELLO, {"expect": "Name: Omar", "to": "ali"}], "line 4: to ali, /Name: Omar/ is missing. It was told:\nName: Ali"),
        ([HELLO, {"never": "Name: A", "to": "ali"}], "line 4: to ali, /Name: A/ matches, which must not be. It was told:\nName: Ali"),
        ([HELLO, {"expect": "Name", "never": True, "to": "ali"}], "line 4: to ali, /Name/ matches, which must not be."),
        ([HELLO, {"expect": ".", "to": "room"}], "line 4: to room, /./ is missing. It was told:\n(nothing)"),
        ([HELLO, {"from": "ali", "press": "Nowhere"}], "line 4: no button matches 'Nowhere'; there are: "),
        ([HELLO, {"from": "ali", "photo": "none.png"}], "line 4: there is no file 'none.png' beside the script"),
        ([HELLO, {"from": "ali", "edit": "x", "in": "room"}], "line 4: ali has said nothing there that could be edited"),
        ([HELLO, {"at": "2026-11-22T08:00:00+03:00"}], "line 4: the clock cannot go back by 1:00:00"),
    ],
)  # fmt: skip
async def test_what_goes_wrong_while_playing_names_its_line(
    tmp_path: Path, lines: list[dict[str, Any]], said: str
) -> None:
    with pytest.raises(PlayFailed) as failed:
        await play(read(script(tmp_path, *lines)), tmp_path, lambda _line: None)
    assert str(failed.value).startswith(said)


async def test_a_message_that_goes_unanswered_fails_the_script(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def deaf(*_: object) -> None:
        """As if a handler forgot to answer."""

    monkeypatch.setattr(dispatch, "take", deaf)
    in_room = {"at": NINE, "from": "ali", "text": "good morning", "in": "room"}
    with pytest.raises(PlayFailed, match=r"^line 4: what ali did \(text\) went unanswered$"):
        await play(read(script(tmp_path, in_room, HELLO)), tmp_path, lambda _line: None)


async def test_a_played_script_prints_the_conversation(tmp_path: Path) -> None:
    written: list[str] = []
    lines = [
        HELLO,
        {"expect": "^Name: Ali\nRole: focal point", "to": "ali"},
        {"at": NINE, "from": "ali", "text": "said", "in": "room"},
    ]
    assert await play(read(script(tmp_path, *lines)), tmp_path, written.append) == 2
    assert written[0] == "22/11 09:00  ali (text): /me"
    assert written[1].splitlines()[:2] == ["       bot → ali:", "           Name: Ali"]
    assert written[2:] == ["22/11 09:00  ali in room (text): said"]


async def test_the_first_day_is_played_to_its_summary() -> None:
    path = ROOT / "tests" / "scripts" / "first_day.jsonl"
    assert await play(read(path), path.parent, lambda _line: None) == 49


@pytest.fixture
async def sim() -> AsyncIterator[Simulator]:
    simulator = Simulator(token="4200:VERY-SECRET-TOKEN")
    await simulator.start()
    yield simulator
    await simulator.stop()


@pytest.mark.skipif(databases.ON_POSTGRES, reason="about the file")
async def test_doctor_examines_and_migrate_mends(sim: Simulator, tmp_path: Path) -> None:
    async def doctor() -> tuple[int, dict[str, str]]:
        code, printed = await run_command("doctor", tmp_path, sim.url, sim.token)
        findings = {line[9:23].strip(): line[:7].strip() for line in printed.splitlines()}
        return code, findings

    code, found = await doctor()
    assert (code, found["token and API"], found["database"], found["disk"]) == (0, "ok", "WARNING", "ok")
    code, printed = await run_command("migrate", tmp_path, sim.url, sim.token)
    assert (code, printed.strip()) == (
        0,
        f"The database sqlite:///{tmp_path / 'tansiq.sqlite'} has schema {newest()}: {STEPS} step(s) taken.",
    )
    code, found = await doctor()
    assert (code, found["configuration"], found["database"], found["clock"]) == (0, "ok", "ok", "ok")
    (tmp_path / "tansiq.sqlite").write_bytes(b"this is no database" * 100)
    code, found = await doctor()
    assert (code, found["database"]) == (1, "WRONG")
    code, printed = await run_command("doctor", tmp_path, sim.url, "4200:REFUSED-TOKEN")
    assert (code, "refuses the token" in printed, "REFUSED-TOKEN" in printed) == (1, True, False)


@pytest.mark.parametrize("command", ["run", "demo", "migrate", "doctor", "play"])
def test_every_command_explains_itself_with_an_example(command: str) -> None:
    result = CliRunner().invoke(main, [command, "--help"])
    assert result.exit_code == 0
    assert f"python -m bot {command}" in result.output
