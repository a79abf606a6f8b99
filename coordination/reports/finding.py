"""Finding saved reports by place, kind, day and words, among those that somebody may see."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from coordination.people.person import OVERSEERS, Person, Role
from coordination.places import gazetteer
from coordination.reports.days import BAGHDAD, parse_day
from coordination.reports.fact import Kind
from coordination.reports.report import Report, report_of
from coordination.text import normalise
from storage import Row, Transaction, stamp

DAYS = 90
"""How far back is searched where nothing else is said."""
WORDS_LIMIT = 80
"""Characters of what is searched for."""
MOST_READ = 5_000
"""So many reports, the newest ones, are looked through."""

_MOST_DAYS = 3_650
_PLACE_WORDS = 4
_SPAN = re.compile(r"(\d{1,5})d")
_KINDS = {
    normalise(word): kind
    for kind, spoken in {
        Kind.DISPLACEMENT: "displacement displacements displaced نزوح نازحين نازحون نازحة النزوح النازحين",
        Kind.RETURN: "return returns returned returnees عودة عائدين عائدون العودة العائدين",
        Kind.INCIDENT: "incident incidents حادث حادثة حوادث الحادث الحوادث",
        Kind.NEED: "need needs احتياج احتياجات حاجة الاحتياج الاحتياجات",
        Kind.ACCESS: "access وصول الوصول",
        Kind.SITUATION: "situation موقف الموقف",
    }.items()
    for word in spoken.split()
}
_DAY_WORDS = frozenset(map(normalise, ("day", "days", "يوم", "يوما", "أيام")))


@dataclass(frozen=True, slots=True)
class Area:
    """A place that is searched for: its name as typed (normalised), the ids of the places that it may mean.

    `ids` hold everything inside those places too; `shown` are the places themselves.
    """

    name: str
    ids: frozenset[str]
    shown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Search:
    """What is searched for; all of it must fit. Saved in the last `days` days, or with a `day`: happened or saved on it."""

    areas: tuple[Area, ...] = ()
    kind: Kind | None = None
    words: tuple[str, ...] = ()
    day: date | None = None
    days: int = DAYS


@dataclass(frozen=True, slots=True)
class Found:
    """A page of the reports found, newest first; `count` of all, `cut` where older ones were not looked through."""

    reports: tuple[Report, ...]
    count: int
    cut: bool


def read_search(text: str, today: date) -> Search:
    """Read what somebody typed: a span ("7d", "7 days"), a day, a kind, names of places; the rest are words.

    `today` is the day in Baghdad. A day without a year is the last such day. Raises nothing.
    """
    tokens = normalise(text).split()
    areas: list[Area] = []
    words: list[str] = []
    kind, day, days = None, None, DAYS
    while tokens:
        span, taken = _span(tokens)
        told, size = (None, 0) if taken else _day(tokens, today)
        area, length = (None, 0) if taken or size else _area(tokens)
        if span is not None:
            days = span
        elif told is not None:
            day = told
        elif kind is None and tokens[0] in _KINDS:
            kind, length = _KINDS[tokens[0]], 1
        elif area is not None:
            areas.append(area)
        else:
            words.append(tokens[0])
        del tokens[: taken or size or length or 1]
    return Search(tuple(areas), kind, tuple(words), day, days)


def _span(tokens: Sequence[str]) -> tuple[int | None, int]:
    """How many days back, and how many tokens say so."""
    found = _SPAN.fullmatch(tokens[0])
    if found is not None:
        return min(int(found[1]), _MOST_DAYS), 1
    if len(tokens) > 1 and re.fullmatch(r"\d{1,5}", tokens[0]) and tokens[1] in _DAY_WORDS:
        return min(int(tokens[0]), _MOST_DAYS), 2
    return None, 0


def _day(tokens: Sequence[str], today: date) -> tuple[date | None, int]:
    """A day that is not after today, and how many tokens tell it."""
    for size in (2, 1):
        told = parse_day(" ".join(tokens[:size]), today) if len(tokens) >= size else None
        if told is not None and told > today:
            told = parse_day(f"{told.day}/{told.month}/{told.year - 1}", today)
        if told is not None:
            return told, size
    return None, 0


def _area(tokens: Sequence[str]) -> tuple[Area | None, int]:
    """The place with the longest name at the beginning, and how many tokens its name has."""
    for size in range(min(_PLACE_WORDS, len(tokens)), 0, -1):
        name = " ".join(tokens[:size])
        found = gazetteer().find(name)
        if found.certainty == "exact":
            inside = {below.id for place in found.places for below in gazetteer().descendants(place.id)}
            shown = tuple(place.id for place in found.places if place.id not in inside)
            return Area(name, frozenset(inside | set(shown)), shown), size
    return None, 0


async def find(
    tx: Transaction, search: Search, reader: Person, now: datetime, limit: int, skip: int = 0
) -> Found:
    """A page of the reports that fit and that are the reader's to see: of their governorates, or their own."""
    since, until = now - timedelta(days=search.days), now
    if search.day is not None:
        since = datetime.combine(search.day, time(), BAGHDAD)
        until = since + timedelta(days=1)
    rows = await tx.finding.candidates(
        since=stamp(since),
        until=stamp(until),
        day=search.day.isoformat() if search.day else "",
        kind=search.kind.value if search.kind else "",
        everyone=int(reader.role in OVERSEERS),
        reporter=reader.id,
        areas=" ".join(areas_of(reader)),
        limit=MOST_READ,
    )
    fitting = [row for row in rows if _fits(search, row)]
    page = tuple(report_of(row) for row in fitting[skip : skip + limit])
    return Found(page, len(fitting), len(rows) == MOST_READ)


def areas_of(reader: Person) -> tuple[str, ...]:
    """The governorates whose reports a focal point or deputy may find; those who oversee find all."""
    return reader.governorates if reader.role in (Role.FOCAL_POINT, Role.DEPUTY) else ()


def _fits(search: Search, row: Row) -> bool:
    if not search.areas and not search.words:
        return True
    told = (row["place_text"], row["origin_text"], row["note"], row["original_text"])
    text = normalise(" \n ".join(told))
    places = {row["governorate"], row["place"], row["origin_governorate"], row["origin_place"]}
    return all(word in text for word in search.words) and all(
        area.name in text or not places.isdisjoint(area.ids) for area in search.areas
    )


async def keep(tx: Transaction, reader: Person, text: str) -> int:
    """Keep what somebody searches for, in place of the last search; returns the number that its buttons carry."""
    return int(await tx.finding.keep(person=reader.id, words=text))


async def kept(tx: Transaction, reader: Person, version: int) -> str | None:
    """What somebody searched for, if it is still their last search."""
    words = await tx.finding.kept(person=reader.id, version=version)
    return None if words is None else str(words)
