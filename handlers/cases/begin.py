"""Where a request begins: /apply, the questions that decide its kind, what it will need; going on with a draft."""

from __future__ import annotations

from datetime import timedelta

from coordination.cases import filing as store
from coordination.cases.access import case_by_id, is_applicant
from coordination.cases.asking import given, settled_by, triage_of
from coordination.cases.case import Case
from coordination.cases.ended import endings
from coordination.cases.files import procedures
from coordination.cases.kind import Kind, Question
from coordination.cases.lists import mine
from coordination.cases.states import State
from coordination.cases.vault import Vault
from handlers.arguments import number
from handlers.cases import showing
from handlers.cases.asking import KIND, OPEN, begun, go_on, of_form, old_button, put_again
from handlers.status.asking import make_room
from handlers.turn import Turn
from views.cases import kinds as views

_TWICE_WITHIN = timedelta(minutes=1)
"""A second press on "Begin" within this time is the first one's double."""


async def apply(turn: Turn) -> None:
    """/apply: drafts to go on with, and all kinds."""
    if turn.vault is None:
        await turn.show(views.off(turn.words))
        return
    await turn.show(views.choose(turn.words, procedures(), await _drafts(turn)))


async def triage(turn: Turn) -> None:
    """``case.triage QUESTION ANSWER``: to the next question, or to the kind that it leads to."""
    made, n = procedures(), number(turn, 1)
    question = made.questions.get(turn.arguments[0]) if turn.arguments else None
    if turn.vault is None:
        await turn.show(views.off(turn.words))
    elif question is None or n is None or n >= len(question.answers):
        await old_button(turn)
    elif question.answers[n].next:
        await turn.show(views.question(turn.words, made.questions[question.answers[n].next]))
    else:
        decided = (question, n) if question.id != made.first else None
        kind = made.kinds[question.answers[n].kind]
        await turn.show(views.proposed(turn.words, kind, decided, await endings(turn.tx, kind)))


async def of_kind(turn: Turn) -> None:
    """``case.begin KIND``, under an answer about it: what it needs; for a visa first the questions that decide."""
    kind = _kind(turn)
    if turn.vault is None:
        await turn.answer(views.off(turn.words))
    elif kind is None:
        await old_button(turn)
    elif (first := triage_of(procedures(), kind)) is not None:
        await turn.answer(views.question(turn.words, first))
    else:
        await turn.answer(views.proposed(turn.words, kind, None, await endings(turn.tx, kind)))


async def start(turn: Turn) -> None:
    """``case.start KIND [QUESTION]``: open a draft and ask; the question of triage may have answered something."""
    kind = _kind(turn)
    settling = procedures().questions.get("".join(turn.arguments[1:2]))
    if turn.vault is None:
        await turn.show(views.off(turn.words))
    elif kind is None:
        await old_button(turn)
    elif not await _pressed_twice(turn, kind) and await make_room(turn):
        case = await store.open_draft(turn.tx, turn.person, kind, turn.now)
        if case is None:
            await turn.show(views.too_many_drafts(turn.words, await _drafts(turn)))
            return
        await begun(turn, await _settled(turn, case, settling, turn.vault), turn.vault)


async def open_one(turn: Turn) -> None:
    """``case.open CASE``: go on with a draft, or see how a case stands."""
    row = number(turn, 0)
    case = await case_by_id(turn.tx, turn.person, row) if row is not None else None
    if turn.vault is None:
        await turn.show(views.off(turn.words))
    elif case is None:
        await old_button(turn)
    elif case.state is State.DRAFT:
        await _resume(turn, case, turn.vault)
    else:
        await showing.put(turn, case)


async def provide(turn: Turn) -> None:
    """``case.provide CASE``: hand in what the desk asked for, and only that."""
    row = number(turn, 0)
    case = await case_by_id(turn.tx, turn.person, row) if row is not None else None
    if turn.vault is None:
        await turn.show(views.off(turn.words))
    elif case is None or not is_applicant(turn.person, case) or case.state is not State.INCOMPLETE:
        await old_button(turn)
    else:
        await _resume(turn, case, turn.vault)


async def _resume(turn: Turn, case: Case, vault: Vault) -> None:
    """Where it was left: in its open form, or at the first thing that is not there."""
    form = turn.form
    if form is not None and form.kind == KIND and form.data["case"] == case.id:
        filing = await of_form(turn, form)
        if filing is None:
            return
        item = filing.item
        done = item is not None and given(item, filing.answers, filing.files) and item not in filing.missing
        await (go_on(turn, filing) if done else put_again(turn, filing))
    elif case.state in OPEN and await make_room(turn):
        await begun(turn, case, vault, mode="all" if case.state is State.DRAFT else "missing")


def _kind(turn: Turn) -> Kind | None:
    return procedures().kinds.get(turn.arguments[0]) if turn.arguments else None


async def _drafts(turn: Turn) -> list[Case]:
    found = await mine(turn.tx, turn.person, limit=1000)
    return [case for case in found if case.state is State.DRAFT]


async def _pressed_twice(turn: Turn, kind: Kind) -> bool:
    """Whether the form that is open was begun by the same press a moment ago."""
    form = turn.form
    if form is None or form.kind != KIND:
        return False
    case = await case_by_id(turn.tx, turn.person, form.data["case"])
    if case is None or case.kind.id != kind.id or turn.now - case.created_at > _TWICE_WITHIN:
        return False
    await old_button(turn)
    return True


async def _settled(turn: Turn, case: Case, question: Question | None, vault: Vault) -> Case:
    settled = settled_by(case.kind, question) if question else None
    if settled is None:
        return case
    field, value = settled
    return await store.answer(turn.tx, case, field, value, vault, turn.person, turn.now) or case
