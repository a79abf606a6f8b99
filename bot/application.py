"""Wiring: everything that runs, put together, started in order and stopped in order."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from telegram.error import BadRequest, InvalidToken, TelegramError

from bot.alarms import Alarms
from bot.api import BotApi
from bot.claim import Claim
from bot.clock import Clock
from bot.config import Config, ConfigError, vault
from bot.delivery.journal import Journal, Notes
from bot.delivery.outcome import backoff
from bot.delivery.sender import Sender
from bot.delivery.shared_journal import SharedJournal
from bot.drawing import Drawing
from bot.errands import Errands
from bot.fetching import Fetching
from bot.intake.polling import Poller
from bot.leases import Leases
from bot.logs import log, why
from bot.schedule import Schedule
from bot.worker import Worker
from coordination.cases.files import procedures
from coordination.knowledge import base as knowledge
from coordination.meetings import feed
from coordination.people import register
from coordination.places import gazetteer
from coordination.reports import understand as understanding
from coordination.roster import reporters
from handlers import table
from handlers.dispatch import Me
from handlers.startup import prepare
from storage import Database, copies, database_file, is_outage, migrate, open_database, stamp

if TYPE_CHECKING:  # servers are read by those that listen
    from bot.feed import FeedServer
    from bot.health import HealthServer
    from bot.intake.webhook import WebhookServer

LOOK_FOR_DAMAGE = 0.3
"""Seconds at most of a start; `doctor` looks to the end."""
READ_AHEAD_AFTER = 1.0
"""Seconds after the start; it takes about as long, and would share the processor with the first answers."""


def journal_path(database_url: str) -> Path:
    """Where the journal of calls in flight lies: beside the database file."""
    return Path(f"{database_file(database_url)}.sending")


async def prepare_database(database: Database, config: Config, clock: Clock) -> list[int]:
    """Bring the schema up to date, fill in what a new database starts with and the first admins; the steps taken."""
    steps = await migrate(database)
    async with database.transaction() as tx:
        await tx.alone("what a new database starts with")
        await reporters.load_reporters(tx, clock.now())
        await knowledge.fill(tx, clock.now())
        await register.enroll_admins(tx, config.admins, clock.now())
    return steps


class Application:
    """The bot of one configuration: ``await app.start()`` … ``await app.stop()``."""

    def __init__(self, config: Config, clock: Clock) -> None:
        self.config = config
        self._clock = clock
        self._api = BotApi(config.api_url, config.token)
        self._tasks: list[asyncio.Task[None]] = []
        self._sending: asyncio.Task[None] | None = None
        self._webhook: WebhookServer | None = None
        self.feed: FeedServer | None = None
        self.health: HealthServer | None = None
        self.reading: asyncio.Task[None] | None = None
        """Ends when the index of questions is being built."""
        self._started = False
        self._claim: Claim | None = None
        self.broken = asyncio.Event()
        """Set when a part that works for ever has ended by a mistake of ours: what is left would answer nobody."""

    async def start(self) -> None:
        """Open everything and begin to answer.

        Raises DatabaseError (another bot runs on the file, too) or ConfigError (the token is refused, the key of cases cannot be used, an
        address to listen on is in use).
        """
        self.vault = vault(self.config)
        if self.config.database_url.startswith("sqlite:"):
            path = database_file(self.config.database_url)
            await asyncio.to_thread(copies.refuse_damaged, path, LOOK_FOR_DAMAGE)
        self.database = await open_database(self.config.database_url)
        try:
            if not self.database.shared:
                self._claim = Claim(journal_path(self.config.database_url))
            await prepare_database(self.database, self.config, self._clock)
            await self._api.__aenter__()
            await self._begin()
        except BaseException:
            await self.stop()
            raise

    async def _begin(self) -> None:
        user = await self._insist("getMe")
        me = Me(user["id"], user["username"])
        routes = table.build()
        # A row that does not fit is told now, and not to the first person who asks for it.
        gazetteer()
        procedures()
        self._leases = Leases(self.database, self.wake)
        self._journal = self._open_journal()
        self._sender = Sender(
            self.database,
            self._api,
            self._clock,
            self.config.limits,
            self._journal,
            self.vault,
            partial(self._leases.confirm, name="sender"),
        )
        drawing = Drawing(self.database, self._clock, self.vault, me.username, self._sender.wake)
        products = Drawing(self.database, self._clock, self.vault, me.username, self._sender.wake, slow=True)
        fetching = Fetching(self.database, self._api, self._clock, self.vault, self._sender.wake)
        self._errands = (
            Errands("drawing", drawing.work),
            Errands("products", products.work),
            Errands("fetching", fetching.work),
        )
        self._worker = Worker(
            self.database, self._clock, me, routes, self.vault, self._wake_outgoing, self._sender.along
        )
        self.schedule = Schedule(
            self.database,
            self._clock,
            self._wake_outgoing,
            self.config.questions.patience,
            self.config.cases.patience,
            self._leases,
        )
        self._started = True
        await self._leases.start()
        self._run(self._leases.run())
        async with self.database.transaction() as tx:
            await prepare(tx, self._clock.now(), routes)
            await feed.publish_under(tx, self.config.feed.url)
        self._sending = self._run(self._leases.while_held("sender", self._sender.serve))
        self._run(self._worker.run())
        for errands in self._errands:
            self._run(self._leases.while_held("errands", errands.run))
        if self.config.feed.url:
            from bot.feed import FeedServer

            self.feed = FeedServer(self.database, self._clock, self.config.feed)
            await self.feed.start()
        await self._watch()  # whoever cannot listen takes no update from a bot that runs already
        await self._open_intake()
        self.schedule.start()
        self.reading = self._run(self._read_ahead())
        self.wake()
        log.info("started", bot=me.username, intake="webhook" if self._webhook else "polling")

    async def _read_ahead(self) -> None:
        """Read the tables of words and places and have the index of questions built when those who waited have been answered.

        Whoever needs them before need not wait for this.
        """
        await asyncio.sleep(READ_AHEAD_AFTER)
        await asyncio.to_thread(
            understanding.understand, "Mosul", self._clock.now(), understanding.Sender(())
        )
        try:
            async with self.database.reading() as tx:
                await knowledge.begin_reading(tx)
        except Exception as error:
            if not is_outage(error):
                raise
            log.warning("the index of questions is built when somebody asks", why=why(error))

    async def _watch(self) -> None:
        settings = self.config.monitor
        alarms = Alarms(self.database, self._api, self._clock, self.config, self._wake_outgoing)
        if settings.silent_minutes or settings.listen:
            self._run(alarms.run())
        if settings.listen:
            from bot.health import HealthServer

            self.health = HealthServer(settings, alarms)
            await self.health.start()

    def _open_journal(self) -> Notes:
        if self.database.shared:
            return SharedJournal(self.database, self._leases)
        return Journal(journal_path(self.config.database_url))

    def _run(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.get_running_loop().create_task(work)
        task.add_done_callback(self._look_at)
        self._tasks.append(task)
        return task

    def _look_at(self, ended: asyncio.Task[None]) -> None:
        if not ended.cancelled() and (error := ended.exception()):
            log.error("a part of the bot has broken", exc_info=error)
            self.broken.set()

    async def _insist(self, method: str, params: Mapping[str, Any] | None = None) -> Any:
        """Call a method that the start needs; an API that is away is waited for."""
        failures = 0
        while True:
            try:
                return await self._api.call(method, params)
            except InvalidToken:
                raise ConfigError("The Bot API refuses the token: check it with @BotFather.") from None
            except BadRequest as error:
                raise ConfigError(f"The Bot API refuses {method}: {error}.") from None
            except TelegramError as error:
                failures += 1
                log.warning("the Bot API cannot be reached", method=method, why=str(error), failures=failures)
                await asyncio.sleep(backoff(failures))

    async def _open_intake(self) -> None:
        settings = self.config.webhook
        if settings.url:
            from bot.intake.webhook import WebhookServer, webhook_registration

            self._webhook = WebhookServer(self._worker.keep, self._clock, settings)
            await self._webhook.start()
            await self._insist("setWebhook", webhook_registration(settings))
        else:
            await self._insist("deleteWebhook")
            poller = Poller(self.database, self._api, self._clock, self._worker.keep)
            self._run(self._leases.while_held("poller", poller.run))

    async def stop(self) -> None:
        """Stop intake, then work, then delivery; what was not done stays as rows."""
        if self._webhook is not None:
            await self._webhook.stop()
        for server in (self.feed, self.health):
            if server is not None:
                await server.stop()
        if self._started:
            self.schedule.stop()
        for task in self._tasks:
            task.remove_done_callback(self._look_at)
        # Delivery goes last: what others are just keeping marks calls that are to be taken back.
        for tasks in ([task for task in self._tasks if task is not self._sending], self._tasks):
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        if self._started:
            await self._journal.leave()
            await self._leases.stop()
        await self._api.__aexit__()
        await self.database.close()
        if self._claim is not None:
            self._claim.release()
            self._claim = None

    def wake(self) -> None:
        """Rows were written from outside: look at the inbox and the outbox."""
        self._worker.wake()
        self._wake_outgoing()

    def _wake_outgoing(self) -> None:
        self._sender.wake()
        for errands in self._errands:
            errands.wake()

    async def settle(self, more: Callable[[], int], within: float = 60.0) -> None:
        """Wait until everything has been answered and sent, for scripts that play with the clock.

        `more` counts the updates that the API still holds. Raises TimeoutError when it takes too long.
        """
        async with asyncio.timeout(within):
            while more() or self.schedule.busy or await self._unfinished():  # noqa: ASYNC110  the simulator has its own events
                await asyncio.sleep(0.002)

    async def _unfinished(self) -> int:
        async with self.database.reading() as tx:
            now = stamp(self._clock.now())
            wanted = int(await tx.paper_jobs.count_due(now=now))
            if self.vault is not None:
                wanted += int(await tx.fetching.count_due(now=now))
            return int(await tx.inbox.undone()) + int(await tx.outbox.unsent()) + wanted
