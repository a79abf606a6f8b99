"""Looking at what was saved: /show with a reference, /reports with the latest ones."""

from __future__ import annotations

from coordination.people import register
from coordination.people.person import Person
from coordination.reports import attachments, confirmation, corrections, store
from coordination.reports.corrections import may_correct
from coordination.reports.disputes import disputed_reports
from coordination.reports.reference import read_reference
from coordination.reports.report import Report
from handlers.status.doubting import sources
from handlers.turn import Turn, words_of
from views.disputes import beside
from views.language import Html
from views.message import Message, Rows
from views.status import correction, saved

_LATEST = 10
_MOST_FILES = 10


async def show(turn: Turn) -> None:
    """One report with where it comes from and its files, to its reporter and to those who may see its governorate."""
    if not turn.arguments:
        await turn.answer(saved.how_to_show(turn.words))
        return
    reference = read_reference(" ".join(turn.arguments))
    report = await store.by_reference(turn.tx, reference) if reference else None
    if report is None or not may_read(turn.person, report):
        await turn.answer(saved.not_open(turn.words))
        return
    await turn.answer(await card_of(turn, report))
    for file in (await attachments.of_form(turn.tx, report.form))[:_MOST_FILES]:
        await turn.out.attachment(turn.chat, file)


def may_read(person: Person, report: Report) -> bool:
    """Whether a report is open to somebody: their own, or of a governorate that they may see."""
    return may_open(person, report.reporter, report.fact.governorate)


def may_open(person: Person, reporter: int, governorate: str | None) -> bool:
    """The same of a report of which only its reporter and its governorate are at hand."""
    return reporter == person.id or person.may_see(governorate)


async def card_of(
    turn: Turn, report: Report, more: Rows = (), *, lead: Html | None = None, reader: Person | None = None
) -> Message:
    """The report as it is now with its history, and what the reader (who acts, unless named) may do about it."""
    reader = reader or turn.person
    w = words_of(reader)
    reporter = await register.person(turn.tx, report.reporter)
    files = await attachments.of_form(turn.tx, report.form)
    revisions = await corrections.history(turn.tx, report.id) if report.version > 1 else ()
    actions = correction.actions(w, report) if may_correct(reader, report) else ()
    name = reporter.name if reporter else ""
    notes = await confirmation.thread(turn.tx, report)
    disputed = beside(w, await sources(turn, report, reader))
    return saved.shown(w, report, name, files, revisions, (*actions, *more), notes, lead, disputed)


async def reports(turn: Turn) -> None:
    """The latest reports of all governorates."""
    latest = await store.latest(turn.tx, _LATEST)
    reporters = {report.reporter: "" for report in latest}
    for person_id in reporters:
        person = await register.person(turn.tx, person_id)
        reporters[person_id] = person.name if person else ""
    named = [(report, reporters[report.reporter]) for report in latest]
    await turn.answer(saved.latest(turn.words, named, await disputed_reports(turn.tx, turn.now)))
