"""A row of the inbox that cannot be read costs nobody else an answer."""

from __future__ import annotations

import pytest

from storage import stamp
from tests.conftest import Town


@pytest.mark.parametrize("payload", ["{", '"x"', "[" * 100_000, "{" + '"a":{' * 3000 + "}" * 3001])
async def test_others_are_answered_beside_it(town: Town, payload: str) -> None:
    await town.person("ali")
    row = {"update_id": 1, "payload": payload, "received_at": stamp(town.clock.now())}
    async with town.database.transaction() as tx:
        await tx.inbox.put([row | {"chat": "1", "person": "1"}])
    await town.say("ali", "/me")
    assert town.last("ali").text.splitlines()[0] == "Name: ali"
    kept = await town.rows("SELECT state FROM inbox WHERE update_id = 1")
    assert kept == [{"state": "done"}]
