"""The questions that come between Save and the saving: told before, and is that right? Each is asked once."""

from __future__ import annotations

from dataclasses import replace

from coordination.forms import form as forms
from coordination.forms.form import Form
from coordination.people import register
from coordination.people.person import OVERSEERS, Person
from coordination.reports import disputes, plausibility, repeats, store
from coordination.reports.changes import told_again
from coordination.reports.draft import Draft, Step, data_of, draft_of
from coordination.reports.fact import Fact
from coordination.reports.plausibility import Doubt, first_doubt
from coordination.reports.repeats import Before, first_told
from coordination.reports.report import Report
from handlers.arguments import number
from handlers.pressing import pressed_form, retire_card
from handlers.status.asking import KIND, ask
from handlers.turn import Turn
from views import common
from views.language import Html
from views.message import Message
from views.status import doubts, repeat
from views.status.keys import Keys


async def asks(turn: Turn, form: Form, draft: Draft) -> bool:
    """Whether something must be asked before this draft is saved: then the question is shown."""
    if draft.corrects is None:
        before = await first_told(turn.tx, draft, turn.person, turn.now)
        if before is not None:
            await _ask_again(turn, form, draft, before)
            return True
    found = await first_doubt(turn.tx, draft, turn.now)
    if found is None:
        return False
    index, doubt = found
    keys = await _forward(turn, form, draft)
    fact = draft.facts[index]
    sees = _sees(turn.person, fact, doubt)
    await turn.show(doubts.question(turn.words, fact, index, doubt, keys, sees=sees), form=form)
    return True


async def answered_again(turn: Turn) -> tuple[Form, Draft] | None:
    """``status.repeat FORM VERSION INDEX REPORT ANSWER``: the same, an update of it, or another event.

    The draft to go on with; None where nothing is to be saved now.
    """
    form = await pressed_form(turn, KIND)
    if form is None:
        return None
    draft, index, row = draft_of(form.data), number(turn, 2), number(turn, 3)
    before = await store.by_id(turn.tx, row) if row is not None else None
    answer = "".join(turn.arguments[4:5])
    if form.step != "card" or index is None or index >= len(draft.items) or before is None:
        await turn.toast(common.old_button(turn.words))
        return None
    if answer == "another":
        return form, draft.with_another_event(index)
    if answer == "update":
        fact = draft.facts[index]
        if before.reporter == turn.person.id:
            fact = told_again(before.fact, fact)
        return form, draft.with_update(index, fact, before.id)
    await repeats.told_again(turn.tx, before, turn.person, turn.now)
    if draft.without(index).items:
        await ask(turn, form, draft.without(index), "card", repeat.left_out(turn.words, before))
    else:
        await forms.close(turn.tx, form, "cancelled", turn.now)
        await turn.show(Message(repeat.left_out(turn.words, before)))
    return None


async def answered_doubt(turn: Turn) -> tuple[Form, Draft] | None:
    """``status.doubt FORM VERSION INDEX ODD UNIT``: it is right; ``… change STEP``: another question first.

    The draft to go on with; None where nothing is to be saved now.
    """
    form = await pressed_form(turn, KIND)
    if form is None:
        return None
    draft, index, answer = draft_of(form.data), number(turn, 2), turn.arguments[3:]
    if form.step != "card" or index is None or index >= len(draft.items) or len(answer) != 2:
        await turn.toast(common.old_button(turn.words))
        return None
    steps: tuple[Step, ...] = ("when", "households", "individuals")
    step = next((step for step in steps if answer == ("change", step)), None)
    if step is not None:
        await ask(turn, form, replace(draft, at=index, changing=True), step)
        return None
    doubt = next((one for one in _ODD if answer == doubts.answer(one)), None)
    if doubt is None:
        await turn.toast(common.old_button(turn.words))
        return None
    return form, draft.with_affirmed(index, plausibility.key(draft.facts[index], doubt.odd, doubt.unit))


_ODD = (
    Doubt("day"),
    Doubt("size"),
    Doubt("jump", "households"),
    Doubt("jump", "individuals"),
    Doubt("returns", "households"),
    Doubt("returns", "individuals"),
)


def _sees(person: Person, fact: Fact, doubt: Doubt) -> bool:
    """Whether the figure that a doubt compares with is open to the person; who fled may be anywhere by now."""
    if doubt.odd == "returns" and fact.origin_governorate is None:
        return person.role in OVERSEERS
    return person.may_see(fact.origin_governorate if doubt.odd == "returns" else fact.governorate)


async def _forward(turn: Turn, form: Form, draft: Draft) -> Keys:
    """Move the form on, so that the question's buttons are the only ones that work."""
    await retire_card(turn, form)
    moved = await forms.advance(turn.tx, form, "card", data_of(draft), turn.now)
    return Keys(moved.id, moved.version)


async def _ask_again(turn: Turn, form: Form, draft: Draft, before: Before) -> None:
    keys = await _forward(turn, form, draft)
    by = await _by(turn, before.report)
    w, fact = turn.words, draft.facts[before.index]
    if before.same:
        card = repeat.question(w, fact, before.index, before.report, by, keys)
    else:
        sees = turn.person.may_see(before.report.fact.governorate)
        own = before.report.reporter == turn.person.id
        card = repeat.other_figures(w, fact, before.index, before.report, by, keys, own=own, sees=sees)
    await turn.show(card, form=form)


async def _by(turn: Turn, before: Report) -> Html:
    """Who reported it before, as far as the person may know."""
    if before.reporter == turn.person.id:
        return repeat.by_you(turn.words, before)
    return repeat.by_other(turn.words, before, await source(turn, before, turn.person))


async def sources(turn: Turn, report: Report, reader: Person) -> list[tuple[Report, str]]:
    """The reports that dispute this one, each with its source as far as the reader may know."""
    dispute = await disputes.of_report(turn.tx, report) if report.state == "saved" else None
    others = [other for other in dispute.reports if other.id != report.id] if dispute else []
    return [(other, await source(turn, other, reader)) for other in others]


async def source(turn: Turn, report: Report, reader: Person) -> str:
    """The organisation that a report is from, or its reporter's name; empty where the reader may not know."""
    if not reader.may_see(report.fact.governorate):
        return ""
    if report.organisation:
        return report.organisation
    reporter = await register.person(turn.tx, report.reporter)
    return reporter.name if reporter else ""
