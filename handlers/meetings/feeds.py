"""Buttons of the private calendar address: made, replaced, revoked."""

from __future__ import annotations

from coordination.meetings import feed
from coordination.people.person import APPROVED
from handlers.routing import Rights, Routes
from handlers.turn import Turn
from views.meetings import feed as views

_RIGHTS = Rights(APPROVED)


def register(routes: Routes) -> None:
    """Add the buttons: everybody has their own."""
    routes.press("feed.open", open_feed, _RIGHTS)
    routes.press("feed.revoke", revoke, _RIGHTS)


async def open_feed(turn: Turn) -> None:
    """``feed.open``: a new address; an earlier one works no longer."""
    if not await feed.base_url(turn.tx):
        await turn.toast(views.off(turn.words), alert=True)
        return
    await turn.answer(views.opened(turn.words, await feed.open_feed(turn.tx, turn.person, turn.now)))


async def revoke(turn: Turn) -> None:
    """``feed.revoke``: none of one's own works any longer."""
    await feed.revoke(turn.tx, turn.person, turn.now)
    await turn.show(views.revoked(turn.words))
