"""Faults on demand, the limits, the clock and starting on a taken port."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest
from bot_api_client import MORNING, Client

from simulator import Clock, Person, Simulator
from simulator.limits import FloodControl


def shown(api: Client, person: Person) -> list[str]:
    return [message["text"] for message in api.sim.visible(person)]


def waiting(seconds: int) -> tuple[int, dict[str, Any]]:
    description = f"Too Many Requests: retry after {seconds}"
    body = {
        "ok": False,
        "error_code": 429,
        "description": description,
        "parameters": {"retry_after": seconds},
    }
    return 429, body


async def test_server_errors(api: Client, huda: Person) -> None:
    api.sim.faults.add("sendMessage", "500")
    api.sim.faults.add(None, "502", times=2)
    assert await api.refused("sendMessage", chat_id=huda.id, text="a") == (500, "Internal Server Error")
    assert await api.refused("sendMessage", chat_id=huda.id, text="b") == (502, "Bad Gateway")
    assert await api.refused("getMe") == (502, "Bad Gateway")
    await api.ok("sendMessage", chat_id=huda.id, text="c")
    assert shown(api, huda) == ["c"]
    assert [call.status for call in api.sim.ledger] == [500, 502, 502, 200]


async def test_flood_wait_holds_for_its_chat_until_it_is_over(
    api: Client, huda: Person, sarah: Person
) -> None:
    api.sim.open_chat(sarah)
    api.sim.faults.add("sendMessage", "429", retry_after=7, chat_id=huda.id)
    await api.ok("sendMessage", chat_id=sarah.id, text="a")
    assert await api.raw("sendMessage", chat_id=huda.id, text="a") == waiting(7)
    assert await api.raw("sendMessage", chat_id=huda.id, text="a") == waiting(7)
    await api.ok("sendMessage", chat_id=sarah.id, text="b")
    assert (shown(api, huda), shown(api, sarah)) == ([], ["a", "b"])


@pytest.mark.parametrize(("kind", "done"), [("reset_before", []), ("reset_after", ["a"])])
async def test_connection_reset(api: Client, huda: Person, kind: str, done: list[str]) -> None:
    api.sim.faults.add("sendMessage", kind)
    with pytest.raises(aiohttp.ClientConnectionError):
        await api.raw("sendMessage", chat_id=huda.id, text="a")
    assert shown(api, huda) == done
    await api.ok("sendMessage", chat_id=huda.id, text="b")


async def test_delivered_but_never_answered(api: Client, huda: Person) -> None:
    api.sim.faults.add("sendMessage", "timeout_after")
    request = api.http.post(
        api.address("sendMessage"),
        json={"chat_id": huda.id, "text": "a"},
        timeout=aiohttp.ClientTimeout(total=0.1),
    )
    with pytest.raises(TimeoutError):
        await request
    assert shown(api, huda) == ["a"]


async def test_duplicated_and_reordered_updates(api: Client, huda: Person) -> None:
    for text in "ab":
        api.sim.say(huda, text)
    api.sim.faults.add(None, "duplicate_updates")
    assert [u["message"]["text"] for u in await api.ok("getUpdates")] == ["a", "b", "a", "b"]
    api.sim.faults.add(None, "reorder_updates")
    assert [u["message"]["text"] for u in await api.ok("getUpdates")] == ["b", "a"]
    assert [u["message"]["text"] for u in await api.ok("getUpdates")] == ["a", "b"]


def test_an_unknown_fault_is_an_error(clock: Clock) -> None:
    with pytest.raises(ValueError, match="unknown fault 'flood'"):
        Simulator(clock=clock).faults.add("sendMessage", "flood")


async def test_limits_hold_when_enforced(api: Client, huda: Person) -> None:
    for text in "ab":
        await api.ok("sendMessage", chat_id=huda.id, text=text)
    api.sim.enforce_limits = True
    await api.ok("sendMessage", chat_id=huda.id, text="c")
    assert await api.raw("sendMessage", chat_id=huda.id, text="d") == waiting(1)
    await api.ok("getMe")


def test_one_message_a_second_to_a_chat() -> None:
    flood = FloodControl()
    assert [flood.refuse(1, now=at) for at in (0.0, 0.5, 1.6)] == [0, 1, 0]
    assert flood.waiting(1, now=1.4) == 1
    assert flood.waiting(1, now=1.5) == 0


def test_thirty_messages_a_second_to_all_chats() -> None:
    flood = FloodControl()
    assert [flood.refuse(chat, now=0.0) for chat in range(1, 32)] == [0] * 30 + [1]
    assert flood.waiting(99, now=0.9) == 1
    assert flood.refuse(31, now=1.0) == 0


def test_twenty_messages_a_minute_to_a_group() -> None:
    flood = FloodControl()
    assert [flood.refuse(-1, now=2.0 * n) for n in range(20)] == [0] * 20
    assert flood.refuse(-1, now=40.0) == 20
    assert flood.waiting(-1, now=59.5) == 1
    assert flood.refuse(-1, now=60.0) == 0
    assert flood.refuse(-2, messages=10, now=60.0) == 0


async def test_a_taken_port_is_the_systems_error(sim: Simulator) -> None:
    with pytest.raises(OSError, match="address already in use"):
        await Simulator().start(port=int(sim.url.rpartition(":")[2]))


def test_a_clock_with_a_start_stands_still() -> None:
    clock, seen = Clock(MORNING), list[datetime]()
    unsubscribe = clock.subscribe(lambda: seen.append(clock.now()))
    assert (clock.now(), clock.running) == (MORNING, False)
    clock.advance(timedelta(minutes=10))
    clock.advance(datetime(2026, 11, 22, 15, tzinfo=UTC))
    unsubscribe()
    clock.advance(timedelta(0))
    assert seen == [MORNING + timedelta(minutes=10), datetime(2026, 11, 22, 15, tzinfo=UTC)]
    with pytest.raises(ValueError, match="the clock cannot go back by 1:00:00"):
        clock.advance(timedelta(hours=-1))


def test_a_running_clock_goes_on_from_its_start() -> None:
    clock = Clock(MORNING, running=True)
    clock.advance(timedelta(hours=1))
    assert (clock.running, MORNING + timedelta(hours=1) <= clock.now() < MORNING + timedelta(hours=2)) == (
        True,
        True,
    )
    real = Clock()
    assert (real.running, abs(real.now() - datetime.now(UTC)) < timedelta(minutes=1)) == (True, True)
