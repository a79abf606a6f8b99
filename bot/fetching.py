"""Fetches the papers of cases from Telegram and has them sealed; the bytes stay in memory until then."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import cast

from telegram.error import BadRequest, Forbidden, RetryAfter

from bot.api import BotApi, TooLarge
from bot.clock import Clock
from bot.delivery.outcome import backoff
from bot.logs import log
from coordination.cases import filing, papers
from coordination.cases.answers import Value
from coordination.cases.case import Case, File, case_of, file_of
from coordination.cases.files import procedures
from coordination.cases.kind import Field
from coordination.cases.sheets import LARGEST_MB, read_list
from coordination.cases.vault import Vault
from coordination.people import register
from coordination.reports.days import day_in_baghdad
from handlers.outgoing import NOTICE, Outgoing
from handlers.turn import words_of
from storage import Database, Row, Transaction, is_outage, stamp
from views.cases import fetching as views
from views.cases import lists

AT_ONCE = 4
ATTEMPTS = 8
LARGEST = 20 * 2**20
"""Bytes that the Bot API hands out."""

DOWNLOAD_WITHIN = 120.0


class _Refused(Exception):
    """A file that cannot be kept, whatever is tried."""

    def __init__(self, problem: views.Problem) -> None:
        super().__init__(problem)
        self.problem = problem


class Fetching:
    """Fetches what waits. `told` is called when something lies in the outbox; without a vault nothing is fetched."""

    def __init__(
        self, database: Database, api: BotApi, clock: Clock, vault: Vault | None, told: Callable[[], None]
    ) -> None:
        self._database = database
        self._api = api
        self._clock = clock
        self._vault = vault
        self._told = told

    async def work(self) -> int:
        """Fetch a few of the files that wait; how many were tried."""
        if self._vault is None:
            return 0
        async with self._database.looking() as tx:
            rows: list[Row] = await tx.fetching.due(now=stamp(self._clock.now()), limit=AT_ONCE)
        if not rows:
            return 0
        async with self._database.reading() as tx:
            cases = {row["id"]: case_of(await tx.cases.by_id(id=row["case_id"])) for row in rows}
        await asyncio.gather(*(self._one(row, cases[row["id"]], self._vault) for row in rows))
        return len(rows)

    async def _one(self, row: Row, case: Case, vault: Vault) -> None:
        try:
            await self._take(row, case, vault)
        except _Refused as refused:
            await self._refuse(row, refused.problem)
        except Exception as error:
            if is_outage(error):
                raise
            # Whatever is wrong with this file (a lost key, too), the others go on.
            await self._later(row, error)

    async def _take(self, row: Row, case: Case, vault: Vault) -> None:
        file = file_of(row)
        content = await self._fetch(file, case)
        field = case.kind.field(file.document)
        if field is None or case.kind.document(file.document) is not None:
            async with self._database.transaction() as tx:
                await papers.keep(tx, file, content, vault, self._clock.now())
                await tx.fetching.done(case_file=file.id)
        else:
            await self._take_list(row, field, content, vault)

    async def _fetch(self, file: File, case: Case) -> bytes:
        """The bytes of a file, as far as one can tell what it says it is. Raises _Refused or a TelegramError."""
        most = _most_mb(case, file) * 2**20
        try:
            answer = await self._api.call("getFile", {"file_id": file.file_id})
            if (answer.get("file_size") or 0) > most:
                raise _Refused("too large")
            if not answer.get("file_path"):
                raise _Refused("gone")
            content = await self._api.download(answer["file_path"], most=most, within=DOWNLOAD_WITHIN)
        except TooLarge:
            raise _Refused("too large") from None
        except (BadRequest, Forbidden) as error:
            raise _Refused("too large" if "too big" in str(error).lower() else "gone") from None
        if not papers.is_what_it_says(file, content):
            raise _Refused("wrong type")
        return content

    async def _take_list(self, row: Row, field: Field, content: bytes, vault: Vault) -> None:
        """Read a filled table into its field and say what was read; the file itself is not kept."""
        columns = procedures().columns(field)
        today = day_in_baghdad(self._clock.now())
        sheet = await asyncio.to_thread(read_list, content, columns, today)
        async with self._database.transaction() as tx:
            await tx.fetching.done(case_file=row["id"])
            sender = await register.person(tx, row["added_by"])
            if await tx.case_files.by_id(id=row["id"]) is None or sender is None:
                return
            await papers.drop(tx, file_of(row))
            case, now = case_of(await tx.cases.by_id(id=row["case_id"])), self._clock.now()
            kept: Case | None = case
            if sheet.sound:
                rows = cast("Value", list(sheet.rows))  # of a list no cell is a list of rows again
                kept = await filing.answer(tx, case, field, rows, vault, sender, now)
            w = words_of(sender)
            told = lists.read(w, case, field, columns, sheet) if kept else lists.not_open(w, case, field)
            await Outgoing(tx, now).send(sender.telegram_id, told)
            tx.after_commit.append(self._told)

    async def _later(self, row: Row, error: Exception) -> None:
        attempts = row["attempts"] + 1
        log.warning(
            "a paper could not be fetched", file=row["id"], attempts=attempts, error=type(error).__name__
        )
        if attempts >= ATTEMPTS:
            await self._refuse(row, "unreachable")
            return
        pause = timedelta(seconds=backoff(attempts + 2))
        if isinstance(error, RetryAfter):
            told = error.retry_after
            pause = max(pause, told if isinstance(told, timedelta) else timedelta(seconds=told))
        async with self._database.transaction() as tx:
            at = stamp(self._clock.now() + pause)
            await tx.fetching.later(case_file=row["id"], attempts=attempts, try_at=at)

    async def _refuse(self, row: Row, problem: views.Problem) -> None:
        """Take the file out and tell who sent it, once."""
        log.warning("a paper was not taken", file=row["id"], problem=problem)
        async with self._database.transaction() as tx:
            await tx.fetching.done(case_file=row["id"])
            if await tx.case_files.by_id(id=row["id"]) is None:
                return  # the applicant took it out meanwhile
            await papers.drop(tx, file_of(row))
            await self._tell(tx, row, problem)
            tx.after_commit.append(self._told)

    async def _tell(self, tx: Transaction, row: Row, problem: views.Problem) -> None:
        sender = await register.person(tx, row["added_by"])
        if sender is not None:
            case, file = case_of(await tx.cases.by_id(id=row["case_id"])), file_of(row)
            message = views.not_taken(words_of(sender), case, file, problem, _most_mb(case, file))
            await Outgoing(tx, self._clock.now()).send(sender.telegram_id, message, urgency=NOTICE)


def _most_mb(case: Case, file: File) -> int:
    document = case.kind.document(file.document)
    return min(document.most_mb if document else LARGEST_MB, LARGEST // 2**20)
