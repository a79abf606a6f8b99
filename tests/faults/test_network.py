"""Another program with the same token, and clocks that jump."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.api import BotApi
from bot.intake import polling
from tests.conftest import BAGHDAD, Town


async def test_another_poller_is_outlived(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(polling, "backoff", lambda _failures: 0.02)
    await town.person("ali", governorates=["IQ-NI"])
    async with BotApi(town.sim.url, town.sim.token) as other:
        for _ in range(3):
            assert await other.call("getUpdates", {"timeout": 0}) == []
            await town.say("ali", "/me")
    refused = [call.status for call in town.sim.ledger if call.method == "getUpdates" and not call.ok]
    assert refused and set(refused) == {409}
    assert len(town.texts("ali")) == 3


async def test_a_clock_that_jumps_back_and_on_posts_nothing_twice(town: Town) -> None:
    await town.person("ali", governorates=["IQ-NI"])
    await town.group("team", ["ali"])
    evening = datetime(2026, 11, 22, 18, 0, 30, tzinfo=BAGHDAD)
    await town.clock_to(evening)
    posted = town.texts("team")
    assert len(posted) == 1
    for hour in (timedelta(hours=1), timedelta(hours=1)):
        town.clock._offset -= hour  # a clock of people only goes on; that of a computer can be set back
        town.app.wake()
        await town.say("ali", "/me")
        await town.clock_to(evening)
        assert town.texts("team") == posted
    assert len(town.texts("ali")) >= 2
    await town.clock_to(evening + timedelta(hours=1))
    assert town.texts("team") == posted
