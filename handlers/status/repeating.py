"""The question that comes between Save and a second report of the same fact."""

from __future__ import annotations

from coordination.forms import form as forms
from coordination.forms.form import Form
from coordination.people import register
from coordination.reports.draft import Draft, data_of
from coordination.reports.repeats import first_repeat
from coordination.reports.report import Report
from handlers.pressing import retire_card
from handlers.turn import Turn
from views.language import Html
from views.status import repeat
from views.status.keys import Keys


async def asks(turn: Turn, form: Form, draft: Draft) -> bool:
    """Whether a fact of the draft was saved already and not answered for: then the question about it is shown."""
    found = await first_repeat(turn.tx, draft, turn.now)
    if found is None:
        return False
    index, before = found
    await retire_card(turn, form)
    form = await forms.advance(turn.tx, form, "card", data_of(draft), turn.now)
    keys, by = Keys(form.id, form.version), await _by(turn, before)
    await turn.show(repeat.question(turn.words, draft.facts[index], index, before, by, keys), form=form)
    return True


async def _by(turn: Turn, before: Report) -> Html:
    """Who reported it before, as far as the person may know."""
    if before.reporter == turn.person.id:
        return repeat.by_you(turn.words, before)
    if not turn.person.may_see(before.fact.governorate):
        return repeat.by_other(turn.words, before, "")
    reporter = await register.person(turn.tx, before.reporter)
    return repeat.by_other(turn.words, before, before.organisation or (reporter.name if reporter else ""))
