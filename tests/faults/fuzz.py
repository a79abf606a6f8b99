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
MEDIA = (
    "photo",
    "document",
    "location",
    "voice",
    "sticker",
    "poll",
    "contact",
    "dice",
    "venue",
    "new_chat_members",
)
KINDS = ("message", "edited_message", "callback_query", "my_chat_member", "channel_post", "of_next_year")


@dataclass(frozen=True, slots=True)
class Fuzzed:
    """What became of it: states of the inbox, unexpected errors of loops, growth of memory in bytes."""

    done: int
    dead: int
    loops_failed: int
    memory: tuple[int, ...]


def update(chance: random.Random, number: int, people: list[int]) -> dict[str, Any]:
    """An update as the Bot API shapes it, and in every second one something that is not so."""
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
            states = [{"user": user, "status": chance.choice(("member", "left", "kicked"))} for _ in range(2)]
            event |= {"old_chat_member": states[0], "new_chat_member": states[1]}
        case _ if chance.random() < 0.7:
            event["text"] = chance.choice(TEXTS)
        case _:
            event[chance.choice(MEDIA)] = chance.choice(ODD)
    if chance.random() < 0.5:
        _spoil(chance, event)
    return {"update_id": number, kind: event}


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
    """Work off so many updates, in rounds; the memory is looked at, and told with the count, after each."""
    chance, sim = random.Random(seed), Simulator(clock=Clock(MORNING))
    memory = []
    with structlog.testing.capture_logs() as logged:
        async with stage(folder, sim.clock, sim=sim, limits=Limits(0, 0, 0)) as scene:
            for n, role in enumerate((Role.FOCAL_POINT, Role.PARTNER, Role.DUTY_OFFICER)):
                await scene.enroll(f"p{n}", f"Person {n}", "en", role, ["IQ-NI"] if n == 0 else [])
            people = [person.id for person in scene.people.values()] + [5, 6]
            loops_failed = 0
            for round_ in range(rounds):
                first = round_ * (count // rounds)
                for number in range(first, first + count // rounds, 100):
                    await _put(scene, [update(chance, n + 1, people) for n in range(number, number + 100)])
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
    return Fuzzed(states.get("done", 0) - 1, states.get("dead", 0), loops_failed, tuple(memory))


def _forget(sim: Simulator) -> None:
    sim.ledger.clear()
    for chat in (*sim.bot.private.values(), *sim.world.groups.values()):
        for number in list(chat.messages)[:-KEPT]:
            del chat.messages[number]
            chat.buttons.pop(number, None)
            chat.pinned.pop(number, None)


async def _put(scene: Stage, updates: list[dict[str, Any]]) -> None:
    read = [json.loads(json.dumps(one)) for one in updates]
    async with scene.app.database.transaction() as tx:
        await keep(tx, read, scene.clock.now())
    scene.app.wake()
    await scene.settle()


def resident() -> int:
    """Bytes of memory that this process holds."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096
