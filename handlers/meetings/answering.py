"""Buttons under meetings, in groups and in private: coming or not, seen, the calendar file."""

from __future__ import annotations

from coordination import made_files
from coordination.meetings import answers, calls, posts, store
from coordination.meetings.feed import MIME, NAME
from coordination.meetings.meeting import ANSWERS, Answer, Occurrence, may_see
from coordination.meetings.posts import Head
from coordination.people.person import APPROVED
from handlers.arguments import number
from handlers.meetings.managing import manage_rows
from handlers.routing import Rights, Routes
from handlers.turn import Turn
from views import common
from views.language import Html
from views.meetings import calling
from views.meetings import card as views
from views.message import Message

EVERYBODY = Rights(APPROVED, APPROVED)


def register(routes: Routes) -> None:
    """Add the buttons: for everybody who entered, where the meeting is told."""
    routes.press("meet.answer", answer, EVERYBODY)
    routes.press("meet.seen", seen, EVERYBODY)
    routes.press("meet.file", send_file, EVERYBODY)
    routes.press("meet.newer", newer, EVERYBODY)


async def answer(turn: Turn) -> None:
    """``meet.answer OCCURRENCE ANSWER``: kept at once; in a group the counts follow at the next look."""
    one = await told_here(turn)
    given = "".join(turn.arguments[1:2])
    if one is None or given not in ANSWERS:
        return
    if one.cancelled or one.ends_at <= turn.now:
        await turn.toast(views.over(turn.words), alert=True)
        return
    mine: Answer = given
    counts = await answers.give(turn.tx, one, turn.person, mine, turn.now)
    called = await calls.seen(turn.tx, one, turn.person, turn.now)
    await turn.toast(views.taken(turn.words, mine))
    if turn.group is None:
        head = Head("emergency" if called or one.meeting.plan.kind == "emergency" else "shown")
        manage = manage_rows(turn, one)
        await turn.show(views.card(turn.words, one, counts, head, mine=mine, manage=manage))


async def seen(turn: Turn) -> None:
    """``meet.seen OCCURRENCE``: whoever was called has seen it."""
    one = await told_here(turn)
    if one is not None:
        first = await calls.seen(turn.tx, one, turn.person, turn.now)
        await turn.toast(calling.seen(turn.words) if first else calling.not_called(turn.words))


async def send_file(turn: Turn) -> None:
    """``meet.file OCCURRENCE``: the calendar file of the whole series, to the private chat."""
    one = await told_here(turn)
    if one is None:
        return
    changed = await store.exceptions(turn.tx, one.meeting)
    from coordination.meetings.calendar_file import calendar_file  # as in coordination.meetings.feed

    content = calendar_file([(one.meeting, changed)], turn.now)
    file = await made_files.keep(turn.tx, NAME, MIME, content, turn.now)
    await turn.out.document(turn.person.telegram_id, file, Message(Html("")))
    if turn.group is not None:
        await turn.toast(views.file_sent(turn.words))


async def newer(turn: Turn) -> None:
    """``meet.newer OCCURRENCE``: where the newest message of it in this chat is."""
    one = await told_here(turn)
    if one is not None:
        here = [post.at for post in await posts.of_occurrence(turn.tx, one) if post.chat == turn.chat]
        told = views.newer(turn.words, here[-1]) if here else views.none_newer(turn.words)
        await turn.toast(told, alert=True)


async def told_here(turn: Turn) -> Occurrence | None:
    """The occurrence of the pressed button, where this chat may know it; None after a polite word."""
    row = number(turn, 0)
    one = await store.occurrence(turn.tx, row) if row is not None else None
    if one is not None and turn.group is not None and turn.group.id in one.meeting.plan.groups:
        return one
    if one is not None and turn.group is None:
        mine = await answers.given(turn.tx, one)
        called = turn.person.id in await calls.called_rows(turn.tx, one)
        if may_see(turn.person, one.meeting, answered=called or turn.person.id in mine):
            return one
    await turn.toast(common.old_button(turn.words))
    return None
