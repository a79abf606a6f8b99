"""The schedule: APScheduler wakes, the database decides what is due."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock import Clock
from bot.leases import Leases
from bot.logs import log
from bot.metrics import OUTAGES
from coordination import made_files
from coordination.cases import waiting
from coordination.groups import quiet
from coordination.knowledge import passing, questions
from coordination.people import joining
from handlers import daily_summary, deadline_reminders, passing_due, products
from handlers.alerts import due as alerts
from handlers.cases import reminding
from handlers.desk import expiry
from handlers.meetings import due as meetings
from handlers.status import reminder
from handlers.watch import due as watch
from storage import Database, Transaction, is_outage, stamp

EVERY_SECONDS = 5
FILES_SECONDS = 1800
"""Between two lookings for files that are no longer needed: as long as what tells of persons stays at least."""
SENT_KEPT = timedelta(days=30)
"""Also how long an update that was set aside stays, with what its sender wrote."""
INBOX_KEPT = timedelta(days=7)


class Schedule:
    """Looks every few seconds, and whenever the clock was moved, for what has become due."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        posted: Callable[[], None],
        questions: passing.Patience,
        cases: waiting.Patience,
        leases: Leases,
    ) -> None:
        self._database = database
        self._clock = clock
        self._posted = posted
        self._questions = questions
        self._cases = cases
        self._leases = leases
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._one_at_a_time = asyncio.Lock()
        self._moved: set[asyncio.Task[None]] = set()
        self._unsubscribe: Callable[[], None] = lambda: None

    def start(self) -> None:
        """Begin to look; also at once, for what became due while the bot was down."""
        self._scheduler.add_job(self.look, "interval", seconds=EVERY_SECONDS, coalesce=True, max_instances=1)
        self._scheduler.add_job(self._forget, "interval", hours=6, coalesce=True, max_instances=1)
        self._scheduler.add_job(
            self._forget_files, "interval", seconds=FILES_SECONDS, coalesce=True, max_instances=1
        )
        self._scheduler.start()
        self._unsubscribe = self._clock.subscribe(self._look_now)
        self._look_now()

    def stop(self) -> None:
        """Look no more; nothing where it never began."""
        if not self._scheduler.running:
            return
        self._unsubscribe()
        self._scheduler.shutdown(wait=False)
        for task in self._moved:
            task.cancel()

    @property
    def busy(self) -> bool:
        """Whether it is looking just now."""
        return bool(self._moved) or self._one_at_a_time.locked()

    def _look_now(self) -> None:
        task = asyncio.get_running_loop().create_task(self.look())
        self._moved.add(task)
        task.add_done_callback(self._moved.discard)

    async def look(self) -> None:
        """Post everything that is due now; each due thing and its messages are kept together."""
        async with self._one_at_a_time:
            if not self._leases.held("ticker"):
                return
            try:
                async with self._database.transaction() as tx:
                    if await self._leases.confirm(tx, "ticker"):
                        await self._post(tx)
            except Exception as error:
                OUTAGES.note("schedule", error)
                log.exception("what is due could not be posted; trying again")

    async def _post(self, tx: Transaction) -> None:
        now = self._clock.now()
        await quiet.release(tx, now)
        await daily_summary.post_due(tx, now)
        await reminder.remind_unsaved(tx, now)
        await reminding.remind_drafts(tx, now)
        await deadline_reminders.post_due(tx, now)
        await passing_due.post_due(tx, now, self._questions)
        await self._apart(tx, now, "cases", partial(expiry.post_due, patience=self._cases))
        await self._apart(tx, now, "meetings", meetings.post_due)
        await self._apart(tx, now, "watch", watch.post_due)
        await self._apart(tx, now, "reports", products.post_due)
        await self._apart(tx, now, "alerts", alerts.post_due)
        tx.after_commit.append(self._posted)

    async def _apart(
        self,
        tx: Transaction,
        now: datetime,
        of: str,
        post: Callable[[Transaction, datetime], Awaitable[None]],
    ) -> None:
        """What is due of these; one that cannot be read must not hold up the summaries."""
        try:
            async with tx.savepoint():
                await post(tx, now)
        except Exception as error:
            if is_outage(error):
                raise
            log.exception("what is due could not be posted; trying again", of=of)

    async def next_moments(self) -> dict[str, datetime]:
        """The next reminder and the next summary, for a person who practises with the clock."""
        now = self._clock.now()
        async with self._database.reading() as tx:
            found = (
                ("reminder", await reminder.next_reminder(tx)),
                ("reminder", await reminding.next_reminder(tx, now)),
                ("reminder", await deadline_reminders.next_due(tx, now)),
                ("reminder", await passing_due.next_due(tx, now, self._questions)),
                ("reminder", await expiry.next_due(tx, now, self._cases)),
                ("reminder", await meetings.next_due(tx, now)),
                ("reminder", await alerts.next_due(tx)),
                ("reminder", await quiet.next_release(tx)),
                ("reminder", await watch.next_due(tx, now)),
                ("summary", await daily_summary.next_due(tx, now)),
                ("summary", await products.next_due(tx, now)),
            )
        coming = [(name, at) for name, at in found if at is not None and at > now]
        return dict(sorted(coming, key=lambda one: one[1], reverse=True))  # the earliest of a name stays

    async def _forget_files(self) -> None:
        if not self._leases.held("ticker"):
            return
        async with self._database.transaction() as tx:
            await made_files.forget(tx, self._clock.now())

    async def _forget(self) -> None:
        if not self._leases.held("ticker"):
            return
        now = self._clock.now()
        async with self._database.transaction() as tx:
            await joining.forget_strangers(tx, now)
            await questions.forget(tx, now)
            await passing.forget(tx, now)
            await tx.inbox.forget_before(done=stamp(now - INBOX_KEPT), dead=stamp(now - SENT_KEPT))
            await tx.outbox.forget_before(before=stamp(now - SENT_KEPT))
