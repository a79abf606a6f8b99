"""Quiet hours: the pure rule, notices that wait, what passes, and what is of no use in the morning."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.groups import quiet
from handlers.outgoing import NOTICE, PRESSING, Outgoing
from tests.conftest import BAGHDAD, Town
from views.language import Html
from views.message import Message

NIGHT = datetime(2026, 11, 22, 23, 0, tzinfo=BAGHDAD)
SEVEN = datetime(2026, 11, 23, 7, 0, tzinfo=BAGHDAD)


@pytest.mark.parametrize(
    ("hours", "hour", "minute", "end"),
    [
        ("22:00 07:00", 21, 59, None),
        ("22:00 07:00", 22, 0, SEVEN),
        ("22:00 07:00", 6, 59, SEVEN - timedelta(days=1)),
        ("22:00 07:00", 7, 0, None),
        ("00:00 06:00", 5, 0, SEVEN - timedelta(days=1, hours=1)),
        ("00:00 06:00", 23, 0, None),
        ("", 3, 0, None),
    ],
)
def test_over_midnight_and_not(hours: str, hour: int, minute: int, end: datetime | None) -> None:
    assert quiet.until(hours, NIGHT.replace(hour=hour, minute=minute)) == end


@given(
    begin=st.sampled_from(quiet.BEGINS),
    end=st.sampled_from(quiet.ENDS),
    minutes=st.integers(min_value=0, max_value=24 * 60 - 1),
)
def test_the_end_lies_ahead_within_half_a_day(begin: str, end: str, minutes: int) -> None:
    now = NIGHT.replace(hour=0) + timedelta(minutes=minutes)
    found = quiet.until(f"{begin} {end}", now)
    assert found is None or (timedelta() < found - now <= timedelta(hours=13) and f"{found:%H:%M}" == end)


async def sent(town: Town, text: str, urgency: int = NOTICE, useful_until: datetime | None = None) -> None:
    """A message to the officer, as a turn or the schedule would write it."""
    chat = town.stage.people["duty"].id
    async with town.database.transaction() as tx:
        out = Outgoing(tx, town.clock.now())
        await out.send(chat, Message(Html(text)), urgency=urgency, useful_until=useful_until)
        tx.after_commit.append(town.app._sender.wake)
    await town.stage.settle()


async def chosen(town: Town, *labels: str) -> None:
    await town.say("duty", "/subscriptions")
    for label in ("^Quiet hours$", *labels):
        await town.press("duty", label)


async def test_notices_wait_and_what_is_pressing_does_not(town: Town) -> None:
    await town.person("duty", role="duty officer")
    await chosen(town, "^22:00$")
    assert town.last("duty").text == "🔔 What comes to you by itself\nQuiet from 22:00. Until when?"
    await town.press("duty", "^07:00$")
    assert town.last("duty").text.endswith("Quiet hours: from 22:00 to 07:00, Baghdad time")
    await town.clock_to(NIGHT)
    before = len(town.texts("duty"))
    await sent(town, "ordinary")
    await sent(town, "late", useful_until=SEVEN - timedelta(hours=1))
    await sent(town, "pressing", PRESSING)
    assert town.texts("duty")[before:] == ["pressing"]
    await town.say("duty", "/language")
    assert "Choose the language" in town.last("duty").text
    await town.clock_to(SEVEN - timedelta(seconds=1))
    assert "ordinary" not in town.texts("duty")
    await town.clock_to(SEVEN + timedelta(seconds=1))
    assert town.texts("duty")[-1] == "ordinary"
    await town.clock_to(SEVEN + timedelta(hours=1))
    assert (town.texts("duty").count("ordinary"), town.texts("duty").count("late")) == (1, 0)
    gone = await town.rows("SELECT state, error FROM outbox WHERE error <> ''")
    assert gone == [{"state": "failed", "error": "of no use after the quiet hours"}]


async def test_hours_switched_off_let_go_what_waits(town: Town) -> None:
    await town.person("duty", role="duty officer")
    await chosen(town, "^23:00$", "^05:00$")
    await town.clock_to(NIGHT + timedelta(minutes=5))
    await sent(town, "ordinary")
    assert "ordinary" not in town.texts("duty")
    await chosen(town, "^None$")
    assert town.last("duty").text.endswith("Quiet hours: none")
    await town.clock_to(NIGHT + timedelta(minutes=6))
    assert town.texts("duty")[-1] == "ordinary"
    assert [
        row["action"] for row in await town.rows("SELECT action FROM audit WHERE action = 'quiet hours'")
    ] == [
        "quiet hours",
        "quiet hours",
    ]


async def test_a_summary_waits_in_a_quiet_group(town: Town) -> None:
    await town.person("duty", role="duty officer", name="Duty")
    await town.group("team", ["duty"], summary_at="22:00")
    await town.say("duty", "/subscriptions", group="team")
    for label in ("^Quiet hours$", "^21:00$", "^06:00$"):
        await town.press("duty", label, group="team")
    before = len(town.texts("team"))
    await town.clock_to(NIGHT)
    assert len(town.texts("team")) == before
    await town.clock_to(NIGHT.replace(hour=6) + timedelta(days=1, seconds=5))
    posted = town.texts("team")[before:]
    assert len(posted) == 1
    assert "Daily summary" in posted[0]


async def test_an_emergency_call_passes(town: Town) -> None:
    await town.person("duty", role="duty officer", name="Duty")
    await town.person("layla", governorates=["IQ-NI"], name="Layla")
    await town.group("team", ["duty", "layla"])
    for who, group in (("duty", "team"), ("layla", None)):
        await town.say(who, "/subscriptions", group=group)
        for label in ("^Quiet hours$", "^22:00$", "^07:00$"):
            await town.press(who, label, group=group)
    await town.clock_to(NIGHT)
    await town.say("duty", "/emergency")
    await town.say("duty", "Room 5")
    await town.press("duty", "Call now")
    called = "🚨 Emergency meeting"
    assert (town.last("team").text.startswith(called), town.last("layla").text.startswith(called)) == (
        True,
        True,
    )
