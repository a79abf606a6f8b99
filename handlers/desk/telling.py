"""Who hears of a case: its applicant, and whoever of the desk has it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from coordination.cases.access import DESK
from coordination.cases.case import Case
from coordination.people import register
from coordination.people.person import Person, Role
from handlers.outgoing import NOTICE, Outgoing
from handlers.relay import can_read, officers_for
from handlers.turn import words_of
from views.language import Words
from views.message import Message

Make = Callable[[Words], Message]
"""Makes a message in the words of its reader."""


async def tell_applicant(out: Outgoing, case: Case, make: Make) -> bool:
    """Tell the applicant, who waits for it; False where they cannot be reached any more."""
    applicant = await register.person(out.tx, case.applicant)
    if applicant is None or not can_read(applicant):
        return False
    await out.send(applicant.telegram_id, make(words_of(applicant)), urgency=NOTICE)
    return True


async def tell_desk(out: Outgoing, case: Case, make: Make) -> int:
    """Tell the officer who has the case; else the duty officers, or admins where there is none. How many were told."""
    officer = await register.person(out.tx, case.officer) if case.officer is not None else None
    if officer is not None and officer.role in DESK and officer.reachable:
        return await _tell(out, (officer,), make)
    return await _tell(out, await officers_for(out, case.applicant), make)


async def tell_admins(out: Outgoing, case: Case, make: Make) -> int:
    """Tell the admins, without the applicant; how many were told."""
    admins = await register.with_roles(out.tx, {Role.ADMIN})
    return await _tell(out, [one for one in admins if one.reachable and one.id != case.applicant], make)


async def _tell(out: Outgoing, people: Sequence[Person], make: Make) -> int:
    for person in people:
        await out.send(person.telegram_id, make(words_of(person)), urgency=NOTICE)
    return len(people)
