"""/roster: who must report by when; admins change who, deadlines and crisis mode, duty officers may look."""

from __future__ import annotations

from collections.abc import Callable

from coordination.people.person import Role
from coordination.reports.days import day_in_baghdad
from coordination.roster import reporters
from coordination.roster.reporters import Expected
from coordination.roster.silence import read_board, read_line
from coordination.roster.staff import read_staff
from handlers.arguments import number
from handlers.routing import Rights, Routes
from handlers.turn import Turn, words_of
from views import common
from views import roster as views
from views.language import Words
from views.message import Message


def register(routes: Routes) -> None:
    """Add /roster and the buttons of its cards."""
    readers = Rights(frozenset({Role.ADMIN, Role.DUTY_OFFICER}))
    admins = Rights(frozenset({Role.ADMIN}))
    routes.command("roster", show_list, readers)
    routes.press("roster.list", show_list, readers)
    routes.press("roster.card", show_card, readers)
    routes.press("roster.deadline", set_deadline, admins)
    routes.press("roster.crisis", set_crisis, admins)
    routes.press("roster.asked", set_asked, admins)


async def show_list(turn: Turn) -> None:
    """Everybody who must report, with how they stand, and those who may."""
    not_asked = [who for who in await reporters.listed(turn.tx) if not who.asked]
    await turn.show(views.roster(turn.words, await read_board(turn.tx, turn.now), not_asked))


async def show_card(turn: Turn) -> None:
    """One body."""
    who = await _body(turn)
    if who is not None:
        await _card(turn, who)


async def set_deadline(turn: Turn) -> None:
    """Another daily deadline; those who report for the body are told."""
    who, hour = await _to_change(turn), "".join(turn.arguments[2:])
    if who is None or hour not in views.DEADLINES or hour == who.deadline:
        return
    changed = await reporters.set_deadline(turn.tx, who, hour, by=turn.person, now=turn.now)
    if changed is not None:
        await _changed(turn, changed, crisis_changed=False)


async def set_crisis(turn: Turn) -> None:
    """Crisis mode on or off; those who report for the body are told."""
    who, wanted = await _to_change(turn), turn.arguments[2:]
    if who is None or wanted not in (("on",), ("off",)):
        return
    on = wanted == ("on",)
    if on == (who.crisis_since is not None):
        return
    changed = await reporters.set_crisis(turn.tx, who, on, by=turn.person, now=turn.now)
    if changed is not None:
        await _changed(turn, changed, crisis_changed=True)


async def set_asked(turn: Turn) -> None:
    """Updates of the body are expected from now on, or no more; those who report for it are told."""
    who, wanted = await _to_change(turn), turn.arguments[2:]
    if who is None or wanted not in (("on",), ("off",)) or who.asked == (wanted == ("on",)):
        return
    changed = await reporters.set_asked(turn.tx, who, not who.asked, by=turn.person, now=turn.now)
    if changed is not None:
        await _card(turn, changed)
        await _tell(turn, changed, lambda w: views.asked_changed(w, changed))


async def _changed(turn: Turn, who: Expected, *, crisis_changed: bool) -> None:
    await _card(turn, who)
    # In a crisis the daily deadline does not count before it has ended; a body that is not asked has none.
    if who.asked and (who.crisis_since is None or crisis_changed):
        await _tell(turn, who, lambda w: views.deadlines_changed(w, who, crisis_changed=crisis_changed))


async def _tell(turn: Turn, who: Expected, message: Callable[[Words], Message]) -> None:
    staff = await read_staff(turn.tx)
    for person in (*staff.focal_points(who), *staff.deputies(who)):
        if person.reachable:
            await turn.tell(person, message(words_of(person)))


async def _body(turn: Turn) -> Expected | None:
    who = await reporters.by_code(turn.tx, "".join(turn.arguments[:1]))
    if who is None:
        await turn.toast(common.old_button(turn.words))
    return who


async def _to_change(turn: Turn) -> Expected | None:
    """The body of the button; None, with a fresh card, when its row has changed since the card was made."""
    who = await _body(turn)
    if who is not None and number(turn, 1) != who.version:
        await turn.toast(common.old_button(turn.words))
        await _card(turn, who)
        return None
    return who


async def _card(turn: Turn, who: Expected) -> None:
    line, staff = await read_line(turn.tx, who, turn.now), await read_staff(turn.tx)
    may_change = turn.person.role is Role.ADMIN
    card = views.card(turn.words, line, staff, day_in_baghdad(turn.now), may_change=may_change)
    await turn.show(card)
