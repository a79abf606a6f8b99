"""Saving a correction: the row gets its new values, and everybody who relies on it is told."""

from __future__ import annotations

from collections.abc import Callable

from coordination.forms import form as forms
from coordination.forms.form import Form
from coordination.people import register
from coordination.people.person import Person, Role
from coordination.reports import attachments, corrections, repeats, store
from coordination.reports.changes import Change, changes
from coordination.reports.corrections import changed_in, may_correct
from coordination.reports.draft import Draft, Item
from coordination.reports.report import Report
from handlers.status.correcting import look_again
from handlers.turn import Turn, words_of
from handlers.watch.saved import look_at
from views.language import Words
from views.message import Message
from views.status import correction, repeat, saved

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
        await corrections.correct(
            turn.tx, report, fact, found, turn.person, turn.now, draft.items[0].affirmed
        )
        if found
        else None
    )
    if corrected is None:
        await turn.toast(correction.nothing_changed(turn.words))
        return
    await turn.tx.reports.move_files(source=form.id, target=report.form)
    await forms.close(turn.tx, form, "saved", turn.now)
    await turn.show(correction.receipt(turn.words, corrected, found, turn.now))
    await tell(turn, corrected, lambda w: correction.notice(w, corrected, found, turn.person))


async def told_anew(turn: Turn, report: Report, item: Item, words: str, files_of: int | None) -> None:
    """Correct a report of the person with a fact that tells it anew; files of the form `files_of` go to it."""
    await repeats.told_again(turn.tx, report, turn.person, turn.now)
    found = changes(report.fact, item.fact)
    if words and words != report.original_text:
        found += (Change("words", {"text": report.original_text}, {"text": words}),)
    files = len(await attachments.of_form(turn.tx, files_of)) if files_of is not None else 0
    if files and files_of is not None:
        found += (Change("files", {}, {"files": files}),)
        await turn.tx.reports.move_files(source=files_of, target=report.form)
    if not found:
        await turn.answer(Message(repeat.left_out(turn.words, report)))
        return
    corrected = await corrections.correct(
        turn.tx, report, item.fact, found, turn.person, turn.now, item.affirmed
    )
    if corrected is not None:
        receipt = correction.receipt(turn.words, corrected, found, turn.now)
        await (turn.answer(receipt) if files_of is None else turn.show(receipt))
        await tell(turn, corrected, lambda w: correction.notice(w, corrected, found, turn.person))


async def tell(turn: Turn, report: Report, notice: Callable[[Words], Message]) -> None:
    """Tell those who watch, and whose report it is, silently; never who did it. Those who asked for notes too."""
    told = {watcher.id: watcher for watcher in await register.with_roles(turn.tx, WATCHERS)}
    reporter = await register.person(turn.tx, report.reporter)
    if reporter is not None and reporter.role is not Role.STRANGER:
        told[reporter.id] = reporter
    for person in told.values():
        if _reached(turn, person):
            await turn.tell(person, notice(words_of(person)), silent=True)
    await look_at(turn.out, [report])


def _reached(turn: Turn, person: Person) -> bool:
    return person.id != turn.person.id and person.reachable
