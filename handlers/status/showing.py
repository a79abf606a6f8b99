"""Looking at what was saved: /show with a reference, /reports with the latest ones."""

from __future__ import annotations

from coordination.people import register
from coordination.reports import attachments, store
from coordination.reports.reference import read_reference
from handlers.turn import Turn
from views.status import saved

_LATEST = 10
_MOST_FILES = 10


async def show(turn: Turn) -> None:
    """One report with where it comes from and its files, to its reporter and to those who may see its governorate."""
    if not turn.arguments:
        await turn.answer(saved.how_to_show(turn.words))
        return
    reference = read_reference(" ".join(turn.arguments))
    report = await store.by_reference(turn.tx, reference) if reference else None
    who = turn.person
    if report is None or not (report.reporter == who.id or who.may_see(report.fact.governorate)):
        await turn.answer(saved.not_open(turn.words))
        return
    reporter = await register.person(turn.tx, report.reporter)
    files = await attachments.of_form(turn.tx, report.form)
    await turn.answer(saved.shown(turn.words, report, reporter.name if reporter else "", files))
    for file in files[:_MOST_FILES]:
        await turn.out.attachment(turn.chat, file)


async def reports(turn: Turn) -> None:
    """The latest reports of all governorates."""
    latest = await store.latest(turn.tx, _LATEST)
    reporters = {report.reporter: "" for report in latest}
    for person_id in reporters:
        person = await register.person(turn.tx, person_id)
        reporters[person_id] = person.name if person else ""
    await turn.answer(saved.latest(turn.words, [(report, reporters[report.reporter]) for report in latest]))
