"""The private calendar address: its own meetings for whoever has the secret, and nothing for anybody else."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession
from icalendar import Calendar

from bot.config import Feed
from bot.feed import FeedServer
from coordination.meetings import feed
from tests.conftest import Town
from tests.test_meetings import people, planned

URL = "https://bot.example.org/calendar"


@pytest.fixture
async def feeds(town: Town) -> AsyncIterator[FeedServer]:
    async with town.database.transaction() as tx:
        await feed.publish_under(tx, URL)
    serving = FeedServer(town.database, town.clock, Feed(url=URL, listen="127.0.0.1:0"))
    await serving.start()
    yield serving
    await serving.stop()


async def fetched(feeds: FeedServer, url: str) -> tuple[int, bytes]:
    async with (
        ClientSession() as session,
        session.get(url.replace("https://bot.example.org", f"http://127.0.0.1:{feeds.port}")) as answer,
    ):
        return answer.status, await answer.read()


async def address_of(town: Town, who: str) -> str:
    await town.say(who, "/calendar")
    await town.press(who, "Address for a calendar app")
    found = re.search(rf"^{URL}/[\w-]{{32}}\.ics$", town.last(who).text, re.MULTILINE)
    assert found
    return found[0]


async def test_a_feed_has_what_its_owner_may_see_until_it_is_revoked(town: Town, feeds: FeedServer) -> None:
    await people(town)
    await planned(town)
    layla, sara = await address_of(town, "layla"), await address_of(town, "sara")
    status, body = await fetched(feeds, layla)
    (event,) = Calendar.from_ical(body).walk("VEVENT")
    assert (status, str(event["summary"])) == (200, "اجتماع التنسيق / Coordination meeting")
    status, body = await fetched(feeds, sara)
    assert (status, Calendar.from_ical(body).walk("VEVENT")) == (200, [])
    assert (await fetched(feeds, f"{URL}/{'x' * 32}.ics"))[0] == 404
    newer = await address_of(town, "layla")
    assert [(await fetched(feeds, url))[0] for url in (layla, newer)] == [404, 200]
    await town.press("layla", "Revoke it")
    assert town.last("layla").text == "The calendar address no longer works."
    assert (await fetched(feeds, newer))[0] == 404
    kept = await town.rows("SELECT token_hash FROM calendar_feeds")
    assert not any(newer[-36:-4] in row["token_hash"] for row in kept)


async def test_without_a_public_address_none_is_offered(town: Town) -> None:
    await people(town)
    await planned(town)
    await town.say("layla", "/calendar")
    assert [label for row in town.last("layla").buttons for label in row] == [
        "24 Nov, 10:00 · Coordination meeting",
        "1 Dec, 10:00 · Coordination meeting",
        "8 Dec, 10:00 · Coordination meeting",
        "15 Dec, 10:00 · Coordination meeting",
    ]
