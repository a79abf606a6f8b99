"""getUpdates: confirmation, limits, conflicts, kinds, age."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

from bot_api_client import Client

from simulator import Person

TERMINATED = (
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
)
WEBHOOK_ACTIVE = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


def texts(updates: list[dict[str, Any]]) -> list[str]:
    return [update["message"]["text"] for update in updates]


async def test_updates_stay_until_a_higher_offset_confirms_them(api: Client, huda: Person) -> None:
    for text in "abc":
        api.sim.say(huda, text)
    batch = await api.ok("getUpdates", limit=2)
    assert texts(batch) == ["a", "b"]
    assert await api.ok("getUpdates", limit=2) == batch
    assert batch[1]["update_id"] == batch[0]["update_id"] + 1
    assert texts(await api.ok("getUpdates", offset=batch[0]["update_id"] + 1)) == ["b", "c"]
    assert texts(await api.ok("getUpdates", offset=-1)) == ["c"]
    assert api.sim.pending() == 1
    assert await api.ok("getUpdates", offset=batch[1]["update_id"] + 2) == []
    assert api.sim.pending() == 0


async def test_a_long_poll_returns_what_arrives(api: Client, huda: Person) -> None:
    poll = asyncio.create_task(api.ok("getUpdates", timeout=30))
    await polling(api)
    api.sim.say(huda, "a")
    api.sim.say(huda, "b")
    assert texts(await poll) == ["a", "b"]


async def polling(api: Client) -> None:
    """Wait until the server holds a long poll."""
    while not api.sim.bot.updates.is_polled:  # noqa: ASYNC110  # the server sets no event
        await asyncio.sleep(0)


async def test_a_second_poll_ends_the_first(api: Client, huda: Person) -> None:
    first = asyncio.create_task(api.refused("getUpdates", timeout=30))
    await polling(api)
    second = asyncio.create_task(api.ok("getUpdates", timeout=30))
    assert await first == (409, TERMINATED)
    await polling(api)
    api.sim.say(huda, "a")
    assert texts(await second) == ["a"]


async def test_no_polling_beside_a_webhook(api: Client, huda: Person) -> None:
    await api.ok("setWebhook", url="http://127.0.0.1:9/")
    assert await api.refused("getUpdates") == (409, WEBHOOK_ACTIVE)
    await api.ok("deleteWebhook")
    api.sim.say(huda, "a")
    assert texts(await api.ok("getUpdates")) == ["a"]


async def test_a_new_webhook_ends_the_poll(api: Client) -> None:
    poll = asyncio.create_task(api.refused("getUpdates", timeout=30))
    await polling(api)
    await api.ok("setWebhook", url="http://127.0.0.1:9/")
    assert await poll == (409, "Conflict: terminated by setWebhook request")


async def test_only_the_allowed_kinds_are_queued(api: Client, huda: Person) -> None:
    said = api.sim.say(huda, "a")
    api.sim.react(huda, said, "👍")
    assert api.sim.pending() == 1
    await api.ok("getUpdates", offset=-1, allowed_updates=["edited_message", "message_reaction"])
    api.sim.edit(huda, said, "b")
    api.sim.say(huda, "c")
    api.sim.react(huda, said, None)
    kinds = [[key for key in update if key != "update_id"] for update in await api.ok("getUpdates")]
    assert kinds == [["message"], ["edited_message"], ["message_reaction"]]
    await api.ok("getUpdates", offset=2**40, allowed_updates=[])
    api.sim.say(huda, "d")
    assert api.sim.pending() == 1


async def test_updates_older_than_a_day_are_lost(api: Client, huda: Person) -> None:
    api.sim.say(huda, "old")
    api.sim.clock.advance(timedelta(hours=20))
    api.sim.say(huda, "newer")
    api.sim.clock.advance(timedelta(hours=4, seconds=1))
    assert texts(await api.ok("getUpdates")) == ["newer"]


async def test_people_send_all_kinds_of_messages(api: Client, huda: Person) -> None:
    sim = api.sim
    said = sim.say(huda, "قبل")
    sent = [
        said,
        sim.edit(huda, said, "بعد #نزوح"),
        sim.send_photo(huda, b"picture", caption="صورة"),
        sim.send_document(huda, b"a,b", name="تقرير.csv"),
        sim.send_location(huda, 36.3, 43.1),
        sim.send_recording(huda),
        sim.send_sticker(huda),
        sim.send_poll(huda, "?", ["a", "b"]),
        sim.forward(huda, said),
        sim.start_with(huda, "invite-1_A"),
    ]
    assert [next(iter(update.values())) for update in await api.updates()] == sent
    assert sim.visible(huda) == sent[1:]
    assert (sent[1]["entities"], sent[1]["edit_date"]) == (
        [{"type": "hashtag", "offset": 4, "length": 5}],
        said["date"],
    )
    assert sent[3]["document"]["file_name"] == "تقرير.csv"
    assert sent[8]["forward_origin"]["sender_user"] == huda.user()
    assert (sent[9]["text"], sent[9]["entities"]) == (
        "/start invite-1_A",
        [{"type": "bot_command", "offset": 0, "length": 6}],
    )


async def test_two_bots_have_their_own_chats_and_queues(api: Client, huda: Person) -> None:
    other = api.sim.add_bot("77:OTHER", "other_bot")
    second = Client(api.sim, api.http, other)
    api.sim.say(huda, "to the first")
    api.sim.say(huda, "to the second", bot=other)
    assert await api.seen_texts() == ["to the first"]
    assert await second.seen_texts() == ["to the second"]
    assert (await second.ok("getMe"))["username"] == "other_bot"
    await second.ok("sendMessage", chat_id=huda.id, text="from the second")
    assert [m["text"] for m in api.sim.visible(huda)] == ["to the first"]
    assert [m["text"] for m in api.sim.visible(huda, bot=other)] == ["to the second", "from the second"]
