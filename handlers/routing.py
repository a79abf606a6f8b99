"""Routes: which handler answers what, and who may. Rights are declared with the route; without a route, no."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from enum import StrEnum

from coordination.people.person import Role
from handlers.turn import Turn

Handler = Callable[[Turn], Awaitable[None]]


class Place(StrEnum):
    """Where something is said or pressed."""

    PRIVATE = "private"
    GROUP = "group"


NOBODY: frozenset[Role] = frozenset()


@dataclass(frozen=True, slots=True)
class Rights:
    """Who may use a route in private, and who in a group. Everybody else is refused before the handler runs."""

    private: frozenset[Role]
    group: frozenset[Role] = NOBODY

    def allow(self, role: Role, place: Place) -> bool:
        """Whether somebody of this role may use the route in this place."""
        return role in (self.private if place is Place.PRIVATE else self.group)


@dataclass(frozen=True, slots=True)
class Route:
    """A handler with its rights. `menu` puts a command into the "/" menu of those who may use it in private."""

    name: str
    handler: Handler
    rights: Rights
    menu: bool = False


@dataclass(slots=True)
class Routes:
    """The table of routes: commands ("/today"), presses (a button's action) and what else can be said in private.

    `said` is keyed by the kind of content: text, photo, document, location, recording, other, edited; whatever a stranger says
    goes to "stranger", what is said in a group and is no command to "group" and "group_edited". `forms` is keyed by the kind of form: its handler gets whatever is said (but no command)
    while such a form is open.
    """

    commands: dict[str, Route] = field(default_factory=dict)
    presses: dict[str, Route] = field(default_factory=dict)
    said: dict[str, Route] = field(default_factory=dict)
    forms: dict[str, Route] = field(default_factory=dict)

    def command(self, name: str, handler: Handler, rights: Rights, *, menu: bool = True) -> None:
        _add(self.commands, Route(name, handler, rights, menu))

    def press(self, action: str, handler: Handler, rights: Rights) -> None:
        _add(self.presses, Route(action, handler, rights))

    def content(self, kind: str, handler: Handler, rights: Rights) -> None:
        _add(self.said, Route(kind, handler, rights))

    def form(self, kind: str, handler: Handler, rights: Rights) -> None:
        _add(self.forms, Route(kind, handler, rights))


def _add(table: dict[str, Route], route: Route) -> None:
    if route.name in table:
        raise ValueError(f"two routes for {route.name}")
    table[route.name] = route
