"""/find: saved reports by place, kind, days and words, as a paged list of references."""

from __future__ import annotations

from coordination.people.person import OVERSEERS, REPORTERS
from coordination.reports import finding
from coordination.reports.days import day_in_baghdad
from coordination.reports.disputes import disputed_reports
from coordination.text import clean
from handlers.arguments import number
from handlers.routing import Rights, Routes
from handlers.turn import Turn
from views import common
from views import find as views
from views.message import Message


def register(routes: Routes) -> None:
    """Add /find and the pages of what it found."""
    readers = Rights(REPORTERS | OVERSEERS)
    routes.command("find", find, readers)
    routes.press("find.page", page, readers)


async def find(turn: Turn) -> None:
    """The newest of what fits, or how to search."""
    text = clean(" ".join(turn.arguments), finding.WORDS_LIMIT)
    if not text:
        await turn.answer(views.how_to_find(turn.words))
        return
    version = await finding.keep(turn.tx, turn.person, text)
    await turn.answer(await _page(turn, text, version, 0))


async def page(turn: Turn) -> None:
    """``find.page SEARCH PAGE``: another page of the person's last search."""
    version, asked = number(turn, 0), number(turn, 1)
    text = await finding.kept(turn.tx, turn.person, version) if version is not None else None
    if text is None or version is None or asked is None:
        await turn.toast(common.old_button(turn.words))
        return
    await turn.show(await _page(turn, text, version, asked))


async def _page(turn: Turn, text: str, version: int, asked: int) -> Message:
    search = finding.read_search(text, day_in_baghdad(turn.now))
    skip = min(asked, finding.MOST_READ) * views.PAGE
    found = await finding.find(turn.tx, search, turn.person, turn.now, views.PAGE, skip)
    if found.count and not found.reports:
        asked = (found.count - 1) // views.PAGE
        found = await finding.find(turn.tx, search, turn.person, turn.now, views.PAGE, asked * views.PAGE)
    shown = views.Shown(search, found, asked, version, await disputed_reports(turn.tx, turn.now))
    return views.page(turn.words, shown, turn.person)
