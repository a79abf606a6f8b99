"""From a raw update to the one handler that answers it: who, where, which route, may they?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from telegram import Message as TelegramMessage
from telegram import Update, User

from coordination import seldom
from coordination.arrivals import Arrival, arrive
from coordination.cases.vault import Vault
from coordination.groups import group as groups
from coordination.groups.group import Group
from coordination.people import register
from coordination.people.person import Role
from coordination.reports.attachments import RECORDINGS
from handlers import ask, group_reports, membership, pass_on
from handlers.outgoing import NOTICE, Outgoing
from handlers.reading_updates import name_of, read
from handlers.routing import Place, Route, Routes
from handlers.turn import Turn, words_of
from storage import Transaction, is_outage
from views import common

COMMAND = re.compile(r"/(?P<name>[A-Za-z0-9_]{1,32})(?:@(?P<bot>\w+))?(?:\s+(?P<rest>.*))?", re.DOTALL)

CROWDED = 5
"""So many unsent answers in a group are enough: whoever has no rights there waits unanswered."""
FAILURE_TOLD_EVERY = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Me:
    """The bot's own account."""

    id: int
    username: str


async def take(
    tx: Transaction, raw: dict[str, Any], now: datetime, me: Me, routes: Routes, vault: Vault | None
) -> None:
    """Answer one update inside the given transaction.

    What the bot has no eyes for (channels, other bots, groups that were not admitted) leaves no trace.
    Raises whatever a handler raises; the caller rolls back, tries again and sets aside.
    """
    update = read(raw)
    out = Outgoing(tx, now)
    if update.my_chat_member is not None:
        await membership.changed(tx, now, update.my_chat_member, out)
        return
    user, chat = update.effective_user, update.effective_chat
    if chat is None or user is None or chat.type == chat.CHANNEL:
        return
    said = update.message or update.edited_message
    if said is not None and said.is_automatic_forward:
        return
    group = None
    if chat.type != chat.PRIVATE:
        if said is not None and (said.migrate_to_chat_id or said.migrate_from_chat_id or said.new_chat_title):
            await membership.service_message(tx, said)
            return
        group = await groups.by_chat(tx, chat.id)
        if group is None or group.state != "approved":
            return
        if said is not None and not await _for_bot(tx, update, said, me):
            return
    if user.is_bot:
        if group is not None and said is not None and said.sender_chat is not None:
            await _answer_anonymous(tx, group, said, me, out)
        return
    arrival = await _arrival(tx, user, now, private=group is None)
    person = arrival.person
    if group is not None and said is not None and person.role is Role.STRANGER and await _crowded(tx, group):
        return
    turn = Turn(
        tx=tx,
        now=now,
        update=update,
        person=person,
        group=group,
        form=arrival.form,
        conversing=arrival.conversing,
        out=out,
        chat=chat.id,
        bot_username=me.username,
        routes=routes,
        vault=vault,
    )
    if turn.pressed is not None:
        await _press(turn, routes)
        await turn.toast()
    elif said is not None:
        await _said(turn, said, routes)
    await group_reports.ended(turn)


async def _for_bot(tx: Transaction, update: Update, said: TelegramMessage, me: Me) -> bool:
    """In a group only commands, updates and what calls the bot by name are for it."""
    if update.edited_message is None and COMMAND.match(said.text or ""):
        return _addressed(said, me)
    return (
        ask.mentioned(said, me.username)
        or await group_reports.concerns(tx, update, said, me.id)
        or (update.edited_message is not None and await pass_on.edits(tx, said))
    )


def _addressed(said: TelegramMessage, me: Me) -> bool:
    """Whether it is a command for the bot: one that names it or nobody."""
    command = COMMAND.match(said.text or "")
    return command is not None and (command["bot"] or me.username).lower() == me.username.lower()


async def _answer_anonymous(
    tx: Transaction, group: Group, said: TelegramMessage, me: Me, out: Outgoing
) -> None:
    if await _crowded(tx, group):
        return
    if not _addressed(said, me):
        await group_reports.by_nobody(out, said)
    else:
        notice = common.anonymous(membership.group_words(group))
        await out.send(group.chat, notice, reply_to=said.message_id)


async def _crowded(tx: Transaction, group: Group) -> bool:
    """Whether answers queue up: those to a stranger's heap of commands would hold up everybody's."""
    return await groups.unsent(tx, group, CROWDED) >= CROWDED


async def _arrival(tx: Transaction, user: User, now: datetime, *, private: bool) -> Arrival:
    arrival = await arrive(tx, user.id, name_of(user), now, user.username or "")
    if private and not arrival.person.reachable:
        await tx.people.set_reachable(telegram_id=user.id, reachable=1)
    return arrival


def _place(turn: Turn) -> Place:
    return Place.PRIVATE if turn.group is None else Place.GROUP


def _allowed(turn: Turn, route: Route) -> bool:
    return route.rights.allow(turn.person.role, _place(turn))


async def _press(turn: Turn, routes: Routes) -> None:
    action, *arguments = (turn.pressed.data or "").split(" ") if turn.pressed else [""]
    route = routes.presses.get(action)
    if route is None or not _allowed(turn, route):
        refusal = common.old_button if route is None else common.not_your_button
        await turn.toast(refusal(turn.words), alert=True)
        return
    turn.arguments = tuple(arguments)
    await route.handler(turn)


async def _said(turn: Turn, said: TelegramMessage, routes: Routes) -> None:
    command = COMMAND.match(said.text or "") if turn.update.message else None
    if command:
        await _command(turn, command, routes)
        return
    if await pass_on.concerns(turn) and await _in_conversation(turn, routes.said["passed"]):
        return
    if turn.group is not None:
        await _in_group(turn, routes.said["group_edited" if turn.update.edited_message else "group"])
        return
    if said.text and said.text.startswith("/") and turn.update.message:
        await turn.answer(common.unknown_command(turn.words))
        return
    content = _content(turn.update, said)
    if content == "service":
        return
    route = routes.forms.get(turn.form.kind) if turn.form and content != "edited" else None
    if route is None or not _allowed(turn, route):
        route = routes.said["stranger" if turn.person.role is Role.STRANGER else content]
    if _allowed(turn, route):
        await route.handler(turn)
    else:
        await turn.answer(common.not_allowed(turn.words, _place(turn)))


async def _in_conversation(turn: Turn, route: Route) -> bool:
    """What is said in a conversation of two is nothing else; whoever has no part in it in a group is passed over."""
    if _allowed(turn, route):
        await route.handler(turn)
        return True
    return turn.group is not None


async def _in_group(turn: Turn, route: Route) -> None:
    """What is no command is never refused aloud in a group."""
    await (route.handler if _allowed(turn, route) else group_reports.refused)(turn)


async def _command(turn: Turn, command: re.Match[str], routes: Routes) -> None:
    route = routes.commands.get(command["name"].lower())
    if route is None:
        if turn.group is None:
            await turn.answer(common.unknown_command(turn.words))
        return
    if not _allowed(turn, route):
        await turn.answer(common.not_allowed(turn.words, _place(turn)))
        return
    turn.arguments = tuple((command["rest"] or "").split())
    await route.handler(turn)


def _content(update: Update, said: TelegramMessage) -> str:
    """The kind of content said, as `Routes.said` names it; "service" for what nobody said."""
    if update.edited_message is not None:
        return "edited"
    for kind in ("text", "photo", "document", "location"):
        if getattr(said, kind):
            return kind
    if any(getattr(said, kind) for kind in RECORDINGS) and not said.animation:
        return "recording"
    people_send = (
        "sticker",
        "poll",
        "animation",
        "contact",
        "dice",
        "venue",
    )
    return "other" if any(getattr(said, kind) for kind in people_send) else "service"


async def set_aside(tx: Transaction, raw: dict[str, Any], now: datetime, code: str) -> None:
    """Tell the person and the admins that an update failed for good; never raises for odd updates.

    Admins hear of the same error once an hour: somebody may be able to bring it about at will.
    """
    out = Outgoing(tx, now)
    try:
        async with tx.savepoint():
            await _tell_sender(tx, raw, now, code, out)
    except Exception as error:
        # What broke the turn can break this too, when the update itself cannot be read: admins are told all the same.
        if is_outage(error):
            raise
    if not await seldom.may_tell(tx, f"failure {code}", FAILURE_TOLD_EVERY, now):
        return
    for admin in await register.with_roles(tx, {Role.ADMIN}):
        notice = common.update_failed(words_of(admin), code)
        await out.send(admin.telegram_id, notice, urgency=NOTICE)


async def _tell_sender(tx: Transaction, raw: dict[str, Any], now: datetime, code: str, out: Outgoing) -> None:
    update = read(raw)
    user, chat = update.effective_user, update.effective_chat
    if user is not None and chat is not None and chat.type == chat.PRIVATE and not user.is_bot:
        if type(chat.id) is not int:
            raise TypeError("no id of a chat")
        person = await register.meet(tx, user.id, name_of(user), now)
        await out.send(chat.id, common.failed(words_of(person), code))
        if update.callback_query is not None:
            await out.toast(update.callback_query.id)
