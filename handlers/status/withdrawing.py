"""Withdrawing a saved report: the reason first, on a button or in words."""

from __future__ import annotations

from coordination.forms import form as forms
from coordination.reports import corrections, store
from coordination.reports.changes import Change
from coordination.reports.corrections import REASON_LIMIT, Reason, may_correct
from coordination.reports.report import Report
from handlers.pressing import pressed_form, retire_card
from handlers.reasons import pressed_reason, said_words
from handlers.status.correcting import pressed_report
from handlers.status.correction_saving import tell
from handlers.status.showing import card_of
from handlers.turn import Turn
from views.status import correction, saved

KIND = "withdraw"


async def withdraw(turn: Turn) -> None:
    """``status.withdraw REPORT VERSION``: ask why; ``… REASON``: withdraw, or ask for the words of another reason."""
    report = await pressed_report(turn)
    if report is None:
        return
    reason = await pressed_reason(
        turn,
        2,
        KIND,
        {"report": report.id, "version": report.version},
        lambda: correction.ask_reason(turn.words, report),
        lambda form: correction.type_reason(turn.words, report, form.id, form.version),
    )
    if reason is not None:
        await _withdraw(turn, report, reason, "")


async def said_reason(turn: Turn) -> None:
    """The reason in words."""
    form = turn.form
    if form is None:
        return
    report = await store.by_id(turn.tx, form.data["report"])
    await retire_card(turn, form)
    if report is None or not may_correct(turn.person, report):
        await forms.close(turn.tx, form, "cancelled", turn.now)
        await turn.answer(saved.not_open(turn.words))
        return
    if report.version != form.data["version"]:
        await forms.close(turn.tx, form, "cancelled", turn.now)
        await turn.answer(await card_of(turn, report))
        return
    text = await said_words(
        turn,
        form,
        REASON_LIMIT,
        lambda again: correction.type_reason(turn.words, report, again.id, again.version),
    )
    if text:
        await _withdraw(turn, report, "other", text)


async def keep(turn: Turn) -> None:
    """Give the withdrawal up."""
    form = await pressed_form(turn, KIND)
    if form is not None:
        await forms.close(turn.tx, form, "cancelled", turn.now)
        await turn.show(correction.not_withdrawn(turn.words))


async def _withdraw(turn: Turn, report: Report, reason: Reason, text: str) -> None:
    withdrawn = await corrections.withdraw(turn.tx, report, reason, text, turn.person, turn.now)
    if withdrawn is None:
        await turn.show(await card_of(turn, report))
        return
    why = Change("state", {"state": "saved"}, {"state": "withdrawn", "reason": reason, "text": text})
    await turn.show(correction.withdrawn(turn.words, withdrawn, why, turn.now))
    await tell(turn, withdrawn, lambda w: correction.notice(w, withdrawn, [why], turn.person))
