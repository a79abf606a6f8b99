"""Recordings belong to their update: said on the card, kept, and given back to who looks it up."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from storage.migrations import FOLDER
from tests.test_status import CARD, ONE_LINE

if TYPE_CHECKING:
    from simulator.files import Recording
    from tests.conftest import Town

UNHEARD = "Nobody has listened to it yet: please also type the figures."


@pytest.fixture
async def ninewa(town: Town) -> str:
    await town.person("ninewa", "en", governorates=["IQ-NI"], name="Ali", organisation="Ninewa office")
    return "ninewa"


async def record(town: Town, who: str, kind: Recording, seconds: int, **more: object) -> None:
    await town.do(town.sim.send_recording, town.stage.people[who], kind, seconds, **more)


async def test_a_voice_note_begins_an_update_that_asks_for_figures(town: Town, ninewa: str) -> None:
    await record(town, ninewa, "voice", 12)
    assert town.last(ninewa).text == (
        f"Voice note (0:12)\nI keep this with a new update. Nothing is saved yet.\n{UNHEARD}\n\n"
        "What do you want to report?"
    )
    await town.say(ninewa, ONE_LINE)
    assert town.last(ninewa).text.endswith(f"\n\n{CARD}\n\nAttached: voice note (0:12)\n\n{UNHEARD}")


@pytest.mark.parametrize(
    ("kind", "named"),
    [
        ("voice", "voice note (1:15)"),
        ("audio", "audio (1:15)"),
        ("video", "video (1:15)"),
        ("video_note", "video (1:15)"),
    ],
)
async def test_recordings_are_kept_and_given_back(
    town: Town, ninewa: str, kind: Recording, named: str
) -> None:
    await town.say(ninewa, ONE_LINE)
    await record(town, ninewa, kind, 75)
    assert town.last(ninewa).text == (
        f"{named.capitalize()}: added to the update.\n\n{CARD}\n\nAttached: {named}\n\n{UNHEARD}"
    )
    await town.press(ninewa, "Save")
    assert f"Attached: {named}" in town.last(ninewa).text
    await town.say(ninewa, "/show AR-261122-001-F")
    shown, file = town.messages(ninewa)[-2:]
    assert f"Attached: {named}" in shown.text
    sent = file.raw[kind]
    assert [sent["file_id"]] == [row["file_id"] for row in await town.rows("SELECT file_id FROM attachments")]


async def test_the_words_under_a_recording_are_read(town: Town, ninewa: str) -> None:
    await record(town, ninewa, "video", 5, caption=ONE_LINE)
    assert town.last(ninewa).text == f"{CARD}\n\nAttached: video (0:05)\n\n{UNHEARD}"


async def test_recordings_in_arabic(town: Town) -> None:
    await town.person("basra", "ar", governorates=["IQ-BA"])
    await record(town, "basra", "voice", 12)
    assert town.last("basra").text == (
        "رسالة صوتية (0:12)\nأُرفق هذا بتحديث جديد. لم يُحفظ شيء بعد.\n"
        "لم يستمع إليها أحد بعد: يرجى كتابة الأرقام أيضاً.\n\nعمّ تودّون الإبلاغ؟"
    )


async def test_a_recording_of_somebody_who_reports_nothing(town: Town) -> None:
    await town.person("partner", "en", role="partner")
    await record(town, "partner", "voice", 3)
    assert town.last("partner").text.startswith("I cannot do anything with this message")
    assert await town.rows("SELECT * FROM attachments") == []


def test_files_of_before_survive_the_step_of_the_schema() -> None:
    steps = {int(path.name[:4]): path.read_text("utf-8") for path in (FOLDER / "sqlite").glob("*.sql")}
    database = sqlite3.connect(":memory:")
    for number in range(1, 7):
        database.executescript(steps[number])
    database.executescript("""
        INSERT INTO people (id, telegram_id, created_at) VALUES (1, 10, '');
        INSERT INTO forms (id, person, chat, kind, step, data, created_at, updated_at)
            VALUES (3, 1, 10, 'status', 'card', '{}', '', '');
        INSERT INTO attachments (id, form, kind, lat, lon, at) VALUES (5, 3, 'location', 35.5, 43.5, 'then');
    """)
    database.executescript(steps[7])
    assert database.execute("SELECT id, form, kind, lat, lon, at, duration FROM attachments").fetchall() == [
        (5, 3, "location", 35.5, 43.5, "then", None)
    ]
    database.close()
