"""Notes in words: they go with a question for papers, a refusal, a step taken back."""

from __future__ import annotations

from collections.abc import Sequence

from coordination.cases import desk
from coordination.cases.access import case_by_id
from coordination.cases.case import Case
from coordination.cases.record import NOTE_LIMIT
from coordination.cases.states import Move
from coordination.forms import form as forms
from coordination.forms.form import Form
from coordination.text import clean
from handlers.desk import approving
from handlers.desk.card import card_of
from handlers.desk.finishing import finish, of_form
from handlers.pressing import pressed_form, retire_card
from handlers.status.asking import make_room
from handlers.turn import Turn
from views import common
from views.desk import moving as views
from views.desk.lines import labels_of

KIND = "case_note"

_MOVES: dict[views.Note, Move] = {"ask": Move.ASK, "refuse": Move.REFUSE, "return": Move.RETURN}


async def begin(
    turn: Turn,
    case: Case,
    what: views.Note,
    *,
    wanted: Sequence[str] = (),
    reason: str = "",
    needed: bool = False,
) -> None:
    """Ask for the note: it is kept in a form, with what it goes with and the version of the case that was shown."""
    if not await make_room(turn):
        return
    data = {
        "case": case.id,
        "version": case.version,
        "wanted": list(wanted),
        "reason": reason,
        "needed": needed,
    }
    form = await forms.start(turn.tx, turn.person.id, turn.chat, KIND, what, data, turn.now)
    await _ask(turn, case, form)


async def said(turn: Turn) -> None:
    """The note in words."""
    if turn.form is None:
        return
    await retire_card(turn, turn.form)
    case = await of_form(turn, turn.form)
    if case is None:
        return
    text = clean(turn.text, NOTE_LIMIT)
    if text:
        await _do(turn, case, turn.form, text)
    else:
        form = await forms.advance(turn.tx, turn.form, turn.form.step, turn.form.data, turn.now)
        await _ask(turn, case, form)


async def without(turn: Turn) -> None:
    """``desk.plain FORM VERSION``: no note."""
    form = await pressed_form(turn, KIND)
    if form is None:
        return
    if form.data["needed"]:
        await turn.toast(common.old_button(turn.words))
        return
    case = await of_form(turn, form)
    if case is not None:
        await _do(turn, case, form, "")


async def cancel(turn: Turn) -> None:
    """``desk.cancel FORM VERSION``: nothing is done; the card comes back."""
    form = turn.form
    kinds = (KIND, approving.KIND)
    if form is None or form.kind not in kinds or turn.arguments != (str(form.id), str(form.version)):
        await turn.toast(common.old_button(turn.words))
        return
    await forms.close(turn.tx, form, "cancelled", turn.now)
    case = await case_by_id(turn.tx, turn.person, form.data["case"])
    await turn.show(await card_of(turn, case) if case and case.number else views.cancelled(turn.words))


async def _ask(turn: Turn, case: Case, form: Form) -> None:
    what, ids = _what(form), form.data["wanted"]
    labels = labels_of(turn.words, case.kind, ids)
    if reason := case.kind.reason(form.data["reason"]):
        labels.append(reason.label.told(turn.words.language))
    card = views.type_note(turn.words, case, what, labels, form.id, form.version, needed=form.data["needed"])
    await turn.show(card, form=form)


async def _do(turn: Turn, case: Case, form: Form, note: str) -> None:
    await forms.close(turn.tx, form, "saved", turn.now)
    tx, person, now = turn.tx, turn.person, turn.now
    match _what(form):
        case "ask":
            after = await desk.ask_for(tx, case, form.data["wanted"], note, person, now)
        case "refuse":
            after = await desk.refuse(tx, case, form.data["reason"], note, person, now)
        case "return":
            after = await desk.take_back(tx, case, note, person, now)
    await finish(turn, case, after, _MOVES[_what(form)], note)


def _what(form: Form) -> views.Note:
    return next(what for what in _MOVES if what == form.step)
