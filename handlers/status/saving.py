"""Save: the draft becomes reports, the reporter gets a receipt, those who watch get a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from coordination.forms import form as forms
from coordination.people import register
from coordination.reports import attachments, path, store
from coordination.reports.draft import Draft, draft_of
from coordination.reports.report import Report
from handlers.pressing import pressed_form
from handlers.status import correction_saving
from handlers.status.asking import KIND, ask
from handlers.status.correction_saving import WATCHERS
from handlers.turn import Turn, words_of
from views import common
from views.status import saved


async def save(turn: Turn) -> None:
    """Save what the card shows; what is missing is asked for first."""
    form = await pressed_form(turn, KIND)
    if form is None:
        return
    draft = draft_of(form.data)
    if form.step != "card" or not draft.items:
        await turn.toast(common.old_button(turn.words))
        return
    lack = path.first_lack(draft)
    if lack is not None:
        index, step = lack
        await ask(turn, form, replace(draft, at=index, changing=True), step)
        return
    if draft.corrects is not None:
        await correction_saving.save(turn, form, draft)
        return
    reports = await store.save(turn.tx, _told(draft), turn.person, turn.now, form=form.id)
    await forms.close(turn.tx, form, "saved", turn.now)
    files = await attachments.of_form(turn.tx, form.id)
    await turn.show(saved.receipt(turn.words, reports, files))
    await _tell_watchers(turn, reports)


def _told(draft: Draft) -> list[store.Told]:
    return [
        store.Told(
            item.fact, draft.texts.get(item.message, "") if item.message is not None else "", item.message
        )
        for item in draft.items
    ]


async def _tell_watchers(turn: Turn, reports: Sequence[Report]) -> None:
    for watcher in await register.with_roles(turn.tx, WATCHERS):
        if watcher.id != turn.person.id and watcher.reachable:
            notice = saved.notice(words_of(watcher), reports, turn.person.name, turn.person.organisation)
            await turn.tell(watcher, notice, silent=True)
