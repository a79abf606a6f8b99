"""What `doctor` says of a token that others could read, and of variables that are no settings."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.commands.doctor import Finding, file_rights, meant, no_token, papers, transport
from bot.config import unknown_variables
from process import ROOT
from storage import open_database


@pytest.mark.parametrize(("mode", "warned"), [(0o600, False), (0o640, True), (0o604, True), (0o700, False)])
def test_a_configuration_that_others_can_read(tmp_path: Path, mode: int, warned: bool) -> None:
    path = tmp_path / "config.toml"
    assert file_rights(path) is None
    path.touch()
    path.chmod(mode)
    words = f"others can read {path} and the token in it: chmod 600 {path}"
    assert file_rights(path) == (Finding("configuration", "warning", words) if warned else None)


async def test_a_new_database_is_for_its_owner_alone_also_through_a_link_that_leads_to_nothing_yet(
    tmp_path: Path,
) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "there")
    database = await open_database(f"sqlite:///{tmp_path / 'link'}")
    await database.close()
    assert (tmp_path / "there").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("api_url", "warned"),
    [
        ("https://api.telegram.org", False),
        ("http://127.0.0.1:8081", False),
        ("http://[::1]:8081", False),
        ("http://localhost:8081", False),
        ("http://10.0.0.7:8081", True),
        ("http://api.example.org", True),
        ("http://localhost.example.org", True),
    ],
)
def test_a_token_that_travels_in_the_open(api_url: str, warned: bool) -> None:
    words = f"{api_url} is not encrypted: whoever listens on the way can read the token; use https"
    assert transport(api_url) == (Finding("API", "warning", words) if warned else None)


def test_an_empty_token_is_told_and_the_rest_is_examined(
    tmp_path: Path,
) -> None:
    path = tmp_path / "config.toml"
    path.write_text(
        f'token = ""\napi_url = "http://127.0.0.1:9"\ndatabase_url = "sqlite:///{tmp_path / "x.sqlite"}"\n'
    )
    path.chmod(0o600)
    ran = subprocess.run(
        [sys.executable, "-m", "bot", "doctor"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "BOT_CONFIG": str(path)},
        capture_output=True,
        text=True,
        check=False,
    )
    lines = [(line[:7].strip(), line[9:23].strip(), line[24:]) for line in ran.stdout.splitlines()]
    assert (ran.returncode, ran.stderr) == (1, "")
    assert [line for line in lines if line[0] == "WRONG"] == [
        ("WRONG", "token", f"{path} has an empty token: put in the one from @BotFather")
    ]
    assert {"configuration", "cases", "token", "database", "clock", "disk", "papers", "fonts"} == {
        what for _, what, _ in lines
    }
    path.unlink()
    assert no_token(path) == Finding(
        "token", "wrong", "there is none: copy config.example.toml to config.toml and put it in"
    )


def test_papers_that_can_be_drawn_and_not(monkeypatch: pytest.MonkeyPatch) -> None:
    assert papers() == Finding("papers", "ok", "can be drawn, in IBM Plex Sans Arabic")
    monkeypatch.setattr("views.paper.typesetting.families", list)
    words = "the font IBM Plex Sans Arabic is missing: install again (make install)"
    assert papers() == Finding("papers", "wrong", words)


def test_variables_that_look_like_settings_are_told() -> None:
    environ = {
        "BOT_TOKN": "1",
        "BOT_API_URL": "x",
        "BOT_CONFIG": "y",
        "BOT_ADMINS": "7",
        "BOT_OF_OTHERS": "z",
        "PATH": "",
    }
    assert unknown_variables(environ) == ["BOT_OF_OTHERS", "BOT_TOKN"]
    assert [meant(one) for one in ("BOT_OF_OTHERS", "BOT_TOKN")] == ["", ": is BOT_TOKEN meant?"]
