"""Who of the desk works on a case."""

from __future__ import annotations

from coordination.cases import desk
from coordination.cases.access import DESK
from coordination.cases.case import Case
from coordination.people import register
from coordination.people.person import Person
from handlers.arguments import number
from handlers.desk.card import pressed, settled
from handlers.turn import Turn, words_of
from views import common
from views.desk import moving as views


async def take(turn: Turn) -> None:
    """``desk.take CASE VERSION``: I work on it."""
    case = await pressed(turn)
    if case is not None:
        await _assign(turn, case, turn.person)


async def choose(turn: Turn) -> None:
    """``desk.assign CASE VERSION``: who?"""
    case = await pressed(turn)
    if case is not None:
        await turn.show(views.choose_officer(turn.words, case, await _others(turn, case)))


async def give(turn: Turn) -> None:
    """``desk.give CASE VERSION PERSON``; 0 is nobody, which gives it to the whole desk."""
    case, row = await pressed(turn), number(turn, 2)
    if case is None:
        return
    officer = next((one for one in await _others(turn, case) if one.id == row), None)
    if row != 0 and officer is None:
        await turn.toast(common.old_button(turn.words))
        return
    kept = await _assign(turn, case, officer)
    if kept is not None and officer is not None:
        await turn.tell(officer, views.assigned_to_you(words_of(officer), kept, turn.person.name))


async def _assign(turn: Turn, case: Case, officer: Person | None) -> Case | None:
    kept = await desk.assign(turn.tx, case, officer, turn.person, turn.now)
    await settled(turn, case, kept, views.assigned(turn.words, kept) if kept else None)
    return kept


async def _others(turn: Turn, case: Case) -> list[Person]:
    """Whom the case can be given to: the desk, without the applicant, the reader and who has it."""
    there = await register.with_roles(turn.tx, DESK)
    return [one for one in there if one.id not in (case.applicant, case.officer, turn.person.id)]
