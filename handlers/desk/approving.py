"""An approval: number and day of the letter, the days of its validity, read back, saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Literal

from coordination.cases import desk
from coordination.cases.case import Case
from coordination.cases.desk import LETTER_LIMIT, Approval, approval_fault
from coordination.cases.moments import read_day
from coordination.cases.rules import months_after
from coordination.cases.states import Move, after
from coordination.forms import form as forms
from coordination.forms.form import Form
from coordination.reports.days import day_in_baghdad
from coordination.text import clean
from handlers.desk.card import pressed
from handlers.desk.finishing import finish, of_form
from handlers.pressing import pressed_form, retire_card
from handlers.status.asking import make_room
from handlers.turn import Turn
from views.desk import moving as views
from views.language import Html

KIND = "case_approval"

_LETTER, _CARD = "number", "card"
_DAYS: tuple[Literal["on", "from", "until"], ...] = ("on", "from", "until")
_MONTHS = (1, 3, 6)
"""Validities offered by button."""


async def begin(turn: Turn) -> None:
    """``desk.approve CASE VERSION``: the number of the letter first."""
    case = await pressed(turn)
    if case is None:
        return
    if after(Move.APPROVE, case.state) is None:
        await finish(turn, case, None, Move.APPROVE)
    elif await make_room(turn):
        data = {"case": case.id, "version": case.version}
        form = await forms.start(turn.tx, turn.person.id, turn.chat, KIND, _LETTER, data, turn.now)
        await _ask(turn, case, form)


async def said(turn: Turn) -> None:
    """The number, or a day, in words; at the read-back card words change nothing."""
    form = turn.form
    if form is None:
        return
    await retire_card(turn, form)
    case = await of_form(turn, form)
    if case is None:
        return
    if form.step == _LETTER:
        number = " ".join(clean(turn.text, LETTER_LIMIT).split())
        await _go_on(turn, case, form, {"number": number} if number else {})
    elif form.step == _CARD:
        await _go_on(turn, case, form, {})
    else:
        await _day(turn, case, form, read_day(turn.text, day_in_baghdad(turn.now)))


async def pick_day(turn: Turn) -> None:
    """``desk.day FORM VERSION DAY``."""
    form = await pressed_form(turn, KIND)
    case = await of_form(turn, form) if form else None
    if form is None or case is None or form.step not in _DAYS:
        return
    try:
        day = date.fromisoformat("".join(turn.arguments[2:3]))
    except ValueError:
        day = None
    await _day(turn, case, form, day)


async def save(turn: Turn) -> None:
    """``desk.save FORM VERSION``: noted, and the applicant is told."""
    form = await pressed_form(turn, KIND)
    case = await of_form(turn, form) if form else None
    if form is None or case is None or form.step != _CARD:
        return
    letter = _letter(form.data)
    if approval_fault(letter, day_in_baghdad(turn.now)):
        # A card that waited for too long: the letter is over already.
        await _go_on(turn, case, form, {}, step="until")
        return
    await forms.close(turn.tx, form, "saved", turn.now)
    await finish(turn, case, await desk.approve(turn.tx, case, letter, turn.person, turn.now), Move.APPROVE)


async def _day(turn: Turn, case: Case, form: Form, day: date | None) -> None:
    """Keep a day if the letter can be right with it; else say what is wrong and ask again."""
    if day is None:
        await _go_on(turn, case, form, {}, lead=views.no_day(turn.words))
        return
    data = {**form.data, form.step: day.isoformat()}
    fault = approval_fault(_letter(data), day_in_baghdad(turn.now))
    if fault is None:
        await _go_on(turn, case, form, {form.step: day.isoformat()})
    else:
        await _go_on(turn, case, form, {}, lead=views.fault(turn.words, fault))


async def _go_on(
    turn: Turn,
    case: Case,
    form: Form,
    kept: Mapping[str, str],
    *,
    lead: Html | None = None,
    step: str = "",
) -> None:
    """To the next step with what was kept; the same step again where nothing was."""
    steps = (_LETTER, *_DAYS, _CARD)
    following = step or (steps[steps.index(form.step) + 1] if kept else form.step)
    form = await forms.advance(turn.tx, form, following, {**form.data, **kept}, turn.now)
    await _ask(turn, case, form, lead)


async def _ask(turn: Turn, case: Case, form: Form, lead: Html | None = None) -> None:
    w, today = turn.words, day_in_baghdad(turn.now)
    day = next((one for one in _DAYS if one == form.step), None)
    if form.step == _LETTER:
        message = views.type_letter(w, case, form.id, form.version)
    elif day is None:
        message = views.read_back(w, case, _letter(form.data), form.id, form.version)
    else:
        offered = _offered(day, form.data, today)
        message = views.type_day(w, case, day, offered, form.id, form.version, lead)
    await turn.show(message, form=form)


def _offered(step: str, data: Mapping[str, Any], today: date) -> Sequence[date]:
    if step == "on":
        return (today,)
    if step == "from":
        return tuple(dict.fromkeys((date.fromisoformat(data["on"]), today)))
    first = date.fromisoformat(data["from"])
    return tuple(day for months in _MONTHS if (day := months_after(first, months)) >= today)


def _letter(data: Mapping[str, Any]) -> Approval:
    """The letter as far as it is known; days that are not known yet are such that nothing speaks against them."""
    on = date.fromisoformat(data["on"]) if "on" in data else date.min
    first = date.fromisoformat(data["from"]) if "from" in data else date.min
    until = date.fromisoformat(data["until"]) if "until" in data else date.max
    return Approval(data["number"], on, first, until)
