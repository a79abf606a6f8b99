"""/people: the admins' list of people; suspend, restore, change role. Never oneself."""

from __future__ import annotations

from coordination.forms import form as forms
from coordination.people import invitations
from coordination.people import register as people
from coordination.people.areas import codes_of
from coordination.people.ministries import ministries
from coordination.people.person import ASKED_FOR, WITH_GOVERNORATES, Person, Role, State, role_by_key
from handlers.approvals import ADMINS
from handlers.arguments import number
from handlers.menus import set_menu
from handlers.routing import Routes
from handlers.turn import Turn, words_of
from views import common
from views import people as views

GIVEN = frozenset((*ASKED_FOR, Role.ADMIN))
"""Roles that an admin can give."""


def register(routes: Routes) -> None:
    """Add /people and the buttons of its cards."""
    routes.command("people", show_list, ADMINS)
    for action, handler in (
        ("list", show_list),
        ("card", show_card),
        ("suspend", suspend),
        ("restore", restore),
        ("roles", choose_role),
        ("role", pick_role),
        ("areas", pick_areas),
        ("assign", assign),
        ("ministries", pick_ministry),
        ("ministry", assign_ministry),
    ):
        routes.press(f"people.{action}", handler, ADMINS)


async def show_list(turn: Turn) -> None:
    """One page; the waiting come first."""
    count = await people.count_known(turn.tx)
    asked = number(turn, 0) if turn.pressed else None
    page = min(asked or 0, max(0, count - 1) // views.PAGE)
    there = await people.known(turn.tx, views.PAGE, page * views.PAGE)
    await turn.show(views.people_list(turn.words, there, page, count))


async def show_card(turn: Turn) -> None:
    """One person."""
    who = await _person(turn)
    if who is not None:
        await _card(turn, who)


async def suspend(turn: Turn) -> None:
    """Take access away, with whatever was begun and the links they made; the person is told."""
    who = await _change(turn, "approved", "suspended")
    if who is not None:
        await _end_rights(turn, who)
        await turn.tell(who, views.suspended(words_of(who)))


async def restore(turn: Turn) -> None:
    """Give access back; the person is told."""
    who = await _change(turn, "suspended", "approved")
    if who is not None:
        await turn.tell(who, views.restored(words_of(who), who))


async def choose_role(turn: Turn) -> None:
    """The roles to choose from."""
    who = await _to_change(turn, "approved")
    if who is not None:
        await turn.show(views.choose_role(turn.words, who))


async def pick_role(turn: Turn) -> None:
    """A role: its governorates are asked for, or it is given at once."""
    who, role = await _to_change(turn, "approved"), _role(turn)
    if who is None or role is None:
        return
    if role in WITH_GOVERNORATES:
        await turn.show(views.choose_areas(turn.words, who, role, who.governorates))
    else:
        await _assign(turn, who, role, ())


async def pick_areas(turn: Turn) -> None:
    """Governorates ticked so far; the button that was pressed carries them."""
    who, role, codes = await _to_change(turn, "approved"), _role(turn), _codes(turn)
    if who is not None and role is not None and codes is not None:
        await turn.show(views.choose_areas(turn.words, who, role, codes))


async def assign(turn: Turn) -> None:
    """Give a role with governorates, or with none for a body that is not on the list."""
    who, role, codes = await _to_change(turn, "approved"), _role(turn), _codes(turn)
    if who is not None and role in WITH_GOVERNORATES and codes is not None:
        await _assign(turn, who, role, codes)


async def pick_ministry(turn: Turn) -> None:
    """No governorates: the ministries to choose from."""
    who, role = await _to_change(turn, "approved"), _role(turn)
    if who is not None and role in WITH_GOVERNORATES:
        await turn.show(views.choose_ministry(turn.words, who, role))


async def assign_ministry(turn: Turn) -> None:
    """Give a role that is held for a ministry."""
    who, role, code = await _to_change(turn, "approved"), _role(turn), "".join(turn.arguments[3:])
    if who is not None and role in WITH_GOVERNORATES and code in ministries():
        await _assign(turn, who, role, (), code)


async def _assign(turn: Turn, who: Person, role: Role, codes: tuple[str, ...], ministry: str = "") -> None:
    changed = await people.reassign(turn.tx, who, role, codes, ministry, by=turn.person, now=turn.now)
    if changed is not None:
        if role is not Role.ADMIN:
            await invitations.revoke_made_by(turn.tx, changed, by=turn.person, now=turn.now)
        await _card(turn, changed)
        await turn.tell(changed, views.reassigned(words_of(changed), changed))
        await set_menu(turn.out, turn.routes, changed)


async def _change(turn: Turn, before: State, after: State) -> Person | None:
    who = await _to_change(turn, before)
    changed = await people.decide(turn.tx, who, after, by=turn.person, now=turn.now) if who else None
    if changed is not None:
        await _card(turn, changed)
        await set_menu(turn.out, turn.routes, changed)
    return changed


async def _end_rights(turn: Turn, who: Person) -> None:
    await invitations.revoke_made_by(turn.tx, who, by=turn.person, now=turn.now)
    form = await forms.current(turn.tx, who.id)
    if form is not None:
        await forms.close(turn.tx, form, "cancelled", turn.now)


async def _to_change(turn: Turn, state: State) -> Person | None:
    """The person of the button, unless it is the admin themselves or the row has changed since; then a fresh card."""
    who = await _person(turn)
    if who is None:
        return None
    if who.id == turn.person.id or who.state != state or number(turn, 1) != who.version:
        await turn.toast(common.old_button(turn.words))
        await _card(turn, who)
        return None
    return who


async def _person(turn: Turn) -> Person | None:
    row = number(turn, 0)
    who = await people.person(turn.tx, row) if row is not None else None
    if who is None or who.state == "new":
        await turn.toast(common.old_button(turn.words))
        return None
    return who


async def _card(turn: Turn, who: Person) -> None:
    configured = who.role is not Role.ADMIN and await people.by_configuration(turn.tx, who)
    card = views.person_card(turn.words, who, oneself=who.id == turn.person.id, configured=configured)
    await turn.show(card)


def _role(turn: Turn) -> Role | None:
    role = role_by_key(turn.arguments[2]) if len(turn.arguments) > 2 else None
    return role if role in GIVEN else None


def _codes(turn: Turn) -> tuple[str, ...] | None:
    return codes_of(turn.arguments[3]) if len(turn.arguments) == 4 else None
