"""What is said in private with no form open: routed by who says it."""

from __future__ import annotations

from coordination.people.person import EVERYONE, REPORTERS, Role
from handlers import joining
from handlers.routing import Rights, Routes
from handlers.status import telling
from handlers.turn import Turn
from views import common
from views.status import sentences


def register(routes: Routes) -> None:
    """Add the routes of what is said without a command."""
    everyone = Rights(EVERYONE)
    for content in ("text", "photo", "document", "location"):
        routes.say(content, said, everyone)
    routes.say("other", unreadable, everyone)
    routes.say("edited", edited, everyone)


async def said(turn: Turn) -> None:
    """A reporter's update; a stranger is welcomed; others get an honest sentence."""
    if turn.person.role is Role.STRANGER:
        await joining.welcome(turn)
    elif turn.person.role in REPORTERS and turn.message is not None:
        await telling.said_with_no_form(turn, turn.message)
    else:
        await turn.answer(sentences.not_a_reporter(turn.words))


async def unreadable(turn: Turn) -> None:
    """Stickers, polls, voice and the like."""
    if turn.person.role is Role.STRANGER:
        await joining.welcome(turn)
    else:
        await turn.answer(common.unreadable(turn.words))


async def edited(turn: Turn) -> None:
    """Only a reporter's edit can matter: of a message that became an update."""
    if turn.person.role in REPORTERS and turn.message is not None:
        await telling.edited(turn, turn.message)
