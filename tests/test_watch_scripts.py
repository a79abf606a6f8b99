"""Subscriptions, quiet hours, thresholds and a shift, as one script in each language."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.play.player import play
from bot.play.script import read

SCRIPTS = Path(__file__).parent / "scripts"


@pytest.mark.parametrize("language", ["ar", "en"])
async def test_a_night_is_watched(language: str) -> None:
    script = SCRIPTS / f"watch_{language}.jsonl"
    assert await play(read(script), script.parent, lambda _line: None) == 49
