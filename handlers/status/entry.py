"""Where an update begins, pauses and ends: /update, Continue, Cancel; and the routes of this conversation."""

from __future__ import annotations

from coordination.forms import form as forms
from coordination.people.person import OVERSEERS, REPORTERS
from coordination.reports import attachments
from coordination.reports.draft import Draft, draft_of
from handlers.pressing import pressed_form, retire_card
from handlers.routing import Rights, Routes
from handlers.status import (
    answering,
    correcting,
    defining,
    nothing,
    own,
    personal,
    saving,
    showing,
    telling,
    withdrawing,
)
from handlers.status.asking import KIND, ask, begin, closed, step_of
from handlers.turn import Turn
from views.language import Html
from views.status import card, sentences
from views.status.keys import Keys


def register(routes: Routes) -> None:
    """Add the routes of status updates."""
    reporters = Rights(REPORTERS)
    routes.command("update", update, reporters)
    routes.press("status.begin", update, reporters)
    routes.press("status.resume", resume, reporters)
    routes.press("status.cancel", cancel, reporters)
    routes.press("status.answer", answering.answered, reporters)
    routes.press("status.define", defining.define, reporters)
    routes.press("status.back", answering.back, reporters)
    routes.press("status.change", answering.change, reporters)
    routes.press("status.remove", answering.remove, reporters)
    routes.press("status.redact", personal.redact, reporters)
    routes.press("status.save", saving.save, reporters)
    routes.press("status.repeat", saving.repeated, reporters)
    routes.press("status.doubt", saving.doubted, reporters)
    routes.form(KIND, telling.said_in_form, reporters)
    routes.command("nothing", nothing.nothing, reporters)
    routes.press("status.nothing", nothing.nothing, reporters)
    routes.press("status.all", nothing.everywhere, reporters)
    routes.command("my", own.mine, reporters)
    routes.press("status.my", own.mine, reporters)
    routes.press("status.correct", correcting.correct, reporters)
    routes.press("status.withdraw", withdrawing.withdraw, reporters)
    routes.press("status.keep", withdrawing.keep, reporters)
    routes.form(withdrawing.KIND, withdrawing.said_reason, reporters)
    readers = Rights(REPORTERS | OVERSEERS)
    routes.command("show", showing.show, readers)
    routes.press("status.show", showing.show, readers)
    routes.press("status.open", own.open_one, readers)
    routes.command("reports", showing.reports, Rights(OVERSEERS))


async def update(turn: Turn) -> None:
    """Begin an update by buttons; an unsaved one is offered first."""
    form, lead = turn.form, None
    if form is not None and form.kind == KIND:
        draft = draft_of(form.data)
        if draft.items:
            await retire_card(turn, form)
            keys = Keys(form.id, form.version)
            await turn.answer(card.unsaved(turn.words, draft, keys, form.updated_at), form=form)
            return
        if await attachments.of_form(turn.tx, form.id):
            await ask(turn, form, draft, step_of(form), sentences.file_first(turn.words))
            return
    elif form is not None:
        lead = closed(turn, form)
    await _afresh(turn, lead)


async def _afresh(turn: Turn, lead: Html | None = None) -> None:
    if turn.form is not None:
        await retire_card(turn, turn.form)
        await forms.close(turn.tx, turn.form, "cancelled", turn.now)
    await begin(turn, Draft(), "kind", lead)


async def resume(turn: Turn) -> None:
    """Continue an unsaved update where it stood, or begin a new one in its place."""
    form = await pressed_form(turn, KIND)
    if form is None:
        return
    if turn.arguments[2:] == ("new",):
        await _afresh(turn)
    else:
        await ask(turn, form, draft_of(form.data), step_of(form))


async def cancel(turn: Turn) -> None:
    """Throw the draft away, saying what was in it."""
    form = await pressed_form(turn, KIND)
    if form is None:
        return
    await forms.close(turn.tx, form, "cancelled", turn.now)
    await turn.show(card.cancelled(turn.words, draft_of(form.data)))
