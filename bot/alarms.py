"""Looks now and then whether everything still flows, and tells admins when it does not, and when it does again."""

from __future__ import annotations

import asyncio
import platform
import shutil
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from telegram.error import TelegramError

from bot import metrics
from bot.api import BotApi
from bot.clock import Clock
from bot.config import Config
from bot.logs import log
from coordination.people import register
from coordination.people.person import Role
from handlers.outgoing import NOTICE, Outgoing
from handlers.turn import words_of
from storage import Database, Transaction, database_file, is_outage, is_server, moment, stamp
from views import alarms as views
from views.language import Words
from views.message import Message

EVERY = 15.0
"""Seconds between two looks."""

LARGEST_DRIFT = timedelta(seconds=30)
LEAST_DISK = 500 * 2**20
TOO_LONG = timedelta(minutes=10)
"""So long may something lie in the inbox or the outbox."""

HERE = frozenset({"drift", "disk"})
"""Alarms of one computer, where several run the bot."""

Tell = Callable[[Words], Message]


@dataclass(frozen=True, slots=True)
class Hook:
    """What the Bot API says of its side."""

    pending: int
    error: str = ""
    error_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """One look. `silent_since` is set while updates wait at the API and none comes in."""

    now: datetime
    inbox: int = 0
    oldest_update: datetime | None = None
    outbox: int = 0
    oldest_unsent: datetime | None = None
    hook: Hook | None = None
    silent_since: datetime | None = None
    drift: timedelta = timedelta()
    disk_free: int | None = None


def found(seen: Seen, patience: timedelta) -> dict[str, Tell]:
    """The alarms of a look, by kind, and how each is told. `patience` is how long the API may hold updates back."""
    alarms: dict[str, Tell] = {}
    now, hook = seen.now, seen.hook
    if hook and seen.silent_since and now - seen.silent_since >= patience:
        since, pending = seen.silent_since, hook.pending
        alarms["silent"] = lambda w: views.silent(w, since, pending)
    if hook and hook.pending and hook.error and hook.error_at and now - hook.error_at < TOO_LONG:
        error = hook.error
        alarms["webhook"] = lambda w: views.webhook(w, error)
    if (update := seen.oldest_update) and now - update >= TOO_LONG:
        alarms["unanswered"] = lambda w: views.unanswered(w, update, seen.inbox)
    if (message := seen.oldest_unsent) and now - message >= TOO_LONG:
        alarms["unsent"] = lambda w: views.unsent(w, message, seen.outbox)
    if abs(seen.drift) >= LARGEST_DRIFT:
        alarms["drift"] = lambda w: views.drift(w, round(abs(seen.drift).total_seconds()))
    if (free := seen.disk_free) is not None and free < LEAST_DISK:
        alarms["disk"] = lambda w: views.disk(w, free // 2**20)
    return alarms


class Alarms:
    """Looks for ever; what stands is a row, so that a restart or a second process tells nothing twice."""

    def __init__(
        self, database: Database, api: BotApi, clock: Clock, config: Config, told: Callable[[], None]
    ) -> None:
        self._database = database
        self._api = api
        self._clock = clock
        self._patience = timedelta(minutes=config.monitor.silent_minutes)
        self._told = told
        url = config.database_url
        self._folder = None if is_server(url) else database_file(url).absolute().parent
        self._holding_since: datetime | None = None
        self._outages = metrics.OUTAGES.count
        self._away_since: datetime | None = None
        self.looked = time.monotonic()
        self.database_ok = True
        self.api_ok = True

    async def run(self) -> None:
        """Look every few seconds; cancel to stop."""
        while True:
            await self.look()
            await asyncio.sleep(EVERY)

    async def look(self) -> None:
        """One look, with what follows from it; never raises for what is away."""
        try:
            await self._mind_outage()
            if self.database_ok:
                seen = await self._see()
                await self._tell(found(seen, self._patience) if self._patience else {})
        except Exception as error:
            self.database_ok = not is_outage(error)
            metrics.OUTAGES.note("alarms", error)
            log.error("it could not be looked whether all is well", why=type(error).__name__)
        self.looked = time.monotonic()
        metrics.LOOKED.set_to_current_time()

    async def _mind_outage(self) -> None:
        """Where the database was away since the last look: is it back? Then tell, in what proves it."""
        if metrics.OUTAGES.count == self._outages and self._away_since is None:
            return
        now = self._clock.now()
        self._away_since = self._away_since or now
        self._outages = metrics.OUTAGES.count
        try:
            async with self._database.transaction() as tx:
                since = self._away_since
                if self._patience:
                    await self._say(tx, lambda w: views.back(w, since, now))
        except Exception as error:
            if not is_outage(error):
                raise
            self.database_ok = False
            return
        self._away_since, self.database_ok = None, True

    async def _see(self) -> Seen:
        now = self._clock.now()
        hook = await self._hook()
        async with self._database.reading() as tx:
            inbox, outbox = int(await tx.inbox.undone()), int(await tx.outbox.unsent())
            update, message = await tx.alarms.oldest_update(), await tx.alarms.oldest_unsent()
            if hook is not None:
                await self._mind_silence(tx, hook, now)
        seen = Seen(
            now=now,
            inbox=inbox,
            oldest_update=moment(update) if update else None,
            outbox=outbox,
            oldest_unsent=moment(message) if message else None,
            hook=hook,
            silent_since=self._holding_since,
            drift=self._drift(now),
            disk_free=shutil.disk_usage(self._folder).free if self._folder else None,
        )
        _measure(seen)
        return seen

    async def _hook(self) -> Hook | None:
        try:
            info: Mapping[str, Any] = await self._api.call("getWebhookInfo", within=10)
        except TelegramError:
            self.api_ok = False
            return None
        self.api_ok = True
        at = info.get("last_error_date")
        return Hook(
            info["pending_update_count"],
            info.get("last_error_message", ""),
            datetime.fromtimestamp(at, UTC) if at else None,
        )

    async def _mind_silence(self, tx: Transaction, hook: Hook, now: datetime) -> None:
        """Since when updates wait at the API at every look, and none of them came in."""
        since = self._holding_since
        if not hook.pending or (since is not None and await tx.alarms.updates_since(since=stamp(since))):
            self._holding_since = None
        if hook.pending and self._holding_since is None:
            self._holding_since = now

    def _drift(self, now: datetime) -> timedelta:
        """This clock less the API's, by the last answer's Date header (whole seconds)."""
        if self._api.date is None:
            return timedelta()
        said, read = self._api.date
        try:
            theirs = parsedate_to_datetime(said)
        except ValueError:
            return timedelta()
        return now - theirs - timedelta(seconds=time.monotonic() - read)

    async def _tell(self, alarms: Mapping[str, Tell]) -> None:
        """Tell of what began and what is over since the last time; nothing is written while nothing changes."""
        async with self._database.reading() as tx:
            standing = {row["key"] for row in await tx.alarms.standing()}
        wanted = {_key(kind): tell for kind, tell in alarms.items()}
        ours = {_key(kind): kind for kind in KINDS}
        began, ended = wanted.keys() - standing, (standing & ours.keys()) - wanted.keys()
        for key, kind in ours.items():
            metrics.ALARMS.labels(kind).set(key in wanted)
        if not began and not ended:
            return
        async with self._database.transaction() as tx:
            for key in sorted(began):
                if await tx.alarms.begins(key=key, value=stamp(self._clock.now())):
                    await self._say(tx, wanted[key])
                    log.warning("alarm", kind=ours[key])
            for key in sorted(ended):
                if await tx.alarms.ends(key=key):
                    kind = ours[key]
                    await self._say(tx, lambda w, kind=kind: views.over(w, kind))  # type: ignore[misc]  # bound now
                    log.info("alarm is over", kind=kind)

    async def _say(self, tx: Transaction, tell: Tell) -> None:
        out = Outgoing(tx, self._clock.now())
        for admin in await register.with_roles(tx, {Role.ADMIN}):
            await out.send(admin.telegram_id, tell(words_of(admin)), urgency=NOTICE)
        tx.after_commit.append(self._told)


KINDS = ("silent", "webhook", "unanswered", "unsent", "drift", "disk")


def _key(kind: str) -> str:
    return f"alarm {kind} {platform.node()}" if kind in HERE else f"alarm {kind}"


def _measure(seen: Seen) -> None:
    metrics.INBOX_WAITING.set(seen.inbox)
    metrics.OUTBOX_WAITING.set(seen.outbox)
    for gauge, at in (
        (metrics.INBOX_OLDEST, seen.oldest_update),
        (metrics.OUTBOX_OLDEST, seen.oldest_unsent),
    ):
        gauge.set((seen.now - at).total_seconds() if at else 0)
    if seen.hook is not None:
        metrics.API_PENDING.set(seen.hook.pending)
    metrics.CLOCK_DRIFT.set(seen.drift.total_seconds())
    if seen.disk_free is not None:
        metrics.DISK_FREE.set(seen.disk_free)
