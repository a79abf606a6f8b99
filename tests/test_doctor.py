"""What `doctor` says of a token that others could read."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.commands.doctor import Finding, file_rights, papers, transport


@pytest.mark.parametrize(("mode", "warned"), [(0o600, False), (0o640, True), (0o604, True), (0o700, False)])
def test_a_configuration_that_others_can_read(tmp_path: Path, mode: int, warned: bool) -> None:
    path = tmp_path / "config.toml"
    assert file_rights(path) is None
    path.touch()
    path.chmod(mode)
    words = f"others can read {path} and the token in it: chmod 600 {path}"
    assert file_rights(path) == (Finding("configuration", "warning", words) if warned else None)


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


def test_papers_that_can_be_drawn_and_not(monkeypatch: pytest.MonkeyPatch) -> None:
    assert papers() == Finding("papers", "ok", "can be drawn, in IBM Plex Sans Arabic")
    monkeypatch.setattr("views.paper.typesetting.families", list)
    words = "the font IBM Plex Sans Arabic is missing: install again (make install)"
    assert papers() == Finding("papers", "wrong", words)
