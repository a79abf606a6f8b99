"""/airspace: duty officers set the line under answers about flights."""

from __future__ import annotations

from coordination.knowledge import airspace
from coordination.people.person import Role
from handlers.arguments import number
from handlers.routing import Rights, Routes
from handlers.turn import Turn
from views import common
from views.knowledge import airspace as views


def register(routes: Routes) -> None:
    """Add the command and the buttons of its preview."""
    officers = Rights(frozenset({Role.DUTY_OFFICER, Role.ADMIN}))
    routes.command("airspace", write, officers)
    routes.press("airspace.publish", publish, officers)
    routes.press("airspace.drop", drop, officers)


async def write(turn: Turn) -> None:
    """/airspace TEXT: a preview; /airspace alone: the line that holds."""
    if not turn.arguments:
        await turn.answer(views.now(turn.words, await airspace.holding(turn.tx)))
        return
    arabic, english = airspace.read_line(turn.text.split(maxsplit=1)[1])
    if not any(char.isalnum() for char in arabic + english):
        await turn.answer(views.empty(turn.words))
        return
    line = await airspace.write(turn.tx, arabic, english, turn.person, turn.now)
    await turn.answer(views.preview(turn.words, line))


async def publish(turn: Turn) -> None:
    """``airspace.publish ROW``: one's own latest preview holds from now on."""
    row = number(turn, 0)
    if row is None or not await airspace.publish(turn.tx, row, turn.person, turn.now):
        await turn.toast(common.old_button(turn.words))
        return
    line = await airspace.holding(turn.tx)
    if line is not None:
        await turn.show(views.published(turn.words, line))


async def drop(turn: Turn) -> None:
    """``airspace.drop ROW``: the preview is given up."""
    row = number(turn, 0)
    if row is None or not await airspace.drop(turn.tx, row, turn.person):
        await turn.toast(common.old_button(turn.words))
        return
    await turn.show(views.dropped(turn.words))
