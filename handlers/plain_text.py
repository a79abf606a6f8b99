"""What approved people say in private with no form open; strangers are met at the door (handlers/start.py)."""

from __future__ import annotations

from coordination.people.person import APPROVED, REPORTERS
from handlers import ask, pass_on
from handlers.cases import answering, showing
from handlers.routing import Rights, Routes
from handlers.status import telling
from handlers.turn import Turn
from views import common
from views.status import sentences


def register(routes: Routes) -> None:
    """Add the routes of what is said without a command."""
    approved = Rights(APPROVED)
    for kind in ("text", "photo", "document", "location", "recording"):
        routes.content(kind, said, approved)
    routes.content("other", unreadable, approved)
    routes.content("edited", edited, approved)


async def said(turn: Turn) -> None:
    """A number of a request alone, a reporter's update, and if there is none in it, a question.

    While a question is with a person, what is no update goes there.
    """
    message = turn.message
    if message is None or await pass_on.goes_on(turn, message):
        return
    if await showing.by_number_alone(turn):
        return
    if turn.person.role in REPORTERS and await telling.said_with_no_form(turn, message):
        return
    if turn.text:
        await ask.said(turn, message)
    else:
        await turn.answer(sentences.not_a_reporter(turn.words))


async def unreadable(turn: Turn) -> None:
    """Stickers, polls and the like."""
    await turn.answer(common.unreadable(turn.words))


async def edited(turn: Turn) -> None:
    """Only a reporter's edit can matter: of a message that became an update; to a request it is said how to change it."""
    if await answering.edited(turn):
        return
    if turn.person.role in REPORTERS and turn.message is not None:
        await telling.edited(turn, turn.message)
