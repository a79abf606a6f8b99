"""The Stop button of an export under way, really pressed: nothing comes, and another export can be asked for."""

from __future__ import annotations

import asyncio

import pytest

import bot.long_drawing
from handlers.papers import Draw
from handlers.products import EXPORT, LONG, LongRequest
from tests.conftest import Town

WORKING = "⏳ The file is being made."
STOPPED = "The file was called off. Nothing is sent. To begin anew: /export"
OLD_BUTTON = "This button is no longer in use. Nothing was changed."


class Held:
    """The real making, held back at its beginning until it is let go or called off."""

    def __init__(self) -> None:
        self.begun, self.go = asyncio.Event(), asyncio.Event()

    async def __call__(self, request: LongRequest) -> Draw | None:
        self.begun.set()
        while not self.go.is_set():
            request.progress.at("reading", 0, 1)
            await asyncio.sleep(0)
        return await LONG[EXPORT](request)


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Held:
    making = Held()
    monkeypatch.setattr(bot.long_drawing, "LONG", {EXPORT: making})
    monkeypatch.setattr(bot.long_drawing, "BETWEEN_LOOKS", 0.0)
    return making


async def begin(town: Town, held: Held) -> asyncio.Task[object]:
    """Ask for a table; return when its making has begun and the card says so."""
    held.begun.clear()
    await town.say("omar", "/export")
    await town.press("omar", "^File$")
    await town.press("omar", "CSV")
    settled: asyncio.Task[object] = asyncio.create_task(town.press("omar", "^Make the file$"))
    await held.begun.wait()
    async with asyncio.timeout(20):
        while not town.last("omar").text.startswith(WORKING):  # noqa: ASYNC110  messages have no events
            await asyncio.sleep(0)
    return settled


def documents(town: Town) -> list[str]:
    return [seen.raw["document"]["file_name"] for seen in town.messages("omar") if "document" in seen.raw]


async def test_stop_is_pressed_while_the_file_is_made(town: Town, held: Held) -> None:
    await town.person("omar", role="duty officer", name="Omar")
    first = await begin(town, held)
    card = town.last("omar").raw
    await town.press("omar", "^Stop$")
    await first
    assert (town.last("omar").text, town.last("omar").buttons) == (STOPPED, ())
    assert (documents(town), await town.rows("SELECT id FROM paper_jobs")) == ([], [])

    data = card["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    again = town.sim.press_button(town.stage.people["omar"], card, data)
    await town.stage.settle()
    assert town.toast(again) == OLD_BUTTON

    # It begins only when the one before has ended; that one was never let go.
    second = await begin(town, held)
    held.go.set()
    await second
    assert documents(town) == ["tansiq-days-20261116-20261122-en.csv"]
    assert town.texts("omar").count(STOPPED) == 1
    assert await town.rows("SELECT id FROM made_files") == [{"id": 1}]


async def test_somebody_elses_export_is_not_theirs_to_stop(town: Town, held: Held) -> None:
    await town.person("omar", role="duty officer", name="Omar")
    await town.person("huda", role="admin", name="Huda")
    making = await begin(town, held)
    data = town.last("omar").raw["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    await_own = asyncio.create_task(town.say("huda", "/export"))
    async with asyncio.timeout(20):
        while not town.messages("huda"):  # noqa: ASYNC110  messages have no events
            await asyncio.sleep(0)
    pressed = town.sim.press_button(town.stage.people["huda"], town.last("huda").raw, data)
    async with asyncio.timeout(20):
        while not town.toast(pressed):  # noqa: ASYNC110  messages have no events
            await asyncio.sleep(0)
    assert town.toast(pressed) == OLD_BUTTON
    held.go.set()
    await asyncio.gather(making, await_own)
    assert documents(town) == ["tansiq-days-20261116-20261122-en.csv"]
