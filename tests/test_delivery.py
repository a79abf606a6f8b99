"""Delivery: order, pace, floods, broken lines, crashes. Faults are injected in the simulator, not imagined."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import databases
from bot.api import BotApi
from bot.commands.doctor import in_database
from bot.config import Config, Limits
from bot.delivery.door import AHEAD
from bot.delivery.journal import Journal
from bot.delivery.pace import LATEST, Pace
from bot.delivery.sender import LOOK_AHEAD, Board, Sender
from bot.metrics import REGISTRY
from bot.stage import NO_LIMITS, stage
from coordination.groups import group as groups
from coordination.people import register
from coordination.people.person import Role
from handlers.outgoing import Outgoing
from simulator import Chat, Clock, Person, Simulator
from storage import Database, Row, Transaction, migrate, open_database
from storage.migrations import newest
from views.language import Html
from views.message import Message

NOW = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)


class Desk:
    """A sender between a database and a simulator, without the rest of the bot."""

    def __init__(self, sim: Simulator, database: Database, api: BotApi, path: Path) -> None:
        self.sim, self.database, self.api, self.path = sim, database, api, path
        self.clock = sim.clock

    def sender(self, limits: Limits = NO_LIMITS) -> Sender:
        return Sender(self.database, self.api, self.clock, limits, Journal(self.path))

    async def put(self, chat: int, *texts: str, urgency: int = 0) -> list[int]:
        async with self.database.transaction() as tx:
            out = Outgoing(tx, NOW)
            return [await out.send(chat, Message(Html(text)), urgency=urgency) for text in texts]

    async def row(self, outbox_id: int) -> dict[str, Any]:
        async with self.database.reading() as tx:
            (found,) = await tx.select(f"SELECT * FROM outbox WHERE id = {outbox_id:d}")
        return dict(found)

    async def until(self, done: Callable[[], Awaitable[bool]], sender: Sender) -> None:
        """Send until `done`; then stop as a good process does."""
        task = asyncio.create_task(sender.run())
        sender.wake()
        async with asyncio.timeout(20):
            while not await done():  # noqa: ASYNC110  another task sends
                await asyncio.sleep(0.002)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await sender.finish()

    async def empty(self) -> bool:
        async with self.database.reading() as tx:
            return not await tx.outbox.unsent()

    def texts(self, place: Person | Chat) -> list[str]:
        return [said["text"] for said in self.sim.visible(place) if said["from"]["is_bot"] and "text" in said]


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    sim = Simulator(clock=Clock(NOW))
    await sim.start()
    database = await open_database(databases.url(tmp_path / "desk.sqlite"))
    try:
        await migrate(database)
        async with BotApi(sim.url, sim.token) as api:
            yield Desk(sim, database, api, tmp_path / "desk.sending")
    finally:
        await database.close()
        await sim.stop()


def acquaint(sim: Simulator, name: str = "Sara") -> Person:
    person = sim.add_person(name)
    sim.open_chat(person)
    return person


async def test_order_within_a_chat_holds_across_a_flood_wait_and_a_server_error(desk: Desk) -> None:
    sara, omar = acquaint(desk.sim), acquaint(desk.sim, "Omar")
    await desk.put(sara.id, "1", "2", "3")
    await desk.put(omar.id, "a")
    desk.sim.faults.add("sendMessage", "429", chat_id=sara.id, retry_after=1)
    desk.sim.faults.add("sendMessage", "502", chat_id=sara.id)
    await desk.until(desk.empty, desk.sender())
    assert desk.texts(sara) == ["1", "2", "3"]
    assert desk.texts(omar) == ["a"]


async def test_an_answer_is_repeated_when_the_line_broke_before_it_left_the_server(desk: Desk) -> None:
    sara = acquaint(desk.sim)
    await desk.put(sara.id, "kept")
    desk.sim.faults.add("sendMessage", "reset_before")
    await desk.until(desk.empty, desk.sender())
    assert desk.texts(sara) == ["kept"]


async def test_a_post_in_a_group_whose_fate_is_unknown_is_not_repeated_and_admins_are_told(
    desk: Desk,
) -> None:
    admin = acquaint(desk.sim, "Admin")
    chat = desk.sim.add_group("Coordination", [admin], bot_is_member=True)
    async with desk.database.transaction() as tx:
        await register.enroll_admins(tx, [admin.id], NOW)
        who = (await register.with_roles(tx, {Role.ADMIN}))[0]
        await tx.people.set_language(id=who.id, language="en")
        group = await groups.arrive(tx, chat.id, "Coordination", None, NOW)
        await groups.decide(tx, group, "approved", by=who, now=NOW)
    [summary] = await desk.put(chat.id, "summary")
    desk.sim.faults.add("sendMessage", "reset_after", chat_id=chat.id)
    await desk.until(desk.empty, desk.sender())
    assert desk.texts(chat) == ["summary"]
    assert (await desk.row(summary))["state"] == "unknown"
    assert [text.splitlines()[0][:28] for text in desk.texts(admin)] == ["⚠️ The connection broke whil"]
    seen = await in_database(Config(token="1:x", database_url=desk.database.url))
    assert (seen.verdict, seen.words) == ("warning", f"schema {newest()}: 1 unknown deliveries")


async def test_blocked_people_and_lost_groups_are_remembered(desk: Desk) -> None:
    admin, sara = acquaint(desk.sim, "Admin"), acquaint(desk.sim)
    chat = desk.sim.add_group("Coordination", [admin], bot_is_member=True)
    async with desk.database.transaction() as tx:
        [who] = await register.enroll_admins(tx, [admin.id], NOW)
        await register.meet(tx, sara.id, "Sara", NOW)
        group = await groups.arrive(tx, chat.id, "Coordination", None, NOW)
        await groups.decide(tx, group, "approved", by=who, now=NOW)
    desk.sim.block_bot(sara)
    desk.sim.kick_bot(chat, by=admin)
    await desk.put(sara.id, "hello")
    await desk.put(chat.id, "summary")
    await desk.until(desk.empty, desk.sender())
    async with desk.database.reading() as tx:
        assert (await register.meet(tx, sara.id, "", NOW)).reachable is False
        found = await groups.by_chat(tx, chat.id)
    assert found is not None
    assert found.state == "left"
    assert len(desk.texts(admin)) == 1


async def test_a_group_that_became_a_supergroup_gets_what_waited_for_it(desk: Desk) -> None:
    admin = acquaint(desk.sim, "Admin")
    chat = desk.sim.add_group("Coordination", [admin], kind="group", bot_is_member=True)
    async with desk.database.transaction() as tx:
        await groups.arrive(tx, chat.id, "Coordination", None, NOW)
    await desk.put(chat.id, "first", "second")
    new = desk.sim.migrate(chat)
    await desk.until(desk.empty, desk.sender())
    assert desk.texts(new) == ["first", "second"]
    async with desk.database.reading() as tx:
        assert await groups.by_chat(tx, chat.id) is None
        assert await groups.by_chat(tx, new.id) is not None


async def test_a_card_that_was_deleted_is_sent_anew(desk: Desk) -> None:
    sara = acquaint(desk.sim)
    async with desk.database.transaction() as tx:
        await Outgoing(tx, NOW).edit(sara.id, 999, Message(Html("the card")))
    await desk.until(desk.empty, desk.sender())
    assert desk.texts(sara) == ["the card"]


async def test_after_a_crash_only_what_had_not_left_is_sent_again(desk: Desk) -> None:
    sara, omar, lina = (acquaint(desk.sim, name) for name in ("Sara", "Omar", "Lina"))
    [not_begun] = await desk.put(sara.id, "not begun")
    [begun] = await desk.put(omar.id, "begun")
    [sent] = await desk.put(lina.id, "sent")
    async with desk.database.transaction() as tx:
        await tx.outbox.mark_sending([{"id": n} for n in (not_begun, begun, sent)])
    journal = Journal(desk.path)
    await journal.begin(begun)
    await journal.begin(sent)
    await journal.sent(sent, 77)
    journal.close()
    unknown = {"method": "sendMessage", "outcome": "unknown"}
    counted = REGISTRY.get_sample_value("tansiq_calls_total", unknown) or 0
    sender = desk.sender()
    await sender.recover()
    await desk.until(desk.empty, sender)
    assert [desk.texts(person) for person in (sara, omar, lina)] == [["not begun"], [], []]
    assert [(await desk.row(n))["state"] for n in (not_begun, begun, sent)] == ["sent", "unknown", "sent"]
    assert REGISTRY.get_sample_value("tansiq_calls_total", unknown) == counted + 1
    assert (await desk.row(sent))["message_id"] == 77


@pytest.mark.skipif(databases.ON_POSTGRES, reason="there ends of calls are written down at once")
async def test_a_chat_does_not_wait_for_the_flood_wait_of_another_one(desk: Desk) -> None:
    sara, omar = acquaint(desk.sim), acquaint(desk.sim, "Omar")
    await desk.put(sara.id, "later")
    [first, second] = await desk.put(omar.id, "1", "2")
    desk.sim.faults.add("sendMessage", "429", chat_id=sara.id, retry_after=3600)
    sender = desk.sender()
    await sender._keep()
    await asyncio.wait(sender._in_flight.values())
    sender._wake.clear()  # as `run` does: before the round, whose alarm may ring at once
    async with desk.database.transaction():
        await sender._round()  # somebody writes, so it puts the record off; Sara's hour has begun
    async with asyncio.timeout(20):
        while sender._ended:  # on a slow disk it waits once more
            await sender._wake.wait()
            sender._wake.clear()
            await sender._round()
    await sender.finish()
    assert [(await desk.row(n))["state"] for n in (first, second)] == ["sent", "sent"]


@pytest.mark.skipif(databases.ON_POSTGRES, reason="there ends of calls are written down at once")
async def test_on_a_slow_disk_the_end_of_a_call_waits_for_the_commit_of_somebody_else(desk: Desk) -> None:
    sara = acquaint(desk.sim)
    [row] = await desk.put(sara.id, "the answer")
    sender = desk.sender()
    await sender._keep()
    await asyncio.wait(sender._in_flight.values())
    desk.database.commit_seconds = 3600.0
    await sender._round()
    assert (await desk.row(row))["state"] == "sending"
    await desk.until(desk.empty, sender)  # but not for ever
    assert (await desk.row(row))["state"] == "sent"


async def test_a_full_door_is_no_reason_to_look_through_all_that_waits(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    chats = [acquaint(desk.sim, f"p{n}").id for n in range(LOOK_AHEAD + AHEAD + 20)]
    for chat in chats:
        await desk.put(chat, "notice", urgency=1)
    monkeypatch.setattr(Pace, "wait", lambda *_, **__: 3600.0)  # whoever lines up stays at the door
    sender = desk.sender(Limits())
    looked_at: list[int] = []
    chosen = sender._chosen

    def counted(heads: list[Row], now: float) -> Any:
        looked_at.append(len(heads))
        return chosen(heads, now)

    monkeypatch.setattr(sender, "_chosen", counted)
    for _ in range(2):
        await sender._keep()
        await asyncio.sleep(0)  # those that were chosen line up
    assert looked_at == [LOOK_AHEAD, LOOK_AHEAD + AHEAD]
    await sender.finish(within=0)


async def in_doubt(desk: Desk, sender: Sender) -> None:
    """A round that is kept, in somebody's transaction who is cancelled before that is known."""
    with pytest.raises(asyncio.CancelledError):
        async with sender._along() as board:
            async with desk.database.transaction() as tx:
                await board(tx)
            raise asyncio.CancelledError


async def test_a_clean_end_takes_back_what_was_marked_and_not_begun(desk: Desk) -> None:
    [row] = await desk.put(acquaint(desk.sim).id, "answer")
    sender = desk.sender()
    await in_doubt(desk, sender)
    assert (await desk.row(row))["state"] == "sending"
    await sender.finish()
    assert (await desk.row(row))["state"] == "new"


@pytest.mark.skipif(databases.ON_POSTGRES, reason="there writers do not wait for each other")
async def test_a_call_that_ends_while_rows_are_taken_back_is_not_taken_back(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    sara = acquaint(desk.sim)
    [first] = await desk.put(sara.id, "first")
    sender = desk.sender()
    under_way, answered = asyncio.Event(), asyncio.Event()
    call = desk.api.call_json

    async def slowly(*arguments: Any, **more: Any) -> Any:
        under_way.set()
        await answered.wait()
        return await call(*arguments, **more)

    monkeypatch.setattr(desk.api, "call_json", slowly)
    await sender._keep()
    await under_way.wait()
    [second] = await desk.put(acquaint(desk.sim, "Omar").id, "second")
    await in_doubt(desk, sender)
    async with desk.database.transaction():
        taking_back = asyncio.create_task(sender._take_back())
        await asyncio.sleep(0)  # it waits for the writer
        answered.set()
        await asyncio.wait(sender._in_flight.values())
    await taking_back
    assert [(await desk.row(n))["state"] for n in (first, second)] == ["sending", "new"]
    await desk.until(desk.empty, sender)
    assert (desk.texts(sara), (await desk.row(first))["state"]) == (["first"], "sent")


@pytest.mark.skipif(databases.ON_POSTGRES, reason="there the sender goes by itself")
async def test_a_stop_while_answers_are_being_kept_leaves_none_marked(tmp_path: Path) -> None:
    kept = asyncio.Event()
    async with stage(tmp_path, Clock(NOW)) as scene:
        await scene.enroll("sara", "Sara", "en", Role.FOCAL_POINT)
        await scene.settle()

        @asynccontextmanager
        async def held_up() -> AsyncIterator[Board]:
            async with scene.app._sender.along() as board:
                carried: list[Transaction] = []

                async def noted(tx: Transaction) -> None:
                    await board(tx)
                    carried.append(tx)

                yield noted
                if carried:  # and kept by now
                    kept.set()
                    await asyncio.Event().wait()

        scene.app._worker._along = held_up
        scene.sim.say(scene.people["sara"], "/me")
        async with asyncio.timeout(20):
            await kept.wait()
        async with scene.app.database.reading() as tx:
            assert len(await tx.outbox.in_flight()) == 1
    database = await open_database(f"sqlite:///{tmp_path / 'tansiq.sqlite'}")
    try:
        async with database.reading() as tx:
            assert [await tx.outbox.in_flight(), await tx.outbox.unsent()] == [[], 1]
    finally:
        await database.close()


async def test_answers_do_not_wait_behind_notices_in_the_same_chat(desk: Desk) -> None:
    sara = acquaint(desk.sim)
    await desk.put(sara.id, "notice 1", "notice 2", urgency=1)
    await desk.put(sara.id, "answer")
    await desk.until(desk.empty, desk.sender(Limits()))
    assert desk.texts(sara) == ["answer", "notice 1", "notice 2"]


async def test_published_limits_are_kept_without_a_refusal(desk: Desk) -> None:
    desk.sim.enforce_limits = True
    people = [acquaint(desk.sim, f"p{n}") for n in range(20)]
    for person in people:
        await desk.put(person.id, "notice", urgency=1)
    await desk.until(desk.empty, desk.sender(Limits()))
    assert [desk.texts(person) for person in people] == [["notice"]] * 20
    assert [call.status for call in desk.sim.ledger if call.status == 429] == []


async def test_who_takes_the_sending_over_keeps_the_limits_of_what_was_sent(desk: Desk) -> None:
    group = desk.sim.add_group("Room", [acquaint(desk.sim)], bot_is_admin=True)
    limits = Limits(per_second=0, per_chat_per_second=0, per_group_per_minute=2)
    await desk.put(group.id, "1", "2")
    await desk.until(desk.empty, desk.sender(limits))
    second = desk.sender(limits)
    await second.recover()
    assert [second._door.wait_of_chat(chat) > 50 for chat in (group.id, 77)] == [True, False]


def test_pace_spreads_notices_evenly_and_answers_find_a_gap() -> None:
    pace = Pace(Limits(per_second=10, per_chat_per_second=1, per_group_per_minute=2))

    def send(chat: int, at: float) -> None:
        pace.ended(pace.leaves(chat, at), at)

    assert pace.wait(1, 100.0, evenly=True) == 0
    for chat in (1, 2, 3, 4):  # what is late is made good, not more
        send(chat, 100.0)
    assert pace.wait(1, 100.0, evenly=False) == pytest.approx(1.0)
    assert pace.wait(5, 100.0, evenly=True) == pytest.approx(0.1)
    assert pace.wait(5, 100.0, evenly=False) == 0
    send(-5, 101.0)
    send(-5, 102.0)
    assert pace.wait(-5, 103.0, evenly=True) == pytest.approx(58.0)


def test_pace_counts_a_call_when_the_server_may_have_counted_it_at_the_latest() -> None:
    pace = Pace(Limits(per_second=1, per_chat_per_second=0))
    first = pace.leaves(1, 10.0)
    assert pace.wait(2, 10.0, evenly=False) == pytest.approx(1.0 + LATEST)
    pace.ended(first, 10.2)  # one call does not tell how long a call takes
    assert pace.wait(2, 10.2, evenly=False) == pytest.approx(1.0)
    for n in range(100):  # all calls take as long: the server counts all of them as late
        pace.ended(pace.leaves(1, 20.0 + 2 * n), 20.2 + 2 * n)
    assert pace.wait(2, 218.2, evenly=False) == pytest.approx(0.8)
    assert Pace(NO_LIMITS).wait(1, 0.0, evenly=True) == 0
