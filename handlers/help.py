"""/help: what one can do here, by role."""

from __future__ import annotations

from coordination.people.person import EVERYONE, Role
from handlers.menus import commands_for
from handlers.routing import Rights, Routes
from handlers.turn import Turn
from views import common
from views import help as views
from views.message import Message


def register(routes: Routes) -> None:
    """Add /help; in groups it only says where to ask."""
    routes.command("help", tell, Rights(private=EVERYONE, group=EVERYONE))


async def tell(turn: Turn) -> None:
    """The commands of the person's role; strangers learn how to enter."""
    w = turn.words
    stranger = turn.person.role is Role.STRANGER
    if turn.group is not None:
        await turn.answer(
            common.not_allowed(w, "group") if stranger else views.in_group(w, turn.bot_username)
        )
    elif stranger:
        await turn.answer(views.for_stranger(w))
    else:
        await turn.answer(Message(commands_for(turn.routes, turn.person)))
