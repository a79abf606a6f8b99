"""The bot is down for most of a day while people write and press on; then it works off all of it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import databases
from bot.stage import Stage, stage
from coordination.people.person import Role
from simulator import Clock, Person, Simulator
from tests.conftest import ISOLATES, MORNING

TALK, DOWN = timedelta(hours=10), timedelta(hours=23, minutes=30)
"""People write for so long after the bot went down, all on one day in Baghdad; Telegram keeps updates for 24 hours."""

PLACES = ("Debaga", "Sinjar", "Tal Afar", "Heet", "Amedi")
SMALL = ("/me", "How can I apply for an entry visa?", "/cancel", "كيف أحصل على كتاب تسهيل مهمة؟")
LAST = "12 families returned to Sinjar today"
DAY = {"en": "Sun 22 Nov 2026", "ar": "الأحد 22 تشرين الثاني 2026"}
SAVED = {"en": "✅ Saved.", "ar": "✅ "}
REMINDED = "⏳"


@dataclass(frozen=True, slots=True)
class Caught:
    """How it was worked off: updates that waited, seconds, and what was not as it should be, a line each."""

    waited: int
    seconds: float
    wrong: tuple[str, ...]

    def table(self) -> str:
        """The figures, a line each, for people."""
        lines = [
            ("updates that waited", f"{self.waited}"),
            ("seconds", f"{self.seconds:.0f}"),
            ("not as it should be", f"{len(self.wrong)}"),
        ]
        return "\n".join([*(f"{name:<28}{value:>12}" for name, value in lines), *self.wrong[:20]])


async def backlog(folder: Path, people: int, each: int) -> Caught:
    """So many people write so many messages each while the bot is down; some tap Save twice."""
    sim, url = Simulator(clock=Clock(MORNING)), databases.url(folder / "tansiq.sqlite")
    async with stage(folder, sim.clock, sim=sim, database_url=url) as scene:
        known = {language: await _answers(scene, language) for language in ("en", "ar")}
        callers = [await _caller(scene, n) for n in range(people)]
        savers = callers[: len(PLACES)]
        for person, place in zip(savers, PLACES, strict=True):
            sim.say(person, f"120 families displaced to {place}")
        await scene.settle()
    started = {person.id: len(_texts(sim, person)) for person in callers}
    _meanwhile(sim, callers, savers, each)
    waited = sim.pending()
    async with stage(folder, sim.clock, sim=sim, database_url=url) as again:
        began = time.monotonic()
        await again.app.settle(sim.pending, within=3600)
        seconds = time.monotonic() - began
        wrong = await _rows(again, waited, len(savers))
    for nth, person in enumerate(callers):
        texts = _texts(sim, person)
        if person in savers and not texts[0].startswith(SAVED[person.language]):
            wrong.append(f"{person.name}: not saved: {texts[0]!r}")
        expected = [known[person.language][SMALL[(nth + k) % len(SMALL)]] for k in range(each - 1)]
        got = [
            text.splitlines()[0].replace(person.name, "Somebody") for text in texts[started[person.id] : -1]
        ]
        if got != expected:
            wrong.append(f"{person.name}: {got} and not {expected}")
        if DAY[person.language] not in texts[-1]:
            wrong.append(f"{person.name}: another day: {texts[-1]!r}")
    refused = [call for call in sim.ledger if not call.ok and call.method != "answerCallbackQuery"]
    wrong += [f"{call.method} was refused: {call.status}" for call in refused]
    return Caught(waited, seconds, tuple(wrong))


async def _caller(scene: Stage, n: int) -> Person:
    language = ("en", "ar")[n % 2]
    return await scene.enroll(f"p{n}", f"Person {n}", language, Role.FOCAL_POINT, ["IQ-NI"])


async def _answers(scene: Stage, language: str) -> dict[str, str]:
    """The first line of what each small thing is answered with while the bot is up."""
    somebody = await scene.enroll(language, "Somebody", language, Role.FOCAL_POINT, ["IQ-NI"])
    for text in SMALL:
        scene.sim.say(somebody, text)
    await scene.settle()
    lines = [text.splitlines()[0] for text in _texts(scene.sim, somebody)]
    return dict(zip(SMALL, lines, strict=True))


def _meanwhile(sim: Simulator, callers: Sequence[Person], savers: Sequence[Person], each: int) -> None:
    for person in savers:
        for _ in range(2):
            sim.press(person, "Save|حفظ")
    for k in range(each):
        sim.clock.advance(MORNING + TALK * (k + 1) / each)
        for nth, person in enumerate(callers):
            sim.say(person, SMALL[(nth + k) % len(SMALL)] if k < each - 1 else LAST)
    sim.clock.advance(MORNING + DOWN)


def _texts(sim: Simulator, person: Person) -> list[str]:
    """What the bot shows to somebody, without its reminders."""
    texts = [
        message["text"].translate(ISOLATES)
        for message in sim.visible(person)
        if message["from"]["is_bot"] and "text" in message
    ]
    return [text for text in texts if not text.startswith(REMINDED)]


async def _rows(scene: Stage, waited: int, saved: int) -> list[str]:
    async with scene.app.database.reading() as tx:
        states = {row["state"]: int(row["n"]) for row in await tx.inbox.counts()}
        days = [row["day"] for row in await tx.select("SELECT day FROM reports")]
    wrong = [f"{n} updates are {state}" for state, n in states.items() if state != "done"]
    if days != ["2026-11-22"] * saved:
        wrong.append(f"reports of these days: {days}")
    if states.get("done", 0) < waited:
        wrong.append(f"{waited} waited, {states} are known")
    return wrong
