"""What waited while the bot was down for a day is answered once, in order, as of when it was said."""

from __future__ import annotations

from pathlib import Path

from tests.faults.backlog import backlog


async def test_a_backlog_of_a_day_is_worked_off_as_if_it_came_in_time(tmp_path: Path) -> None:
    caught = await backlog(tmp_path, people=12, each=6)
    assert (caught.waited, caught.wrong) == (5 * 2 + 12 * 6, ())
