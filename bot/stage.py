"""A stage to practise and test on: the simulator with the bot in it, in one process and a scratch folder."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bot.application import Application
from bot.config import Cases, Config, Limits, Monitor
from coordination.cases.vault import new_key
from coordination.groups import group as groups
from coordination.knowledge import base as knowledge
from coordination.people import register
from coordination.people.person import Role
from handlers import menus, table
from handlers.outgoing import Outgoing
from simulator import Chat, Clock, Person, Simulator

NO_LIMITS = Limits(per_second=0, per_chat_per_second=0, per_group_per_minute=0)


@dataclass(slots=True)
class Stage:
    """The simulator, the bot and the clock they share; people and groups are put on it by name."""

    sim: Simulator
    clock: Clock
    app: Application
    people: dict[str, Person] = field(default_factory=dict)
    groups: dict[str, Chat] = field(default_factory=dict)

    async def stranger(self, key: str, name: str, language: str) -> Person:
        """Somebody with a Telegram account who has never seen the bot."""
        person = self.people[key] = self.sim.add_person(name, language)
        return person

    async def enroll(
        self,
        key: str,
        name: str,
        language: str,
        role: Role,
        governorates: Sequence[str] = (),
        organisation: str = "",
    ) -> Person:
        """Somebody known and approved from the start, who has opened the chat with the bot."""
        person = await self.stranger(key, name, language)
        self.sim.open_chat(person)
        now = self.clock.now()
        async with self.app.database.transaction() as tx:
            who = await register.meet(tx, person.id, name, now)
            await tx.people.set_language(id=who.id, language="ar" if language.startswith("ar") else "en")
            await register.set_profile(
                tx,
                who,
                name=name,
                organisation=organisation,
                role=role,
                governorates=governorates,
                state="approved",
            )
            enrolled = await register.meet(tx, person.id, name, now)
            await menus.set_menu(Outgoing(tx, now), table.build(), enrolled)
        self.app.wake()
        return person

    async def admit(
        self,
        key: str,
        title: str,
        language: str,
        members: Iterable[str],
        *,
        summary_at: str = "18:00",
        approved: bool = True,
        forum: bool = False,
    ) -> Chat:
        """A group with the bot in it: admitted already, or (not approved) just added by its first member."""
        present = [self.people[name] for name in members]
        chat = self.groups[key] = self.sim.add_group(title, present, forum=forum, bot_is_admin=approved)
        if not approved:
            self.sim.add_bot_to_group(chat, by=present[0])
            return chat
        now = self.clock.now()
        async with self.app.database.transaction() as tx:
            waiting = await groups.arrive(tx, chat.id, title, None, now)
            group = await groups.decide(tx, waiting, "approved", by=None, now=now)
            if group is not None:
                await groups.settle(
                    tx,
                    group,
                    language=language,
                    digits=group.digits,
                    summary_at=summary_at,
                    topic=None,
                    governorates=(),
                    kinds=(),
                    by=None,
                    now=now,
                )
        return chat

    async def settle(self) -> None:
        """Return when every update was answered, everything that goes out has gone, and questions are found anew."""
        await self.app.settle(self.sim.pending)
        await knowledge.built()

    async def clock_to(self, at: datetime) -> None:
        """Let time pass until `at`, stopping at every moment when something falls due, as real time would.

        Raises ValueError when `at` has passed already.
        """
        while True:
            await self.settle()
            due = [moment for moment in (await self.app.schedule.next_moments()).values() if moment < at]
            self.clock.advance(min(due, default=at))
            if not due:
                break
        await self.settle()


@asynccontextmanager
async def stage(
    folder: Path,
    clock: Clock,
    *,
    port: int = 0,
    limits: Limits = NO_LIMITS,
    sim: Simulator | None = None,
    with_cases: bool = True,
    database_url: str = "",
) -> AsyncIterator[Stage]:
    """Start the simulator and the bot; both end with the block. Raises OSError when the port is in use.

    Cases have a key of their own that is gone afterwards, unless they are to be off.
    """
    simulator = sim or Simulator(clock=clock)
    await simulator.start(port=port)
    try:
        app = Application(
            Config(
                token=simulator.token,
                api_url=simulator.url,
                database_url=database_url or f"sqlite:///{folder / 'tansiq.sqlite'}",
                limits=limits,
                monitor=Monitor(silent_minutes=0),  # its clock is nobody else's
                cases=Cases(key=new_key() if with_cases else ""),
            ),
            clock,
        )
        await app.start()
        try:
            yield Stage(simulator, clock, app)
        finally:
            await app.stop()
    finally:
        await simulator.stop()
