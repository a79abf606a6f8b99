"""Who hears of what: the pure rule, the usual, and subscriptions of topics and people."""

from __future__ import annotations

import pytest

from coordination.groups import group as groups
from coordination.groups import subscriptions
from coordination.groups.subscriptions import Subscription, wants
from coordination.people import register
from tests.conftest import Town

NINEWA, ERBIL = frozenset({"IQ-NI"}), frozenset({"IQ-AR"})


@pytest.mark.parametrize(
    ("kind", "gravity", "least", "wanted"),
    [
        ("incident", "unknown", "any", True),
        ("incident", "unknown", "moderate", False),
        ("incident", "minor", "moderate", False),
        ("incident", "moderate", "moderate", True),
        ("incident", "severe", "extreme", False),
        ("incident", "extreme", "severe", True),
        ("alert", "moderate", "severe", False),
        ("alert", "unknown", "extreme", True),
        ("displacement", "unknown", "extreme", True),
        ("summary", "unknown", "any", False),
    ],
)
def test_gravity_counts_for_incidents_and_alerts_only(
    kind: str, gravity: str, least: str, wanted: bool
) -> None:
    one = Subscription(kinds=("displacement", "incident", "alert"), gravity=least)
    assert wants(one, NINEWA, kind, gravity) is wanted


def test_governorates_meet() -> None:
    one = Subscription(governorates=("IQ-NI", "IQ-KI"), kinds=("alert",))
    found = [wants(one, areas, "alert", "minor") for areas in (NINEWA, ERBIL, NINEWA | ERBIL, frozenset())]
    assert found == [True, False, True, True]
    assert wants(Subscription(kinds=("alert",)), ERBIL, "alert", "minor")


async def audience(town: Town, areas: frozenset[str], kind: str, gravity: str = "unknown") -> object:
    async with town.database.reading() as tx:
        found = await subscriptions.audience(tx, areas, kind, gravity)
    return [(group.title, topic) for group, topic in found.groups], [person.name for person in found.people]


async def test_the_usual_and_what_was_chosen(town: Town) -> None:
    await town.person("duty", role="duty officer")
    await town.person("ninewa", governorates=["IQ-NI"])
    await town.person("erbil", governorates=["IQ-AR"])
    await town.person("partner", role="partner")
    await town.group("team", ["duty"])
    await town.group("camps", ["duty"])
    everybody = ["duty", "ninewa", "partner"]
    assert await audience(town, NINEWA, "alert", "severe") == ([("team", None), ("camps", None)], everybody)
    assert await audience(town, NINEWA, "incident", "extreme") == ([], [])

    async with town.database.transaction() as tx:
        team, _ = await groups.approved(tx)
        duty, partner, erbil = [
            await register.meet(tx, town.stage.people[key].id, "", town.clock.now())
            for key in ("duty", "partner", "erbil")
        ]
        topic = await subscriptions.of_group(tx, team, 7)
        assert (topic.kinds, topic.version) == ((), 0)
        for one in (
            topic,
            await subscriptions.of_person(tx, partner),
            await subscriptions.of_person(tx, erbil),
        ):
            wanted = subscriptions.chosen(one, "kinds", "incident", subscriptions.KINDS)
            severe = wanted and subscriptions.chosen(wanted, "gravity", "severe", subscriptions.KINDS)
            every = severe and subscriptions.chosen(severe, "governorates", "all", subscriptions.KINDS)
            assert every and await subscriptions.keep(tx, every, by=duty, now=town.clock.now())
            assert await subscriptions.keep(tx, every, by=duty, now=town.clock.now()) is None
    # Reports are told in the topic that asked, and to those only who may see them.
    assert await audience(town, NINEWA, "incident", "severe") == ([("team", 7)], [])
    assert await audience(town, ERBIL, "incident", "severe") == ([("team", 7)], ["erbil"])
    assert await audience(town, ERBIL, "incident", "moderate") == ([], [])
    # The main topic keeps the usual.
    assert await audience(town, NINEWA, "notice") == (
        [("team", None), ("camps", None)],
        ["duty", "erbil", "ninewa", "partner"],
    )


def test_one_governorate_stays_and_everything_else_is_refused() -> None:
    one = Subscription(governorates=("IQ-NI",))
    kinds = subscriptions.NEWS
    assert subscriptions.chosen(one, "governorates", "IQ-NI", kinds) == one
    for setting, value in (
        ("kinds", "incident"),
        ("governorates", "IQ-XX"),
        ("gravity", "unknown"),
        ("id", "7"),
    ):
        assert subscriptions.chosen(one, setting, value, kinds) is None
