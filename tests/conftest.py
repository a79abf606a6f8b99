"""The town: a simulator with the bot in it, where tests say and press things and read what comes back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from shutil import copyfile
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, settings

import databases
import postgres
from bot.application import prepare_database
from bot.config import Config
from bot.stage import Stage, stage
from coordination.people.person import Role
from simulator import Chat, Clock, Person
from storage import open_database

# How long an example takes says something about the machine, not about the rule.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")

BAGHDAD = ZoneInfo("Asia/Baghdad")
MORNING = datetime(2026, 11, 22, 9, 0, tzinfo=BAGHDAD)
ISOLATES = dict.fromkeys(map(ord, "\u2068\u2069\u200f\u200e"))


@dataclass(frozen=True)
class Seen:
    """A visible message: its text without invisible marks of direction, and its button labels by row."""

    text: str
    buttons: tuple[tuple[str, ...], ...]
    raw: dict[str, Any]


class Town:
    """People and groups by short names; every `await` returns when the bot has answered everything."""

    def __init__(self, scene: Stage) -> None:
        self.stage = scene
        self.sim = scene.sim
        self.clock = scene.clock
        self.app = scene.app
        self.database = scene.app.database

    async def person(
        self,
        key: str,
        language: str = "en",
        role: str = "focal point",
        governorates: Sequence[str] = (),
        name: str = "",
        organisation: str = "",
    ) -> Person:
        return await self.stage.enroll(key, name or key, language, Role(role), governorates, organisation)

    async def stranger(self, key: str, language: str = "en", name: str = "") -> Person:
        return await self.stage.stranger(key, name or key, language)

    async def group(self, key: str, members: Sequence[str], language: str = "en", **settings: Any) -> Chat:
        chat = await self.stage.admit(key, settings.pop("title", key), language, members, **settings)
        await self.stage.settle()
        return chat

    async def say(self, who: str, text: str, group: str | None = None, **more: Any) -> Any:
        chat = self.stage.groups[group] if group else None
        message = self.sim.say(self.stage.people[who], text, chat=chat, **more)
        await self.stage.settle()
        return message

    async def press(self, who: str, pattern: str, group: str | None = None) -> Any:
        """Press the newest button whose label matches; returns the callback, see `toast`."""
        chat = self.stage.groups[group] if group else None
        callback = self.sim.press(self.stage.people[who], pattern, chat=chat)
        await self.stage.settle()
        return callback

    def toast(self, callback: Any) -> str:
        """What the press itself was answered with."""
        said = self.sim.outcomes(callback)
        return str((said or {}).get("text") or "")

    async def do(self, act: Any, *arguments: Any, **more: Any) -> Any:
        """Anything else a person can do: ``await town.do(town.sim.send_photo, person, path)``."""
        result = act(*arguments, **more)
        await self.stage.settle()
        return result

    def _place(self, who: str) -> Person | Chat:
        return self.stage.people.get(who) or self.stage.groups[who]

    def messages(self, who: str) -> list[Seen]:
        """What the bot shows in that chat now, oldest first."""
        return [
            Seen(
                text=(message.get("text") or message.get("caption") or "").translate(ISOLATES),
                buttons=tuple(
                    tuple(button["text"].translate(ISOLATES) for button in row)
                    for row in message.get("reply_markup", {}).get("inline_keyboard", [])
                ),
                raw=message,
            )
            for message in self.sim.visible(self._place(who))
            if message.get("from", {}).get("is_bot")
        ]

    def texts(self, who: str) -> list[str]:
        return [seen.text for seen in self.messages(who)]

    def last(self, who: str) -> Seen:
        return self.messages(who)[-1]

    async def clock_to(self, at: datetime) -> None:
        await self.stage.clock_to(at)

    async def rows(self, sql: str) -> list[dict[str, Any]]:
        """Rows straight from the database, for tests of what was kept."""
        async with self.database.reading() as tx:
            return [dict(row) for row in await tx.select(sql)]

    async def tables(self) -> list[str]:
        """The names of the tables, without those in which processes agree on who does what."""
        listed = (
            "SELECT table_name AS name FROM information_schema.tables "
            "WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'"
            if self.database.shared
            else "SELECT name FROM sqlite_master WHERE type = 'table'"
        )
        names = (row["name"] for row in await self.rows(listed))
        return sorted(name for name in names if name not in ("leases", "calls"))


@pytest.fixture(scope="session", autouse=True)
def server() -> Iterator[None]:
    with databases.serving():
        yield


@pytest.fixture(scope="session")
def postgres_server(server: None) -> Iterator[str]:
    """The address of a PostgreSQL of the tests' own, with {name} for the database; skips where there is none."""
    if databases.server():
        yield databases.server()
    elif postgres.programs() is None:
        pytest.skip("no PostgreSQL here")
    else:
        with postgres.server() as address:
            yield address


@pytest.fixture(scope="session")
def new_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database as the bot fills it when it first starts: made once, for each town to begin with a copy."""
    file = tmp_path_factory.mktemp("new") / "tansiq.sqlite"
    asyncio.run(_prepare(databases.url(file, lasting=True)))
    return file


async def _prepare(url: str) -> None:
    config = Config(token="1:none", database_url=url)
    database = await open_database(config.database_url)
    await prepare_database(database, config, Clock(MORNING))
    await database.close()


@pytest.fixture(autouse=True)
def no_databases_left() -> Iterator[None]:
    yield
    databases.forget()


@pytest.fixture
async def town(tmp_path: Path, new_database: Path) -> AsyncIterator[Town]:
    file = tmp_path / new_database.name
    if databases.ON_POSTGRES:
        url = databases.url(file, template=postgres.name_in(databases.url(new_database)))
    else:
        copyfile(new_database, file)
        url = ""
    async with stage(tmp_path, Clock(MORNING), database_url=url) as scene:
        yield Town(scene)
