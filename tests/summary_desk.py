"""A database with people who report and groups that listen, for tests of summaries."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import databases
from coordination.forms import form as forms
from coordination.groups import group as groups
from coordination.groups.choices import chosen
from coordination.groups.group import Group
from coordination.people import register
from coordination.people.person import Person, Role
from coordination.reports import store
from coordination.reports.fact import Fact
from coordination.roster.reporters import load_reporters
from coordination.summaries import Scope, read_summary
from handlers.daily_summary import post_due
from storage import Database, Transaction, migrate, open_database
from views import summary as views
from views.language import plain, words

BAGHDAD = ZoneInfo("Asia/Baghdad")
DAY = timedelta(days=1)
EVENING = datetime(2026, 11, 22, 18, 0, tzinfo=BAGHDAD)
NINEWA, ERBIL, ANBAR, BASRA = "IQ-NI", "IQ-AR", "IQ-AN", "IQ-BA"


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=BAGHDAD)


class Desk:
    """A database with people who report and groups that listen."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._last = 0

    async def person(self, role: Role, *governorates: str) -> Person:
        self._last += 1
        async with self.database.transaction() as tx:
            met = await register.meet(tx, self._last, f"person {self._last}", at(1, 8))
            return await register.set_profile(
                tx,
                met,
                name=met.name,
                organisation="",
                role=role,
                governorates=governorates,
                state="approved",
            )

    async def save(self, who: Person, when: datetime, *facts: Fact, text: str = "") -> tuple[str, ...]:
        async with self.database.transaction() as tx:
            form = await forms.start(tx, who.id, who.telegram_id, "status", "card", {}, when)
            told = [store.Told(replace(fact, day=fact.day or when.date()), text) for fact in facts]
            saved = await store.save(tx, told, who, when, form=form.id)
            await forms.close(tx, form, "saved", when)
            return tuple(report.reference for report in saved)

    async def group(self, chat: int, when: datetime, **settings: str) -> Group:
        async with self.database.transaction() as tx:
            waiting = await groups.arrive(tx, chat, f"group {chat}", None, when)
            group = await groups.decide(tx, waiting, "approved", by=None, now=when)
            assert group is not None
            return await self._set(tx, group, when, {"language": "en", **settings})

    async def set(self, group: Group, when: datetime, **settings: str) -> Group:
        async with self.database.transaction() as tx:
            return await self._set(tx, group, when, settings)

    async def _set(self, tx: Transaction, group: Group, when: datetime, settings: dict[str, str]) -> Group:
        for setting, values in settings.items():
            for value in values.split():
                wanted = chosen(group, setting, value)
                assert wanted is not None
                kept = await groups.keep(tx, wanted, by=None, now=when)
                assert kept is not None
                group = kept
        return group

    async def post(self, now: datetime) -> int:
        async with self.database.transaction() as tx:
            return await post_due(tx, now)

    async def posts(self, chat: int) -> list[str]:
        """What was written for this chat, oldest first, as people see it."""
        rows = await self.rows(f"SELECT params FROM outbox WHERE chat = {chat} ORDER BY id")
        return [plain(json.loads(str(row["params"]))["text"]) for row in rows]

    async def rows(self, sql: str) -> Sequence[dict[str, object]]:
        async with self.database.reading() as tx:
            return [dict(row) for row in await tx.select(sql)]

    async def summary(self, scope: Scope, until: datetime = EVENING) -> list[str]:
        async with self.database.reading() as tx:
            value = await read_summary(tx, scope, until - DAY, until)
        return [plain(message.text) for message in views.daily(words("en"), value)]


@asynccontextmanager
async def open_desk(folder: Path) -> AsyncIterator[Desk]:
    """A desk on a fresh database in this folder."""
    database = await open_database(databases.url(folder / "test.sqlite"))
    try:
        await migrate(database)
        async with database.transaction() as tx:
            await load_reporters(tx, at(1, 8))
        yield Desk(database)
    finally:
        await database.close()
