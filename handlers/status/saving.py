"""Save: the draft becomes reports, the reporter gets a receipt, those who watch get a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from coordination.forms import form as forms
from coordination.forms.form import Form
from coordination.people import register
from coordination.reports import attachments, disputes, path, store
from coordination.reports.attachments import Attachment
from coordination.reports.disputes import contradictory
from coordination.reports.draft import Draft, Item, draft_of
from coordination.reports.report import Report
from handlers.pressing import pressed_form
from handlers.status import correction_saving, doubting
from handlers.status.asking import KIND, ask
from handlers.status.correction_saving import WATCHERS
from handlers.turn import Turn, words_of
from handlers.watch.saved import look_at
from views import common
from views.disputes import kept_both, to_rule_on
from views.language import Html
from views.message import Message
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
    await _go_on(turn, form, draft)


async def repeated(turn: Turn) -> None:
    """``status.repeat``: what was told before is the same, told anew, or another event."""
    answered = await doubting.answered_again(turn)
    if answered is not None:
        await _go_on(turn, *answered)


async def doubted(turn: Turn) -> None:
    """``status.doubt``: what is odd is right, or will be changed."""
    answered = await doubting.answered_doubt(turn)
    if answered is not None:
        await _go_on(turn, *answered)


async def _go_on(turn: Turn, form: Form, draft: Draft) -> None:
    lack = path.first_lack(draft)
    if lack is not None:
        index, step = lack
        await ask(turn, form, replace(draft, at=index, changing=True), step)
        return
    await turn.tx.alone("reports")  # what another process saves at this moment is seen, or waits
    if await doubting.asks(turn, form, draft):
        return
    if draft.corrects is not None:
        await correction_saving.save(turn, form, draft)
        return
    await _save(turn, form, draft)


async def _save(turn: Turn, form: Form, draft: Draft) -> None:
    """New facts become reports; one that tells the person's own report anew corrects it."""
    own: list[tuple[Item, Report]] = []
    new: list[tuple[Item, Report | None]] = []
    for item in draft.items:
        before = await _standing(turn, item)
        if before is not None and before.reporter == turn.person.id:
            own.append((item, before))
        else:
            new.append((item, before))
    told = [_told(draft, item) for item, _ in new]
    reports = await store.save(turn.tx, told, turn.person, turn.now, form=form.id)
    came = await forms.close(turn.tx, form, "saved", turn.now)
    disputed = []
    for report, (_, before) in zip(reports, new, strict=True):
        if before is not None:
            await disputes.begin(turn.tx, before, report, turn.person, turn.now)
            disputed += [report] if contradictory(before.fact, report.fact) else []
    if reports:
        files = () if came == 0 else await attachments.of_form(turn.tx, form.id)
        receipt = saved.receipt(turn.words, reports, files)
        await turn.settle(_with(receipt, kept_both(turn.words, disputed)))
        await _tell_watchers(turn, reports, files, disputed)
        await look_at(turn.out, reports)
    for n, (item, before) in enumerate(own):
        moves = form.id if n == 0 and not reports else None
        await correction_saving.told_anew(turn, before, item, _told(draft, item).original_text, moves)


async def _standing(turn: Turn, item: Item) -> Report | None:
    """The report that a fact tells anew, if it was not taken back meanwhile."""
    before = await store.by_id(turn.tx, item.update) if item.update is not None else None
    return before if before is not None and before.state == "saved" else None


def _told(draft: Draft, item: Item) -> store.Told:
    words = draft.texts.get(item.message, "") if item.message is not None else ""
    return store.Told(item.fact, words, item.message, item.affirmed)


async def _tell_watchers(
    turn: Turn, reports: Sequence[Report], files: Sequence[Attachment], disputed: Sequence[Report]
) -> None:
    for watcher in await register.with_roles(turn.tx, WATCHERS):
        if watcher.id != turn.person.id and watcher.reachable:
            w, by = words_of(watcher), turn.person
            notice = saved.notice(w, reports, by.name, by.organisation, files)
            await turn.tell(watcher, _with(notice, to_rule_on(w, disputed)), silent=True)


def _with(message: Message, more: Html | None) -> Message:
    return replace(message, text=Html.paragraphs(message.text, more)) if more else message
