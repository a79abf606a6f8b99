"""Buttons of forms: the id and version in a button are looked up and checked again at every press."""

from __future__ import annotations

from coordination.forms.form import Form
from handlers.turn import Turn
from views import common


async def pressed_form(turn: Turn, kind: str) -> Form | None:
    """The open form that the pressed button belongs to; its data was ``action FORM VERSION ...``.

    None, after a polite toast, for a button of an older step, a double tap, or somebody else's form.
    """
    form = turn.form
    if form is None or form.kind != kind or turn.arguments[:2] != (str(form.id), str(form.version)):
        await turn.toast(common.old_button(turn.words))
        return None
    return form


async def retire_card(turn: Turn, form: Form) -> None:
    """Take the buttons off the form's last card, when what was typed moved the form on below it."""
    row = await turn.tx.outbox.card_of_form(form=form.id)
    if row is not None and (turn.pressed is None or turn.pressed.message is None):
        await turn.out.remove_buttons(row["chat"], row["message_id"])
