"""/trail: who did what, for auditors and admins."""

from __future__ import annotations

from coordination import audit
from coordination.people.person import Role
from handlers.routing import Rights, Routes
from handlers.turn import Turn
from views import trail as views


def register(routes: Routes) -> None:
    """Add /trail."""
    routes.command("trail", latest, Rights(frozenset({Role.AUDITOR, Role.ADMIN})))


async def latest(turn: Turn) -> None:
    """The latest entries."""
    for message in views.trail(turn.words, await audit.latest(turn.tx)):
        await turn.answer(message)
