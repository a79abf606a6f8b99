"""Who may do what, where: every command, button, form and kind of content × every role × private chat and group."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from coordination.forms import form as forms
from coordination.people import register
from coordination.people.person import OVERSEERS, Role
from coordination.reports import store
from coordination.reports.fact import Fact, Kind
from handlers.routing import Place, Route, Routes
from handlers.table import build
from tests.conftest import ISOLATES, Town
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

# What it is, who may in private, who may in an admitted group; "-" is nobody.
EXPECTED = """
command airspace    OA       -
command ask         FDPOACU  FDPOACU
command asof        OAU      -
command cancel      SFDPOACU -
command desk        OA       -
command find        FDOAU    -
command handover    F        -
command help        SFDPOACU SFDPOACU
command invite      A        -
command knowledge   OA       -
command language    SFDPOACU -
command me          SFDPOACU -
command meeting     OA       -
command minutes     OA       -
command emergency   OA       -
command next        FDPOACU  FDPOACU
command calendar    FDPOACU  FDPOACU
command my          FDOA     -
command nothing     FDOA     -
command people      A        -
command queue       OA       -
command reports     OAU      -
command roster      OA       -
command rules       A        -
command settings    OA       OA
command show        FDOAU    -
command silence     FDOAU    -
command stats       OAU      -
command start       SFDPOACU -
command times       FDPOACU  -
command today       FDOAU    FDPOACU
command trail       AU       -
command week        FDOAU    FDPOACU
command brief       FDOAU    FDPOACU
command unanswered  OA       -
command update      FDOA     -
command apply          FDP      -
command cases          FDPOA    -
command status         FDPOA    -
form case              FDP      -
press case.kinds       FDP      -
press case.triage      FDP      -
press case.begin       FDP      -
press case.start       FDP      -
press case.provide     FDP      -
press case.answer      FDP      -
press case.pick        FDP      -
press case.same        FDP      -
press case.skip        FDP      -
press case.back        FDP      -
press case.clear       FDP      -
press case.template    FDP      -
press case.check       FDP      -
press case.card        FDP      -
press case.fill        FDP      -
press case.change      FDP      -
press case.later       FDP      -
press case.drop        FDP      -
press case.send        FDP      -
press case.open        FDPOA    -
press case.mine        FDPOA    -
press case.organisation FDPOA    -
press case.receipt     FDPOA    -
press case.withdraw    FDPOA    -
press case.collected   FDPOA    -
press case.used        FDPOA    -
press airspace.drop  OA      -
press airspace.publish OA    -
press ask.pick       FDPOACU  -
press ask.report     FDOA     -
press ask.right      FDPOACU  -
press asof.pick      OAU      -
press deadline.later FD      -
press desk.answers        OA   -
press desk.approve        OA   -
press desk.ask            OA   -
press desk.asked          OA   -
press desk.assign         OA   -
press desk.board          OA   -
press desk.cancel         OA   -
press desk.collect        OA   -
press desk.complete       OA   -
press desk.day            OA   -
press desk.file           OA   -
press desk.give           OA   -
press desk.history        OA   -
press desk.list           OA   -
press desk.open           OA   -
press desk.papers         OA   -
press desk.plain          OA   -
press desk.refuse         OA   -
press desk.return         OA   -
press desk.rows           OA   -
press desk.save           OA   -
press desk.send           OA   -
press desk.take           OA   -
press desk.times          OA   -
press desk.use            OA   -
press edit.area      OA       -
press edit.areas     OA       -
press edit.cancel    OA       -
press edit.change    OA       -
press edit.confirm   A        -
press edit.field     OA       -
press edit.fields    OA       -
press edit.history   OA       -
press edit.open      OA       -
press edit.pick      OA       -
press edit.preview   OA       -
press edit.publish   OA       -
press edit.retire    OA       -
press edit.said      OA       -
press edit.show      OA       -
press edit.today     OA       -
press entry.new      OA       -
press entry.write    OA       -
press find.page      FDOAU    -
press summary.reports FDOAU   FDPOACU
press group.admit    A       -
press group.approve  A       -
press group.refuse   A       -
press group.take     FDOA    -
press handover.deputy F      -
press handover.end   F       -
press handover.first F       -
press handover.last  F       -
press invite.areas   A       -
press invite.make    A       -
press invite.ministries A        -
press invite.ministry A        -
press invite.revoke  A       -
press invite.role    A       -
press invite.start   A       -
press join.approve   A       -
press join.area      S       -
press join.areas     S       -
press join.back      S       -
press join.cancel    S       -
press join.change    S       -
press join.language  S       -
press join.ministry  S        -
press join.name      S       -
press join.reject    A       -
press join.role      S       -
press join.send      S       -
press knowledge.area  FDPOACU -
press knowledge.areas FDPOACU -
press knowledge.topic FDPOACU -
press me.digits      SFDPOACU -
press me.language    SFDPOACU -
press feed.open        FDPOACU  -
press feed.revoke      FDPOACU  -
press meet.answer    FDPOACU  FDPOACU
press meet.ask       OA       -
press meet.cancel    OA       -
press meet.drop      OA       -
press meet.dropped   OA       -
press meet.file      FDPOACU  FDPOACU
press meet.move      OA       -
press meet.moved     OA       -
press meet.open      FDPOACU  -
press meet.pick      OA       -
press meet.save      OA       -
press meet.seen      FDPOACU  FDPOACU
press meet.stay      OA       -
press meet.to        OA       -
press minutes.add    OA       -
press minutes.cancel OA       -
press minutes.done   FDPOACU  -
press minutes.due    OA       -
press minutes.open   OA       -
press minutes.owner  OA       -
press minutes.post   OA       -
press passed.done    FDPOACU  OA
press passed.keep    OA       -
press passed.read    OA       OA
press passed.take    OA       OA
press people.areas   A       -
press people.assign  A       -
press people.card    A       -
press people.list    A       -
press people.ministries A        -
press people.ministry A        -
press people.restore A       -
press people.role    A       -
press people.roles   A       -
press people.suspend A       -
press question.pass  FDPOACU  -
press queue.answer   FDOA    -
press queue.cancel   FDOA    -
press queue.confirm  OA      -
press queue.keep      OA      -
press queue.deny     OA      -
press queue.next     OA      -
press queue.open     OA      -
press queue.question OA      -
press queue.stand    OA      -
press roster.asked   A        -
press roster.card    OA      -
press roster.crisis  A       -
press roster.deadline A      -
press roster.list    OA      -
press rule.cancel         A    -
press rule.confirm        A    -
press rule.day            A    -
press rule.end            A    -
press rule.kinds          A    -
press rule.list           A    -
press rule.open           A    -
press rule.restore        A    -
press settings       OA      OA
press settings.groups OA     -
press silence.board  FDOAU   -
press status.all     FDOA    -
press status.answer  FDOA    -
press status.back    FDOA    -
press status.begin   FDOA    -
press status.cancel  FDOA    -
press status.change  FDOA    -
press status.correct FDOA    -
press status.define  FDOA    -
press status.keep    FDOA    -
press status.my      FDOA    -
press status.nothing FDOA    -
press status.open    FDOAU   -
press status.redact  FDOA    -
press status.remove  FDOA    -
press status.repeat  FDOA    -
press status.doubt   FDOA    -
press status.resume  FDOA    -
press status.save    FDOA    -
press status.show    FDOAU   -
press status.withdraw FDOA   -
press unanswered.drop OA     -
press unanswered.show OA     -
press wording.add    OA       -
press wording.drop   OA       -
press wording.list   OA       -
said document       FDPOACU  -
said edited         FDPOACU  -
said group          -        FDOA
said group_edited   -        FDOA
said location       FDPOACU  -
said other          FDPOACU  -
said passed         FDPOACU  OA
said photo          FDPOACU  -
said recording      FDPOACU  -
said stranger       S        -
said text           FDPOACU  -
form answer         FDOA     -
form case_approval  OA       -
form case_note      OA       -
form denial         OA       -
form knowledge       OA       -
form meeting         OA       -
form meeting_move    OA       -
form meeting_minutes OA       -
form join           S        -
form question       OA       -
form rule_end       A        -
form status         FDOA     -
form withdraw       FDOA     -
"""

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


async def kept(town: Town) -> dict[str, list[dict[str, Any]]]:
    """All rows but those of the way in and the way out."""
    tables = await town.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    return {
        name: await town.rows(f"SELECT * FROM {name}")
        for name in (row["name"] for row in tables)
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
