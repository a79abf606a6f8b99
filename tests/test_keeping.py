"""Where updates are kept: in the commit that answers them if that is soon, in one of their own if not."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest

import databases
from bot import intake
from bot.worker import FEW
from handlers.turn import Turn
from simulator import Person
from storage import Transaction
from tests.conftest import MORNING, Town

pytestmark = pytest.mark.skipif(databases.ON_POSTGRES, reason="a server keeps them first, whatever goes on")
FIRST_ID = 900_000_000
"""Beyond the simulator's own numbers of updates."""


class Doors:
    """A command that waits inside its turn until it is let go."""

    def __init__(self, town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
        routes = town.app._worker._routes
        route = routes.commands["me"]
        self.inside, self.open = asyncio.Event(), asyncio.Event()

        async def waiting(turn: Turn) -> None:
            self.inside.set()
            await self.open.wait()
            await route.handler(turn)

        monkeypatch.setitem(routes.commands, "me", replace(route, handler=waiting))


def update(number: int, person: Person) -> dict[str, Any]:
    return {
        "update_id": FIRST_ID + number,
        "message": {
            "message_id": FIRST_ID + number,
            "date": int(MORNING.timestamp()),
            "text": "/me",
            "chat": {"id": person.id, "type": "private", "first_name": person.name},
            "from": {"id": person.id, "is_bot": False, "first_name": person.name},
        },
    }


def bring(town: Town, updates: list[dict[str, Any]]) -> asyncio.Task[None]:
    async def put(tx: Transaction) -> None:
        await intake.keep(tx, updates, MORNING)

    return asyncio.create_task(town.app._worker.keep(put, len(updates)))


@pytest.mark.parametrize(("under_way", "apart"), [(FEW, []), (FEW + 1, [1])])
async def test_what_comes_while_few_are_answered_waits_for_the_next_commit(
    town: Town, monkeypatch: pytest.MonkeyPatch, under_way: int, apart: list[int]
) -> None:
    await town.person("ali", "en", governorates=["IQ-NI"])
    await town.person("hiba", "ar", governorates=["IQ-NI"])
    await town.stage.settle()
    ali, hiba = town.stage.people["ali"], town.stage.people["hiba"]
    doors, worker = Doors(town, monkeypatch), town.app._worker
    kept_apart: list[int] = []
    by_itself = worker._keep_apart

    async def noted(put: intake.Put, updates: int) -> None:
        kept_apart.append(updates)
        await by_itself(put, updates)

    monkeypatch.setattr(worker, "_keep_apart", noted)
    first = bring(town, [update(number, ali) for number in range(under_way)])
    await doors.inside.wait()
    kept_apart.clear()
    second = bring(town, [update(100, hiba)])
    await asyncio.sleep(0)
    assert (second.done(), kept_apart) == (False, apart)
    doors.open.set()
    await asyncio.gather(first, second)
    await town.stage.settle()
    rows = await town.rows(f"SELECT update_id, state FROM inbox WHERE update_id >= {FIRST_ID} ORDER BY 1")
    numbers = [*range(under_way), 100]
    assert [(row["update_id"] - FIRST_ID, row["state"]) for row in rows] == [(n, "done") for n in numbers]
    assert (len(town.texts("ali")), len(town.texts("hiba"))) == (under_way, 1)
