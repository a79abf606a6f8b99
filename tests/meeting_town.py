"""The people, the weekly meeting and the texts that tests about meetings share."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.conftest import BAGHDAD, Town

CARD = """\
{head}
Coordination meeting
Periodic meeting
{day}, 10:00 to 11:00, Baghdad time
Place: Hall 2
Every week on Tuesday"""
AGENDA = "\n\nAgenda\nDisplacement\nVisas"
COUNTS = "\n\nComing: {} · Not coming: {} · Sending someone: {}"
FIRST = "Tue 24 Nov 2026"
BUTTONS = (("Coming", "Not coming"), ("Sending someone", "Calendar file"))
OLD_BUTTON = "This button is no longer in use. Nothing was changed."


async def people(town: Town, language: str = "en") -> None:
    await town.person("duty", role="duty officer", name="Duty")
    await town.person("layla", governorates=["IQ-NI"], name="Layla")
    await town.person("ali", "ar", governorates=["IQ-AN"], name="Ali")
    await town.person("sara", role="partner", name="Sara")
    await town.group("team", ["duty", "layla", "ali"], language, summary_at="")


async def to_preview(town: Town) -> None:
    await town.say("duty", "/meeting")
    await town.say("duty", "اجتماع التنسيق")
    await town.say("duty", "Coordination meeting")
    await town.press("duty", "Periodic")
    await town.say("duty", "next Tuesday 10:00")
    await town.press("duty", "1 hour")
    await town.say("duty", "Hall 2")
    await town.press("duty", "team")
    await town.press("duty", "Done")
    await town.press("duty", "Every week")
    await town.press("duty", "No end")
    await town.say("duty", "Displacement\nVisas")


async def planned(town: Town) -> None:
    await to_preview(town)
    await town.press("duty", "Announce")


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 1, hour, minute, tzinfo=BAGHDAD) + timedelta(days=day - 1)
