"""What a word of the open question means; the form stays where it is."""

from __future__ import annotations

from coordination.reports.definitions import definitions
from handlers.pressing import pressed_form
from handlers.status.asking import KIND, step_of
from handlers.turn import Turn
from views import common
from views.status import definitions as views
from views.status.keys import Keys


async def define(turn: Turn) -> None:
    """``status.define FORM VERSION``: explain the words of the question in its place."""
    form = await pressed_form(turn, KIND)
    if form is None:
        return
    if not definitions(step_of(form)):
        await turn.toast(common.old_button(turn.words))
        return
    await turn.show(views.card(turn.words, step_of(form), Keys(form.id, form.version)), form=form)
