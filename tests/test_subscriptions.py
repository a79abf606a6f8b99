"""Who hears of what: the pure rule, the usual, and subscriptions of topics and people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest

from coordination.groups import group as groups
from coordination.groups import subscriptions
from coordination.groups.subscriptions import Subscription, wants
from coordination.people import register
from coordination.reports import confirmation, store
from coordination.reports.fact import Fact, Gravity, Kind
from handlers.outgoing import Outgoing
from handlers.watch.saved import look_at
from tests.conftest import MORNING, Town
from tests.test_groups import displaced, reported

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


def explosion(governorate: str = "IQ-NI", gravity: Gravity = "severe", note: str = "Explosion") -> Fact:
    return Fact(
        Kind.INCIDENT,
        governorate,
        day=date(2026, 11, 22),
        note=note,
        gravity=gravity,
        gravity_chosen=True,
    )


async def told(town: Town, fact: Fact) -> str:
    """Save a fact as the bot does, with everything that follows; returns the reference."""
    (reference,) = await reported(town, "ninewa", fact)
    async with town.database.transaction() as tx:
        report = await store.by_reference(tx, reference)
        assert report is not None
        await look_at(Outgoing(tx, town.clock.now()), [report])
        tx.after_commit.append(town.app._sender.wake)
    await town.stage.settle()
    return reference


async def chosen(town: Town, who: str, *labels: str, group: str | None = None, **more: Any) -> None:
    await town.say(who, "/subscriptions", group=group, **more)
    for label in labels:
        await town.press(who, label, group=group)


async def test_notes_in_a_topic_are_told_at_once_and_merged(town: Town) -> None:
    await town.person("duty", role="duty officer", name="Duty")
    await town.person("ninewa", governorates=["IQ-NI"], name="Ninewa")
    await town.group("team", ["duty"])
    await chosen(town, "duty", "^Single updates$", "^Incident$", "^Back$", group="team")
    await chosen(town, "duty", "^When$", "^At once$", group="team")
    await chosen(town, "duty", "^Gravity$", "^Severe and above$", group="team")
    await chosen(town, "duty", "^Governorates$", "^Ninewa$", "^Back$", "^Done$", group="team")
    assert town.last("team").text == (
        "🔔 What comes to team\n"
        "From the centre: alerts, notices, meetings and summaries\n"
        "Single updates: incidents\n"
        "Updates are told at once, also before they are confirmed.\n"
        "Governorates: Ninewa\n"
        "Incidents and alerts: from severe on\n"
        "Quiet hours: none"
    )
    assert town.last("team").buttons == ()
    before = len(town.texts("team"))
    await told(town, explosion(gravity="moderate"))
    await told(town, displaced("IQ-NI", 500))
    assert len(town.texts("team")) == before

    first = await told(town, explosion(note="Explosion, call 07701234567"))
    note = (
        "🔔 New update\n\n"
        "Incident · Ninewa · gravity: severe · 22 Nov\n“Explosion, call […]”\n"
        f"Not confirmed by the centre yet\n{first}"
    )
    assert town.texts("team")[before:] == [note]
    second = await told(town, explosion())
    await town.clock_to(MORNING + timedelta(seconds=6))
    (merged,) = town.texts("team")[before:]
    assert merged.startswith("🔔 2 new updates\n\nIncident")
    assert (first in merged, second in merged) == (True, True)
    # A graver one and a later one are messages of their own.
    await told(town, explosion(gravity="extreme"))
    assert len(town.texts("team")[before:]) == 2
    await town.clock_to(MORNING + timedelta(minutes=20))
    last = await told(town, explosion())
    assert len(town.texts("team")[before:]) == 3
    # What is denied is said where it was told.
    async with town.database.transaction() as tx:
        duty = await register.meet(tx, town.stage.people["duty"].id, "", town.clock.now())
        report = await store.by_reference(tx, last)
        assert report and await confirmation.deny(tx, report, "wrong", "", duty, town.clock.now())
    await town.clock_to(MORNING + timedelta(minutes=21))
    assert town.texts("team")[before + 2 :] == [
        f"🔔 New update\n\n{last}\nDenied by the centre: it counts in no figure."
    ]


async def test_notes_to_people_wait_for_the_confirmation(town: Town) -> None:
    await town.person("duty", role="duty officer", name="Duty")
    await town.person("ninewa", governorates=["IQ-NI"], name="Ninewa")
    await town.person("mosul", "ar", role="deputy", governorates=["IQ-NI"], name="الموصل")
    await town.person("partner", role="partner")
    await chosen(town, "mosul", "تحديثات منفردة", "^حادث", "رجوع")
    await chosen(town, "partner")
    assert town.last("partner").buttons == (
        ("From the centre", "Governorates"),
        ("Gravity", "Quiet hours"),
        ("Done",),
    )
    before = len(town.texts("mosul"))
    reference = await told(town, explosion())
    assert len(town.texts("mosul")) == before
    await town.say("duty", "/queue")
    await town.press("duty", "Confirm")
    (note,) = town.texts("mosul")[before:]
    assert note.splitlines()[0] == "🔔 تحديث جديد"
    assert note.splitlines()[-2:] == ["أكّده المركز", reference]


@pytest.mark.parametrize(
    ("language", "labels", "before", "after"),
    [
        (
            "en",
            (("^Single updates$", "^Incident$", "^Back$"), ("^When$", "^At once$")),
            "Not confirmed by the centre yet",
            "Confirmed by the centre",
        ),
        (
            "ar",
            (("تحديثات منفردة", "^حادث", "رجوع"), ("^التوقيت", "^فور")),
            "لم يؤكده المركز بعد",
            "أكّده المركز",
        ),
    ],
)
async def test_a_note_says_when_its_report_is_confirmed(
    town: Town, language: str, labels: Sequence[Sequence[str]], before: str, after: str
) -> None:
    await town.person("duty", role="duty officer", name="Duty")
    await town.person("ninewa", governorates=["IQ-NI"], name="Ninewa")
    await town.person("reader", language, role="deputy", governorates=["IQ-NI"], name="Reader")
    for pressed in labels:
        await chosen(town, "reader", *pressed)
    reference = await told(town, explosion())
    seen = town.texts("reader")
    assert seen[-1].splitlines()[-2:] == [before, reference]
    await town.say("duty", "/queue")
    await town.press("duty", "Confirm")
    await town.clock_to(town.clock.now() + timedelta(minutes=1))
    assert town.texts("reader") == [*seen[:-1], seen[-1].replace(before, after)]


async def test_who_may_no_longer_see_a_governorate_hears_nothing_more_of_it(town: Town) -> None:
    await town.person("duty", role="duty officer", name="Duty")
    await town.person("ninewa", governorates=["IQ-NI"], name="Ninewa")
    await town.person("mosul", role="deputy", governorates=["IQ-NI"], name="Mosul")
    await chosen(town, "mosul", "^Single updates$", "^Incident$", "^Back$")
    await chosen(town, "mosul", "^When$", "^At once$")
    reference = await told(town, explosion())
    before = town.last("mosul").text
    assert before.startswith("🔔 New update")
    async with town.database.transaction() as tx:
        (mosul,) = [who for who in await register.everybody(tx) if who.name == "Mosul"]
        values = {"role": "deputy", "governorates": "IQ-BA", "ministry": ""}
        assert await tx.people.reassign(id=mosul.id, version=mosul.version, **values)
        report = await store.by_reference(tx, reference)
        assert report and await confirmation.deny(tx, report, "wrong", "", mosul, town.clock.now())
    await town.clock_to(town.clock.now() + timedelta(minutes=2))
    assert town.last("mosul").text == before


async def test_whose_card_it_is(town: Town) -> None:
    await town.person("duty", role="duty officer")
    await town.person("partner", role="partner")
    await town.group("team", ["duty", "partner"])
    await town.group("other", ["duty"])
    await town.say("duty", "/settings", group="team")
    await town.press("duty", "What comes here", group="team")
    card = town.last("team").raw
    row = (await town.rows("SELECT id FROM groups ORDER BY id"))[0]["id"]
    for who, message, data in (
        ("partner", card, f"subs {row} 0 0 kinds alert"),
        ("duty", card, f"subs {row + 1} 0 0 kinds alert"),
        ("duty", card, "subs 0 0 0 kinds alert"),
        ("duty", card, f"subs {row} 0 7 kinds alert"),
        ("duty", card, f"subs {row} 0 0 quiet 22:00 12:00"),
        ("duty", card, f"subs {row} 0 0 kinds everything"),
    ):
        await town.do(town.sim.press_button, town.stage.people[who], message, data)
    await town.say("partner", "/subscriptions")
    own = town.last("partner").raw
    await town.do(town.sim.press_button, town.stage.people["partner"], own, f"subs {row} 0 0 kinds alert")
    await town.do(town.sim.press_button, town.stage.people["partner"], own, "subs 0 0 0 kinds incident")
    assert await town.rows("SELECT id FROM subscriptions") == []
    assert {r["quiet"] for r in await town.rows("SELECT quiet FROM groups")} == {""}
    await town.press("partner", "From the centre")
    await town.press("partner", "Alerts")
    (kept,) = await town.rows("SELECT person, kinds, version FROM subscriptions")
    assert (kept["kinds"], kept["version"]) == ("notice meeting summary", 1)


async def test_a_topic_of_its_own(town: Town) -> None:
    await town.person("duty", role="duty officer")
    group = await town.group("forum", ["duty"], forum=True, summary_at="10:00")
    thread = town.sim.add_topic(group, "Daily")
    await chosen(town, "duty", group="forum", topic=thread)
    assert town.last("forum").text.startswith(
        "🔔 What comes to this topic of forum\nFrom the centre: nothing"
    )
    for label in ("From the centre", "Summaries"):
        await town.press("duty", label, group="forum")
    before = len(town.messages("forum"))
    await town.clock_to(MORNING + timedelta(hours=1, seconds=5))
    posted = town.messages("forum")[before:]
    assert [seen.raw.get("message_thread_id") for seen in posted] == [None, thread]
    assert posted[0].text == posted[1].text
