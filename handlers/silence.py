"""/silence: the board of missing and late for those who oversee; reporters see their own lines."""

from __future__ import annotations

from coordination.people.person import OVERSEERS, WITH_GOVERNORATES
from coordination.roster.silence import read_board, read_lines
from handlers.routing import Rights, Routes
from handlers.turn import Turn
from views import silence as views


def register(routes: Routes) -> None:
    """Add /silence and the button that leads to it."""
    rights = Rights(OVERSEERS | WITH_GOVERNORATES)
    routes.command("silence", show, rights)
    routes.press("silence.board", show, rights)


async def show(turn: Turn) -> None:
    """The board, below whatever was pressed, so that the notice stays; or one's own lines."""
    if turn.person.role in OVERSEERS:
        for message in views.board(turn.words, await read_board(turn.tx, turn.now)):
            await turn.answer(message)
    else:
        lines = await read_lines(turn.tx, turn.person, turn.now)
        await turn.answer(views.own_lines(turn.words, lines))
