"""/my: the own updates of the last days; each opens with the ways to correct and to withdraw it."""

from __future__ import annotations

from datetime import timedelta

from coordination.reports import store
from coordination.reports.disputes import disputed_reports
from handlers.arguments import number
from handlers.status.showing import card_of, may_read
from handlers.turn import Turn
from views import common
from views.status import own as views


async def mine(turn: Turn) -> None:
    """One page, newest first."""
    since = turn.now - timedelta(days=views.DAYS)
    count = await store.count_of_reporter(turn.tx, turn.person, since)
    asked = number(turn, 0) if turn.pressed else None
    page = min(asked or 0, max(0, count - 1) // views.PAGE)
    there = await store.of_reporter(turn.tx, turn.person, since, views.PAGE, page * views.PAGE)
    disputed = await disputed_reports(turn.tx, turn.now)
    await turn.show(views.page(turn.words, there, page, count, disputed))


async def open_one(turn: Turn) -> None:
    """``status.open REPORT [PAGE]``: the card of one report, in place of the list it was chosen from."""
    row, page = number(turn, 0), number(turn, 1)
    report = await store.by_id(turn.tx, row) if row is not None else None
    if report is None or not may_read(turn.person, report):
        await turn.toast(common.old_button(turn.words))
        return
    back = () if page is None else ((views.back(turn.words, page),),)
    await turn.show(await card_of(turn, report, back))
