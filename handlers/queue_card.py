"""The cards of the queue: one waiting report in the words of whoever rules on it."""

from __future__ import annotations

from coordination.people import register
from coordination.people.person import Person, Role
from coordination.reports import attachments, confirmation, corrections, disputes, store
from coordination.reports.confirmation import following
from coordination.reports.report import Report
from handlers.status.doubting import sources
from handlers.turn import Turn, words_of
from views import queue as views
from views.language import Html
from views.message import Message

OFFICERS = frozenset({Role.DUTY_OFFICER, Role.ADMIN})
"""Who rules on reports."""


async def show_next(turn: Turn, after: Report | None, lead: Html | None = None) -> None:
    """The next of the queue, in place of the pressed card; or that nothing waits."""
    queue = await confirmation.waiting(turn.tx)
    found = following(queue, after)
    report = await store.by_id(turn.tx, found.report) if found else None
    if report is None:
        await turn.show(views.empty(turn.words, lead))
    else:
        await turn.show(await card_for(turn, turn.person, report, lead))


async def card_for(turn: Turn, person: Person, report: Report, lead: Html | None = None) -> Message:
    """The card of a waiting report for this officer."""
    tx = turn.tx
    dispute = await disputes.of_report(tx, report)
    queue = await confirmation.waiting(tx)
    reporter = await register.person(tx, report.reporter)
    card = views.Card(
        report=report,
        reporter=reporter.name if reporter else "",
        files=await attachments.of_form(tx, report.form),
        revisions=await corrections.history(tx, report.id) if report.version > 1 else (),
        notes=await confirmation.thread(tx, report),
        asked=any(one.asked for one in queue if one.report == report.id),
        waiting=len(queue),
        dispute=dispute,
        others=await sources(turn, report, person) if dispute else (),
    )
    return views.card(words_of(person), card, lead)


def waits(report: Report) -> bool:
    """Whether a report is in the queue."""
    return report.state == "saved" and report.confirmation != "confirmed"
