"""Questions about reports: what the reporter is asked, and how the answer comes back to the officer."""

from __future__ import annotations

from coordination.forms import form as forms
from coordination.forms.form import Form
from coordination.people import register as people
from coordination.people.person import Person, Role
from coordination.reports import confirmation, store
from coordination.reports.changes import Change
from coordination.reports.confirmation import TEXT_LIMIT, Question
from coordination.reports.report import Report
from coordination.text import clean
from handlers.arguments import number
from handlers.pressing import retire_card
from handlers.queue_card import OFFICERS, card_for, waits
from handlers.status.asking import make_room
from handlers.status.showing import card_of
from handlers.turn import Turn, words_of
from views import common
from views import queue as views

QUESTION, ANSWER = "question", "answer"
"""Kinds of forms."""


def can_be_asked(turn: Turn, reporter: Person) -> bool:
    """Whether somebody else than who acts, still in the bot, would read it."""
    return reporter.id != turn.person.id and reporter.role is not Role.STRANGER and reporter.reachable


async def tell_of_denial(turn: Turn, denied: Report, why: Change) -> bool:
    """Tell the reporter that the centre denied the report, and why; False where nobody would read it."""
    reporter = await people.person(turn.tx, denied.reporter)
    if reporter is None or not can_be_asked(turn, reporter):
        return False
    await turn.tell(reporter, views.denial(words_of(reporter), denied, why, turn.person))
    return True


async def answer(turn: Turn) -> None:
    """``queue.answer QUESTION``: what is the answer?"""
    row = number(turn, 0)
    found = await _open_question(turn, row) if row is not None else None
    if found is None:
        await turn.toast(common.old_button(turn.words))
    elif await make_room(turn):
        asked, report = found
        form = await forms.start(
            turn.tx, turn.person.id, turn.chat, ANSWER, "text", {"question": asked.id}, turn.now
        )
        card = views.type_answer(turn.words, report, asked, form.id, form.version)
        await turn.show(card, form=form)


async def said_answer(turn: Turn) -> None:
    """The answer in words: it is kept with the report and goes to who asked."""
    form = turn.form
    if form is None:
        return
    await retire_card(turn, form)
    found = await _open_question(turn, form.data["question"])
    if found is None:
        await forms.close(turn.tx, form, "cancelled", turn.now)
        await turn.answer(views.cancelled(turn.words))
        return
    asked, report = found
    text = clean(turn.message.text or "", TEXT_LIMIT) if turn.message else ""
    if not text:
        form = await forms.advance(turn.tx, form, form.step, form.data, turn.now)
        await turn.answer(views.type_answer(turn.words, report, asked, form.id, form.version), form=form)
        return
    await forms.close(turn.tx, form, "saved", turn.now)
    await confirmation.answer(turn.tx, asked, report, text, turn.person, turn.now)
    await turn.answer(views.answer_sent(turn.words, report))
    await _tell_officers(turn, asked, report)


async def give_up(turn: Turn, form: Form) -> None:
    """The question comes back with its button."""
    await forms.close(turn.tx, form, "cancelled", turn.now)
    found = await _open_question(turn, form.data["question"])
    officer = await people.person(turn.tx, found[0].asked_by) if found else None
    if found is None or officer is None:
        await turn.show(views.cancelled(turn.words))
    else:
        await turn.show(views.question(turn.words, found[1], found[0], officer))


async def _open_question(turn: Turn, row: int) -> tuple[Question, Report] | None:
    """The question and its report, if this person is asked and has not answered."""
    asked = await confirmation.question(turn.tx, row)
    report = await store.by_id(turn.tx, asked.report) if asked and asked.answered_at is None else None
    if asked is None or report is None or report.reporter != turn.person.id:
        return None
    return asked, report


async def _tell_officers(turn: Turn, asked: Question, before: Report) -> None:
    """Who asked gets the card with the answer in it; all officers do, where that one is no officer any more."""
    report = await store.by_id(turn.tx, before.id) or before
    asker = await people.person(turn.tx, asked.asked_by)
    if asker is not None and asker.role in OFFICERS and asker.reachable:
        officers = [asker]
    else:
        officers = [one for one in await people.with_roles(turn.tx, OFFICERS) if can_be_asked(turn, one)]
    for officer in officers:
        lead = views.answer_came(words_of(officer), report, turn.person)
        if waits(report):
            await turn.tell(officer, await card_for(turn, officer, report, lead))
        else:
            await turn.tell(officer, await card_of(turn, report, lead=lead, reader=officer))
