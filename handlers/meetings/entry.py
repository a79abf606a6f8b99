"""Meetings: everything that can be said and pressed about them."""

from __future__ import annotations

from handlers.meetings import answering, browsing, editing, feeds, managing, minutes, planning
from handlers.routing import Routes


def register(routes: Routes) -> None:
    """Add all of it."""
    for part in (browsing, planning, managing, editing, answering, minutes, feeds):
        part.register(routes)
