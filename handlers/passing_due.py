"""Passed questions over time: those that nobody answers are told of again, and what did not arrive is said."""

from __future__ import annotations

from datetime import datetime

from coordination.groups import group as groups
from coordination.knowledge import passing
from coordination.knowledge.passing import Conversation, Patience
from coordination.people import register as people
from coordination.people.person import Person, Role
from handlers import relay
from handlers.outgoing import Outgoing
from handlers.relay import Desk, Make
from handlers.turn import words_of
from storage import Transaction
from views.knowledge import passing as views
from views.knowledge import passing_desk as desk_views

_HOUR = 3600


async def post_due(tx: Transaction, now: datetime, patience: Patience) -> None:
    """Tell of questions without an answer: first to those who answer, later to the admins; each once. Then close them."""
    out = Outgoing(tx, now)
    for conversation, at in await passing.closings(tx, patience):
        if at <= now:
            await _give_up(out, conversation)
    for conversation in await passing.unanswered(tx, now - patience.desk):
        asker = await people.person(tx, conversation.asker)
        if asker is None:
            continue
        if await passing.claim_notice(tx, conversation, "desk", now):
            desk = await relay.desk_of(out, conversation)
            await relay.to_desk(out, conversation, desk, _late(conversation, asker, now))
        late = conversation.passed_at + patience.admins <= now
        if late and await passing.claim_notice(tx, conversation, "admins", now):
            admins = await people.with_roles(tx, {Role.ADMIN})
            reached = [one for one in admins if one.reachable and one.id != asker.id]
            await relay.to_desk(out, conversation, Desk(None, reached), _late(conversation, asker, now))
    for conversation in await passing.idle(tx, now):
        await _end(out, conversation)


async def _give_up(out: Outgoing, conversation: Conversation) -> None:
    """Nobody has answered: the asker is told so, and the question stays with what the base could not answer."""
    closed = await passing.close(out.tx, conversation, None, out.now)
    asker = await people.person(out.tx, conversation.asker)
    if closed is None or asker is None:
        return
    desk = await relay.desk_of(out, closed)
    await relay.to_desk(out, closed, desk, lambda voices, _: [desk_views.given_up(voices, closed)])
    if relay.can_read(asker):
        await relay.post(
            out, closed, asker.telegram_id, [views.given_up(words_of(asker), closed)], for_asker=True
        )


async def _end(out: Outgoing, conversation: Conversation) -> None:
    """Nothing is said any more: the bot answers the asker again, and both sides hear so."""
    closed = await passing.close(out.tx, conversation, None, out.now)
    asker = await people.person(out.tx, conversation.asker)
    if closed is None or asker is None:
        return
    desk = await relay.desk_of(out, closed)
    await relay.to_desk(out, closed, desk, lambda voices, _: [desk_views.ended_unused(voices, closed)])
    if relay.can_read(asker):
        notice = views.ended_unused(words_of(asker), closed)
        await relay.post(out, closed, asker.telegram_id, [notice], for_asker=True)


async def next_due(tx: Transaction, now: datetime, patience: Patience) -> datetime | None:
    """When `post_due` tells of a question next, if nobody answers until then; None: never."""
    waiting = await passing.unanswered(tx, now)
    moments = [one.passed_at + after for one in waiting for after in (patience.desk, patience.admins)]
    moments += [at for _, at in await passing.closings(tx, patience)]
    return min((at for at in moments if at > now), default=None)


def _late(conversation: Conversation, asker: Person, now: datetime) -> Make:
    hours = int((now - conversation.passed_at).total_seconds()) // _HOUR
    make = relay.question(conversation, asker)
    return lambda voices, private: desk_views.with_lead(
        desk_views.unanswered(voices, hours), make(voices, private)
    )


async def not_delivered(tx: Transaction, now: datetime, outbox: int) -> None:
    """A message of a conversation did not arrive: the officers are told, or what was for them goes to others."""
    found = await passing.carried(tx, outbox)
    if found is None:
        return
    conversation, for_asker, said = found
    out = Outgoing(tx, now)
    asker = await people.person(tx, conversation.asker)
    if asker is None or conversation.closed_at is not None:
        return
    if for_asker:
        if said is not None:
            desk = await relay.desk_of(out, conversation)
            await relay.to_desk(
                out, conversation, desk, lambda voices, _: [desk_views.asker_lost(voices, conversation)]
            )
        return
    await _elsewhere(out, conversation, asker)


async def _elsewhere(out: Outgoing, conversation: Conversation, asker: Person) -> None:
    """Nobody at the desk can be reached any more: the question goes to other officers, and the asker hears so.

    While somebody at the desk can be reached, the others have it as well, and nothing is done.
    """
    group = await groups.by_id(out.tx, conversation.group) if conversation.group else None
    if group is not None and group.state == "approved":
        return
    holder = await people.person(out.tx, conversation.officer) if conversation.officer else None
    lost = group is not None or (holder is not None and not relay.can_read(holder))
    if not lost:
        return
    moved = await passing.give_to(out.tx, conversation, None)
    desk = await relay.desk_of(out, moved)
    await relay.to_desk(out, moved, desk, relay.question(moved, asker))
    if relay.can_read(asker):
        notice = views.officer_lost(words_of(asker), moved)
        await relay.post(out, moved, asker.telegram_id, [notice], for_asker=True)
