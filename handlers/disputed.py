"""The duty officer rules on a dispute: one figure is kept, or the reports tell of separate events."""

from __future__ import annotations

from collections.abc import Sequence

from coordination.reports import confirmation, disputes, rulings, store
from coordination.reports.disputes import Dispute
from coordination.reports.report import Report
from handlers import questions
from handlers.arguments import number
from handlers.queue_card import show_next
from handlers.turn import Turn
from handlers.watch.saved import look_at
from views import disputes as views


async def keep(turn: Turn) -> None:
    """``queue.keep DISPUTE MARK REPORT``: this one is confirmed, the others are denied and their reporters told."""
    dispute, row = await _pressed(turn), number(turn, 2)
    kept = next((one for one in dispute.reports if one.id == row), None) if dispute else None
    if dispute is None or kept is None:
        await turn.toast(views.ruled_before(turn.words), alert=True)
        return
    denied = await rulings.keep(turn.tx, dispute, kept, turn.person, turn.now) or ()
    for report in denied:
        await questions.tell_of_denial(turn, report, confirmation.denial("another figure", kept.reference))
    await show_next(turn, kept, views.kept(turn.words, kept, denied))
    await _look_at(turn, [kept])


async def stand(turn: Turn) -> None:
    """``queue.stand DISPUTE MARK``: all of them are confirmed, and all count."""
    dispute = await _pressed(turn)
    if dispute is None or not await rulings.let_stand(turn.tx, dispute, turn.person, turn.now):
        await turn.toast(views.ruled_before(turn.words), alert=True)
        return
    await show_next(turn, dispute.reports[0], views.stand(turn.words, dispute))
    await _look_at(turn, dispute.reports)


async def _look_at(turn: Turn, before: Sequence[Report]) -> None:
    """The reports as the ruling left them."""
    ruled = [await store.by_id(turn.tx, report.id) for report in before]
    await look_at(turn.out, [report for report in ruled if report is not None])


async def _pressed(turn: Turn) -> Dispute | None:
    """The dispute of the button, if it is as it was shown."""
    row = number(turn, 0)
    dispute = await disputes.by_id(turn.tx, row) if row is not None else None
    return dispute if dispute is not None and number(turn, 1) == dispute.mark else None
