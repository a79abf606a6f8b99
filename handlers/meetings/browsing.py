"""/next and /calendar: the meetings that lie ahead; in a group the group's, in private one's own."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from coordination.meetings import answers, feed, minutes, store
from coordination.meetings.meeting import Occurrence
from coordination.meetings.posts import Head
from handlers.meetings.answering import EVERYBODY, told_here
from handlers.meetings.managing import manage_rows
from handlers.meetings.naming import organisations_of
from handlers.meetings.telling import in_group
from handlers.membership import group_voices
from handlers.routing import Rights, Routes
from handlers.turn import Turn
from views.meetings import lists as views
from views.meetings.card import card
from views.meetings.feed import offer
from views.meetings.minutes import open_section
from views.message import in_each

_HEAD = Head("shown")
_WEEKS = timedelta(days=28)


def register(routes: Routes) -> None:
    """Add the commands for everybody who entered."""
    routes.command("next", next_meeting, EVERYBODY)
    routes.command("calendar", calendar, EVERYBODY)
    routes.press("meet.open", open_one, Rights(EVERYBODY.private))


async def next_meeting(turn: Turn) -> None:
    """/next: the card of the next meeting."""
    found = await _ahead(turn, store.AHEAD)
    if not found:
        await _none(turn)
        return
    one = await store.ensure(turn.tx, found[0])
    if turn.group is None:
        await _show(turn, one)
        return
    counts = await answers.counts(turn.tx, one)
    message = await in_group(turn.tx, turn.group, one, counts, _HEAD)
    await turn.answer(replace(message, buttons=()))


async def calendar(turn: Turn) -> None:
    """/calendar: four weeks on a page."""
    found = await _ahead(turn, _WEEKS)
    if turn.group is not None:
        voices = group_voices(turn.group)
        await turn.answer(in_each([views.calendar(w, found, buttons=False) for w in voices]))
        return
    shown = [await store.ensure(turn.tx, one) for one in found[: views.SHOWN]]
    message = views.calendar(turn.words, [*shown, *found[views.SHOWN :]], buttons=True)
    if await feed.base_url(turn.tx):
        message = replace(message, buttons=(*message.buttons, (offer(turn.words),)))
    await turn.answer(message)


async def open_one(turn: Turn) -> None:
    """``meet.open OCCURRENCE``: its card, as it is now."""
    one = await told_here(turn)
    if one is not None:
        await _show(turn, one)


async def _show(turn: Turn, one: Occurrence) -> None:
    counts, given = await answers.counts(turn.tx, one), await answers.given(turn.tx, one)
    mine, manage = given.get(turn.person.id), manage_rows(turn, one)
    points = await minutes.open_points(turn.tx, one.meeting)
    section = open_section(turn.words, points, await organisations_of(turn.tx, points))
    await turn.show(card(turn.words, one, counts, _HEAD, mine=mine, manage=manage, still_open=section))


async def _ahead(turn: Turn, within: timedelta) -> list[Occurrence]:
    until = turn.now + within
    if turn.group is not None:
        return await store.of_group(turn.tx, turn.group, turn.now, until)
    return await store.visible(turn.tx, turn.person, turn.now, until)


async def _none(turn: Turn) -> None:
    voices = group_voices(turn.group) if turn.group else (turn.words,)
    await turn.answer(in_each([views.none_ahead(w) for w in voices]))
