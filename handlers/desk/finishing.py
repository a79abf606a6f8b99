"""The end of a step: the applicant is told, the card is shown again; forms of a case that changed meanwhile end."""

from __future__ import annotations

from coordination.cases.access import case_by_id
from coordination.cases.case import Case
from coordination.cases.lists import real_times
from coordination.cases.states import Move
from coordination.forms import form as forms
from coordination.forms.form import Form
from handlers.desk.card import card_of, settled
from handlers.desk.telling import tell_applicant
from handlers.turn import Turn
from views.desk import card as card_views
from views.desk import moving as views
from views.desk import told


async def finish(turn: Turn, before: Case, after: Case | None, move: Move, note: str = "") -> None:
    """Tell the applicant of a step that was done, and show the card."""
    lead = None
    if after is not None:
        kept = after
        times = await real_times(turn.tx, after.kind, turn.now) if move is Move.SEND else None
        heard = await tell_applicant(turn.out, after, lambda w: told.step(w, kept, move, note, times))
        lead = views.noted(turn.words, after, told=heard)
    await settled(turn, before, after, lead)


async def of_form(turn: Turn, form: Form) -> Case | None:
    """The case that an open form is about, if it is as it was shown; else the form ends and the card is shown."""
    case = await case_by_id(turn.tx, turn.person, form.data["case"])
    if case is not None and case.version == form.data["version"]:
        return case
    await forms.close(turn.tx, form, "cancelled", turn.now)
    if case is None:
        await turn.show(views.cancelled(turn.words))
    else:
        await turn.show(await card_of(turn, case, card_views.changed_lead(turn.words)))
    return None
