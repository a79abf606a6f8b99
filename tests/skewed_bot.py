"""``python -m tests.skewed_bot run``: the bot on a machine whose clock is wrong by BOT_TEST_SKEW seconds."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta

from bot.__main__ import main
from bot.clock import SystemClock

_SKEW = timedelta(seconds=float(os.environ["BOT_TEST_SKEW"]))


def _now(_clock: SystemClock) -> datetime:
    return datetime.now(UTC) + _SKEW


if __name__ == "__main__":
    SystemClock.now = _now  # type: ignore[method-assign]  # the bot has no setting for a wrong clock
    main()
