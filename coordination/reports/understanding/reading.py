"""Why a fact reads as it does: for each field the words it came from, and how sure they make it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from coordination.places import gazetteer
from coordination.reports.fact import Fact, Kind
from coordination.reports.understanding.facts import Told
from coordination.reports.understanding.groups import MOVEMENTS
from coordination.reports.understanding.mentions import Mention
from coordination.reports.understanding.message import Message
from coordination.reports.understanding.names import Role
from coordination.reports.understanding.people import People
from coordination.reports.understanding.unknown_places import unknown_place

FIELDS = (
    "kind",
    "governorate",
    "origin_governorate",
    "households",
    "individuals",
    "sectors",
    "day",
    "approximate",
)
"""The fields of a fact that have a reason; they are those of the evaluation sets."""

_SAID = 0.95
_NOT_SAID = 0.9
ONE_OF_SEVERAL = 0.6
"""The name is that of places in several governorates."""
MISSPELT = 0.7
"""The name is one wrong letter away from a known one."""
_FROM_ELSEWHERE = 0.8
_GUESSED = 0.6
UNREADABLE = 0.0
"""What stands there cannot be what it should."""

_HERE: tuple[Role, ...] = ("to", "in")
_MOVED = frozenset(("displaced", "arrived", "left", "staying", "here"))
_TELLING: Mapping[Kind, frozenset[str]] = {
    Kind.DISPLACEMENT: _MOVED,
    Kind.RETURN: frozenset(("returned", "returned_people", "home")),
    Kind.INCIDENT: frozenset(("incident", "harm", "casualty")),
    Kind.NEED: frozenset(("need", "needed", "need_if_sector", "needed_if_sector", "both", "no")),
    Kind.ACCESS: frozenset(("access", "object", "closed", "opened", "no", "hinder")),
    Kind.SITUATION: frozenset(("calm", "nothing", "nothing_maybe", "no", "no_maybe")),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """A fact with its reasons: field → the words it came from ("" where it was not said), and field → 0..1.

    A confidence of 0 says that words stand there which cannot be what they should ("12.5 families", "30/02").
    `candidates` are for "governorate" and "origin_governorate" the ids of the places that the words may mean, best
    first. `unknown_place` and `unknown_origin` are the names that stand where a place should and are none that is
    known ("to Atlantis"); "" where there is none.
    """

    fact: Fact
    why: Mapping[str, str]
    confidence: Mapping[str, float]
    candidates: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unknown_place: str = ""
    unknown_origin: str = ""


def explain(message: Message, told: Told) -> Reading:
    """Return the reasons of a fact."""
    reasons = {
        "kind": _kind(message, told),
        "governorate": _place(message, told, told.destination, _FROM_ELSEWHERE),
        "origin_governorate": _place(message, told, told.origin, _NOT_SAID),
        "households": _figure(message, told.households),
        "individuals": _figure(message, told.individuals),
        "sectors": _sectors(message, told),
        "day": _day(message, told),
        "approximate": _approximate(message, told),
    }
    return Reading(
        told.fact,
        {name: words for name, (words, _) in reasons.items()},
        {name: sure for name, (_, sure) in reasons.items()},
        {"governorate": _ids(told.destination), "origin_governorate": _ids(told.origin)},
        unknown_place="" if told.destination else _unknown(message, told, _HERE),
        unknown_origin="" if told.origin else _unknown(message, told, ("from",)),
    )


def _ids(mention: Mention | None) -> tuple[str, ...]:
    return tuple(place.id for place in mention.places) if mention else ()


def _unknown(message: Message, told: Told, roles: Sequence[Role]) -> str:
    """Return the unknown name in the first of these roles that has one; people come from somewhere only in movements."""
    if told.fact.nothing_to_report or ("from" in roles and told.fact.kind not in MOVEMENTS):
        return ""
    return next((name for role in roles if (name := unknown_place(message, told.group, role))), "")


def _joined(message: Message, spans: Collection[tuple[int, int]]) -> str:
    return " … ".join(message.lexed.words(start, end) for start, end in sorted(set(spans)))


def _kind(message: Message, told: Told) -> tuple[str, float]:
    telling = _TELLING[told.fact.kind]
    words = _joined(message, [(hit.start, hit.end) for hit in told.group.hits if hit.senses & telling])
    if words:
        return words, _SAID
    # Only how many and from where: what happened was said before, or follows from it.
    return _joined(message, [(people.start, people.end) for people in told.group.people]), _GUESSED


def _place(message: Message, told: Told, mention: Mention | None, unnamed: float) -> tuple[str, float]:
    if mention is None:
        return "", unnamed
    words = message.lexed.words(mention.start, mention.end)
    if not mention.places:
        return words, _SAID
    if mention.misspelt:
        return words, MISSPELT
    if len(mention.governorates) > 1 or gazetteer().ambiguous(mention.places):
        several = len(mention.governorates) > 1
        return words, ONE_OF_SEVERAL if several else _FROM_ELSEWHERE
    return words, _SAID if mention in told.group.mentions else _FROM_ELSEWHERE


def _figure(message: Message, people: People | None) -> tuple[str, float]:
    if people is None:
        return "", _NOT_SAID
    words = message.lexed.words(people.start, people.end)
    return words, UNREADABLE if people.count is None else _SAID


def _sectors(message: Message, told: Told) -> tuple[str, float]:
    meant = {"sector:" + sector for sector in told.fact.sectors}
    words = _joined(message, [(hit.start, hit.end) for hit in told.group.hits if hit.senses & meant])
    missing = told.fact.kind is Kind.NEED and not told.fact.sectors
    return words, UNREADABLE if missing else _SAID if words else _NOT_SAID


def _day(message: Message, told: Told) -> tuple[str, float]:
    if told.day is None:
        return "", _FROM_ELSEWHERE
    words = message.lexed.words(told.day.start, told.day.end)
    if told.day.day is None:
        return words, UNREADABLE
    return words, _SAID if told.day in told.group.days else _FROM_ELSEWHERE


def _approximate(message: Message, told: Told) -> tuple[str, float]:
    rough: Sequence[People] = [people for people in told.group.people if people.approximate]
    if not rough:
        return "", _NOT_SAID
    return _joined(message, [people.hedge or (people.start, people.end) for people in rough]), _SAID
