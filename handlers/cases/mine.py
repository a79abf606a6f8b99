"""/cases: the person's own requests with the drafts, and those of the organisation."""

from __future__ import annotations

from coordination.cases import lists
from handlers.answer_card import may_press
from handlers.arguments import number
from handlers.turn import Turn
from views.cases import kinds
from views.cases import mine as views

_MOST = 1000


async def mine(turn: Turn) -> None:
    """``case.mine [PAGE]``: newest first; drafts that were deleted are not shown."""
    if turn.vault is None:
        await turn.show(kinds.off(turn.words))
        return
    found = await lists.mine(turn.tx, turn.person, limit=_MOST)
    own = [case for case in found if case.number or not case.closed]
    others = await lists.of_organisation(turn.tx, turn.person, limit=_MOST)
    page = _page(turn, len(own))
    shown = own[page * views.PAGE : (page + 1) * views.PAGE]
    colleagues = any(case.applicant != turn.person.id for case in others)
    filing = may_press(turn, "case.begin")
    await turn.show(views.own(turn.words, shown, page, len(own), colleagues=colleagues, filing=filing))


async def organisation(turn: Turn) -> None:
    """``case.organisation [PAGE]``: all that the organisation filed."""
    if turn.vault is None:
        await turn.show(kinds.off(turn.words))
        return
    cases = await lists.of_organisation(turn.tx, turn.person, limit=_MOST)
    page = _page(turn, len(cases))
    shown = cases[page * views.PAGE : (page + 1) * views.PAGE]
    await turn.show(views.organisation(turn.words, turn.person.organisation, shown, page, len(cases)))


def _page(turn: Turn, count: int) -> int:
    asked = number(turn, 0) if turn.pressed else None
    return min(asked or 0, max(0, count - 1) // views.PAGE)
