"""Everything that can be said and pressed about what is watched."""

from __future__ import annotations

from handlers.routing import Routes
from handlers.watch import paging, shifts, thresholds


def register(routes: Routes) -> None:
    """Add all of it."""
    for part in (thresholds, paging, shifts):
        part.register(routes)
