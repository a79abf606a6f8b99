"""Save: the draft becomes reports, the reporter gets a receipt, those who watch get a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from coordination.forms import form as forms
from coordination.forms.form import Form
from coordination.people import register
from coordination.reports import attachments, path, store
from coordination.reports.attachments import Attachment
from coordination.reports.draft import Draft, draft_of
from coordination.reports.report import Report
from handlers.arguments import number
from handlers.pressing import pressed_form
from handlers.status import correction_saving, repeating
from handlers.status.asking import KIND, ask
from handlers.status.correction_saving import WATCHERS
from handlers.turn import Turn, words_of
from views import common
from views.message import Message
from views.status import repeat, saved


async def save(turn: Turn) -> None:
    """Save what the card shows; what is missing is asked for first."""
    form = await pressed_form(turn, KIND)
    if form is None:
        return
    draft = draft_of(form.data)
    if form.step != "card" or not draft.items:
        await turn.toast(common.old_button(turn.words))
        return
    await _go_on(turn, form, draft)


async def repeated(turn: Turn) -> None:
    """``status.repeat FORM VERSION INDEX REPORT ANSWER``: the fact is the same as that report, or another event."""
    form = await pressed_form(turn, KIND)
    if form is None:
        return
    draft, index, row = draft_of(form.data), number(turn, 2), number(turn, 3)
    before = await store.by_id(turn.tx, row) if row is not None else None
    if form.step != "card" or index is None or index >= len(draft.items) or before is None:
        await turn.toast(common.old_button(turn.words))
    elif turn.arguments[4:] == ("another",):
        await _go_on(turn, form, draft.with_another_event(index))
    elif draft.without(index).items:
        await ask(turn, form, draft.without(index), "card", repeat.left_out(turn.words, before))
    else:
        await forms.close(turn.tx, form, "cancelled", turn.now)
        await turn.show(Message(repeat.left_out(turn.words, before)))


async def _go_on(turn: Turn, form: Form, draft: Draft) -> None:
    lack = path.first_lack(draft)
    if lack is not None:
        index, step = lack
        await ask(turn, form, replace(draft, at=index, changing=True), step)
        return
    if draft.corrects is not None:
        await correction_saving.save(turn, form, draft)
        return
    if await repeating.asks(turn, form, draft):
        return
    reports = await store.save(turn.tx, _told(draft), turn.person, turn.now, form=form.id)
    await forms.close(turn.tx, form, "saved", turn.now)
    files = await attachments.of_form(turn.tx, form.id)
    await turn.show(saved.receipt(turn.words, reports, files))
    await _tell_watchers(turn, reports, files)


def _told(draft: Draft) -> list[store.Told]:
    return [
        store.Told(
            item.fact, draft.texts.get(item.message, "") if item.message is not None else "", item.message
        )
        for item in draft.items
    ]


async def _tell_watchers(turn: Turn, reports: Sequence[Report], files: Sequence[Attachment]) -> None:
    for watcher in await register.with_roles(turn.tx, WATCHERS):
        if watcher.id != turn.person.id and watcher.reachable:
            w, by = words_of(watcher), turn.person
            notice = saved.notice(w, reports, by.name, by.organisation, files)
            await turn.tell(watcher, notice, silent=True)
