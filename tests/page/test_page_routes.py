"""The page's addresses, without a browser: what they do, and whom they refuse."""

from __future__ import annotations

from typing import Any

import pytest
from aiohttp import ClientSession
from echo_bot import Practice

from simulator.page.guard import is_local_name

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def post(http: ClientSession, practice: Practice, action: str, **asked: Any) -> tuple[int, Any]:
    async with http.post(f"{practice.sim.url}/do/{action}", json=asked) as response:
        return response.status, await response.json()


async def test_another_website_cannot_act(practice: Practice, http: ClientSession) -> None:
    asked = {"person": practice.ahmed.id, "text": "hello"}
    address = f"{practice.sim.url}/do/say"
    async with http.post(address, json=asked, headers={"Origin": "https://example.org"}) as response:
        assert (response.status, await response.json()) == (
            403,
            {"error": "This page is driven only from itself."},
        )
    async with http.post(address, json=asked, headers={"Host": "rebound.example.org"}) as response:
        assert response.status == 403
    assert practice.sim.visible(practice.ahmed) == []
    async with http.post(address, json=asked, headers={"Origin": practice.sim.url}) as response:
        assert response.status == 200
    assert [message["text"] for message in practice.sim.visible(practice.ahmed)] == ["hello"]


async def test_only_local_names_and_addresses_are_answered() -> None:
    hosts = ["localhost", "127.0.0.1", "192.168.1.7", "::1", "example.org", "127.0.0.1.example.org", None]
    assert [is_local_name(host) for host in hosts] == [True, True, True, True, False, False, False]


async def test_what_cannot_be_done_is_said(practice: Practice, http: ClientSession) -> None:
    ahmed = practice.ahmed.id
    assert await post(http, practice, "say", person=1, text="x") == (
        400,
        {"error": "There is no such person."},
    )
    assert await post(http, practice, "say", person=ahmed) == (400, {"error": "The field 'text' is missing."})
    assert await post(http, practice, "join", person=ahmed) == (400, {"error": "Only a group can do this."})
    gone = await post(http, practice, "edit", person=ahmed, message=99, text="x")
    assert gone == (400, {"error": "That message is gone."})
    back = await post(http, practice, "clock", to="2026-11-22T09:00")
    assert back == (400, {"error": "The clock moves forward only, and that moment has passed."})
    async with http.post(f"{practice.sim.url}/do/say", data=b"[1]") as response:
        assert (response.status, await response.json()) == (400, {"error": "A JSON object is expected."})
    async with http.get(f"{practice.sim.url}/static/missing.js") as response:
        assert response.status == 404


async def test_the_clock_moves_as_asked(practice: Practice, http: ClientSession) -> None:
    seen = []
    for asked in ({"minutes": 10}, {"to": "2026-11-22T09:30"}, {"bookmark": "evening summary"}):
        assert await post(http, practice, "clock", **asked) == (200, {})
        seen.append(practice.sim.clock.now().isoformat())
    assert seen == ["2026-11-22T06:15:00+00:00", "2026-11-22T06:30:00+00:00", "2026-11-22T15:00:00+00:00"]


async def test_people_write_edit_block_and_send_places(practice: Practice, http: ClientSession) -> None:
    sarah, group = practice.sarah.id, practice.group.id
    assert await post(http, practice, "start", person=sarah, parameter="visa") == (200, {})
    assert await post(http, practice, "say", person=sarah, chat=group, text="Good morning") == (200, {})
    first = practice.sim.visible(practice.group)[-1]
    assert await post(
        http, practice, "say", person=sarah, chat=group, text="again", reply_to=first["message_id"]
    ) == (200, {})
    again = practice.sim.visible(practice.group)[-1]
    assert await post(
        http, practice, "edit", person=sarah, chat=group, message=again["message_id"], text="Again!"
    ) == (200, {})
    assert await post(
        http, practice, "edit", person=practice.huda.id, chat=group, message=again["message_id"], text="x"
    ) == (
        400,
        {"error": "Only an own message can be edited."},
    )
    assert await post(http, practice, "location", person=sarah, latitude=36.34, longitude=43.13) == (200, {})
    assert await post(http, practice, "block", person=sarah) == (200, {})
    private = practice.sim.visible(practice.sarah)
    assert private[0]["text"] == "/start visa"
    assert private[1]["location"] == {"latitude": 36.34, "longitude": 43.13}
    edited = practice.sim.visible(practice.group)[-1]
    assert (edited["text"], edited["reply_to_message"]["text"]) == ("Again!", "Good morning")


async def test_files_are_uploaded(practice: Practice, http: ClientSession) -> None:
    address = f"{practice.sim.url}/do/upload"
    query = {"person": str(practice.ahmed.id), "kind": "document", "name": "تقرير.pdf", "caption": "التقرير"}
    async with http.post(address, params=query, data=b"%PDF-1.7 ...") as response:
        assert response.status == 200
    async with http.post(address, params=query, data=b"") as response:
        assert (response.status, await response.json()) == (400, {"error": "The file is empty."})
    (message,) = practice.sim.visible(practice.ahmed)
    assert (message["document"]["file_name"], message["caption"]) == ("تقرير.pdf", "التقرير")
