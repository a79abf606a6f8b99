"""What Telegram refuses for good: presses answered too late, people whose account is gone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from handlers.outgoing import Outgoing
from simulator import Person, Simulator
from tests.conftest import Town
from views.language import Html
from views.message import Message

TOO_LATE = timedelta(minutes=16)
REFUSED = "SELECT method, state, attempts, error FROM outbox WHERE state NOT IN ('sent', 'new', 'sending')"


def calls(town: Town, method: str) -> list[tuple[Any, Any]]:
    """Status and error of each call of a method."""
    return [(call.status, call.error) for call in town.sim.ledger if call.method == method]


async def test_a_press_answered_too_late_keeps_its_effects_and_is_not_repeated(town: Town) -> None:
    await town.person("ali", governorates=["IQ-NI"])
    await town.say("ali", "120 families displaced from Mosul to Debaga")
    pressed = town.sim.press(town.stage.people["ali"], "Save")
    town.clock.advance(TOO_LATE)  # the bot has not seen it yet
    await town.stage.settle()
    assert town.toast(pressed) == ""
    [(status, why)] = calls(town, "answerCallbackQuery")
    assert status == 400
    assert "query is too old" in why
    [row] = await town.rows(REFUSED)
    assert (row["method"], row["state"], row["attempts"]) == ("answerCallbackQuery", "failed", 1)
    assert await town.rows("SELECT households FROM reports") == [{"households": 120}]
    assert "AR-261122-001-F" in town.last("ali").text
    await town.say("ali", "/me")
    assert "Name: ali" in town.last("ali").text
    assert len(calls(town, "answerCallbackQuery")) == 1


def blocks(sim: Simulator, person: Person) -> None:
    """The news of it never came."""
    sim.bot.private[person.id].blocked = True


def deletes(sim: Simulator, person: Person) -> None:
    sim.delete_account(person)


@pytest.mark.parametrize("leaves", [blocks, deletes])
async def test_who_cannot_be_reached_is_marked_and_told_of_once(town: Town, leaves: Any) -> None:
    await town.person("sara", role="partner", name="Sara")
    await town.person("omar", role="duty officer", name="Omar")
    await town.say("sara", "Blue heron ledger?")
    await town.press("sara", "sk a person")
    sara = town.stage.people["sara"]
    leaves(town.sim, sara)
    town.sim.ledger.clear()
    card = town.last("omar").raw
    await town.say("omar", "On Sunday.", reply_to=card)
    assert await town.rows(f"SELECT reachable FROM people WHERE telegram_id = {sara.id}") == [
        {"reachable": 0}
    ]
    told = town.last("omar").text
    assert told.startswith("⚠️ Who asked Q-2611-0001-C cannot be reached")
    forbidden = [status for status, _ in calls(town, "sendMessage") if status == 403]
    assert forbidden == [403]
    await town.say("omar", "On Monday.", reply_to=card)  # known by now: no call is made for it
    assert [town.texts("omar").count(told), [s for s, _ in calls(town, "sendMessage")].count(403)] == [2, 1]
    async with town.database.transaction() as tx:
        await Outgoing(tx, town.clock.now()).send(sara.id, Message(Html("What was under way.")))
    town.app.wake()
    await town.stage.settle()
    failed = [(row["state"], row["attempts"]) for row in await town.rows(REFUSED)]
    assert failed == [("failed", 1), ("failed", 1)]
    assert [status for status, _ in calls(town, "sendMessage")].count(403) == 2
