"""/handover: a focal point lets a deputy be reminded in their place, from one day to another."""

from __future__ import annotations

from datetime import date, timedelta

from coordination.people import register as people
from coordination.people.person import Person, Role
from coordination.reports.days import day_in_baghdad
from coordination.roster import handovers
from coordination.roster.handovers import Handover
from coordination.roster.reporters import Expected, listed
from coordination.roster.staff import belongs, read_staff
from handlers.arguments import number
from handlers.routing import Rights, Routes
from handlers.turn import Turn, words_of
from views import common
from views import roster as views


def register(routes: Routes) -> None:
    """Add /handover and its buttons."""
    rights = Rights(frozenset({Role.FOCAL_POINT}))
    routes.command("handover", begin, rights)
    routes.press("handover.deputy", pick_deputy, rights)
    routes.press("handover.first", pick_first, rights)
    routes.press("handover.last", pick_last, rights)
    routes.press("handover.end", end, rights)


async def begin(turn: Turn) -> None:
    """The hand-over that stands, or the deputies to choose from."""
    given = await handovers.current(turn.tx, turn.person, day_in_baghdad(turn.now))
    deputy = await people.person(turn.tx, given.deputy) if given else None
    if given is not None and deputy is not None:
        await turn.answer(views.handed_over(turn.words, given, deputy.name))
    else:
        await turn.answer(views.choose_deputy(turn.words, await _deputies(turn)))


async def pick_deputy(turn: Turn) -> None:
    """From which day?"""
    deputy = await _deputy(turn)
    if deputy is not None:
        await turn.show(views.choose_first(turn.words, deputy, day_in_baghdad(turn.now)))


async def pick_first(turn: Turn) -> None:
    """Until which day?"""
    deputy, first = await _deputy(turn), _day(turn, 1)
    if deputy is None:
        return
    if not _is_first(turn, first) or first is None:
        await turn.toast(common.old_button(turn.words))
        return
    await turn.show(views.choose_last(turn.words, deputy, first))


async def pick_last(turn: Turn) -> None:
    """The hand-over is made; the deputy is told, and whoever stood in before."""
    deputy, first, last = await _deputy(turn), _day(turn, 1), _day(turn, 2)
    if deputy is None:
        return
    before = await handovers.current(turn.tx, turn.person, day_in_baghdad(turn.now))
    again = before is not None and (before.deputy, before.first_day, before.last_day) == (
        deputy.id,
        first,
        last,
    )
    if again or first is None or last is None or not _is_first(turn, first) or not _is_last(first, last):
        await turn.toast(common.old_button(turn.words))
        return
    given = await handovers.hand_over(turn.tx, turn.person, deputy, first, last, turn.now)
    await turn.show(views.handed_over(turn.words, given, deputy.name))
    bodies = [body for body in await _bodies(turn) if belongs(deputy, body)]
    await turn.tell(deputy, views.stands_in(words_of(deputy), turn.person.name, given, bodies))
    if before is not None and before.deputy != deputy.id:
        await _tell_of_end(turn, before)


async def end(turn: Turn) -> None:
    """The focal point is back."""
    given = await handovers.current(turn.tx, turn.person, day_in_baghdad(turn.now))
    if given is None or number(turn, 0) != given.id:
        await turn.toast(common.old_button(turn.words))
        return
    await handovers.take_back(turn.tx, turn.person, given, turn.now)
    await turn.show(views.taken_back(turn.words))
    await _tell_of_end(turn, given)


async def _tell_of_end(turn: Turn, given: Handover) -> None:
    deputy = await people.person(turn.tx, given.deputy)
    if deputy is not None and deputy.reachable and deputy.state == "approved":
        await turn.tell(deputy, views.no_longer_stands_in(words_of(deputy), turn.person.name))


async def _bodies(turn: Turn) -> list[Expected]:
    return [body for body in await listed(turn.tx) if belongs(turn.person, body)]


async def _deputies(turn: Turn) -> list[Person]:
    """The deputies of every body that this focal point reports for, each once."""
    staff = await read_staff(turn.tx)
    found = {deputy.id: deputy for body in await _bodies(turn) for deputy in staff.deputies(body)}
    return list(found.values())


async def _deputy(turn: Turn) -> Person | None:
    """The deputy of the button; None, after a toast, when they are no deputy of this focal point any more."""
    deputy_id = number(turn, 0)
    deputy = next((one for one in await _deputies(turn) if one.id == deputy_id), None)
    if deputy is None:
        await turn.toast(common.old_button(turn.words))
    return deputy


def _day(turn: Turn, index: int) -> date | None:
    try:
        return date.fromisoformat("".join(turn.arguments[index : index + 1]))
    except ValueError:
        return None


def _is_first(turn: Turn, day: date | None) -> bool:
    """Whether a hand-over can begin on this day now; buttons of yesterday's message can be a day old."""
    today = day_in_baghdad(turn.now)
    return day is not None and today <= day < today + timedelta(days=views.AHEAD)


def _is_last(first: date, last: date) -> bool:
    return (last - first).days + 1 in views.LENGTHS
