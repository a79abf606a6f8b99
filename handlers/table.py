"""The whole table of routes, by name: what is not registered here does not exist."""

from __future__ import annotations

from handlers import group_settings, membership, today
from handlers.routing import Routes


def build() -> Routes:
    """Register every conversation; raises ValueError when two claim the same command, action or form."""
    routes = Routes()
    membership.register(routes)
    group_settings.register(routes)
    today.register(routes)
    return routes
