"""What goes between the two sides of a passed question: every message is a row of the outbox that is known to be of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from coordination.groups import group as groups
from coordination.groups.group import Group
from coordination.knowledge import passing
from coordination.knowledge.passing import Conversation, Said
from coordination.people import register
from coordination.people.person import Person, Role
from handlers.membership import group_voices
from handlers.outgoing import Outgoing
from handlers.queue_card import OFFICERS
from handlers.turn import words_of
from views.knowledge import passing as asker_views
from views.knowledge import passing_desk as views
from views.knowledge.passing_desk import From, Voices
from views.message import Message


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a question is answered: in a group, in the private chats of these officers, or both."""

    group: Group | None
    officers: Sequence[Person]


Make = Callable[[Voices, bool], Sequence[Message]]
"""Makes a message to the desk in the voices of its reader; True for an officer in private, False for a group."""


def can_read(person: Person | None) -> bool:
    """Whether the bot can still write to this person."""
    return person is not None and person.role is not Role.STRANGER and person.reachable


async def desk_of(out: Outgoing, conversation: Conversation) -> Desk:
    """Where a conversation goes on: its group, or else who has it, or else every officer who can be reached.

    Who has it and talks from a private chat reads it there beside the group.
    """
    group = await groups.by_id(out.tx, conversation.group) if conversation.group else None
    holder = await register.person(out.tx, conversation.officer) if conversation.officer else None
    there = (holder,) if holder is not None and holder.role in OFFICERS and holder.reachable else ()
    if group is not None and group.state == "approved":
        return Desk(group, there if await passing.talks_in_private(out.tx, conversation) else ())
    if there:
        return Desk(None, there)
    return Desk(None, await officers_for(out, conversation.asker))


async def new_desk(out: Outgoing, asker: Person) -> Desk:
    """Where a new question goes; nowhere, if there is no group for it and no officer either."""
    group = await groups.answering(out.tx)
    return Desk(group, () if group else await officers_for(out, asker.id))


async def officers_for(out: Outgoing, asker: int) -> Sequence[Person]:
    """The duty officers who can be reached, without the asker; the admins where there is none."""
    for role in (Role.DUTY_OFFICER, Role.ADMIN):
        found = [
            one for one in await register.with_roles(out.tx, {role}) if one.reachable and one.id != asker
        ]
        if found:
            return found
    return ()


async def post(
    out: Outgoing,
    conversation: Conversation,
    chat: int,
    messages: Sequence[Message],
    said: Said | None = None,
    *,
    for_asker: bool = False,
    reply_to: int | None = None,
    topic: int | None = None,
) -> None:
    """Messages of a conversation to one chat; a reply to any of them belongs to it."""
    for message in messages:
        row = await out.send(chat, message, reply_to=reply_to, topic=topic)
        await passing.note_card(out.tx, row, conversation, chat, said, for_asker=for_asker)


async def _post_file(
    out: Outgoing, conversation: Conversation, chat: int, said: Said, *, for_asker: bool
) -> None:
    if said.file is not None:
        row = await out.attachment(chat, said.file)
        await passing.note_card(out.tx, row, conversation, chat, said, for_asker=for_asker)


async def to_desk(
    out: Outgoing, conversation: Conversation, desk: Desk, make: Make, said: Said | None = None
) -> None:
    """A message to everybody at the desk; a file goes along to private chats only."""
    if desk.group is not None:
        await post(out, conversation, desk.group.chat, make(group_voices(desk.group), False), said)
    for officer in desk.officers:
        await to_officer(out, conversation, officer, make, said)


async def to_officer(
    out: Outgoing, conversation: Conversation, officer: Person, make: Make, said: Said | None = None
) -> None:
    """A message to one officer in private, with the file of what was said."""
    await post(out, conversation, officer.telegram_id, make((words_of(officer),), True), said)
    if said is not None:
        await _post_file(out, conversation, officer.telegram_id, said, for_asker=False)


def question(conversation: Conversation, asker: Person) -> Make:
    """The question itself."""
    return lambda voices, private: views.question(voices, conversation, From(asker, private))


def from_asker(conversation: Conversation, asker: Person, said: Said, *, changed: bool = False) -> Make:
    """What the asker said further, or changed."""
    make = views.asker_changed if changed else views.asker_wrote
    return lambda voices, private: make(voices, conversation, From(asker, private), said)


async def to_asker(
    out: Outgoing, conversation: Conversation, asker: Person, said: Said, *, changed: bool = False
) -> None:
    """An officer's words and file to the asker, in the asker's language around them; noted as sent."""
    make = asker_views.answer_changed if changed else asker_views.answer
    messages = make(words_of(asker), conversation, said.text)
    await post(out, conversation, asker.telegram_id, messages, said, for_asker=True)
    if not changed:
        await _post_file(out, conversation, asker.telegram_id, said, for_asker=True)
    await passing.sent(out.tx, said, out.now)
