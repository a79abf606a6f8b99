"""The whole way of updates, as one script in each language: every step of one is a step of the other."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.play.player import play
from bot.play.script import read

SCRIPTS = Path(__file__).parent / "scripts"


@pytest.mark.parametrize("language", ["ar", "en"])
async def test_the_way_of_updates(language: str) -> None:
    script = SCRIPTS / f"updates_{language}.jsonl"
    assert await play(read(script), script.parent, lambda _line: None) == 103
