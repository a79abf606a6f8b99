"""Pages: to the duty officer when a threshold is crossed, to the next one who does not answer in time, "I have it"."""

from __future__ import annotations

from collections.abc import Sequence

from coordination.people import register as people
from coordination.people.person import Person
from coordination.reports import store
from coordination.reports.report import Report
from coordination.roster import reporters
from coordination.roster.reporters import Expected
from coordination.watch import crossings, paging
from coordination.watch.crossings import Crossing
from coordination.watch.shifts import OFFICERS
from handlers.arguments import number
from handlers.outgoing import PRESSING, Outgoing
from handlers.relay import can_read
from handlers.routing import Rights, Routes
from handlers.turn import Turn, words_of
from storage import Transaction
from views import common
from views.watch import thresholds as views


def register(routes: Routes) -> None:
    """Add the button of a page."""
    routes.press("watch.take", take, Rights(OFFICERS))


async def look(out: Outgoing) -> None:
    """Look whether a threshold is crossed, and page whoever has to be paged now; all in the given transaction."""
    for ended in await crossings.check(out.tx, out.now):
        await settle(out, ended)
    for one, officers in await paging.due(out.tx, out.now):
        before = [page.person for page in await paging.pages(out.tx, one)]
        names = [who.name for row in before if (who := await people.person(out.tx, row)) is not None]
        report, silent = await told_of(out.tx, one)
        for who in officers:
            message = views.page(words_of(who), one, report, silent, names)
            row = await out.send(who.telegram_id, message, urgency=PRESSING)
            await paging.note(out.tx, one, who, row, out.now)


async def take(turn: Turn) -> None:
    """``watch.take CROSSING``: I have it. Who was paged besides sees who has it."""
    row = number(turn, 0)
    one = await crossings.by_id(turn.tx, row) if row is not None else None
    if one is None or turn.person.id not in {page.person for page in await paging.pages(turn.tx, one)}:
        await turn.toast(common.old_button(turn.words))
        return
    taken = await crossings.take(turn.tx, one, turn.person, turn.now)
    if taken is not None:
        await settle(turn.out, taken, shown=turn.person)
    await _show(turn, taken or one)


async def settle(out: Outgoing, one: Crossing, shown: Person | None = None) -> None:
    """Everybody who was paged sees that it is taken or over; `shown` sees it anyway."""
    report, silent = await told_of(out.tx, one)
    name = await _name(out.tx, one)
    for page in await paging.pages(out.tx, one):
        who = await people.person(out.tx, page.person)
        if who is None or not can_read(who) or page.chat is None or page.message is None:
            continue
        if shown is None or who.id != shown.id:
            await out.edit(page.chat, page.message, views.settled(words_of(who), one, report, silent, name))


async def told_of(tx: Transaction, one: Crossing) -> tuple[Report | None, Sequence[Expected]]:
    """What the words about a crossing need: the incident, or the silent."""
    if one.threshold.kind == "gravity":
        return await store.by_reference(tx, one.subject), ()
    found = [await reporters.by_code(tx, code) for code in one.silent]
    return None, [who for who in found if who is not None]


async def _show(turn: Turn, one: Crossing) -> None:
    report, silent = await told_of(turn.tx, one)
    name = await _name(turn.tx, one)
    await turn.show(views.settled(turn.words, one, report, silent, name))


async def _name(tx: Transaction, one: Crossing) -> str:
    who = await people.person(tx, one.taken_by) if one.taken_by is not None else None
    return who.name if who is not None else ""
