"""Emergency calls: to groups and to each one called, the live board, the call repeated, the list of the silent."""

from __future__ import annotations

from coordination.meetings import answers, calls
from coordination.meetings.meeting import Occurrence
from coordination.meetings.posts import Head
from coordination.people import register as people
from handlers.meetings.telling import tell
from handlers.outgoing import PRESSING, Outgoing
from handlers.relay import can_read
from handlers.turn import Turn, words_of
from views.meetings import calling as views
from views.meetings.card import card

_HEAD = Head("emergency")


async def call(turn: Turn, one: Occurrence, again: int) -> None:
    """Post the call to the groups and to each one who is called; a board for who called.

    The silent are called `again` after so many minutes, 0: never.
    """
    who = await calls.called(turn.tx, one.meeting.plan, turn.person)
    await calls.call(turn.tx, one, who, turn.now)
    await tell(turn.out, one, _HEAD, who)
    board = views.board(turn.words, one, await calls.board(turn.tx, one))
    row = await turn.out.send(turn.chat, board)
    await calls.open_board(turn.tx, one, turn.person, row, turn.now, again)


async def post_due(out: Outgoing) -> None:
    """Call the silent again; later send the list of them to who called."""
    tx, now = out.tx, out.now
    for one in await calls.take_repeats(tx, now):
        counts, given = await answers.counts(tx, one), await answers.given(tx, one)
        for who in (await calls.board(tx, one)).silent:
            message = card(words_of(who), one, counts, _HEAD, mine=given.get(who.id))
            await out.send(who.telegram_id, message, urgency=PRESSING)
    for one, officer in await calls.take_lists(tx, now):
        reader = await people.person(tx, officer)
        if reader is not None and can_read(reader):
            board = await calls.board(tx, one)
            numbers = reader.role in calls.OFFICERS
            found = views.silent_list(words_of(reader), one, board, numbers=numbers)
            await out.send(reader.telegram_id, found, urgency=PRESSING)


async def refresh_board(out: Outgoing, one: Occurrence) -> None:
    """Bring the board up to date, once for however many have seen it since the last look."""
    found = await calls.board_message(out.tx, one)
    if found is None:
        return
    row, chat, message = found
    reader = await people.person(out.tx, row)
    if reader is not None and can_read(reader):
        await out.edit(chat, message, views.board(words_of(reader), one, await calls.board(out.tx, one)))
