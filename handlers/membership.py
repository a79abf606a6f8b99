"""Groups coming and going: nothing is said or read in a group until an admin has approved it."""

from __future__ import annotations

from datetime import datetime

from telegram import ChatMember, ChatMemberRestricted, ChatMemberUpdated, User
from telegram import Message as TelegramMessage

from coordination.groups import group as groups
from coordination.groups.choices import LANGUAGES, chosen
from coordination.groups.group import Group
from coordination.people import register as people
from coordination.people.person import Person, Role
from coordination.text import clean
from handlers.arguments import number
from handlers.outgoing import NOTICE, Outgoing
from handlers.reading_updates import name_of
from handlers.routing import Rights, Routes
from handlers.turn import Turn, words_of
from storage import Transaction
from views import approvals, common
from views import groups as views
from views.language import Words, words

TITLE_LENGTH = 128
NAME_LENGTH = 80

_VOICES = {"ar": ("ar",), "en": ("en",), "both": ("ar", "en")}
_PRESENT = frozenset({ChatMember.OWNER, ChatMember.ADMINISTRATOR, ChatMember.MEMBER})


def register(routes: Routes) -> None:
    """Add the buttons by which admins admit and refuse groups."""
    admins = Rights(frozenset({Role.ADMIN}))
    routes.press("group.approve", approve, admins)
    routes.press("group.admit", admit, admins)
    routes.press("group.refuse", refuse, admins)


def group_voices(group: Group) -> tuple[Words, ...]:
    """In whose words a group is spoken to: one language, or Arabic and then English."""
    digits = "arabic" if group.digits == "arabic" else "western"
    return tuple(words(language, digits=digits) for language in _VOICES[group.language])


def group_words(group: Group) -> Words:
    """The words for short answers in a group; Arabic where it has both languages."""
    return group_voices(group)[0]


async def changed(tx: Transaction, now: datetime, change: ChatMemberUpdated, out: Outgoing) -> None:
    """The bot itself was added, removed, blocked or unblocked; channels are left alone."""
    there = _present(change.new_chat_member)
    if change.chat.type == change.chat.PRIVATE:
        await tx.people.set_reachable(telegram_id=change.chat.id, reachable=int(there))
        return
    if change.chat.type not in (change.chat.GROUP, change.chat.SUPERGROUP):
        return
    group = await groups.by_chat(tx, change.chat.id)
    if there and (group is None or not _present(change.old_chat_member)):
        await _added(tx, now, change, group, out)
    elif there and group is not None and group.state == "approved":
        if _may_write(change.old_chat_member) and not _may_write(change.new_chat_member):
            for admin in await people.with_roles(tx, {Role.ADMIN}):
                notice = views.silenced(words_of(admin), group, _name(change))
                await out.send(admin.telegram_id, notice, urgency=NOTICE)
    elif not there and group is not None and group.state in ("waiting", "approved"):
        await groups.decide(tx, group, "left", by=None, now=now)
        if group.state == "waiting":
            # Nothing was posted there that could be missed, and anybody can add the bot and remove it all day.
            return
        for admin in await people.with_roles(tx, {Role.ADMIN}):
            notice = views.left(words_of(admin), group, _name(change))
            await out.send(admin.telegram_id, notice, urgency=NOTICE)


async def _added(
    tx: Transaction, now: datetime, change: ChatMemberUpdated, before: Group | None, out: Outgoing
) -> None:
    """The group waits for an admin; asked are they once an hour at most, however often the bot comes and goes."""
    title = _title(change.chat.id, change.chat.title)
    if before is not None and before.state == "waiting":
        await groups.rename(tx, before, title)
        return
    ask = before is None or before.may_ask(now)
    if before is not None and before.state == "refused" and not ask:
        await out.leave(change.chat.id)
        return
    by = await _bringer(tx, now, change.from_user)
    group = await groups.arrive(tx, change.chat.id, title, by, now)
    if group.state != "waiting" or not ask:
        # Not asked: the card of an hour ago is still with the admins, and shows the request as it is now.
        return
    await groups.asked(tx, group, now)
    for admin in await people.with_roles(tx, {Role.ADMIN}):
        await out.send(admin.telegram_id, views.request(words_of(admin), group, by), urgency=NOTICE)


async def _bringer(tx: Transaction, now: datetime, user: User) -> Person | None:
    """Who added the bot, as Telegram shows them now; None for an anonymous admin, who comes as a bot."""
    if user.is_bot:
        return None
    who = await people.meet(tx, user.id, name_of(user), now)
    return await people.seen_as(tx, who, name_of(user), user.username or "")


def _present(member: ChatMember) -> bool:
    if isinstance(member, ChatMemberRestricted):
        return member.is_member
    return member.status in _PRESENT


def _may_write(member: ChatMember) -> bool:
    return not isinstance(member, ChatMemberRestricted) or bool(member.can_send_messages)


def _name(change: ChatMemberUpdated) -> str:
    return clean(name_of(change.from_user), NAME_LENGTH)


def _title(chat: int, title: str | None) -> str:
    """The title, fit to keep; the chat's id where nothing of it can be seen, because buttons need a text."""
    return " ".join(clean(title or "", TITLE_LENGTH).split()) or str(chat)


async def service_message(tx: Transaction, said: TelegramMessage) -> None:
    """Follow a group that became a supergroup (either chat tells of it) or has a new title."""
    if said.migrate_to_chat_id:
        await groups.migrated(tx, said.chat.id, said.migrate_to_chat_id)
    elif said.migrate_from_chat_id:
        await groups.migrated(tx, said.migrate_from_chat_id, said.chat.id)
    elif said.new_chat_title:
        group = await groups.by_chat(tx, said.chat.id)
        if group is not None:
            await groups.rename(tx, group, _title(said.chat.id, said.new_chat_title))


async def approve(turn: Turn) -> None:
    """Ask for the group's language; nothing is decided yet."""
    group = await _undecided(turn)
    if group is not None:
        await turn.show(views.which_language(turn.words, group))


async def admit(turn: Turn) -> None:
    """Admit the group in the language pressed and say hello there."""
    group = await _undecided(turn)
    language = turn.arguments[2] if len(turn.arguments) > 2 else ""
    if group is None or language not in LANGUAGES:
        return
    group = await groups.decide(turn.tx, group, "approved", by=turn.person, now=turn.now)
    wanted = group and chosen(group, "language", language)
    admitted = wanted and await groups.keep(turn.tx, wanted, by=turn.person, now=turn.now)
    if admitted is None:
        await turn.toast(common.old_button(turn.words))
        return
    await turn.show(views.approved(turn.words, admitted))
    await turn.out.send(admitted.chat, views.hello(group_voices(admitted), admitted), urgency=NOTICE)


async def refuse(turn: Turn) -> None:
    """Refuse the group and leave it."""
    group = await _undecided(turn)
    if group is None:
        return
    refused = await groups.decide(turn.tx, group, "refused", by=turn.person, now=turn.now)
    if refused is None:
        await turn.toast(common.old_button(turn.words))
        return
    await turn.show(views.refused(turn.words, refused))
    await turn.out.leave(refused.chat)


async def _undecided(turn: Turn) -> Group | None:
    """The waiting group of the pressed card; None after showing the request as it is now, or what was decided."""
    group_id, version = number(turn, 0), "".join(turn.arguments[1:2])
    group = await groups.by_id(turn.tx, group_id) if group_id is not None else None
    if group is not None and group.state == "waiting" and version == str(group.version):
        return group
    if group is None:
        await turn.toast(common.old_button(turn.words))
        return None
    if group.state == "waiting":
        bringer = await people.person(turn.tx, group.added_by) if group.added_by else None
        await turn.toast(approvals.request_changed(turn.words))
        await turn.show(views.request(turn.words, group, bringer))
        return None
    if group.state == "left":
        # This card closes, so there may be none left by which a request of the next hour could be decided.
        await groups.asked(turn.tx, group, None)
    decider = await people.person(turn.tx, group.decided_by) if group.decided_by else None
    await turn.show(views.decided(turn.words, group, decider.name if decider else ""))
    return None
