"""/thresholds: what pages the duty officer; admins set it by buttons, duty officers may look."""

from __future__ import annotations

from coordination.forms import form as forms
from coordination.people.person import Role
from coordination.watch import crossings, thresholds
from coordination.watch.shifts import OFFICERS
from coordination.watch.thresholds import MINUTES, State, Threshold
from handlers.arguments import number
from handlers.pressing import retire_card
from handlers.routing import Rights, Routes
from handlers.status.asking import make_room
from handlers.turn import Turn
from handlers.watch import paging
from views import common
from views.watch import thresholds as views

KIND = "threshold"
_STATES: dict[str, State] = {"on": "on", "off": "off", "removed": "removed"}


def register(routes: Routes) -> None:
    """Add /thresholds and its buttons."""
    officers, admins = Rights(OFFICERS), Rights(frozenset({Role.ADMIN}))
    routes.command("thresholds", listed, officers)
    routes.press("watch.list", listed, officers)
    routes.press("watch.open", open_one, admins)
    routes.press("watch.new", new, admins)
    routes.press("watch.type", type_amount, admins)
    routes.form(KIND, said_amount, admins)
    routes.press("watch.minutes", set_minutes, admins)
    routes.press("watch.state", set_state, admins)


async def listed(turn: Turn) -> None:
    """All of them."""
    found = await thresholds.listed(turn.tx)
    await turn.show(views.listed(turn.words, found, admin=turn.person.role is Role.ADMIN))


async def open_one(turn: Turn) -> None:
    """``watch.open THRESHOLD``."""
    one = await _pressed(turn)
    if one is not None:
        await turn.show(views.card(turn.words, one))


async def new(turn: Turn) -> None:
    """``watch.new WORDS``: the next question; after the last one the threshold is set."""
    if turn.form is not None and turn.form.kind == KIND:
        await forms.close(turn.tx, turn.form, "cancelled", turn.now)
    words = thresholds.spelt_out(turn.arguments)
    wanted = thresholds.wanted(words, turn.now)
    if wanted is not None:
        made = await thresholds.add(turn.tx, wanted, turn.person, turn.now)
        await turn.show(views.card(turn.words, made))
        await paging.look(turn.out)
        return
    asked = views.ask_next(turn.words, words)
    if asked is None:
        await turn.toast(common.old_button(turn.words))
    else:
        await turn.show(asked)


async def type_amount(turn: Turn) -> None:
    """``watch.type WORDS``: another number of people than the buttons offer."""
    words = thresholds.spelt_out(turn.arguments)
    if not thresholds.takes_amount(words):
        await turn.toast(common.old_button(turn.words))
    elif await make_room(turn):
        data = {"words": list(words)}
        form = await forms.start(turn.tx, turn.person.id, turn.chat, KIND, "amount", data, turn.now)
        await turn.show(views.type_amount(turn.words, words), form=form)


async def said_amount(turn: Turn) -> None:
    """The number; the next question follows."""
    form = turn.form
    if form is None:
        return
    words = tuple(form.data["words"])
    amount = thresholds.read_amount(turn.text)
    if amount is None:
        await turn.answer(views.no_amount(turn.words))
        return
    await retire_card(turn, form)
    await forms.close(turn.tx, form, "saved", turn.now)
    asked = views.ask_next(turn.words, (*words, str(amount)))
    if asked is not None:
        await turn.answer(asked)


async def set_minutes(turn: Turn) -> None:
    """``watch.minutes THRESHOLD VERSION MINUTES``."""
    one, minutes = await _to_change(turn), number(turn, 2)
    if one is not None and minutes in MINUTES and minutes != one.minutes:
        await _change(turn, one, one.state, minutes)


async def set_state(turn: Turn) -> None:
    """``watch.state THRESHOLD VERSION STATE``: on, off or removed."""
    one, state = await _to_change(turn), _STATES.get("".join(turn.arguments[2:3]))
    if one is not None and state is not None and state != one.state:
        await _change(turn, one, state, one.minutes)


async def _change(turn: Turn, one: Threshold, state: State, minutes: int) -> None:
    kept = await thresholds.change(turn.tx, one, state=state, minutes=minutes, by=turn.person, now=turn.now)
    if kept is None:
        await turn.toast(common.old_button(turn.words))
        return
    if state != "on":
        await crossings.end_all(turn.tx, kept, turn.now)
        await paging.refresh(turn.out)
    if state == "removed":
        await listed(turn)
    else:
        await turn.show(views.card(turn.words, kept))


async def _pressed(turn: Turn) -> Threshold | None:
    row = number(turn, 0)
    one = await thresholds.by_id(turn.tx, row) if row is not None else None
    if one is None:
        await turn.toast(common.old_button(turn.words))
    return one


async def _to_change(turn: Turn) -> Threshold | None:
    """The threshold of the button; None, with a fresh card, when it has changed since the card was made."""
    one = await _pressed(turn)
    if one is not None and number(turn, 1) != one.version:
        await turn.toast(common.old_button(turn.words))
        await turn.show(views.card(turn.words, one))
        return None
    return one
