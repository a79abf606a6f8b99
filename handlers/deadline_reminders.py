"""Reminders of deadlines: sent when they are due, put off when their receiver says so."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from coordination.people import register as people
from coordination.people.person import WITH_GOVERNORATES, Role
from coordination.roster import calls
from coordination.roster.calls import Call, Missed
from handlers.arguments import number
from handlers.outgoing import NOTICE, Outgoing
from handlers.routing import Rights, Routes
from handlers.turn import Turn, words_of
from storage import Transaction
from views import common
from views import silence as views

_LATEST = 1 << 32
"""Seconds since 1970 that no deadline reaches."""


def register(routes: Routes) -> None:
    """Add the button that puts a reminder off; the others are those of /update and /nothing."""
    routes.press("deadline.later", put_off, Rights(WITH_GOVERNORATES))


async def post_due(tx: Transaction, now: datetime) -> None:
    """Write every reminder whose time it is and that was not written before, each claimed in this transaction."""
    out = Outgoing(tx, now)
    for call in await calls.open_calls(tx, now):
        if await calls.claim(tx, call, now):
            await _remind(out, call)
    for call in await calls.take_woken(tx, now):
        await _remind(out, call)
    for missed in await calls.take_missed(tx, now):
        await _tell_officers(out, missed)


async def next_due(tx: Transaction, now: datetime) -> datetime | None:
    """When `post_due` has something to write next, if nobody reports until then; None: never."""
    return await calls.next_call(tx, now)


async def put_off(turn: Turn) -> None:
    """Remind me later: at a time before the deadline."""
    deadline, minutes = _deadline(turn), number(turn, 1)
    if deadline is None or minutes not in views.SNOOZES or not await _owes(turn, deadline):
        await turn.toast(common.old_button(turn.words))
        return
    again_at = turn.now + timedelta(minutes=minutes)
    if again_at >= deadline:
        await turn.toast(views.too_late_to_snooze(turn.words), alert=True)
    elif await calls.put_off(turn.tx, turn.person, deadline, again_at):
        await turn.show(views.snoozed(turn.words, deadline, again_at))
    else:
        await turn.toast(common.old_button(turn.words))


async def _remind(out: Outgoing, call: Call) -> None:
    reminder = views.reminder(words_of(call.person), call, out.now)
    useful = call.deadline if call.stage == "before" else call.deadline + calls.AFTER
    await out.send(call.person.telegram_id, reminder, urgency=NOTICE, useful_until=useful)


async def _tell_officers(out: Outgoing, missed: Missed) -> None:
    """To duty officers; to admins where no duty officer can be reached."""
    officers = [who for who in await people.with_roles(out.tx, {Role.DUTY_OFFICER}) if who.reachable]
    for who in officers or await people.with_roles(out.tx, {Role.ADMIN}):
        await out.send(who.telegram_id, views.missed(words_of(who), missed), urgency=NOTICE)


def _deadline(turn: Turn) -> datetime | None:
    seconds = number(turn, 0)
    return datetime.fromtimestamp(seconds, UTC) if seconds is not None and seconds < _LATEST else None


async def _owes(turn: Turn, deadline: datetime) -> bool:
    return bool(await calls.owed(turn.tx, turn.person, deadline, turn.now))
