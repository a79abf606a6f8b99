"""Asking a person: a question goes to the duty officers, and both sides talk through the bot until one of them is done."""

from __future__ import annotations

from telegram import Message as TelegramMessage

from coordination.knowledge import passing, questions
from coordination.knowledge.base import read_base
from coordination.knowledge.passing import TEXT_LIMIT, Conversation, Said
from coordination.people import register as people
from coordination.people.person import APPROVED, REPORTERS, Person
from coordination.text import clean
from handlers import relay
from handlers.arguments import number
from handlers.membership import group_voices
from handlers.question_or_update import rather_asked
from handlers.queue_card import OFFICERS
from handlers.routing import Rights, Routes
from handlers.status.reading import attachment_in, facts_in
from handlers.turn import Turn, words_of
from storage import Transaction
from views import common
from views.knowledge import passing as views
from views.knowledge import passing_desk as desk_views
from views.knowledge.passing_desk import Voices
from views.message import Message

SENT, PUZZLED = "👍", "🤔"
MOST_TOPICS = 3


def register(routes: Routes) -> None:
    """Add the button that passes a question on, those of its conversation, and what is said in it."""
    officers = Rights(OFFICERS, OFFICERS)
    routes.press("question.pass", pass_on, Rights(APPROVED))
    routes.press("passed.done", done, Rights(APPROVED, OFFICERS))
    routes.press("passed.take", take, officers)
    routes.press("passed.read", read, officers)
    routes.press("passed.keep", keep_nothing, Rights(OFFICERS))
    routes.content("passed", said, Rights(APPROVED, OFFICERS))


async def edits(tx: Transaction, message: TelegramMessage) -> bool:
    """Whether a message that was edited is one said in a conversation."""
    return await passing.found(tx, message.chat.id, message.message_id) is not None


async def concerns(turn: Turn) -> bool:
    """Whether what was said belongs to a conversation: it replies to a message of one, or edits one said in it."""
    message = turn.message
    if message is None:
        return False
    if turn.update.edited_message is not None:
        return await edits(turn.tx, message)
    return await _replied_to(turn, message) is not None


async def _replied_to(turn: Turn, message: TelegramMessage) -> Conversation | None:
    target = message.reply_to_message
    return await passing.of_card(turn.tx, turn.chat, target.message_id) if target else None


async def pass_on(turn: Turn) -> None:
    """``question.pass QUESTION``: to the duty officers; into the open conversation, where there is one."""
    row = number(turn, 0)
    asked = await questions.by_id(turn.tx, row) if row is not None else None
    if asked is None or asked.person != turn.person.id or not asked.text:
        await turn.toast(common.old_button(turn.words))
        return
    if asked.passed_at is not None:
        await turn.toast(views.passed_before(turn.words))
        return
    earlier = await passing.open_of(turn.tx, turn.person)
    if earlier is not None:
        await questions.pass_on(turn.tx, asked, turn.now)
        # A question has no message of its own here: its negative row cannot be the number of one.
        kept = await passing.keep(
            turn.tx, earlier, turn.person, "asker", (turn.chat, -asked.id), asked.text, None, turn.now
        )
        await _to_desk(turn, earlier, kept)
        return
    desk = await relay.new_desk(turn.out, turn.person)
    if desk.group is None and not desk.officers:
        await turn.toast(views.nobody(turn.words), alert=True)
        return
    conversation = await passing.begin(turn.tx, asked, turn.person, desk.group, turn.now)
    await relay.to_desk(turn.out, conversation, desk, relay.question(conversation, turn.person))
    await _tell_asker(turn, conversation, views.passed_on(turn.words, conversation))


async def _tell_asker(turn: Turn, conversation: Conversation, message: Message) -> None:
    await relay.post(turn.out, conversation, turn.person.telegram_id, [message], for_asker=True)


async def goes_on(turn: Turn, message: TelegramMessage) -> bool:
    """Somebody with an open conversation says something in private that is neither update nor command: it goes there."""
    if message.reply_to_message is not None or not turn.conversing:
        return False
    conversation = await passing.open_of(turn.tx, turn.person)
    if conversation is None:
        return False
    if turn.person.role in REPORTERS:
        facts = facts_in(turn, message)
        if facts and not await rather_asked(turn, message, facts):
            return False
    await _asker_says(turn, conversation, message)
    return True


async def said(turn: Turn) -> None:
    """A reply to a message of a conversation, or an edit of something said in one."""
    message = turn.message
    if message is None:
        return
    if turn.update.edited_message is not None:
        await _edited(turn, message)
        return
    conversation = await _replied_to(turn, message)
    if conversation is None:
        return
    asker = conversation.asker == turn.person.id
    if not asker and turn.person.role in OFFICERS:
        await _officer_says(turn, conversation, message)
    elif asker and turn.group is None:
        await _asker_says(turn, conversation, message)
    elif turn.group is None:
        await turn.answer(common.not_allowed(turn.words, "private"))
    else:
        await turn.out.react(turn.chat, message.message_id, PUZZLED)


async def _taken_in(
    turn: Turn, conversation: Conversation, message: TelegramMessage
) -> tuple[Conversation, Said] | None:
    """What was said, kept with its conversation, which is open again; None, after saying why, for what cannot be."""
    text, file = clean(turn.text, TEXT_LIMIT), attachment_in(message)
    if not text and file is None:
        await turn.answer(common.unreadable(turn.words))
        return None
    if conversation.closed_at is not None:
        opened = await passing.reopen(turn.tx, conversation, turn.person, turn.now)
        if opened is None:
            await turn.answer(views.other_open(turn.words, conversation))
            return None
        conversation = opened
    side: passing.Side = "asker" if conversation.asker == turn.person.id else "officer"
    where = (turn.chat, message.message_id)
    kept = await passing.keep(turn.tx, conversation, turn.person, side, where, text, file, turn.now)
    return (conversation, kept) if kept else None


async def _asker_says(turn: Turn, conversation: Conversation, message: TelegramMessage) -> None:
    taken_in = await _taken_in(turn, conversation, message)
    if taken_in is not None:
        await _to_desk(turn, *taken_in)


async def _to_desk(turn: Turn, conversation: Conversation, kept: Said | None) -> None:
    if kept is None:
        return
    desk = await relay.desk_of(turn.out, conversation)
    make = relay.from_asker(conversation, turn.person, kept)
    await relay.to_desk(turn.out, conversation, desk, make, kept)
    await passing.sent(turn.tx, kept, turn.now)
    await _tell_asker(turn, conversation, views.went_on(turn.words, conversation))


async def _officer_says(turn: Turn, conversation: Conversation, message: TelegramMessage) -> None:
    taken_in = await _taken_in(turn, conversation, message)
    if taken_in is None:
        return
    conversation, kept = taken_in
    asker = await people.person(turn.tx, conversation.asker)
    holder = await people.person(turn.tx, conversation.officer) if conversation.officer else None
    if asker is None or not relay.can_read(asker):
        await _reply(turn, conversation, desk_views.asker_lost(_voices(turn), conversation))
    elif holder is not None and holder.id != turn.person.id and holder.role in OFFICERS:
        await _reply(turn, conversation, desk_views.held_by(_voices(turn), conversation, holder.name))
    elif holder is not None and holder.id == turn.person.id:
        await _send(turn, conversation, asker, kept)
        await turn.out.react(turn.chat, message.message_id, SENT)
    else:
        held = await passing.hold(turn.tx, conversation, turn.person, turn.now) or conversation
        await _reply(turn, held, desk_views.sent(_voices(turn), held, turn.person.name))
        await _tell_others(turn, held)
        await _send(turn, held, asker, kept)


def _voices(turn: Turn) -> Voices:
    """The voices of where this happens: the group's, or the person's own."""
    return group_voices(turn.group) if turn.group else (turn.words,)


async def _reply(turn: Turn, conversation: Conversation, message: Message) -> None:
    """Below what was said or pressed; in a group as a reply, in its topic."""
    there = turn.message
    in_topic = there is not None and there.is_topic_message
    await relay.post(
        turn.out,
        conversation,
        turn.chat,
        [message],
        reply_to=there.message_id if there and turn.group else None,
        topic=there.message_thread_id if there and in_topic else None,
    )


async def _tell_others(turn: Turn, conversation: Conversation) -> None:
    """The other officers hear in private who has it; a group saw it, unless it was said elsewhere."""
    if turn.group is not None:
        return
    desk = await relay.desk_of(turn.out, conversation)
    if desk.group is not None:
        taken = desk_views.taken(group_voices(desk.group), conversation, turn.person.name)
        await relay.post(turn.out, conversation, desk.group.chat, [taken])
        return
    for officer in await relay.officers_for(turn.out, conversation.asker):
        if officer.id != turn.person.id:
            taken = desk_views.taken((words_of(officer),), conversation, turn.person.name)
            await relay.post(turn.out, conversation, officer.telegram_id, [taken])


async def _send(turn: Turn, conversation: Conversation, asker: Person, kept: Said) -> None:
    await relay.to_asker(turn.out, conversation, asker, kept)
    if await passing.answered(turn.tx, conversation, turn.person, turn.now):
        await _offer_to_keep(turn, conversation)


async def _offer_to_keep(turn: Turn, conversation: Conversation) -> None:
    """After the first answer, to its author in private: shall others have it, too?"""
    asked = await questions.by_id(turn.tx, conversation.question)
    if asked is None or not turn.person.reachable:
        return
    base = await read_base(turn.tx)
    links = [(row, entry) for row in asked.topics[:MOST_TOPICS] if (entry := base.by_id(row)) is not None]
    offer = views.keep_for_others(turn.words, conversation, links)
    await turn.out.send(turn.person.telegram_id, offer)


async def keep_nothing(turn: Turn) -> None:
    """``passed.keep CONVERSATION``: neither a new entry nor a wording."""
    conversation = await _pressed(turn)
    asked = await questions.by_id(turn.tx, conversation.question) if conversation else None
    if asked is not None:
        await questions.settle(turn.tx, [asked], turn.now)
        await turn.show(views.not_kept(turn.words))


async def _edited(turn: Turn, message: TelegramMessage) -> None:
    """An edit goes on as such; what never went to the other side changes where it is kept."""
    kept = await passing.found(turn.tx, turn.chat, message.message_id)
    conversation = await passing.by_id(turn.tx, kept.conversation) if kept else None
    text = clean(turn.text, TEXT_LIMIT)
    if kept is None or conversation is None or kept.author != turn.person.id or text == kept.text:
        return
    await passing.change(turn.tx, kept, text)
    changed = await passing.said(turn.tx, kept.id)
    asker = await people.person(turn.tx, conversation.asker)
    if changed is None or asker is None or not kept.sent:
        return
    if kept.side == "officer" and turn.person.role in OFFICERS and relay.can_read(asker):
        await relay.to_asker(turn.out, conversation, asker, changed, changed=True)
    elif kept.side == "asker":
        desk = await relay.desk_of(turn.out, conversation)
        make = relay.from_asker(conversation, asker, changed, changed=True)
        await relay.to_desk(turn.out, conversation, desk, make)


async def _pressed(turn: Turn) -> Conversation | None:
    """The conversation that a button names; None, after a toast, where there is none."""
    row = number(turn, 0)
    conversation = await passing.by_id(turn.tx, row) if row is not None else None
    if conversation is None:
        await turn.toast(common.old_button(turn.words))
    return conversation


async def take(turn: Turn) -> None:
    """``passed.take CONVERSATION VERSION``: have it from now on, and send what of one's own had to wait."""
    conversation = await _pressed(turn)
    if conversation is None:
        return
    if conversation.officer == turn.person.id:
        await turn.toast(desk_views.has_it(turn.words))
        return
    asker = await people.person(turn.tx, conversation.asker)
    current = number(turn, 1) == conversation.version and conversation.asker != turn.person.id
    held = await passing.hold(turn.tx, conversation, turn.person, turn.now) if current else None
    if held is None or asker is None:
        await turn.toast(common.old_button(turn.words))
        return
    so_far = await passing.thread(turn.tx, held)
    if turn.group is not None:
        await _reply(turn, held, desk_views.taken(_voices(turn), held, turn.person.name))
    else:
        shown = desk_views.thread(turn.words, held, asker, so_far)
        await relay.post(turn.out, held, turn.chat, shown)
        await _tell_others(turn, held)
    for one in so_far:
        if one.author == turn.person.id and not one.sent and relay.can_read(asker):
            await _send(turn, held, asker, one)


async def done(turn: Turn) -> None:
    """``passed.done CONVERSATION``: either side ends it, and the other hears so."""
    conversation = await _pressed(turn)
    if conversation is None:
        return
    asking = conversation.asker == turn.person.id
    may = asking or turn.person.role in OFFICERS
    closed = await passing.close(turn.tx, conversation, turn.person, turn.now) if may else None
    if closed is None:
        await turn.toast(common.old_button(turn.words))
        return
    card = turn.pressed.message if turn.pressed else None
    if card is not None:
        await turn.out.remove_buttons(turn.chat, card.message_id)
    asker = await people.person(turn.tx, closed.asker)
    desk = await relay.desk_of(turn.out, closed)
    if asking:
        await _tell_asker(turn, closed, views.ended(turn.words, closed))
        await relay.to_desk(
            turn.out, closed, desk, lambda voices, _: [desk_views.ended_by_asker(voices, closed)]
        )
        return
    name = turn.person.name
    await turn.toast(desk_views.closed(turn.words))
    await relay.to_desk(
        turn.out, closed, desk, lambda voices, _: [desk_views.closed_by(voices, closed, name)]
    )
    if asker is not None and relay.can_read(asker):
        notice = views.ended_by_officer(words_of(asker), closed)
        await relay.post(turn.out, closed, asker.telegram_id, [notice], for_asker=True)


async def read(turn: Turn) -> None:
    """``passed.read CONVERSATION SAID``: the words and the file as they are, in private; 0 is the question itself."""
    conversation, row = await _pressed(turn), number(turn, 1)
    if conversation is None:
        return
    asker = await people.person(turn.tx, conversation.asker)
    kept = await passing.said(turn.tx, row) if row else None
    if asker is None or (row and (kept is None or kept.conversation != conversation.id)):
        await turn.toast(common.old_button(turn.words))
    elif not turn.person.reachable:
        await turn.toast(desk_views.write_to_me(turn.words), alert=True)
    else:
        make = relay.from_asker(conversation, asker, kept) if kept else relay.question(conversation, asker)
        await relay.to_officer(turn.out, conversation, turn.person, make, kept)
        await turn.toast(desk_views.in_private(turn.words))
