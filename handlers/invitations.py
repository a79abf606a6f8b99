"""/invite: links that let one person in without waiting."""

from __future__ import annotations

from coordination.people import invitations
from coordination.people.areas import codes_of
from coordination.people.ministries import ministries
from coordination.people.person import ASKED_FOR, WITH_GOVERNORATES, Role, role_by_key
from handlers.approvals import ADMINS
from handlers.arguments import number
from handlers.routing import Routes
from handlers.turn import Turn
from views import common
from views import invitations as views


def register(routes: Routes) -> None:
    """Add /invite and its buttons."""
    routes.command("invite", start, ADMINS)
    for action, handler in (
        ("start", start),
        ("role", pick_role),
        ("areas", pick_areas),
        ("make", make),
        ("ministries", pick_ministry),
        ("ministry", make_for_ministry),
        ("revoke", revoke),
    ):
        routes.press(f"invite.{action}", handler, ADMINS)


async def start(turn: Turn) -> None:
    """The roles to choose from, and a page of the open invitations."""
    await _show(turn, (number(turn, 0) if turn.pressed else None) or 0)


async def pick_role(turn: Turn) -> None:
    """A role: its governorates are asked for, or the link is made at once."""
    role = _role(turn)
    if role in WITH_GOVERNORATES:
        await turn.show(views.choose_areas(turn.words, role, ()))
    elif role is not None:
        await _make(turn, role, ())


async def pick_areas(turn: Turn) -> None:
    """Governorates ticked so far; the button that was pressed carries them."""
    role, codes = _role(turn), _codes(turn)
    if role is not None and codes is not None:
        await turn.show(views.choose_areas(turn.words, role, codes))


async def make(turn: Turn) -> None:
    """Make the link for a role with governorates, or with none for a body that is not on the list."""
    role, codes = _role(turn), _codes(turn)
    if role in WITH_GOVERNORATES and codes is not None:
        await _make(turn, role, codes)


async def pick_ministry(turn: Turn) -> None:
    """No governorates: the ministries to choose from."""
    role = _role(turn)
    if role in WITH_GOVERNORATES:
        await turn.show(views.choose_ministry(turn.words, role))


async def make_for_ministry(turn: Turn) -> None:
    """Make the link for a role that is held for a ministry."""
    role, code = _role(turn), "".join(turn.arguments[1:])
    if role in WITH_GOVERNORATES and code in ministries():
        await _make(turn, role, (), code)


async def revoke(turn: Turn) -> None:
    """Take an open invitation back."""
    row = number(turn, 0)
    invitation = await invitations.by_id(turn.tx, row) if row is not None else None
    done = invitation is not None and await invitations.revoke(
        turn.tx, invitation, by=turn.person, now=turn.now
    )
    await turn.toast(views.revoked(turn.words) if done else common.old_button(turn.words))
    await _show(turn, 0)


async def _show(turn: Turn, asked: int) -> None:
    count = await invitations.count_open(turn.tx, turn.now)
    page = min(asked, max(0, count - 1) // views.PAGE)
    there = await invitations.open_ones(turn.tx, turn.now, views.PAGE, page * views.PAGE)
    await turn.show(views.start(turn.words, there, page, count))


async def _make(turn: Turn, role: Role, codes: tuple[str, ...], ministry: str = "") -> None:
    card = turn.pressed.message.message_id if turn.pressed and turn.pressed.message else 0
    made = await invitations.create(turn.tx, role, codes, ministry, by=turn.person, card=card, now=turn.now)
    if made is None:
        await turn.toast(common.old_button(turn.words))
        return
    invitation, token = made
    await turn.show(views.made(turn.words, invitation, f"https://t.me/{turn.bot_username}?start={token}"))


def _role(turn: Turn) -> Role | None:
    role = role_by_key(turn.arguments[0]) if turn.arguments else None
    return role if role in ASKED_FOR else None


def _codes(turn: Turn) -> tuple[str, ...] | None:
    return codes_of(turn.arguments[1]) if len(turn.arguments) == 2 else None
