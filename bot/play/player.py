"""The player: puts people and groups on the stage, does the steps with the clock, checks the expectations."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot.play.script import ExpectLine, GroupLine, Line, PersonLine, ScriptError, StepLine
from bot.play.transcript import BAGHDAD, Said, shown, written
from bot.stage import Stage, stage
from coordination.people.person import Role
from simulator import Chat, Clock, Person


class PlayFailed(Exception):
    """An expectation failed or a message went unanswered; the message names the line."""


async def play(lines: list[tuple[int, Line]], folder: Path, write: Callable[[str], None]) -> int:
    """Play a whole script and return the number of steps.

    `folder` is where the script's photos and documents are. Raises PlayFailed at the first line that fails, ScriptError
    when no step has a time.
    """
    first = next((line.at for _, line in lines if isinstance(line, StepLine) and line.at), None)
    if first is None:
        raise ScriptError("No step of the script has a time (“at”), so the clock cannot be set.")
    with tempfile.TemporaryDirectory(prefix="tansiq-play-") as scratch:
        async with stage(Path(scratch), Clock(first)) as scene:
            player = Player(scene, folder, write)
            for number, line in lines:
                await player.perform(number, line)
            return player.steps


class Player:
    """Performs the lines of a script one after the other on a stage."""

    def __init__(self, scene: Stage, folder: Path, write: Callable[[str], None]) -> None:
        self._stage = scene
        self._folder = folder
        self._write = write
        self._seen = 0
        self._since_step: list[Said] = []
        self._pressers: dict[str, int] = {}
        self._last_said: dict[tuple[str, str], Any] = {}
        self._names: dict[int, str] = {}
        self._admitted: set[str] = set()
        self.steps = 0

    async def perform(self, number: int, line: Line) -> None:
        """One line. Raises PlayFailed when it cannot be done, went unanswered, or was not as expected."""
        match line:
            case PersonLine():
                await self._introduce(line)
            case GroupLine():
                chat = await self._stage.admit(
                    line.group,
                    line.title or line.group,
                    line.language,
                    line.members,
                    summary_at=line.summary_at,
                    approved=line.approved,
                    forum=line.forum,
                )
                self._names[chat.id] = line.group
                if line.approved:
                    self._admitted.add(line.group)
            case ExpectLine():
                self._expect(number, line)
            case StepLine():
                await self._step(number, line)

    async def _introduce(self, line: PersonLine) -> None:
        name = line.name or line.person
        if line.role is Role.STRANGER:
            person = await self._stage.stranger(line.person, name, line.language)
        else:
            person = await self._stage.enroll(
                line.person, name, line.language, line.role, line.governorates, line.organisation
            )
        self._names[person.id] = line.person

    async def _step(self, number: int, line: StepLine) -> None:
        self.steps += 1
        self._since_step = []
        try:
            if line.at is not None:
                await self._stage.clock_to(line.at)
                self._hear()
            if line.who:
                await self._act(number, line)
        except (LookupError, ValueError, OSError) as error:
            raise PlayFailed(f"line {number}: {error.args[0] if error.args else error}") from error
        except TimeoutError:
            raise PlayFailed(f"line {number}: the bot did not come to rest") from None

    async def _act(self, number: int, line: StepLine) -> None:
        person = self._stage.people[line.who]
        chat = self._stage.groups[line.where] if line.where else None
        before = len(self._stage.sim.ledger)
        self._announce(line)
        message = self._do(line, person, chat)
        if line.action != "press":
            self._last_said[line.who, line.where] = message
        await self._stage.settle()
        place = chat.id if chat else person.id
        answered = [call for call in self._stage.sim.ledger[before:] if _answers(call, place, message)]
        self._hear()
        if not answered and self._wants_answer(line):
            raise PlayFailed(f"line {number}: what {line.who} did ({line.action}) went unanswered")

    def _wants_answer(self, line: StepLine) -> bool:
        """In private everything but an edit; in a group that was admitted from the start, presses and commands."""
        if line.where:
            return line.where in self._admitted and (
                line.action == "press" or (line.text or "").startswith("/")
            )
        return line.action != "edit"

    def _announce(self, line: StepLine) -> None:
        time = self._stage.clock.now().astimezone(BAGHDAD).strftime("%d/%m %H:%M")
        place = f" in {line.where}" if line.where else ""
        what = getattr(line, line.action)
        caption = f" {line.caption}" if line.caption else ""
        self._write(f"{time}  {line.who}{place} ({line.action}): {what}{caption}")

    def _do(self, line: StepLine, person: Person, chat: Chat | None) -> Any:
        sim = self._stage.sim
        match line.action:
            case "text":
                return sim.say(person, line.text or "", chat=chat)
            case "press":
                callback = sim.press(person, line.press or "", chat=chat)
                self._pressers[callback["id"]] = callback["message"]["chat"]["id"]
                return callback
            case "photo":
                return sim.send_photo(person, self._file(line.photo), caption=line.caption, chat=chat)
            case "document":
                return sim.send_document(person, self._file(line.document), caption=line.caption, chat=chat)
            case "location":
                lat, lon = line.location or (0.0, 0.0)
                return sim.send_location(person, lat, lon, chat=chat)
            case "voice":
                return sim.send_recording(person, "voice", line.voice or 0, caption=line.caption, chat=chat)
            case "edit":
                return sim.edit(person, self._own_last(line), line.edit or "")
            case _:
                return sim.say(person, line.reply or "", chat=chat, reply_to=self._bots_last(chat or person))

    def _file(self, name: str | None) -> Path:
        path = self._folder / (name or "")
        if not path.is_file():
            raise ValueError(f"there is no file {name!r} beside the script")
        return path

    def _own_last(self, line: StepLine) -> Any:
        try:
            return self._last_said[line.who, line.where]
        except KeyError:
            raise ValueError(f"{line.who} has said nothing there that could be edited") from None

    def _bots_last(self, place: Person | Chat) -> Any:
        for message in reversed(self._stage.sim.visible(place)):
            if message.get("from", {}).get("is_bot"):
                return message
        raise ValueError("the bot has said nothing there that could be replied to")

    def _hear(self) -> None:
        """Write down what the bot showed since the last time."""
        calls = self._stage.sim.ledger[self._seen :]
        self._seen += len(calls)
        for said in shown(calls, self._pressers):
            self._since_step.append(said)
            self._write(written(said, self._names.get(said.chat, str(said.chat))))

    def _expect(self, number: int, line: ExpectLine) -> None:
        self._hear()
        place = self._stage.groups.get(line.to) or self._stage.people[line.to]
        got = [said for said in self._since_step if said.chat == place.id]
        found = any(said.matches(line.pattern) for said in got)
        if found is line.forbidden:
            word = "matches, which must not be" if found else "is missing"
            heard = "\n---\n".join(said.text for said in got) or "(nothing)"
            raise PlayFailed(f"line {number}: to {line.to}, /{line.pattern}/ {word}. It was told:\n{heard}")


def _answers(call: Any, place: int, message: Any) -> bool:
    """Whether a call of the bot answers what was just done in a place."""
    if not call.ok:
        return False
    if call.method == "answerCallbackQuery":
        return bool(call.params["callback_query_id"] == message.get("id"))
    return bool(call.params.get("chat_id") == place)
