"""Alerts and notices: everything that can be said and pressed about them."""

from __future__ import annotations

from handlers.alerts import approving, composing, following
from handlers.routing import Routes


def register(routes: Routes) -> None:
    """Add all of it."""
    for part in (following, composing, approving):
        part.register(routes)
