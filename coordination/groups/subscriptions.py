"""Who hears of what: subscriptions of groups (each topic of a forum its own) and of people.

Where there is no row the usual holds: a group's main topic, which is the one of its summary, and everybody who is in hear
alerts, notices, meetings and summaries of the governorates that are theirs, and no single reports.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from coordination import audit
from coordination.groups import group as groups
from coordination.groups.group import Group
from coordination.people import register
from coordination.people.person import WITH_GOVERNORATES, Person, Role
from coordination.places import gazetteer
from coordination.reports.fact import Kind
from storage import Row, Transaction

Notes = Literal["confirmed", "at_once"]

REPORTS = tuple(map(str, Kind))
"""Kinds of single reports."""
NEWS = ("alert", "notice", "meeting", "summary")
"""What the centre itself tells."""
KINDS = REPORTS + NEWS

GRAVITIES = ("any", "moderate", "severe", "extreme")
"""The least gravity that can be asked for."""
_RANK = {"unknown": 0, "minor": 1, "moderate": 2, "severe": 3, "extreme": 4}
_LEAST = {"any": 0, "moderate": 2, "severe": 3, "extreme": 4}
_WITH_GRAVITY = frozenset({"incident", "alert"})


@dataclass(frozen=True, slots=True)
class Subscription:
    """What is wanted where. `id` is 0 for the usual, which has no row, and then `version` is 0.

    `group` and `person` are row ids, one of them 0; `topic` is a forum topic, None outside topics. Empty
    `governorates` are all, empty `kinds` nothing at all. `notes` says whether a report is told at once or when the
    centre has confirmed it.
    """

    group: int = 0
    topic: int | None = None
    person: int = 0
    governorates: tuple[str, ...] = ()
    kinds: tuple[str, ...] = NEWS
    gravity: str = "any"
    notes: Notes = "confirmed"
    id: int = 0
    version: int = 0


@dataclass(frozen=True, slots=True)
class Audience:
    """Where something goes: groups with a topic each (None: outside topics), a group once a topic; and people."""

    groups: tuple[tuple[Group, int | None], ...]
    people: tuple[Person, ...]


def wants(subscription: Subscription, governorates: frozenset[str], kind: str, gravity: str) -> bool:
    """Whether a subscription covers something of this kind in any of these governorates (none: all of Iraq).

    `gravity` is minor, moderate, severe, extreme or unknown; it counts for incidents and alerts only. An alert of
    unknown gravity always passes: it may be grave.
    """
    mine = subscription.governorates
    if kind not in subscription.kinds or (mine and governorates and governorates.isdisjoint(mine)):
        return False
    if kind not in _WITH_GRAVITY or (kind == "alert" and gravity == "unknown"):
        return True
    return _RANK[gravity] >= _LEAST[subscription.gravity]


def graver(one: str, other: str) -> bool:
    """Whether one gravity is above another; an unknown one is above none."""
    return _RANK[one] > _RANK[other]


def at_least(gravity: str, least: str) -> bool:
    """Whether a gravity reaches one of GRAVITIES."""
    return _RANK[gravity] >= _LEAST[least]


def usual_of_group(group: Group) -> Subscription:
    """What a group's main topic hears of as long as nobody chose."""
    return Subscription(group=group.id, topic=group.topic, governorates=group.governorates)


def usual_of_person(person: Person) -> Subscription:
    """What somebody hears of as long as they did not choose: of their own governorates, others of all."""
    mine = person.governorates if person.role in WITH_GOVERNORATES else ()
    return Subscription(person=person.id, governorates=mine)


def kinds_for(person: Person) -> tuple[str, ...]:
    """The kinds that somebody may choose: single reports are for those who may see them, and do not hear of each anyway.

    People are invited to meetings one by one, get notices by their role, and summaries when they ask.
    """
    reads = person.role is Role.AUDITOR or person.role in WITH_GOVERNORATES
    return (*REPORTS, "alert") if reads else ("alert",)


async def of_group(tx: Transaction, group: Group, topic: int | None) -> Subscription:
    """The subscription of one topic: its row, the usual of the main topic, or nothing yet in another one."""
    row = await tx.subscriptions.of_topic(group_id=group.id, topic=topic or 0)
    if row is not None:
        return _of(row)
    usual = usual_of_group(group)
    return usual if topic == group.topic else replace(usual, topic=topic, kinds=())


async def of_person(tx: Transaction, person: Person) -> Subscription:
    """The subscription of a person: their row, or the usual."""
    row = await tx.subscriptions.of_person(person=person.id)
    return _of(row) if row is not None else usual_of_person(person)


async def all_of_group(tx: Transaction, group: Group) -> tuple[Subscription, ...]:
    """Every subscription of a group, the main topic first."""
    return tuple(_all_of(group, await _rows(tx)))


async def topics(tx: Transaction, group: Group, kind: str) -> tuple[int | None, ...]:
    """The topics of a group in which this kind of news (one of NEWS) is posted; None is outside topics."""
    return tuple(one.topic for one in await all_of_group(tx, group) if kind in one.kinds)


async def audience(tx: Transaction, governorates: frozenset[str], kind: str, gravity: str) -> Audience:
    """Who hears of something of this kind and gravity in these governorates (none: all of Iraq).

    `kind` is one of KINDS. People are those who can be reached; of reports they hear where they may see them.
    """
    found = await subscribed(tx, governorates, kind, gravity)
    return Audience(
        tuple((group, one.topic) for group, one in found.groups), tuple(person for person, _ in found.people)
    )


@dataclass(frozen=True, slots=True)
class Subscribed:
    """As `Audience`, each with the subscription that it is for."""

    groups: tuple[tuple[Group, Subscription], ...]
    people: tuple[tuple[Person, Subscription], ...]


async def subscribed(tx: Transaction, governorates: frozenset[str], kind: str, gravity: str) -> Subscribed:
    """As `audience`, with the subscriptions."""
    if kind in REPORTS:
        return await _to_reports(tx, governorates, kind, gravity)
    rows = await _rows(tx)
    in_groups = [
        (group, one)
        for group in await groups.approved(tx)
        for one in _all_of(group, rows)
        if wants(one, governorates, kind, gravity)
    ]
    by_person = {one.person: one for one in rows if one.person}
    people = [
        (person, one)
        for person in await register.everybody(tx)
        if person.reachable
        and wants(one := by_person.get(person.id) or usual_of_person(person), governorates, kind, gravity)
    ]
    return Subscribed(tuple(in_groups), tuple(people))


async def _to_reports(tx: Transaction, governorates: frozenset[str], kind: str, gravity: str) -> Subscribed:
    """Single reports are told only where somebody chose them: without a row nobody is looked at."""
    in_groups: list[tuple[Group, Subscription]] = []
    people: list[tuple[Person, Subscription]] = []
    for one in [_of(row) for row in await tx.subscriptions.of_kind(words=f"% {kind} %")]:
        if not wants(one, governorates, kind, gravity):
            continue
        group = await groups.by_id(tx, one.group) if one.group else None
        person = await register.person(tx, one.person) if one.person else None
        if group is not None and group.state == "approved":
            in_groups.append((group, one))
        if person is not None and person.reachable and _may_hear(person, kind, governorates):
            people.append((person, one))
    return Subscribed(tuple(in_groups), tuple(people))


def _may_hear(person: Person, kind: str, governorates: frozenset[str]) -> bool:
    return kind in kinds_for(person) and any(person.may_see(area) for area in governorates)


def chosen(subscription: Subscription, setting: str, value: str, kinds: Iterable[str]) -> Subscription | None:
    """The subscription with one setting chosen; None for a setting or value that there is not.

    `setting` is kinds (of these), governorates, gravity or notes. A kind or governorate is put in or taken out;
    "all" takes every governorate. All kinds may go, but one governorate stays: none would mean all of them.
    """
    areas = tuple(place.id for place in gazetteer().governorates())
    match setting:
        case "kinds" if value in kinds:
            after = set(subscription.kinds) ^ {value}
            return replace(subscription, kinds=tuple(kind for kind in KINDS if kind in after))
        case "governorates" if value == "all":
            return replace(subscription, governorates=())
        case "governorates" if value in areas:
            left = set(subscription.governorates) ^ {value}
            kept = tuple(code for code in areas if code in left)
            return replace(subscription, governorates=kept or subscription.governorates)
        case "gravity" if value in GRAVITIES:
            return replace(subscription, gravity=value)
        case "notes" if value == "confirmed":
            return replace(subscription, notes="confirmed")
        case "notes" if value == "at_once":
            return replace(subscription, notes="at_once")
    return None


async def keep(tx: Transaction, wanted: Subscription, *, by: Person, now: datetime) -> Subscription | None:
    """Write a `chosen` of the subscription as it was read; None when somebody else changed it meanwhile."""
    values = {
        "governorates": " ".join(wanted.governorates),
        "kinds": " ".join(wanted.kinds),
        "gravity": wanted.gravity,
        "notes": wanted.notes,
    }
    if wanted.id:
        row = await tx.subscriptions.keep(id=wanted.id, version=wanted.version, **values)
    else:
        row = await tx.subscriptions.add(
            group_id=wanted.group or None, topic=wanted.topic or 0, person=wanted.person or None, **values
        )
    if row is None:
        return None
    whose = f"group {wanted.group}" if wanted.group else f"person {wanted.person}"
    await audit.note(tx, now, by, "subscription", whose)
    return _of(row)


async def _rows(tx: Transaction) -> list[Subscription]:
    return [_of(row) for row in await tx.subscriptions.all()]


def _all_of(group: Group, rows: Iterable[Subscription]) -> list[Subscription]:
    mine = [one for one in rows if one.group == group.id]
    main = [one for one in mine if one.topic == group.topic] or [usual_of_group(group)]
    return main + [one for one in mine if one.topic != group.topic]


def _of(row: Row) -> Subscription:
    return Subscription(
        group=row["group_id"] or 0,
        topic=row["topic"] or None,
        person=row["person"] or 0,
        governorates=tuple(row["governorates"].split()),
        kinds=tuple(row["kinds"].split()),
        gravity=row["gravity"],
        notes=row["notes"],
        id=row["id"],
        version=row["version"],
    )
