"""kill -9 at every fault point, while people write: nothing lost, nothing applied twice, nothing posted twice."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

import databases
from bot.delivery.sender import AT_ONCE
from bot.fault_points import OF_REPLICAS, POINTS, Point, UnknownPoint, arm, found
from tests.faults.crashes import SELDOM, siege
from tests.faults.tally import Tally

WEBHOOK = ("posted, not kept", "kept, not answered")
FIRST = ("due, not kept:1", "due and kept:1", "before what is due:1")
"""While summaries are due: the bot was away for days."""

JUDGED = ("call ended:70", "calls judged at start:1", "call begun:90", "before the journal is cleared:1")
"""A start that is killed before it has kept what it found out about calls under way."""

OFTEN = 40


def check(tally: Tally, orders: list[str]) -> None:
    """Every life ended where it was to end; nothing lost, nothing twice, and little unknown."""
    assert set(tally.kills) == set(orders), tally.table()
    assert tally.wrong == (0, 0, 0, 0, 0), tally.table()
    assert tally.updates > 50  # people were writing all the time
    assert tally.unknown <= len(orders) * AT_ONCE  # only calls that were under way


async def test_killed_at_every_point_and_at_random(tmp_path: Path) -> None:
    due = {order.rpartition(":")[0] for order in FIRST}
    orders = [f"{p.name}:{SELDOM.get(p.name, OFTEN)}" for p in POINTS if p.name not in {*WEBHOOK, *due}]
    chance = random.Random(5)
    orders = [*FIRST, *orders, *JUDGED, *(f"*:{chance.randrange(300, 3000)}" for _ in range(5))]
    async with siege(tmp_path) as scene:
        async with scene.people():
            await scene.lives(orders)
        await scene.rest()
    check(scene.tally, orders)
    assert scene.tally.summaries_due >= 2 * 3
    assert scene.tally.summaries_right, scene.tally.table()


async def test_killed_with_a_webhook(tmp_path: Path) -> None:
    orders = [f"{name}:{n}" for name in WEBHOOK for n in (1, 30)]
    async with siege(tmp_path, webhook=True, groups=0) as scene:
        async with scene.people():
            await scene.lives(orders)
        await scene.rest()
    check(scene.tally, orders)


@pytest.mark.skipif(not databases.ON_POSTGRES, reason="a file has one bot")
async def test_replicas_that_are_killed_in_turn(tmp_path: Path) -> None:
    chance = random.Random(9)
    orders = [f"*:{chance.randrange(300, 3000)}" for _ in range(8)]
    orders += [f"{point.name}:2" for point in OF_REPLICAS]
    async with siege(tmp_path, replicas=2) as scene:
        async with scene.people():
            await scene.lives(orders)
        await scene.rest()
    check(scene.tally, orders)


@pytest.mark.parametrize("point", [*POINTS, *OF_REPLICAS], ids=lambda point: point.name)
def test_a_point_names_functions_that_there_are(point: Point) -> None:
    assert all(callable(found(place)[2]) for place in point.places)


@pytest.mark.parametrize(
    "name", ["begun", "before the commit", "call begun", "noted as sent", "journal cleared"]
)
def test_on_a_server_a_point_is_where_the_same_is_done(name: str) -> None:
    (point,) = (point for point in POINTS if point.name == name)
    assert len(point.places) == 2


@pytest.mark.parametrize("order", ["nowhere:1", "begun", "begun:x", ""])
def test_an_order_for_no_point_is_refused(order: str) -> None:
    with pytest.raises(UnknownPoint):
        arm(order)
