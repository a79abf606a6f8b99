"""The sender: takes rows of the outbox, calls the Bot API, and writes down how each call ended."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from typing import Literal

from telegram.error import TelegramError

from bot import notices
from bot.api import BotApi
from bot.clock import Clock
from bot.config import Limits
from bot.delivery.files import CannotLoad, file_id_in, is_unknown_file, load
from bot.delivery.journal import Journal
from bot.delivery.outcome import MANY_ATTEMPTS, SAFE_TO_REPEAT, Outcome, backoff, of_error
from bot.delivery.pace import Pace
from bot.logs import log
from coordination.cases.vault import Vault
from coordination.groups import group as groups
from storage import Database, Row, Transaction, stamp

AT_ONCE = 60
"""Calls under way at the same time."""

LOOK_AHEAD = 2000


@dataclass(frozen=True, slots=True)
class _Sent:
    row: Row
    outcome: Outcome
    file_id: str | None = None


class Sender:
    """Sends from the outbox: order within a lane, many lanes at once, answers before notices."""

    def __init__(
        self,
        database: Database,
        api: BotApi,
        clock: Clock,
        limits: Limits,
        journal: Journal,
        vault: Vault | None = None,
    ) -> None:
        self._database = database
        self._api = api
        self._vault = vault
        self._clock = clock
        self._pace = Pace(limits)
        self._journal = journal
        self._wake = asyncio.Event()
        self._in_flight: dict[str, asyncio.Task[None]] = {}
        self._ended: list[_Sent] = []
        self._resting: dict[str, float] = {}
        self._all_rest_until = 0.0
        self._timer: asyncio.TimerHandle | None = None

    def wake(self) -> None:
        """Something may be there to send."""
        self._wake.set()

    async def recover(self) -> None:
        """Judge the rows that were being sent when the last process ended: sent, again, or unknown."""
        async with self._database.transaction() as tx:
            await self._judge(tx)
        self._journal.clear()

    async def _judge(self, tx: Transaction) -> None:
        for row in await tx.outbox.in_flight():
            fate, message_id = self._journal.fate(row["id"])
            if fate == "sent":
                outcome = Outcome("sent", message_id)
            elif fate == "not begun" or row["method"] in SAFE_TO_REPEAT:
                outcome = Outcome("again")
            else:
                outcome = Outcome("unknown", error="the process ended during the call")
            await self._record(tx, _Sent(row, outcome))

    async def run(self) -> None:
        """Send for ever; cancel to stop, then `finish` what is under way."""
        while True:
            await self._wake.wait()
            self._wake.clear()
            try:
                await self._round()
            except Exception:
                log.exception("delivery round failed")
                self._wake_in(1.0)

    async def finish(self, within: float = 5.0) -> None:
        """Wait for the calls under way and write down how they ended."""
        if self._timer is not None:
            self._timer.cancel()
        if self._in_flight:
            await asyncio.wait(self._in_flight.values(), timeout=within)
        for task in self._in_flight.values():
            task.cancel()
        await self._keep([], self._ended)

    async def _round(self) -> None:
        ended, self._ended = self._ended, []
        try:
            chosen = await self._choose()
            if not chosen and not ended:
                return
            await self._keep(chosen, ended)
        except BaseException:
            self._ended = ended + self._ended
            raise
        if ended and not self._in_flight and not self._ended:
            self._journal.clear()
        for row in chosen:
            self._in_flight[row["lane"]] = asyncio.create_task(self._send(row))
        if ended:
            self._wake.set()

    async def _choose(self) -> list[Row]:
        """Rows that may leave now; sets the alarm for those that may leave later."""
        now = asyncio.get_running_loop().time()
        if now < self._all_rest_until:
            self._wake_in(self._all_rest_until - now)
            return []
        free = AT_ONCE - len(self._in_flight)
        if free <= 0:
            return []
        async with self._database.reading() as tx:
            heads: list[Row] = await tx.outbox.heads(limit=LOOK_AHEAD + len(self._resting))
        self._resting = {lane: until for lane, until in self._resting.items() if until > now}
        chosen: list[Row] = []
        soonest = min(self._resting.values(), default=now) - now
        for row in heads:
            if row["lane"] in self._in_flight or row["lane"] in self._resting:
                continue
            if wait := self._wait(row, now):
                soonest = min(soonest, wait) if soonest else wait
                continue
            chosen.append(row)
            if len(chosen) == free:
                break
        if soonest > 0:
            self._wake_in(soonest)
        return chosen

    def _wait(self, row: Row, now: float) -> float:
        if not row["method"].startswith("send") or row["chat"] is None:
            return 0.0
        wait = self._pace.wait(row["chat"], now)
        if not wait:
            self._pace.took(row["chat"], now)
        return wait

    def _wake_in(self, seconds: float) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = asyncio.get_running_loop().call_later(max(seconds, 0.001), self._wake.set)

    async def _send(self, row: Row) -> None:
        outcome, file_id = await self._call(row)
        if outcome.state == "sent":
            self._journal.sent(row["id"], outcome.message_id)
        elif outcome.state == "again":
            self._journal.came_back(row["id"])
        self._rest(row["lane"], outcome)
        self._ended.append(_Sent(row, outcome, file_id))
        del self._in_flight[row["lane"]]
        self._wake.set()

    async def _call(self, row: Row) -> tuple[Outcome, str | None]:
        """How the call of a row ended, and Telegram's id of the file that it uploaded; "" for an id to be forgotten."""
        attempts = row["attempts"] + 1
        try:
            ready = await load(self._database, self._vault, row)
        except CannotLoad as error:
            return Outcome("failed", error=str(error)), None
        except Exception as error:
            log.error("a file could not be read for sending", outbox=row["id"], error=type(error).__name__)
            state: Literal["again", "failed"] = "again" if attempts < MANY_ATTEMPTS else "failed"
            return Outcome(state, error="the file could not be read", pause=backoff(attempts)), None
        self._journal.begin(row["id"])
        try:
            result = await ready.call(self._api)
        except TelegramError as error:
            if ready.known and is_unknown_file(error):
                return Outcome("again", error="the file is not known any more"), ""
            return of_error(error, row["method"], row["chat"], attempts), None
        message_id = result.get("message_id") if isinstance(result, dict) else None
        return Outcome("sent", message_id), file_id_in(result) if ready.upload else None

    def _rest(self, lane: str, outcome: Outcome) -> None:
        if outcome.pause:
            until = asyncio.get_running_loop().time() + outcome.pause
            if outcome.everywhere:
                self._all_rest_until = max(self._all_rest_until, until)
            else:
                self._resting[lane] = until

    async def _keep(self, chosen: list[Row], ended: list[_Sent]) -> None:
        """One commit for many calls: how the last ones ended, and that the next ones begin."""
        if not chosen and not ended:
            return
        async with self._database.transaction() as tx:
            for sent in ended:
                await self._record(tx, sent)
            await tx.outbox.mark_sending([{"id": row["id"]} for row in chosen])

    async def _record(self, tx: Transaction, sent: _Sent) -> None:
        row, outcome = sent.row, sent.outcome
        if sent.file_id:
            await tx.made_files.is_known(id=row["made_file"], file_id=sent.file_id, method=row["method"])
        elif sent.file_id == "":
            await tx.made_files.is_not_known(id=row["made_file"])
        if outcome.state == "again":
            if outcome.migrated_to is not None:
                await groups.migrated(tx, row["chat"], outcome.migrated_to)
            if outcome.resend_as_new:
                await tx.outbox.resend_as_new(id=row["id"], params=_as_new_message(row["params"]))
            await tx.outbox.again(id=row["id"])
            return
        await tx.outbox.finish(
            id=row["id"],
            state=outcome.state,
            now=stamp(self._clock.now()),
            message_id=outcome.message_id,
            error=outcome.error or None,
        )
        if outcome.state != "sent":
            log.warning(
                "not delivered",
                outbox=row["id"],
                method=row["method"],
                state=outcome.state,
                why=outcome.error,
            )
            await notices.not_delivered(
                tx, self._clock.now(), row, unreachable=outcome.unreachable, state=outcome.state
            )


def _as_new_message(params: str) -> str:
    """The parameters of an edit, as those of a new message: the card to edit is gone, its content is not."""
    values = json.loads(params)
    values.pop("message_id")
    if not values["reply_markup"]["inline_keyboard"]:
        del values["reply_markup"]
    return json.dumps(values, ensure_ascii=False)
