"""Remove personal data: the draft keeps its facts, its words lose telephone numbers, names and the like."""

from __future__ import annotations

from coordination.reports.draft import draft_of
from coordination.reports.personal import hide_in_captions, without_personal
from handlers.pressing import pressed_form
from handlers.status.asking import KIND, ask
from handlers.turn import Turn
from views import common
from views.status import personal


async def redact(turn: Turn) -> None:
    """``status.redact FORM VERSION``: take personal data out of what would be saved, and read it back."""
    form = await pressed_form(turn, KIND)
    if form is None:
        return
    if form.step != "card":
        await turn.toast(common.old_button(turn.words))
        return
    await hide_in_captions(turn.tx, form.id)
    await ask(turn, form, without_personal(draft_of(form.data)), "card", personal.removed(turn.words))
