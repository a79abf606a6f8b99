"""The whole table of routes, by name: what is not registered here does not exist."""

from __future__ import annotations

from handlers.routing import Routes


def build() -> Routes:
    """Register every conversation; raises ValueError when two claim the same command, action or form."""
    routes = Routes()
    return routes
