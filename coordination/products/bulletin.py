"""The report of a week or a month as values: pure functions over its lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from coordination.knowledge.report import Report as Questions
from coordination.meetings.meeting import Occurrence
from coordination.places import gazetteer
from coordination.products.lines import Line
from coordination.products.period import Period
from coordination.reports.days import day_in_baghdad
from coordination.reports.fact import GRAVITIES, SECTORS, Gravity, Kind
from coordination.roster.reporters import Silence
from coordination.summaries.entry import Entry
from coordination.summaries.scope import Scope
from coordination.summaries.total import Total, total

K = TypeVar("K")

GRAVEST_FIRST: tuple[Gravity, ...] = (*reversed(GRAVITIES), "unknown")


@dataclass(frozen=True, slots=True)
class Moved:
    """Displacement or return: families and individuals side by side, of so many reports."""

    families: Total
    individuals: Total


@dataclass(frozen=True, slots=True)
class Headline:
    """What is told first; for a period and, as far as it is known, for the one before it."""

    displaced: Moved
    returned: Moved
    counts: Mapping[Kind, int]
    updates: int


@dataclass(frozen=True, slots=True)
class Area:
    """One governorate (None: not said) in a period; `last` is the day of the latest update."""

    governorate: str | None
    displaced: Moved
    returned: Moved
    counts: Mapping[Kind, int]
    updates: int
    last: date


@dataclass(frozen=True, slots=True)
class Cases:
    """Requests by kind: open now by state, filed and decided in the period."""

    open: tuple[tuple[str, str, int], ...]
    filed: tuple[tuple[str, int], ...]
    decided: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Around:
    """What stands in a report beside the reports: what is None is not for its readers."""

    silence: Silence
    cases: Cases | None = None
    held: tuple[Occurrence, ...] = ()
    coming: tuple[Occurrence, ...] = ()
    questions: Questions | None = None
    disputes: int = 0


@dataclass(frozen=True, slots=True)
class Bulletin:
    """Everything that a report tells. `days` have a total each for displacement and return.

    `told` are single reports of a kind, the gravest and then the newest first; `needs` are sectors ("" for none
    named) with the updates that name them and the governorates of these. `confirmed_only`: the others were left out.
    """

    period: Period
    as_of: datetime
    scope: Scope
    confirmed_only: bool
    now: Headline
    before: Headline
    areas: tuple[Area, ...]
    days: tuple[date, ...]
    displaced: tuple[Total, ...]
    returned: tuple[Total, ...]
    gravities: tuple[tuple[Gravity, int], ...]
    told: Mapping[Kind, tuple[Line, ...]]
    needs: tuple[tuple[str, int, tuple[str | None, ...]], ...]
    reporters: int
    unconfirmed: int
    single_source: int
    counted: int
    around: Around


def bulletin(
    lines: Sequence[Line],
    earlier: Sequence[Line],
    *,
    period: Period,
    as_of: datetime,
    scope: Scope,
    around: Around,
    confirmed_only: bool = False,
) -> Bulletin:
    """Make the report of a period from its lines and those of the period before."""
    told = [one for one in lines if one.entry.counts and not one.entry.nothing_to_report]
    entries = [one.entry for one in told]
    return Bulletin(
        period=period,
        as_of=as_of,
        scope=scope,
        confirmed_only=confirmed_only,
        now=_headline([one.entry for one in lines]),
        before=_headline([one.entry for one in earlier]),
        areas=_areas([one.entry for one in lines]),
        days=period.days,
        displaced=_by_day(entries, period.days, Kind.DISPLACEMENT),
        returned=_by_day(entries, period.days, Kind.RETURN),
        gravities=_gravities(told),
        told={kind: _listed(told, kind) for kind in (Kind.INCIDENT, Kind.ACCESS, Kind.SITUATION)},
        needs=_needs(entries),
        reporters=len({one.entry.reporter for one in lines}),
        unconfirmed=sum(not one.entry.confirmed for one in lines),
        single_source=sum(one.single_source for one in entries),
        counted=len(entries),
        around=around,
    )


def _moved(entries: Iterable[Entry], kind: Kind) -> Moved:
    found = [one for one in entries if one.kind is kind]
    return Moved(
        total((one.households, one.approximate) for one in found),
        total((one.individuals, one.approximate) for one in found),
    )


def _headline(entries: Sequence[Entry]) -> Headline:
    told = [one for one in entries if one.counts and not one.nothing_to_report]
    return Headline(
        _moved(told, Kind.DISPLACEMENT), _moved(told, Kind.RETURN), _counts(told), updates=len(entries)
    )


def _counts(entries: Iterable[Entry]) -> dict[Kind, int]:
    """How many reports of each kind; needs are also named with people reported."""
    found = list(entries)
    counts = {kind: sum(one.kind is kind for one in found) for kind in Kind}
    return counts | {Kind.NEED: sum(one.kind is Kind.NEED or bool(one.sectors) for one in found)}


def _areas(entries: Sequence[Entry]) -> tuple[Area, ...]:
    by_area = _grouped(entries, lambda one: one.governorate)
    order: dict[str | None, int] = {place.id: n for n, place in enumerate(gazetteer().governorates())}
    return tuple(_area(code, by_area[code]) for code in sorted(by_area, key=lambda one: order.get(one, 99)))


def _area(governorate: str | None, entries: Sequence[Entry]) -> Area:
    head = _headline(entries)
    last = max(day_in_baghdad(one.saved_at) for one in entries)
    return Area(governorate, head.displaced, head.returned, head.counts, len(entries), last)


def _by_day(entries: Iterable[Entry], days: Sequence[date], kind: Kind) -> tuple[Total, ...]:
    by_day = _grouped((one for one in entries if one.kind is kind), lambda one: day_in_baghdad(one.saved_at))
    return tuple(total((one.households, one.approximate) for one in by_day.get(day, ())) for day in days)


def _gravities(lines: Iterable[Line]) -> tuple[tuple[Gravity, int], ...]:
    found = [one.fact.gravity for one in lines if one.fact.kind is Kind.INCIDENT]
    return tuple((gravity, found.count(gravity)) for gravity in GRAVEST_FIRST if gravity in found)


def _listed(lines: Iterable[Line], kind: Kind) -> tuple[Line, ...]:
    found = sorted(
        (one for one in lines if one.fact.kind is kind), key=lambda one: one.entry.saved_at, reverse=True
    )
    return tuple(sorted(found, key=lambda one: GRAVEST_FIRST.index(one.fact.gravity)))


def _needs(entries: Sequence[Entry]) -> tuple[tuple[str, int, tuple[str | None, ...]], ...]:
    named = {sector: [one for one in entries if sector in one.sectors] for sector in SECTORS}
    named[""] = [one for one in entries if one.kind is Kind.NEED and not one.sectors]
    return tuple(
        (sector, len(asking), tuple(dict.fromkeys(one.governorate for one in asking)))
        for sector, asking in sorted(named.items(), key=lambda one: -len(one[1]))
        if asking
    )


def _grouped(entries: Iterable[Entry], key: Callable[[Entry], K]) -> dict[K, list[Entry]]:
    found: dict[K, list[Entry]] = {}
    for one in entries:
        found.setdefault(key(one), []).append(one)
    return found
