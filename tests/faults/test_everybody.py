"""A broadcast keeps the published limits and lets answers pass."""

from __future__ import annotations

from pathlib import Path

from tests.faults.broadcast import broadcast


async def test_everybody_is_told_once_without_a_refusal_while_answers_pass(tmp_path: Path) -> None:
    told = await broadcast(tmp_path, people=60, groups=5, answer_every=0.1)
    assert (told.refused, told.wrong) == (0, 0)
    assert len(told.waits) >= 5
    assert max(told.waits) < told.seconds  # an answer never waits for the end of the broadcast
