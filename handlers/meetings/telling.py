"""News of meetings: to their groups, each in its topic and language, and to the people who are invited."""

from __future__ import annotations

from collections.abc import Sequence

from coordination.groups import group as groups
from coordination.groups.group import Group
from coordination.groups.subscriptions import topics
from coordination.meetings import answers, minutes, posts, reminders
from coordination.meetings.meeting import Counts, Occurrence
from coordination.meetings.posts import Head
from coordination.people import register as people
from coordination.people.person import Person
from handlers.meetings.naming import organisations_of
from handlers.membership import group_voices
from handlers.outgoing import NOTICE, PRESSING, Outgoing
from handlers.relay import can_read
from handlers.turn import words_of
from storage import Transaction
from views.language import Html
from views.meetings import card as views
from views.meetings import editing
from views.meetings.minutes import open_section
from views.message import Message, in_each


async def tell(
    out: Outgoing,
    one: Occurrence,
    head: Head,
    readers: Sequence[Person] = (),
    only: frozenset[int] | None = None,
) -> None:
    """One message to each group of the meeting (of `only` these rows) and to each of these people.

    Older ones in the same chats give their buttons away.
    """
    found = await answers.given(out.tx, one)
    counts = await answers.counts(out.tx, one)
    urgency = PRESSING if head.what == "emergency" else NOTICE
    useful = one.starts_at if head.what == "reminder" else None
    await retire(out, one, only)
    for group in await groups_of(out.tx, one):
        if only is not None and group.id not in only:
            continue
        message = await in_group(out.tx, group, one, counts, head)
        for topic in await _topics(out.tx, group, head):
            row = await out.send(group.chat, message, urgency=urgency, topic=topic, useful_until=useful)
            await posts.note(out.tx, one, head, row, group=group.id, person=None)
    for who in readers:
        message = views.card(words_of(who), one, counts, head, mine=found.get(who.id))
        row = await out.send(who.telegram_id, message, urgency=urgency, useful_until=useful)
        await posts.note(out.tx, one, head, row, group=None, person=who.id)


async def _topics(tx: Transaction, group: Group, head: Head) -> tuple[int | None, ...]:
    """The topics that want meetings; where none does, what was called for this group is said in its main topic."""
    wanted = await topics(tx, group, "meeting")
    return wanted or (() if head.what == "reminder" else (group.topic,))


async def news(out: Outgoing, one: Occurrence, head: Head) -> None:
    """A new meeting or a change of one: to its groups, those invited, and those who had said that they come."""
    await tell(out, one, head, await readers(out.tx, {*one.meeting.plan.people, *await _yes(out.tx, one)}))


async def remind(out: Outgoing) -> None:
    """Send the reminders that are due, to the groups and to those who said that they come."""
    for reminder in await reminders.take_due(out.tx, out.now):
        one = reminder.occurrence
        head = Head("reminder", left=reminder.left)
        await tell(out, one, head, await readers(out.tx, await _yes(out.tx, one)))


async def groups_of(tx: Transaction, one: Occurrence) -> list[Group]:
    """The groups of a meeting that still have the bot."""
    there = await groups.approved(tx)
    return [group for group in there if group.id in one.meeting.plan.groups]


async def readers(tx: Transaction, rows: set[int]) -> list[Person]:
    """The people with these row ids whom the bot can write to, in the order of their rows."""
    found = [await people.person(tx, row) for row in sorted(rows)]
    return [who for who in found if who is not None and can_read(who)]


async def in_group(tx: Transaction, group: Group, one: Occurrence, counts: Counts, head: Head) -> Message:
    """The card in the language or languages of a group, with what is still open of earlier times."""
    points = await minutes.open_points(tx, one.meeting)
    names = await organisations_of(tx, points)
    return in_each(
        [
            views.card(w, one, counts, head, hijri=group.hijri, still_open=open_section(w, points, names))
            for w in group_voices(group)
        ]
    )


async def regroup(out: Outgoing, one: Occurrence, added: Sequence[Group], gone: Sequence[Group]) -> None:
    """The meeting has other groups: the new ones are invited, those left out are told, the others hear nothing."""
    head = Head("emergency" if one.meeting.plan.kind == "emergency" else "new")
    if added:
        await tell(out, one, head, only=frozenset(group.id for group in added))
    await retire(out, one, frozenset(group.id for group in gone), follow=False)
    for group in gone:
        message = in_each([editing.left_out(w, one) for w in group_voices(group)])
        for topic in await _topics(out.tx, group, head):
            await out.send(group.chat, message, urgency=NOTICE, topic=topic)


async def retire(
    out: Outgoing, one: Occurrence, only: frozenset[int] | None = None, *, follow: bool = True
) -> None:
    """Take the buttons off all messages, or those in these groups; one stays that tells of a newer message, if one follows."""
    by_id = {group.id: group for group in await groups.approved(out.tx)}
    for post in await posts.of_occurrence(out.tx, one):
        if only is not None and post.group not in only:
            continue
        group = by_id.get(post.group or 0)
        who = await people.person(out.tx, post.person) if post.person else None
        voices = group_voices(group) if group else [words_of(who)] if who else ()
        rows = (
            in_each([Message(Html(""), views.newer_row(w, one)) for w in voices]).buttons
            if voices and follow
            else ()
        )
        await out.change_buttons(post.chat, post.message, rows)
        await posts.forget(out.tx, one, post)


async def _yes(tx: Transaction, one: Occurrence) -> set[int]:
    return {who for who, answer in (await answers.given(tx, one)).items() if answer != "not_coming"}


async def refresh(out: Outgoing, one: Occurrence) -> None:
    """The counts in the messages of groups: an edit each, however many answered since the last look."""
    counts = await answers.counts(out.tx, one)
    by_id = {group.id: group for group in await groups_of(out.tx, one)}
    for post in await posts.of_occurrence(out.tx, one):
        group = by_id.get(post.group or 0)
        if group is not None and not one.cancelled:
            await out.edit(post.chat, post.message, await in_group(out.tx, group, one, counts, post.head))
