"""The bots under test: how each is started, what its people do, and how its database is counted."""

from __future__ import annotations

import socket
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import checks, server
from benchmarks.checks import Place
from benchmarks.load import Asking, Crowd, Habit, Reporting, Saying
from coordination.people import register
from coordination.people.person import Role
from simulator import Person, Simulator
from storage import migrate, open_database

ADMIN = 1
NO_LIMITS = "[limits]\nper_second = 0\nper_chat_per_second = 0\nper_group_per_minute = 0\n"


@dataclass(frozen=True, slots=True)
class Contender:
    """A bot under test. `module` follows ``python -m``; `habit` makes what its people do, `check` raises Lost."""

    name: str
    title: str
    module: tuple[str, ...]
    ours: bool
    habit: Callable[[Simulator], Habit]
    greeting: str
    check: Callable[[Place, Crowd, Habit], Awaitable[None]]
    webhook: bool = False
    on_server: bool = False

    @contextmanager
    def placed(self, folder: Path) -> Iterator[Place]:
        """Where it keeps things: all in the folder, or its database on a server that ends with the block."""
        if self.on_server:
            with server.database() as url:
                yield Place(folder, url)
        else:
            yield Place(folder, f"sqlite:///{folder / 'tansiq.sqlite'}")

    def environment(self, place: Place, sim: Simulator) -> dict[str, str]:
        """The environment variables of its process."""
        folder = place.folder
        env = {"BOT_TOKEN": sim.token, "BOT_API_URL": sim.url, "PEER_DATABASE": str(folder / "peer.sqlite")}
        if not self.ours:
            return env
        config = folder / "config.toml"
        config.write_text(NO_LIMITS + (_webhook() if self.webhook else ""), encoding="utf-8")
        return env | {
            "BOT_CONFIG": str(config),
            "BOT_DATABASE_URL": place.url,
            "BOT_ADMINS": str(ADMIN),
            "MALLOC_ARENA_MAX": "1",  # as the image and the service of deploy/ have it
        }

    async def prepare(self, place: Place, people: Sequence[Person]) -> None:
        """Make the database that it finds at its start: everybody is an approved focal point."""
        if not self.ours:
            return
        database = await open_database(place.url)
        try:
            await migrate(database)
            async with database.transaction() as tx:
                for person in people:
                    who = await register.meet(tx, person.id, person.name, datetime.now(UTC))
                    who = await register.set_language(tx, who, person.language)
                    await register.set_profile(
                        tx,
                        who,
                        name=person.name,
                        organisation="",
                        role=Role.FOCAL_POINT,
                        governorates=(),  # of a ministry: no reminder of a deadline comes between
                        state="approved",
                    )
        finally:
            await database.close()


def _webhook() -> str:
    with socket.create_server(("127.0.0.1", 0)) as free:
        listen = f"127.0.0.1:{free.getsockname()[1]}"
    return (
        f'[webhook]\nurl = "http://{listen}/telegram"\nlisten = "{listen}"\nsecret = "benchmark-benchmark"\n'
    )


_ON_FILES = (
    Contender(
        "echo",
        "python-telegram-bot, echo, stores nothing",
        ("benchmarks.peers", "echo"),
        ours=False,
        habit=lambda sim: Saying(sim, "120 families displaced from Mosul to Debaga"),
        greeting="hello",
        check=checks.nothing,
    ),
    Contender(
        "storing",
        "python-telegram-bot, echo, a row and a commit each",
        ("benchmarks.peers", "storing"),
        ours=False,
        habit=lambda sim: Saying(sim, "120 families displaced from Mosul to Debaga"),
        greeting="hello",
        check=checks.rows_of_peer,
    ),
    Contender(
        "aiogram",
        "aiogram, echo, stores nothing",
        ("benchmarks.peers_aiogram", "echo"),
        ours=False,
        habit=lambda sim: Saying(sim, "120 families displaced from Mosul to Debaga"),
        greeting="hello",
        check=checks.nothing,
    ),
    Contender(
        "aiogram storing",
        "aiogram, echo, a row and a commit each",
        ("benchmarks.peers_aiogram", "storing"),
        ours=False,
        habit=lambda sim: Saying(sim, "120 families displaced from Mosul to Debaga"),
        greeting="hello",
        check=checks.rows_of_peer,
    ),
    Contender(
        "question",
        "Tansiq, a question answered",
        ("bot", "run"),
        ours=True,
        habit=Asking,
        greeting="/me",
        check=checks.nothing_undone,
    ),
    Contender(
        "question webhook",
        "Tansiq, a question answered, by webhook",
        ("bot", "run"),
        ours=True,
        habit=Asking,
        greeting="/me",
        check=checks.nothing_undone,
        webhook=True,
    ),
    Contender(
        "status",
        "Tansiq, status updates: line, card, Save, receipt",
        ("bot", "run"),
        ours=True,
        habit=Reporting,
        greeting="/me",
        check=checks.reports,
    ),
    Contender(
        "me",
        "Tansiq, a small turn: /me",
        ("bot", "run"),
        ours=True,
        habit=lambda sim: Saying(sim, "/me"),
        greeting="/me",
        check=checks.nothing_undone,
    ),
)

_ON_SERVER = (
    Contender(
        "question postgresql",
        "Tansiq on PostgreSQL, a question answered",
        ("bot", "run"),
        ours=True,
        habit=Asking,
        greeting="/me",
        check=checks.nothing_undone,
        on_server=True,
    ),
    Contender(
        "status postgresql",
        "Tansiq on PostgreSQL, status updates",
        ("bot", "run"),
        ours=True,
        habit=Reporting,
        greeting="/me",
        check=checks.reports,
        on_server=True,
    ),
)

CONTENDERS: tuple[Contender, ...] = (*_ON_FILES, *(_ON_SERVER if server.installed() else ()))

_ECHO = "120 families displaced from Mosul to Debaga"

PEERS = (
    Contender(
        "echo concurrent",
        "python-telegram-bot, echo, 256 updates at once",
        ("benchmarks.peers", "echo", "concurrent"),
        ours=False,
        habit=lambda sim: Saying(sim, _ECHO),
        greeting="hello",
        check=checks.nothing,
    ),
    Contender(
        "storing concurrent",
        "python-telegram-bot, a row and a commit each, 256 updates at once",
        ("benchmarks.peers", "storing", "concurrent"),
        ours=False,
        habit=lambda sim: Saying(sim, _ECHO),
        greeting="hello",
        check=checks.rows_of_peer,
    ),
    Contender(
        "aiogram apart",
        "aiogram, a row and a transaction of its own each",
        ("benchmarks.peers_aiogram", "storing", "apart"),
        ours=False,
        habit=lambda sim: Saying(sim, _ECHO),
        greeting="hello",
        check=checks.rows_of_peer,
    ),
    Contender(
        "grouped",
        "aiohttp alone, one commit for many updates",
        ("benchmarks.peers_grouped",),
        ours=False,
        habit=lambda sim: Saying(sim, _ECHO),
        greeting="hello",
        check=checks.rows_of_peer,
    ),
)
"""Those that only some parts are measured beside."""


def named(name: str) -> Contender:
    """The contender of this name. Raises StopIteration where there is none."""
    return next(one for one in (*CONTENDERS, *PEERS) if one.name == name)
