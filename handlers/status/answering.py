"""Pressed answers: the question's own buttons, Back, Change and Remove."""

from __future__ import annotations

from dataclasses import replace

from coordination.forms import form as forms
from coordination.reports import answers, path
from coordination.reports.days import day_in_baghdad
from coordination.reports.draft import draft_of
from handlers.pressing import pressed_form
from handlers.status.asking import KIND, ask, step_of
from handlers.turn import Turn
from views import common
from views.status import card, sentences


async def answered(turn: Turn) -> None:
    """A button of the open question."""
    form = await pressed_form(turn, KIND)
    if form is None:
        return
    value = "".join(turn.arguments[2:3])
    outcome = answers.press(draft_of(form.data), step_of(form), value, day_in_baghdad(turn.now))
    if isinstance(outcome, answers.Moved):
        await ask(turn, form, outcome.draft, outcome.step)
    elif outcome is None:
        await turn.toast(common.old_button(turn.words))
    else:
        await turn.toast(sentences.choose_at_least_one(turn.words), alert=True)


async def back(turn: Turn) -> None:
    """To the question before, or to the card a field was being changed from."""
    form = await pressed_form(turn, KIND)
    if form is None:
        return
    draft = draft_of(form.data)
    if form.step == "change":
        await ask(turn, form, draft, "card")
        return
    earlier = path.before(draft, step_of(form))
    if earlier is None:
        await turn.toast(common.old_button(turn.words))
        return
    await ask(turn, form, replace(draft, pending=None, everywhere=False), earlier)


async def change(turn: Turn) -> None:
    """The menu of what can be changed, or the question about one field of one fact."""
    form = await pressed_form(turn, KIND)
    if form is None:
        return
    draft = draft_of(form.data)
    index, field = "".join(turn.arguments[2:3]), "".join(turn.arguments[3:4])
    if not index:
        await ask(turn, form, replace(draft, at=0, changing=False), "change")
        return
    if not index.isdecimal() or int(index) >= len(draft.items):
        await turn.toast(common.old_button(turn.words))
        return
    draft = replace(draft, at=int(index), changing=True)
    step = next((step for step in path.fields(draft.facts[draft.at]) if step == field), None)
    await ask(turn, form, draft, step or "change")


async def remove(turn: Turn) -> None:
    """Take one fact out of an update of several; without any left the update is cancelled."""
    form = await pressed_form(turn, KIND)
    if form is None:
        return
    draft = draft_of(form.data)
    index = "".join(turn.arguments[2:3])
    if not index.isdecimal() or int(index) >= len(draft.items):
        await turn.toast(common.old_button(turn.words))
        return
    left = draft.without(int(index))
    if left.items:
        await ask(turn, form, left, "card")
        return
    await forms.close(turn.tx, form, "cancelled", turn.now)
    await turn.show(card.cancelled(turn.words, draft))
