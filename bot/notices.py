"""What delivery learns of people and groups: blocked, thrown out, unknown whether it arrived."""

from __future__ import annotations

from datetime import datetime, timedelta

from coordination import seldom
from coordination.groups import group as groups
from coordination.groups.group import Group
from coordination.people import register
from coordination.people.person import Role, person_of
from handlers import passing_due
from handlers.outgoing import NOTICE, PRESSING, Outgoing
from handlers.turn import words_of
from storage import Row, Transaction
from views import delivery as views
from views import paper

REFUSAL_TOLD_EVERY = timedelta(hours=1)


async def not_delivered(tx: Transaction, now: datetime, row: Row, *, unreachable: bool, state: str) -> None:
    """Draw the conclusions from a message that failed or is unknown, in the transaction that records it."""
    chat = row["chat"]
    if chat is None:
        return
    if chat > 0:
        if unreachable:
            await tx.people.set_reachable(telegram_id=chat, reachable=0)
        elif row["made_file"] is not None and state == "failed":
            await _file_not_sent(tx, now, chat)
    else:
        await _not_posted(tx, now, row, unreachable=unreachable, state=state)
    if unreachable:
        await passing_due.not_delivered(tx, now, row["id"])


async def _file_not_sent(tx: Transaction, now: datetime, chat: int) -> None:
    row = await tx.people.by_telegram_id(telegram_id=chat)
    if row is not None:
        await Outgoing(tx, now).send(chat, paper.not_sent(words_of(person_of(row))))


async def _not_posted(tx: Transaction, now: datetime, row: Row, *, unreachable: bool, state: str) -> None:
    chat = row["chat"]
    group = await groups.by_chat(tx, chat)
    if group is None or group.state != "approved":
        return
    if row["method"] == "setMessageReaction" and not unreachable:
        return  # nothing was to be read in it
    error = str(await tx.outbox.error_of(id=row["id"]) or "")
    if unreachable:
        await groups.decide(tx, group, "left", by=None, now=now)
    elif state != "unknown" and not await _may_tell(tx, now, row, group, error):
        return
    out = Outgoing(tx, now)
    for admin in await register.with_roles(tx, {Role.ADMIN}):
        w = words_of(admin)
        if unreachable:
            notice = views.group_lost(w, group.title)
        elif state == "unknown":
            notice = views.post_unknown(w, group.title)
        else:
            notice = views.post_refused(w, group.title, error)
        await out.send(admin.telegram_id, notice, urgency=PRESSING if row["urgency"] == PRESSING else NOTICE)


async def _may_tell(tx: Transaction, now: datetime, row: Row, group: Group, error: str) -> bool:
    """Whether admins hear that a group refuses posts, such as for want of rights: once an hour for each reason."""
    if not row["method"].startswith("send"):
        return False
    return await seldom.may_tell(tx, f"group {group.id} refuses: {error}"[:200], REFUSAL_TOLD_EVERY, now)
