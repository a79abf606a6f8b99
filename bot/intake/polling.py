"""Long polling: updates and the cursor are kept in one transaction; the next call confirms them."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta

from telegram.error import Conflict, RetryAfter, TelegramError

from bot.api import BotApi
from bot.clock import Clock
from bot.delivery.outcome import backoff
from bot.intake import ALLOWED_UPDATES, Keep, keep
from bot.logs import log, why
from bot.metrics import OUTAGES
from storage import Database, Transaction, moment, stamp

POLL_SECONDS = 50
BATCH = 100
CURSOR = "polling cursor"
CURSOR_KEEPS = timedelta(days=6)
"""After a week without updates Telegram starts the numbers anew, perhaps lower; an old cursor would hide them."""


class Poller:
    """Fetches updates for ever; cancel to stop."""

    def __init__(self, database: Database, api: BotApi, clock: Clock, keep: Keep) -> None:
        self._database = database
        self._api = api
        self._clock = clock
        self._in_inbox = keep

    async def run(self) -> None:
        """Poll; errors of the network or the database are waited out, never fatal."""
        offset: int | None = None
        failures = 0
        while True:
            try:
                if offset is None:  # what is kept decides: asking for more confirms all that is below
                    offset = await self._cursor()
                updates = await self._api.call(
                    "getUpdates",
                    {
                        "offset": offset,
                        "timeout": POLL_SECONDS,
                        "limit": BATCH,
                        "allowed_updates": ALLOWED_UPDATES,
                    },
                    within=POLL_SECONDS + 10,
                )
                if updates:
                    after = updates[-1]["update_id"] + 1
                    await self._keep(updates, after)
                    offset = after
                else:
                    offset = await self._cursor()  # after a quiet week it is too old for a running bot, too
                failures = 0
            except RetryAfter as error:
                wait = error.retry_after
                await asyncio.sleep(wait.total_seconds() if not isinstance(wait, int) else wait)
            except Exception as error:
                failures += 1
                self._complain(error, failures)
                offset = None
                await asyncio.sleep(backoff(failures))

    async def _keep(self, updates: list[dict[str, object]], offset: int) -> None:
        now = self._clock.now()

        async def put(tx: Transaction) -> None:
            await keep(tx, updates, now)
            await tx.meta.put(key=CURSOR, value=json.dumps({"offset": offset, "at": stamp(now)}))

        await self._in_inbox(put, len(updates))

    async def _cursor(self) -> int:
        async with self._database.reading() as tx:
            kept = await tx.meta.get(key=CURSOR)
        if kept is None:
            return 0
        cursor = json.loads(kept)
        fresh = self._clock.now() - moment(cursor["at"]) < CURSOR_KEEPS
        return int(cursor["offset"]) if fresh else 0

    def _complain(self, error: Exception, failures: int) -> None:
        if isinstance(error, Conflict):
            log.error("another program polls with this token, or a webhook is set; waiting")
        elif isinstance(error, TelegramError):
            log.warning("polling failed", why=str(error), failures=failures)
        else:
            OUTAGES.note("polling", error)
            log.error("updates could not be kept", why=why(error), failures=failures)
