"""The next card of an update: the form is moved on and its question, or the read-back card, is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from coordination.forms import form as forms
from coordination.forms.form import Form
from coordination.reports import attachments, unclear
from coordination.reports.attachments import Attachment
from coordination.reports.days import day_in_baghdad
from coordination.reports.draft import Draft, Step, data_of, draft_of
from coordination.reports.gravity import rated_draft
from handlers.pressing import retire_card
from handlers.status.reading import readings_in
from handlers.turn import Turn
from views.language import Html
from views.message import Message
from views.status import card, correction, questions, sentences
from views.status.keys import Keys

KIND = "status"
_ENTERED = frozenset({"alert", "case", "knowledge", "meeting"})
"""Forms of many questions: that their entering ended is said. Those of one question go without a word."""


def step_of(form: Form) -> Step:
    """The question that is open; only this conversation writes the step of its forms."""
    return cast(Step, form.step)


async def make_room(turn: Turn) -> bool:
    """Whether a form can be opened: one without anything in it gives way, an unsaved update is shown and stays."""
    form = turn.form
    if form is None:
        return True
    await retire_card(turn, form)
    if form.kind == KIND:
        draft = draft_of(form.data)
        if draft.items or await attachments.of_form(turn.tx, form.id):
            keys = Keys(form.id, form.version)
            await turn.answer(card.finish_first(turn.words, draft, keys, form.updated_at), form=form)
            return False
    await forms.close(turn.tx, form, "cancelled", turn.now)
    if form.kind in _ENTERED and form.data:
        await turn.answer(Message(closed(turn, form)))
    return True


def closed(turn: Turn, form: Form) -> Html:
    """What is said of a form of another kind that made room."""
    kind = form.data["kind"] if form.kind == "alert" else form.kind
    return sentences.other_form_closed(turn.words, kind)


async def begin(
    turn: Turn, draft: Draft, step: Step, lead: Html | None = None, file: Attachment | None = None
) -> None:
    """Open a form with this draft and file, and show its card. No other form may be open."""
    draft, step = _unclear(turn, draft, step)
    draft = rated_draft(draft)
    form = await forms.start(turn.tx, turn.person.id, turn.chat, KIND, step, data_of(draft), turn.now)
    files: Sequence[Attachment] = ()
    if file is not None:
        await attachments.attach(turn.tx, form.id, file, turn.now)
        files = await attachments.of_form(turn.tx, form.id)
    await turn.show(_page(turn, form, draft, step, files, lead), form=form)


async def ask(turn: Turn, form: Form, draft: Draft, step: Step, lead: Html | None = None) -> None:
    """Move the form on and show its card: in place of the pressed one, or below what was said."""
    if step == "card":
        draft = replace(draft, at=0, changing=False, everywhere=False, pending=None)
    draft, step = _unclear(turn, draft, step)
    draft = rated_draft(draft)
    await retire_card(turn, form)
    form = await forms.advance(turn.tx, form, step, data_of(draft), turn.now)
    files = await attachments.of_form(turn.tx, form.id) if step == "card" else ()
    await turn.show(_page(turn, form, draft, step, files, lead), form=form)


def _unclear(turn: Turn, draft: Draft, step: Step) -> tuple[Draft, Step]:
    """What is not plain in the words just told is noted; before the card it is asked, one thing after the other.

    "Nothing to report" without a governorate, by somebody of a ministry, is the ministry's.
    """
    if turn.person.ministry:
        items = [
            replace(item, fact=replace(item.fact, ministry=turn.person.ministry)) for item in draft.items
        ]
        draft = replace(draft, items=tuple(items))
        step = "card" if step == "governorate" and draft.fact and draft.fact.of_ministry else step
    said = turn.message
    if said is not None and any(
        item.unclear is None and item.message == turn.message_key for item in draft.items
    ):
        own = turn.person.governorates
        draft = unclear.sifted(draft, turn.message_key, readings_in(turn, said), own)
    if step != "card" or draft.corrects is not None:
        return draft, step
    return unclear.next_question(draft) or (draft, step)


def _page(
    turn: Turn, form: Form, draft: Draft, step: Step, files: Sequence[Attachment], lead: Html | None
) -> Message:
    """The card of a step; `files` are those of the update, for the read-back card."""
    w, keys, today = turn.words, Keys(form.id, form.version), day_in_baghdad(turn.now)
    if step == "card":
        shown = card.ReadBack(draft, keys, files, today)
        return correction.card(w, shown, lead) if draft.corrects else card.card(w, shown, lead)
    if step == "change":
        menu = card.field_menu if draft.changing else card.change_menu
        return menu(w, draft, keys, lead)
    asking = questions.Asking(draft, keys, turn.person.governorates, today)
    return questions.question(w, step, asking, lead)
