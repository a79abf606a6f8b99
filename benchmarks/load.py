"""The people: each says something, waits for the answer, goes on. A closed loop, the same for every bot."""

from __future__ import annotations

import asyncio
import json
import random
import re
import time
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import Protocol

from benchmarks.lines import lines
from simulator import Person, Simulator
from simulator.model import Json

_QUESTIONS = Path(__file__).with_name("questions_tuned.jsonl")
REFERENCE = re.compile(r"\b[A-Z]{2}-\d{6}-\d{3,4}-[A-Z]\b")


class Unexpected(Exception):
    """The bot answered something else than what is measured; the message says what."""


class Habit(Protocol):
    """What a person does again and again."""

    def begin(self, person: Person) -> None:
        """Say the first thing of a round."""

    def go_on(self, person: Person, message: Json) -> bool:
        """Do the next thing after this answer; False when the round is over. Raises Unexpected."""


class Saying:
    """Say one text; any message that comes back is the answer."""

    def __init__(self, sim: Simulator, text: str) -> None:
        self._sim = sim
        self._text = text

    def begin(self, person: Person) -> None:
        self._sim.say(person, self._text)

    def go_on(self, _person: Person, _message: Json) -> bool:
        return False


class Asking:
    """Ask questions of the labelled set in their order, over and over; any message that comes back is the answer."""

    def __init__(self, sim: Simulator) -> None:
        self._sim = sim
        rows = (json.loads(line) for line in _QUESTIONS.read_text(encoding="utf-8").splitlines() if line)
        self._questions = cycle([row["text"] for row in rows if row["topic"]])

    def begin(self, person: Person) -> None:
        self._sim.say(person, next(self._questions))

    def go_on(self, _person: Person, _message: Json) -> bool:
        return False


class Reporting:
    """Tell a status update in a line, press Save on the card, wait for the receipt."""

    def __init__(self, sim: Simulator) -> None:
        self._sim = sim
        self._lines = lines()
        self.receipts: set[str] = set()

    def begin(self, person: Person) -> None:
        self._sim.say(person, next(self._lines))

    def go_on(self, person: Person, message: Json) -> bool:
        save = next((data for data in _button_data(message) if data.startswith("status.save ")), None)
        if save is not None:
            self._sim.press_button(person, message, save)
            return True
        reference = REFERENCE.search(message["text"])
        if reference is None or reference[0] in self.receipts:
            raise Unexpected(message["text"])
        self.receipts.add(reference[0])
        return False


def _button_data(message: Json) -> Iterator[str]:
    for row in message.get("reply_markup", {}).get("inline_keyboard", ()):
        for button in row:
            yield button.get("callback_data", "")


class Crowd:
    """People with one habit. `latencies` are seconds from doing something to its answer, as the server saw them.

    Without a `rate` everybody goes on at once; with one, so many rounds a second begin at random moments (Poisson),
    answered or not, and the latency of a round counts from the moment at which it should have begun.
    """

    def __init__(self, sim: Simulator, people: list[Person], habit: Habit, rate: float = 0.0) -> None:
        self._sim = sim
        self._rate = rate
        self._arriving: asyncio.Task[None] | None = None
        self._people = people
        self._habit = habit
        self._since: dict[int, tuple[Person, float]] = {}
        self._read = len(sim.ledger)
        self._looking = False
        self._going = True
        self._wake = asyncio.Event()
        self.failure: Exception | None = None
        self.latencies: list[float] = []
        self.rounds = 0
        self.end: Callable[[], None] = sim.on_change(self._changed)

    def go(self) -> None:
        """Everybody begins, or people begin one by one."""
        if self._rate:
            self._arriving = asyncio.create_task(self._arrive())
            return
        for person in self._people:
            self._begin(person, time.perf_counter())

    async def _arrive(self) -> None:
        moments, at = random.Random(1), time.perf_counter()  # the same in every run
        everybody = cycle(self._people)
        while self._going:
            at += moments.expovariate(self._rate)
            await asyncio.sleep(max(at - time.perf_counter(), 0.0))
            # Where everybody waits the bot does not keep up; how late that makes the next one counts.
            while (person := self._idle(everybody)) is None:  # noqa: ASYNC110  an answer comes soon or never
                await asyncio.sleep(0.002)
            self._begin(person, at)

    def _idle(self, everybody: Iterator[Person]) -> Person | None:
        among = islice(everybody, len(self._people))
        return next((one for one in among if one.id not in self._since), None)

    def _begin(self, person: Person, at: float) -> None:
        self._since[person.id] = (person, at)
        self._habit.begin(person)

    def _changed(self) -> None:
        # The change is told in the middle of a call; its ledger entry is there when the call is done.
        if not self._looking:
            self._looking = True
            asyncio.get_running_loop().call_soon(self._look)

    def _look(self) -> None:
        self._looking = False
        ledger = self._sim.ledger
        while self._read < len(ledger):
            call = ledger[self._read]
            self._read += 1
            if call.method in ("sendMessage", "editMessageText"):
                if isinstance(call.result, dict):
                    self._answered(call.result)
                else:
                    self._fail(Unexpected(f"{call.method} was refused: {call.error}"))

    def _answered(self, message: Json) -> None:
        found = self._since.pop(message["chat"]["id"], None)
        if found is None:
            return
        person, since = found
        now = time.perf_counter()
        self.latencies.append(now - since)
        try:
            if self._habit.go_on(person, message):
                self._since[person.id] = (person, now)
            else:
                self.rounds += 1
                if self._going and not self._rate:
                    self._begin(person, now)
        except Exception as error:
            self._fail(error)
        if not self._since:
            self._wake.set()

    def _fail(self, error: Exception) -> None:
        self.failure = self.failure or error
        self._wake.set()

    async def finish(self, within: float) -> None:
        """Let everybody end the round under way and begin no other. Raises TimeoutError, or what went wrong."""
        self._going = False
        if self._arriving is not None:
            self._arriving.cancel()
        if self._since and self.failure is None:
            self._wake.clear()
            await asyncio.wait_for(self._wake.wait(), within)
        self.end()
        if self.failure is not None:
            raise self.failure
