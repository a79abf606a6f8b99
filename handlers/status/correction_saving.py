"""Saving a correction: the row gets its new values, and everybody who relies on it is told."""

from __future__ import annotations

from collections.abc import Callable

from coordination.forms import form as forms
from coordination.forms.form import Form
from coordination.people import register
from coordination.people.person import Person, Role
from coordination.reports import attachments, corrections, store
from coordination.reports.corrections import changed_in, may_correct
from coordination.reports.draft import Draft
from coordination.reports.report import Report
from handlers.status.correcting import look_again
from handlers.turn import Turn, words_of
from views.language import Words
from views.message import Message
from views.status import correction, saved

WATCHERS = (Role.ADMIN, Role.DUTY_OFFICER)
"""Who hears of every update, correction and withdrawal."""


async def save(turn: Turn, form: Form, draft: Draft) -> None:
    """Save what the card of a correction shows, unless the report changed while it was open."""
    corrects = draft.corrects
    report = await store.by_id(turn.tx, corrects.report) if corrects else None
    if corrects is None or report is None or not may_correct(turn.person, report):
        await forms.close(turn.tx, form, "cancelled", turn.now)
        await turn.show(saved.not_open(turn.words))
        return
    if report.state == "withdrawn":
        revisions = await corrections.history(turn.tx, report.id)
        await forms.close(turn.tx, form, "cancelled", turn.now)
        await turn.show(correction.withdrawn_meanwhile(turn.words, draft, revisions[-1]))
        return
    if report.version != corrects.version:
        await look_again(turn, form, draft, report)
        return
    found = changed_in(draft, len(await attachments.of_form(turn.tx, form.id)))
    fact = draft.facts[0]
    corrected = (
        await corrections.correct(turn.tx, report, fact, found, turn.person, turn.now) if found else None
    )
    if corrected is None:
        await turn.toast(correction.nothing_changed(turn.words))
        return
    await turn.tx.reports.move_files(source=form.id, target=report.form)
    await forms.close(turn.tx, form, "saved", turn.now)
    await turn.show(correction.receipt(turn.words, corrected, found, turn.now))
    await tell(turn, corrected, lambda w: correction.notice(w, corrected, found, turn.person))


async def tell(turn: Turn, report: Report, notice: Callable[[Words], Message]) -> None:
    """Tell those who watch, and whose report it is, silently; never who did it."""
    told = {watcher.id: watcher for watcher in await register.with_roles(turn.tx, WATCHERS)}
    reporter = await register.person(turn.tx, report.reporter)
    if reporter is not None and reporter.role is not Role.STRANGER:
        told[reporter.id] = reporter
    for person in told.values():
        if _reached(turn, person):
            await turn.tell(person, notice(words_of(person)), silent=True)


def _reached(turn: Turn, person: Person) -> bool:
    return person.id != turn.person.id and person.reachable
