"""The door: /start, invitation links, and whatever strangers say."""

from __future__ import annotations

from coordination.forms import form as forms
from coordination.people import invitations, joining
from coordination.people.invitations import Invitation
from coordination.people.person import EVERYONE, Role
from handlers import entering, knowledge_browse
from handlers.answer_card import may_press
from handlers.cases import showing
from handlers.menus import commands_for, set_menu
from handlers.routing import Rights, Routes
from handlers.turn import Turn
from views import joining as views
from views import profile
from views.language import Html
from views.message import Message


def register(routes: Routes) -> None:
    """Add /start, and what answers strangers."""
    routes.command("start", start, Rights(EVERYONE), menu=False)
    routes.content("stranger", stranger, Rights(frozenset({Role.STRANGER})))


async def start(turn: Turn) -> None:
    """/start, and /start TOKEN from an invitation link."""
    if turn.person.role is not Role.STRANGER:
        await _greet(turn)
    elif turn.arguments and turn.person.state != "suspended":
        await _by_link(turn, turn.arguments[0])
    else:
        await stranger(turn)


async def stranger(turn: Turn) -> None:
    """Somebody who is not in says something: tell how things stand, or begin to ask."""
    person = turn.person
    again_from = joining.may_ask_from(person)
    if person.state == "suspended":
        await turn.answer(views.suspended(turn.words))
    elif turn.form is None and person.state == "waiting":
        await turn.answer(views.waiting(turn.words))
    elif turn.form is None and again_from is not None and turn.now < again_from:
        await turn.answer(views.rejected(turn.words, again_from))
    else:
        await _begin(turn, None)


async def _greet(turn: Turn) -> None:
    person = turn.person
    if await knowledge_browse.by_link(turn):
        return
    if may_press(turn, "case.open") and await showing.by_link(turn):
        return
    if turn.arguments:
        await turn.answer(views.link_not_needed(turn.words))
    elif person.language is None:
        await turn.answer(profile.language(turn.words))
    else:
        await turn.answer(views.greeting(turn.words, person, commands_for(turn.routes, person)))
    # The menu may never have arrived: admins by configuration are named before they ever wrote.
    await set_menu(turn.out, turn.routes, person)


async def _by_link(turn: Turn, token: str) -> None:
    invitation = await invitations.by_token(turn.tx, token)
    if invitation is not None and invitation.open(turn.now):
        await _begin(turn, invitation)
        return
    voices = (turn.words,) if turn.person.language else views.both()
    await turn.answer(Message(Html.paragraphs(*(views.link_unusable(w) for w in voices))))
    await stranger(turn)


async def _begin(turn: Turn, invitation: Invitation | None) -> None:
    """Open the joining form, or go on with it; an invitation takes the place of the role and governorates."""
    form = turn.form
    if form is not None and form.kind != "join":
        await forms.close(turn.tx, form, "cancelled", turn.now)
        form = None
    if form is None:
        data = {"invitation": invitation.id} if invitation else {}
        step = joining.next_step(data) if turn.person.language else "language"
        form = await forms.start(turn.tx, turn.person.id, turn.chat, "join", step, data, turn.now)
    elif invitation is not None:
        data = {**form.data, "invitation": invitation.id}
        step = "language" if form.step == "language" else joining.next_step(data)
        form = await forms.advance(turn.tx, form, step, data, turn.now)
    edited = turn.update.edited_message is not None and form.step != "language"
    await entering.put(turn, form, *((views.edits_are_not_read(turn.words),) if edited else ()))
