"""Random updates and bodies: one may be set aside, the bot goes on."""

from __future__ import annotations

from pathlib import Path

from tests.faults.fuzz import fuzz


async def test_updates_of_any_shape_are_worked_off(tmp_path: Path) -> None:
    count = 2000
    result = await fuzz(tmp_path, count)
    assert result.done + result.dead == count
    assert result.done > count // 3
    assert (result.sound_dead, result.loops_failed) == (0, 0)
