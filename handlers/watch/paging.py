"""Pages: to the duty officer when a threshold is crossed, to the next one who does not answer in time, "I have it"."""

from __future__ import annotations

from collections.abc import Sequence

from coordination.people import register as people
from coordination.reports import store
from coordination.roster import reporters
from coordination.watch import crossings, matters, paging
from coordination.watch.crossings import Crossing
from coordination.watch.matters import Matter
from coordination.watch.paging import Page
from coordination.watch.shifts import OFFICERS
from handlers.arguments import number
from handlers.outgoing import PRESSING, Outgoing
from handlers.relay import can_read
from handlers.routing import Rights, Routes
from handlers.turn import Turn, words_of
from storage import Transaction
from views import common
from views.watch import pages as views
from views.watch.pages import Crossed


def register(routes: Routes) -> None:
    """Add the button of a page."""
    routes.press("watch.take", take, Rights(OFFICERS))


async def look(out: Outgoing, *, thresholds: bool = True, waiting: bool = True) -> None:
    """Look whether a threshold is crossed, and page whoever has to be paged now; all in the given transaction.

    Whoever knows that there are no `thresholds`, or that no page is `waiting` to be sent or edited, spares the look.
    """
    changed = thresholds and await crossings.check(out.tx, out.now)
    if not (changed or waiting):
        return
    for one, officers in await paging.due(out.tx, out.now):
        told = await told_of(out.tx, one)
        names = await _names(out.tx, await paging.pages(out.tx, one))
        for who in officers:
            message = views.page(words_of(who), one, told, names)
            row = await out.send(who.telegram_id, message, urgency=PRESSING)
            await paging.note(out.tx, one, who, row, out.now)
    await refresh(out)


async def take(turn: Turn) -> None:
    """``watch.take CROSSING``: I have it, all of it. Who was paged besides sees who has it."""
    row = number(turn, 0)
    one = await matters.by_id(turn.tx, row) if row is not None else None
    if one is None or turn.person.id not in {page.person for page in await paging.pages(turn.tx, one)}:
        await turn.toast(common.old_button(turn.words))
        return
    taken = await matters.take(turn.tx, one, turn.person, turn.now)
    if taken is not None:
        await paging.shown(turn.tx, taken, turn.person)
        await refresh(turn.out)
    now = taken or await matters.by_id(turn.tx, one.id) or one
    await turn.show(views.settled(turn.words, now, await told_of(turn.tx, now), await _taker(turn.tx, now)))


async def refresh(out: Outgoing) -> None:
    """Bring pages up to date in place: an edit each, however many joined, fell below, or were taken."""
    for one, page in await paging.take_stale(out.tx):
        who = await people.person(out.tx, page.person)
        if who is None or not can_read(who) or page.chat is None or page.message is None:
            continue
        w, told = words_of(who), await told_of(out.tx, one)
        if one.open:
            before = [other for other in await paging.pages(out.tx, one) if other.at < page.at]
            message = views.page(w, one, told, await _names(out.tx, before))
        else:
            message = views.settled(w, one, told, await _taker(out.tx, one))
        await out.edit(page.chat, page.message, message)


async def told_of(tx: Transaction, one: Matter) -> Sequence[Crossed]:
    """What the words about a matter need: each crossing with the incident, or the silent."""
    return [await _told(tx, crossing) for crossing in one.crossings]


async def _told(tx: Transaction, one: Crossing) -> Crossed:
    if one.threshold.kind == "gravity":
        return one, await store.by_reference(tx, one.subject), ()
    found = [await reporters.by_code(tx, code) for code in one.silent]
    return one, None, [who for who in found if who is not None]


async def _names(tx: Transaction, pages: Sequence[Page]) -> Sequence[str]:
    found = [await people.person(tx, page.person) for page in pages]
    return [who.name for who in found if who is not None]


async def _taker(tx: Transaction, one: Matter) -> str:
    who = await people.person(tx, one.taken_by) if one.taken_by is not None else None
    return who.name if who is not None else ""
