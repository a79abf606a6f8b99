"""Who may do what, where: every command, button, form and kind of content × every role × private chat and group."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from coordination.forms import form as forms
from coordination.people import register
from coordination.people.person import OVERSEERS, Role
from coordination.reports import store
from coordination.reports.fact import Fact, Kind
from handlers.routing import Place, Route, Routes
from handlers.table import build
from tests.conftest import ISOLATES, Town
from tests.rights_table import EXPECTED
from views import common, today
from views.language import plain, words
from views.message import Message
from views.status import saved

ROLES = {
    "S": Role.STRANGER,
    "F": Role.FOCAL_POINT,
    "D": Role.DEPUTY,
    "P": Role.PARTNER,
    "O": Role.DUTY_OFFICER,
    "A": Role.ADMIN,
    "C": Role.CIVIL_MILITARY,
    "U": Role.AUDITOR,
}

W = words("en")
REFUSALS = {place: plain(common.not_allowed(W, place).text) for place in Place}
OLD_BUTTON = common.not_your_button(W)


def expected() -> dict[tuple[str, str], dict[Place, frozenset[Role]]]:
    """The table above: for each route, who may where."""
    table = {}
    for line in EXPECTED.split("\n"):
        if line:
            kind, name, private, group = line.split()
            table[kind, name] = {
                Place.PRIVATE: frozenset(ROLES[letter] for letter in private.strip("-")),
                Place.GROUP: frozenset(ROLES[letter] for letter in group.strip("-")),
            }
    return table


def every_route(routes: Routes) -> Iterator[tuple[tuple[str, str], Route]]:
    tables = {"command": routes.commands, "press": routes.presses, "said": routes.said, "form": routes.forms}
    for kind, table in tables.items():
        for name, route in table.items():
            yield (kind, name), route


def test_every_route_has_its_rights_and_a_line_in_the_table() -> None:
    declared = {
        key: {place: frozenset(role for role in Role if route.rights.allow(role, place)) for place in Place}
        for key, route in every_route(build())
    }
    assert declared == expected()


async def everybody(town: Town) -> dict[Role, str]:
    """One person of each role, all in one group and speaking English; keys by role."""
    keys = {}
    for letter, role in ROLES.items():
        if role is Role.STRANGER:
            await town.stranger(letter, "en")
            await town.say(letter, "/language")
            await town.press(letter, "English")
        else:
            areas = ["IQ-NI"] if role in (Role.FOCAL_POINT, Role.DEPUTY) else []
            await town.person(letter, role=role.value, governorates=areas)
            await town.say(letter, "/help")
        keys[role] = letter
    await town.group("team", list(keys.values()))
    await town.say("A", "/help", group="team")
    return keys


async def kept(town: Town) -> dict[str, list[str]]:
    """All rows, in one order, but those of the way in and the way out."""
    return {
        name: sorted(map(repr, await town.rows(f"SELECT * FROM {name}")))
        for name in await town.tables()
        if name not in ("inbox", "outbox", "meta")
    }


def denied(kind: str, place: Place) -> list[tuple[str, Role]]:
    """Every route of a kind with every role that may not use it there."""
    return [
        (name, role)
        for (found, name), rights in expected().items()
        if found == kind
        for role in Role
        if role not in rights[place]
    ]


@pytest.mark.parametrize("place", list(Place))
async def test_denied_commands_are_refused_and_change_nothing(town: Town, place: Place) -> None:
    keys = await everybody(town)
    before = await kept(town)
    chat = town.stage.groups["team"] if place is Place.GROUP else None
    attempts = denied("command", place)
    for name, role in attempts:
        town.sim.say(town.stage.people[keys[role]], f"/{name}", chat=chat)
        # Strangers are not answered where many answers wait to be sent.
        await town.stage.settle()
    assert await kept(town) == before
    where = ["team"] if chat else list(keys.values())
    refused = [text for key in where for text in town.texts(key) if text == REFUSALS[place]]
    assert len(refused) == len(attempts)


@pytest.mark.parametrize("place", list(Place))
async def test_denied_buttons_do_nothing(town: Town, place: Place) -> None:
    keys = await everybody(town)
    before = await kept(town)
    presses = []
    for name, role in denied("press", place):
        card = town.last("team" if place is Place.GROUP else keys[role]).raw
        # Row 1, version 1: only the rights stand in the way.
        presses.append(town.sim.press_button(town.stage.people[keys[role]], card, f"{name} 1 1"))
    await town.stage.settle()
    assert {town.toast(press) for press in presses} == {OLD_BUTTON}
    assert await kept(town) == before


async def test_allowed_commands_are_answered(town: Town) -> None:
    keys = await everybody(town)
    commands = {name: rights for (kind, name), rights in expected().items() if kind == "command"}
    for role, key in keys.items():
        count = len(town.texts(key))
        mine = [name for name, rights in commands.items() if role in rights[Place.PRIVATE]]
        for name in mine:
            town.sim.say(town.stage.people[key], f"/{name}")
        await town.stage.settle()
        answers = town.texts(key)[count:]
        assert len(answers) >= len(mine) and REFUSALS[Place.PRIVATE] not in answers, role


async def test_strangers_are_not_helped_in_groups(town: Town) -> None:
    keys = await everybody(town)
    await town.say(keys[Role.STRANGER], "/help", group="team")
    assert town.last("team").text == REFUSALS[Place.GROUP]
    await town.say(keys[Role.PARTNER], "/today", group="team")
    assert town.last("team").text != REFUSALS[Place.GROUP]


async def saved_in(town: Town, governorate: str) -> str:
    """A report of the duty officer on this governorate; returns its reference."""
    now = town.clock.now()
    async with town.database.transaction() as tx:
        officer = await register.meet(tx, town.stage.people["O"].id, "", now)
        form = await forms.start(tx, officer.id, officer.telegram_id, "status", "card", {}, now)
        fact = Fact(Kind.DISPLACEMENT, governorate, households=17, day=date(2026, 11, 22))
        (report,) = await store.save(tx, [store.Told(fact)], officer, now, form=form.id)
        await forms.close(tx, form, "saved", now)
    return report.reference


def said_of(message: Message) -> str:
    """A message as the town shows it."""
    return plain(message.text).translate(ISOLATES)


async def test_right_and_wrong_governorate(town: Town) -> None:
    keys = await everybody(town)
    own, other = await saved_in(town, "IQ-NI"), await saved_in(town, "IQ-AN")
    not_open, not_yours = said_of(saved.not_open(W)), said_of(today.not_yours(W, "IQ-AN", ["IQ-NI"]))
    for role in sorted(OVERSEERS | {Role.FOCAL_POINT, Role.DEPUTY}):
        key = keys[role]
        await town.say(key, f"/show {own}")
        assert own in town.last(key).text and "17" in town.last(key).text
        await town.say(key, "/today Ninewa")
        assert "17" in town.last(key).text
        await town.say(key, f"/show {other}")
        opened = town.last(key).text
        await town.say(key, "/today Anbar")
        figures = town.last(key).text
        if role in OVERSEERS:
            assert other in opened and "17" in figures
        else:
            assert (opened, figures) == (not_open, not_yours)
            await town.say(key, "/show AN-261122-999-A")
            assert town.last(key).text == not_open
            await town.say(key, "/today")
            assert "Anbar" not in town.last(key).text
