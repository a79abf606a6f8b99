"""Updates told in groups: answered there by a reaction only, read back and saved in private."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

from telegram import Message as TelegramMessage
from telegram import Update

from coordination import seldom
from coordination.forms import form as forms
from coordination.people.person import REPORTERS
from coordination.reports import attachments, group_messages, store
from coordination.reports.group_messages import TAG, GroupMessage
from coordination.reports.reference import references_written
from handlers import ask
from handlers.arguments import number
from handlers.membership import group_voices
from handlers.outgoing import Outgoing
from handlers.routing import NOBODY, Rights, Routes
from handlers.status import telling
from handlers.status.reading import attachment_in, facts_in
from handlers.turn import Turn
from storage import Transaction
from views import common
from views import group_reports as views
from views.status import sentences

SEEN, SAVED, PUZZLED = "👀", "👍", "🤔"
"""Reactions that the Bot API lets a bot set: taken, saved, cannot be taken."""

LINE_EVERY = timedelta(days=1)


def register(routes: Routes) -> None:
    """Add the routes of what reporters say in groups, and of the button by which a kept message is taken up."""
    routes.content("group", told, Rights(NOBODY, REPORTERS))
    routes.content("group_edited", edited, Rights(NOBODY, REPORTERS))
    routes.press("group.take", take_kept, Rights(REPORTERS))


def tagged(said: TelegramMessage) -> bool:
    """Whether the words hold a hashtag of updates."""
    return TAG.search(said.text or said.caption or "") is not None


async def concerns(tx: Transaction, update: Update, said: TelegramMessage, me: int) -> bool:
    """Whether a group message is for the bot: tagged, a reply to it, or a part or an edit of one taken before.

    A part of an album whose words are still to come is remembered.
    """
    if update.edited_message is not None:
        return tagged(said) or await group_messages.found(tx, said.chat.id, said.message_id) is not None
    target = said.reply_to_message
    if tagged(said) or (target is not None and _by(target, me)):
        return True
    if target is not None and await group_messages.found(tx, said.chat.id, target.message_id) is not None:
        return True
    album = said.media_group_id
    if album is None or await group_messages.of_album(tx, said.chat.id, album) is not None:
        return album is not None
    file = attachment_in(said)
    if file is not None and said.from_user is not None:
        await group_messages.remember_part(
            tx, said.chat.id, said.message_id, said.from_user.id, file, said.date
        )
    return False


def _by(target: TelegramMessage, me: int) -> bool:
    """Whether the bot said this; in a topic that it opened, everything is a reply to the opening."""
    return target.from_user is not None and target.from_user.id == me and target.forum_topic_created is None


async def told(turn: Turn) -> None:
    """A reporter's message that may be an update; where it tells none and calls or answers the bot, a question."""
    said = turn.message
    if said is None:
        return
    tells = await _tells(turn, said)
    if not tells and not tagged(said):
        await ask.in_group(turn)
        return
    if not turn.person.reachable or turn.person.language is None:
        await refused(turn)
        return
    if not tells:
        await turn.out.react(said.chat.id, said.message_id, PUZZLED)
        nothing = sentences.no_facts(turn.words, views.from_group(turn.words, _title(turn)))
        await turn.out.send(turn.person.telegram_id, nothing)
        return
    taken = await group_messages.take(
        turn.tx, said.chat.id, said.message_id, said.media_group_id or "", turn.person, turn.now
    )
    if taken is None:
        return
    await turn.out.react(said.chat.id, said.message_id, SEEN)
    if not await _tell(_in_private(turn, taken), taken, said):
        await group_messages.keep(turn.tx, taken, _raw(said))
        private = _in_private(turn, taken)
        await private.answer(views.kept(turn.words, _title(turn), taken.id))


async def _tells(turn: Turn, said: TelegramMessage) -> bool:
    """Whether there is anything in it to read back: facts, a file, a saved report, new figures for an earlier message."""
    if facts_in(turn, said):
        return True
    follows = await _follows(turn, said)
    if not tagged(said) and follows is None:
        return False
    if attachment_in(said) is not None or references_written(turn.text)[0]:
        return True
    figures = any(character.isdecimal() for character in turn.text)
    return figures and follows is not None and bool(await store.by_message(turn.tx, turn.person, follows.key))


async def _follows(turn: Turn, said: TelegramMessage) -> GroupMessage | None:
    """The earlier message of the same person that it belongs to: it replies to it, or is in its album."""
    target, album = said.reply_to_message, said.media_group_id
    earlier = [
        await group_messages.found(turn.tx, said.chat.id, target.message_id) if target else None,
        await group_messages.of_album(turn.tx, said.chat.id, album) if album else None,
    ]
    return next((one for one in earlier if one is not None and one.person == turn.person.id), None)


def _in_private(turn: Turn, taken: GroupMessage) -> Turn:
    """The same turn in the person's private chat."""
    return replace(turn, group=None, chat=turn.person.telegram_id, group_message=taken.id)


def _title(turn: Turn) -> str:
    return turn.group.title if turn.group else ""


async def _tell(turn: Turn, taken: GroupMessage, said: TelegramMessage) -> bool:
    """Take the message into the person's update; False when something else is open in private."""
    lead = views.from_group(turn.words, said.chat.title or "")
    if not await telling.told_in_group(turn, said, lead):
        return False
    form = await forms.current(turn.tx, turn.person.id)
    await group_messages.put_into(turn.tx, taken, form.id if form else None)
    if form is not None and said.media_group_id:
        for file in await group_messages.take_parts(turn.tx, taken.chat, said.media_group_id, turn.person):
            await attachments.attach(turn.tx, form.id, file, turn.now)
    return True


def _raw(said: TelegramMessage) -> dict[str, Any]:
    raw: dict[str, Any] = json.loads(said.to_json())
    return raw


async def take_kept(turn: Turn) -> None:
    """``group.take ROW``: the group message that had to wait is read now."""
    row = number(turn, 0)
    kept = await group_messages.by_id(turn.tx, row) if row is not None else None
    if kept is None or kept.kept is None or kept.person != turn.person.id:
        await turn.toast(common.old_button(turn.words))
        return
    update = Update.de_json({"update_id": turn.update.update_id, "message": dict(kept.kept)}, None)
    said = update.message
    if said is None:
        return
    if not await _tell(replace(turn, update=update, group_message=kept.id), kept, said):
        await turn.toast(views.still_open(turn.words), alert=True)
        return
    await turn.show(views.taken_up(turn.words, said.chat.title or ""))


async def edited(turn: Turn) -> None:
    """An edit of a message that was taken leads to the same as in private; one that was not may be an update now."""
    said = turn.message
    taken = await group_messages.found(turn.tx, said.chat.id, said.message_id) if said else None
    if said is None:
        return
    if taken is None:
        await told(turn)
    elif taken.person != turn.person.id:
        return
    elif taken.kept is not None:
        await group_messages.keep(turn.tx, taken, _raw(said))
    else:
        await telling.edited(_in_private(turn, taken), said)


async def refused(turn: Turn) -> None:
    """An update by somebody who sends none, or whom the bot cannot write to: a reaction, and once a day a line.

    What is no update may be a question.
    """
    said, group = turn.message, turn.group
    if said is None or group is None or turn.update.message is None:
        return
    if not tagged(said):
        await ask.in_group(turn)
        return
    await turn.out.react(said.chat.id, said.message_id, PUZZLED)
    if not await seldom.may_tell(turn.tx, f"no update of {turn.person.id}", LINE_EVERY, turn.now):
        return
    line = views.open_chat if turn.person.role in REPORTERS else views.not_a_reporter
    await turn.answer(line(group_voices(group), f"https://t.me/{turn.bot_username}"))


async def ended(turn: Turn) -> None:
    """When the turn ended the form that was open: group messages show what became of it, the next one gets its turn."""
    if turn.form is None:
        return
    shown, kept = await group_messages.after_form(turn.tx, turn.form.id, turn.person)
    for chat, message, state in shown:
        await turn.out.react(chat, message, SAVED if state == "saved" else "")
    if kept is None or kept.kept is None or await forms.current(turn.tx, turn.person.id) is not None:
        return
    offer = views.waits(turn.words, kept.kept["chat"].get("title", ""), kept.id)
    await turn.out.send(turn.person.telegram_id, offer)


async def by_nobody(out: Outgoing, said: TelegramMessage) -> None:
    """An anonymous admin told an update: whose it is cannot be known."""
    if tagged(said):
        await out.react(said.chat.id, said.message_id, PUZZLED)
