"""Requests to enter, before the admins: the first press decides, later ones are told who did."""

from __future__ import annotations

from datetime import timedelta

from coordination import seldom
from coordination.forms import form as forms
from coordination.people import register as people
from coordination.people.invitations import Invitation
from coordination.people.joining import may_ask_from
from coordination.people.person import Person, Role
from handlers.arguments import number
from handlers.menus import commands_for, set_menu
from handlers.routing import Rights, Routes
from handlers.turn import Turn, words_of
from views import approvals as views
from views import common
from views import joining as joining_views

ADMINS = Rights(frozenset({Role.ADMIN}))

MANY = 10
"""Up to so many waiting requests admins get a card for each."""
MANY_TOLD_EVERY = timedelta(minutes=10)


def register(routes: Routes) -> None:
    """Add the buttons of the request card."""
    routes.press("join.approve", approve, ADMINS)
    routes.press("join.reject", reject, ADMINS)


async def put_before_admins(turn: Turn, who: Person) -> None:
    """Every admin gets the request; when very many wait, now and then one line that says so."""
    waiting = await people.count_waiting(turn.tx)
    if waiting > MANY:
        if not await seldom.may_tell(turn.tx, "many requests", MANY_TOLD_EVERY, turn.now):
            return
        for admin in await people.with_roles(turn.tx, {Role.ADMIN}):
            await turn.tell(admin, views.many_wait(words_of(admin), waiting))
        return
    for admin in await people.with_roles(turn.tx, {Role.ADMIN}):
        await turn.tell(admin, views.request(words_of(admin), who))


async def entered_by_invitation(turn: Turn, who: Person, invitation: Invitation) -> None:
    """Say welcome in place of the card, set the menu, tell the admin who made the link."""
    await turn.show(joining_views.entered(turn.words, who, commands_for(turn.routes, who)))
    await set_menu(turn.out, turn.routes, who)
    maker = await people.person(turn.tx, invitation.created_by)
    if maker is not None and maker.role is Role.ADMIN:
        await turn.tell(maker, views.entered_by_invitation(words_of(maker), who))


async def approve(turn: Turn) -> None:
    """Let the person in and tell them what they can do."""
    who = await _open_request(turn, {"waiting", "rejected"})
    if who is None:
        return
    decided = await people.decide(turn.tx, who, "approved", by=turn.person, now=turn.now)
    if decided is None:
        return
    form = await forms.current(turn.tx, decided.id)
    if form is not None and form.kind == "join":
        await forms.close(turn.tx, form, "cancelled", turn.now)
    await _show_decision(turn, decided)
    w = words_of(decided)
    await turn.tell(decided, joining_views.entered(w, decided, commands_for(turn.routes, decided)))
    await set_menu(turn.out, turn.routes, decided)


async def reject(turn: Turn) -> None:
    """Turn the request down and tell the person when they may ask again."""
    who = await _open_request(turn, {"waiting"})
    if who is None:
        return
    decided = await people.decide(turn.tx, who, "rejected", by=turn.person, now=turn.now)
    again_from = may_ask_from(decided) if decided else None
    if decided is None or again_from is None:
        return
    await _show_decision(turn, decided)
    await turn.tell(decided, joining_views.rejected(words_of(decided), again_from))


async def _open_request(turn: Turn, states: set[str]) -> Person | None:
    """The person whose request the button decides; None, after a word and a fresh card, when it was decided."""
    row = number(turn, 0)
    who = await people.person(turn.tx, row) if row is not None else None
    if who is None or who.id == turn.person.id:
        await turn.toast(common.old_button(turn.words))
        return None
    if who.state in states and number(turn, 1) == who.version:
        return who
    if who.state == "waiting":
        await turn.toast(views.request_changed(turn.words))
        await turn.show(views.request(turn.words, who))
    else:
        await turn.toast(views.already_decided(turn.words))
        await _show_decision(turn, who)
    return None


async def _show_decision(turn: Turn, who: Person) -> None:
    admin = await people.person(turn.tx, who.decided_by) if who.decided_by else None
    await turn.show(views.decided(turn.words, who, admin.name if admin else "", who.decided_at))
