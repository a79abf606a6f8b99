"""Something is told to everybody at once, while answers to single people go on."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.api import BotApi
from bot.config import Limits
from bot.delivery.journal import Journal
from bot.delivery.sender import Sender
from handlers.outgoing import ANSWER, NOTICE, Outgoing
from simulator import Clock, Simulator
from storage import Database, migrate, open_database
from views.language import Html
from views.message import Message

ASKING = 20
"""So many people get answers meanwhile, in turn: each far less than one a second."""


@dataclass(frozen=True, slots=True)
class Told:
    """How it went: seconds, refusals, and what is missing or came twice."""

    messages: int
    seconds: float
    least: float
    refused: int
    wrong: int
    waits: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """Seconds by the least that the limits allow."""
        return self.seconds / self.least

    @property
    def p99(self) -> float:
        """The wait that one in a hundred answers exceeds, in seconds."""
        return self.waits[int(0.99 * (len(self.waits) - 1))]

    def table(self) -> str:
        """The figures, a line each, for people."""
        lines = [
            ("messages", f"{self.messages}"),
            ("refused with 429", f"{self.refused}"),
            ("missing or twice", f"{self.wrong}"),
            ("seconds", f"{self.seconds:.1f}"),
            ("least that limits allow", f"{self.least:.1f}"),
            ("ratio", f"{self.ratio:.3f}"),
            ("answers meanwhile", f"{len(self.waits)}"),
            ("their p50, ms", f"{self.waits[len(self.waits) // 2] * 1000:.0f}"),
            ("their p99, ms", f"{self.p99 * 1000:.0f}"),
        ]
        return "\n".join(f"{name:<28}{value:>12}" for name, value in lines)


async def broadcast(folder: Path, people: int, groups: int, answer_every: float) -> Told:
    """Tell so many people and groups one thing under Telegram's limits, which the simulator enforces."""
    sim = Simulator(clock=Clock(), enforce_limits=True)
    await sim.start()
    database = await open_database(f"sqlite:///{folder / 'broadcast.sqlite'}")
    try:
        await migrate(database)
        async with BotApi(sim.url, sim.token) as api:
            sender = Sender(database, api, sim.clock, Limits(), Journal(folder / "broadcast.sending"))
            return await tell_everybody(sim, database, sender, people, groups, answer_every)
    finally:
        await database.close()
        await sim.stop()


async def tell_everybody(
    sim: Simulator, database: Database, sender: Sender, people: int, groups: int, answer_every: float
) -> Told:
    """The same between parts that are there already. Seconds count from the beginning of the telling's transaction."""
    everybody = [sim.add_person(f"p{n}") for n in range(people)]
    asking = [sim.add_person(f"asking {n}") for n in range(ASKING)]
    for person in (*everybody, *asking):
        sim.open_chat(person)
    rooms = [sim.add_group(f"g{n}", everybody[:1], bot_is_member=True) for n in range(groups)]
    task = asyncio.create_task(sender.run())
    began = sim.clock.now()
    async with database.transaction() as tx:
        out = Outgoing(tx, began)
        for chat in (*everybody, *rooms):
            await out.send(chat.id, Message(Html("The road is closed.")), urgency=NOTICE)
    sender.wake()
    asked: dict[str, datetime] = {}
    while await _waiting(database, f"urgency = {NOTICE}"):
        who = asking[len(asked) % ASKING]
        text = f"answer {len(asked)}"
        async with database.transaction() as tx:
            await Outgoing(tx, sim.clock.now()).send(who.id, Message(Html(text)), urgency=ANSWER)
        asked[text] = sim.clock.now()
        sender.wake()
        await asyncio.sleep(answer_every)
    while await _waiting(database, f"urgency = {ANSWER}"):  # noqa: ASYNC110  another task sends
        await asyncio.sleep(0.01)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await sender.finish()
    sent = [call for call in sim.ledger if call.ok and call.method == "sendMessage"]
    answered = {call.params["text"]: call.at for call in sent if call.params["text"] in asked}
    waits = sorted((at - asked[text]).total_seconds() for text, at in answered.items())
    copies = [len(sim.visible(place)) for place in (*everybody, *rooms)]
    notices = [call.at for call in sent if call.params["text"] not in asked]
    within = [at for at in answered.values() if at <= max(notices)]
    return Told(
        messages=len(sent),
        seconds=(max(notices) - began.astimezone(UTC)).total_seconds(),
        least=(people + groups + len(within)) / Limits().per_second,
        refused=sum(1 for call in sim.ledger if call.status == 429),
        wrong=sum(abs(n - 1) for n in copies) + len(asked) - len(answered),
        waits=tuple(waits),
    )


async def _waiting(database: Database, which: str) -> bool:
    async with database.reading() as tx:
        (row,) = await tx.select(
            f"SELECT count(*) AS n FROM outbox WHERE state IN ('new', 'sending') AND {which}"
        )
    return bool(row["n"])
