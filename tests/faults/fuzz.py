"""Updates of every shape, right and wrong: the bot must go on answering, and hold on to nothing."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import structlog.testing

from bot.config import Limits
from bot.intake import keep
from bot.stage import Stage, stage
from coordination.people.person import Role
from simulator import Clock, Simulator
from tests.conftest import MORNING

TEXTS = (
    "/start", "/me", "/update", "/my", "/today", "/cancel", "/apply", "/find 1", "/\u202e", "#update 5", "\ud83d",
    "120 families displaced from Mosul to Debaga", "٣٠ عائلة نازحة من سنجار", "x" * 4096, "<b>", "\u0000", "9" * 400, "",
)  # fmt: skip
ODD: tuple[Any, ...] = (None, 0, -1, 2**63, 1.5, True, "", "x", [], {}, [None], {"id": None}, "\u202e", [[]])

FILE = {"file_id": "f", "file_unique_id": "u", "file_size": 3}
PLACE = {"longitude": 43.1, "latitude": 36.3}
MEDIA: dict[str, Any] = {
    "photo": [{**FILE, "width": 1, "height": 1}],
    "document": {**FILE, "file_name": "\u202e.pdf", "mime_type": "application/pdf"},
    "location": PLACE,
    "voice": {**FILE, "duration": 1},
    "sticker": {**FILE, "type": "regular", "width": 1, "height": 1, "is_animated": False, "is_video": False},
    "poll": {
        "id": "1", "question": "?", "options": [], "total_voter_count": 0, "is_closed": False, "is_anonymous": True,
        "type": "regular", "allows_multiple_answers": False, "allows_revoting": False, "members_only": False,
    },
    "contact": {"phone_number": "1", "first_name": "x"},
    "dice": {"emoji": "🎲", "value": 1},
    "venue": {"location": PLACE, "title": "t", "address": "a"},
    "new_chat_members": [{"id": 5, "is_bot": False, "first_name": "x"}],
}  # fmt: skip
KINDS = ("message", "edited_message", "callback_query", "my_chat_member", "channel_post", "of_next_year")


@dataclass(frozen=True, slots=True)
class Fuzzed:
    """What became of it: states of the inbox, unexpected errors of loops, growth of memory in bytes.

    `sound_dead` are those set aside in which nothing was wrong.
    """

    done: int
    dead: int
    sound_dead: int
    loops_failed: int
    memory: tuple[int, ...]


def update(chance: random.Random, number: int, people: list[int]) -> tuple[dict[str, Any], bool]:
    """An update as the Bot API shapes it, in every second one something that is not so; whether it is sound."""
    kind = chance.choice(KINDS)
    user = {"id": chance.choice(people), "is_bot": chance.random() < 0.05, "first_name": chance.choice(TEXTS)}
    chat: dict[str, Any] = {"id": user["id"], "type": "private"}
    if chance.random() < 0.3:
        chat = {
            "id": -chance.randrange(1, 9),
            "type": chance.choice(("group", "supergroup", "channel")),
            "title": "g",
        }
    event: dict[str, Any] = {
        "message_id": chance.randrange(1, 99),
        "date": 1_795_000_000,
        "chat": chat,
        "from": user,
    }
    match kind:
        case "callback_query":
            data = chance.choice(
                ("me.language", "status.save 1 1", "", "x" * 64, "form 1 2 3", "desk.take 1 1")
            )
            event = {"id": str(number), "from": user, "message": event, "chat_instance": "1", "data": data}
        case "my_chat_member":
            kinds = ({"status": "member"}, {"status": "left"}, {"status": "kicked", "until_date": 0})
            states = [{"user": user, **chance.choice(kinds)} for _ in range(2)]
            event |= {"old_chat_member": states[0], "new_chat_member": states[1]}
        case _ if chance.random() < 0.7:
            event["text"] = chance.choice(TEXTS)
        case _:
            medium = chance.choice(tuple(MEDIA))
            event |= {medium: MEDIA[medium], "caption": chance.choice(TEXTS)}
    if chance.random() < 0.3:
        event["reply_to_message"] = {
            key: event[key] for key in ("message_id", "date", "chat") if key in event
        }
    sound = chance.random() < 0.5
    event = json.loads(json.dumps(event))
    if not sound:
        _spoil(chance, event)
    return {"update_id": number, kind: event}, sound


def _spoil(chance: random.Random, event: dict[str, Any]) -> None:
    """Replace or remove something, at any depth."""
    place = event
    while True:
        key = chance.choice(list(place))
        below = place[key]
        if isinstance(below, dict) and below and chance.random() < 0.6:
            place = below
            continue
        if chance.random() < 0.3:
            del place[key]
        else:
            place[key] = chance.choice(ODD)
        return


KEPT = 50
"""So many messages of a chat stay in the simulator: its memory is in the figures, too."""


def silent(_done: int, _memory: int) -> None:
    """Says nothing of a round."""


async def fuzz(
    folder: Path, count: int, seed: int = 3, rounds: int = 4, tell: Callable[[int, int], None] = silent
) -> Fuzzed:
    """Work off so many updates, in rounds of whole hundreds; the memory is looked at, and told with the count, after each."""
    assert count % (100 * rounds) == 0
    chance, sim = random.Random(seed), Simulator(clock=Clock(MORNING))
    memory = []
    with structlog.testing.capture_logs() as logged:
        async with stage(folder, sim.clock, sim=sim, limits=Limits(0, 0, 0)) as scene:
            for n, role in enumerate((Role.FOCAL_POINT, Role.PARTNER, Role.DUTY_OFFICER)):
                await scene.enroll(f"p{n}", f"Person {n}", "en", role, ["IQ-NI"] if n == 0 else [])
            people = [person.id for person in scene.people.values()] + [5, 6]
            sound, loops_failed = set[int](), 0
            for round_ in range(rounds):
                first = round_ * (count // rounds)
                for number in range(first, first + count // rounds, 100):
                    made = [update(chance, n + 1, people) for n in range(number, number + 100)]
                    sound |= {one["update_id"] for one, right in made if right}
                    await _put(scene, [one for one, _ in made])
                loops_failed += sum(1 for line in logged if "will be done again" in line["event"])
                logged.clear()
                _forget(sim)
                memory.append(resident())
                tell(first + count // rounds, memory[-1])
            sim.say(scene.people["p1"], "/me")
            await scene.settle()
            answered = sim.visible(scene.people["p1"])[-1].get("text", "")
            assert "Name: Person 1" in answered, answered
            async with scene.app.database.reading() as tx:
                states = {row["state"]: int(row["n"]) for row in await tx.inbox.counts()}
                dead = {
                    row["update_id"]
                    for row in await tx.select("SELECT update_id FROM inbox WHERE state = 'dead'")
                }
    return Fuzzed(
        states.get("done", 0) - 1, states.get("dead", 0), len(dead & sound), loops_failed, tuple(memory)
    )


def _forget(sim: Simulator) -> None:
    sim.ledger.clear()
    for chat in (*sim.bot.private.values(), *sim.world.groups.values()):
        for number in list(chat.messages)[:-KEPT]:
            del chat.messages[number]
            chat.buttons.pop(number, None)
            chat.pinned.pop(number, None)


async def _put(scene: Stage, updates: list[dict[str, Any]]) -> None:
    async with scene.app.database.transaction() as tx:
        await keep(tx, updates, scene.clock.now())
    scene.app.wake()
    await scene.settle()


def resident() -> int:
    """Bytes of memory that this process holds."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096
