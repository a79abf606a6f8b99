"""The "/" menu: the commands a person may use, in their language, from the rights of the routes."""

from __future__ import annotations

from coordination.people.person import REPORTERS, Person, Role
from handlers.outgoing import Commands, Outgoing
from handlers.routing import Place, Routes
from handlers.turn import words_of
from views import help as views
from views.language import Html, Words

STRANGERS = ("start", "language", "help")
"""The menu of those who are not in."""

GROUPS = ("today", "settings", "help")
"""The menu in groups."""


def open_to(routes: Routes, role: Role) -> list[str]:
    """The commands of the private menu of a role, in the order of the routes."""
    if role is Role.STRANGER:
        return [name for name in STRANGERS if name in routes.commands]
    return [
        name
        for name, route in routes.commands.items()
        if route.menu and route.rights.allow(role, Place.PRIVATE)
    ]


def described(w: Words, names: list[str]) -> Commands:
    """Commands with their descriptions, as a menu takes them."""
    return [(name, views.description(w, name)) for name in names]


def commands_for(routes: Routes, person: Person) -> Html:
    """What a person can do now, in their words."""
    return views.commands(words_of(person), open_to(routes, person.role), reporter=person.role in REPORTERS)


async def set_menu(out: Outgoing, routes: Routes, person: Person) -> None:
    """Put the menu of a person's role, in their language, into their private chat with the bot."""
    scope = {"type": "chat", "chat_id": person.telegram_id}
    await out.command_menu(scope, described(words_of(person), open_to(routes, person.role)))
