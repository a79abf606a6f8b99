"""From reports to a summary: a pure function; the only place where figures are added up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from coordination.places import gazetteer
from coordination.reports.disputes import Dispute
from coordination.reports.fact import GRAVITIES, SECTORS, Gravity, Kind
from coordination.roster.reporters import Silence
from coordination.summaries.corrections import Correction
from coordination.summaries.entry import Entry
from coordination.summaries.gaps import Stale
from coordination.summaries.moved import Moved
from coordination.summaries.scope import Scope
from coordination.summaries.total import Total, added, total


@dataclass(frozen=True, slots=True)
class Reported:
    """What reports give together: families and individuals side by side, with the reports' references.

    `days` are those that the reports are about, each once, oldest first.
    """

    families: Total
    individuals: Total
    references: tuple[str, ...]
    days: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Left:
    """People who left a governorate or place that the reader sees for elsewhere; they are counted where they came to.

    `origin` is the code of the governorate, or the id of the place that the reader asked for; `to` is a governorate.
    """

    origin: str
    to: str | None
    reported: Reported


@dataclass(frozen=True, slots=True)
class Movement:
    """Displacement or return: together, by governorate (None: not said), and in the window before.

    `left` is in none of the sums.

    `before` has no references; it is None where there is nothing to compare with, because the two windows differ in length.
    """

    whole: Reported
    areas: tuple[tuple[str | None, Reported], ...]
    before: Reported | None
    left: tuple[Left, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One report told on a line of its own."""

    governorate: str | None
    place: str | None
    place_text: str
    text: str
    day: date
    reference: str
    gravity: Gravity = "unknown"


@dataclass(frozen=True, slots=True)
class Need:
    """What is needed of one sector ("" where the report named none), and in which governorates."""

    sector: str
    reported: Reported
    governorates: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """What was saved after `since` and up to `until`, as far as `scope` goes.

    `confirmed` of its `reports` the centre has confirmed as they are now.
    `told` are the row ids of its reports that count, each with its version; `corrections` are those of earlier
    summaries of the same group. `disputes` are open. `single_source` of the `counted` reports were told by one person
    only. `cases` are open requests, how many of each kind by its id; they belong to no governorate.
    """

    scope: Scope
    since: datetime
    until: datetime
    reports: int
    reporters: int
    displacement: Movement
    returns: Movement
    incidents: tuple[Item, ...]
    access: tuple[Item, ...]
    needs: tuple[Need, ...]
    needs_overlap: bool
    situation: tuple[Item, ...]
    nothing_to_report: tuple[str | None, ...]
    silence: Silence
    told: tuple[tuple[int, int], ...] = ()
    corrections: tuple[Correction, ...] = ()
    confirmed: int = 0
    disputes: tuple[Dispute, ...] = ()
    counted: int = 0
    single_source: int = 0
    stale: tuple[Stale, ...] = ()
    cases: tuple[tuple[str, int], ...] = ()

    @property
    def unreported(self) -> tuple[Kind, ...]:
        """The kinds asked for of which there is nothing, in their usual order."""
        there = {
            Kind.DISPLACEMENT: self.displacement.areas or self.displacement.left,
            Kind.RETURN: self.returns.areas or self.returns.left,
            Kind.INCIDENT: self.incidents,
            Kind.NEED: self.needs,
            Kind.ACCESS: self.access,
            Kind.SITUATION: self.situation or self.nothing_to_report,
        }
        return tuple(kind for kind in Kind if kind in self.scope.kinds and not there[kind])


def summarise(
    entries: Iterable[Entry],
    before: Iterable[Moved] | None,
    *,
    scope: Scope,
    since: datetime,
    until: datetime,
    silence: Silence,
    disputed: Iterable[Dispute] = (),
    stale: tuple[Stale, ...] = (),
    cases: tuple[tuple[str, int], ...] = (),
) -> Summary:
    """Make the summary of a window from its reports and the sums of the window before; `scope` is applied here."""
    every = list(entries)
    seen = [entry for entry in every if scope.covers(entry.kind, entry.governorate, entry.place)]
    gone = [entry for entry in every if scope.left(entry)]
    counted = [entry for entry in seen if entry.counts]
    leaving = [entry for entry in gone if entry.counts and not entry.nothing_to_report]
    earlier = None if before is None else [e for e in before if scope.covers(e.kind, e.governorate, e.place)]
    calm = [e for e in seen if e.nothing_to_report]
    telling = [e for e in counted if not e.nothing_to_report]
    by_kind = {kind: [e for e in telling if e.kind is kind] for kind in Kind}
    return Summary(
        scope=scope,
        since=since,
        until=until,
        reports=len(seen) + len(gone),
        reporters=len({e.reporter for e in (*seen, *gone)}),
        displacement=_movement(Kind.DISPLACEMENT, by_kind[Kind.DISPLACEMENT], earlier, leaving, scope),
        returns=_movement(Kind.RETURN, by_kind[Kind.RETURN], earlier, leaving, scope),
        incidents=_items(sorted(by_kind[Kind.INCIDENT], key=_gravest_first)),
        access=_items(by_kind[Kind.ACCESS]),
        needs=_needs(counted),
        needs_overlap=any(len(e.sectors) > 1 for e in counted),
        situation=_items(by_kind[Kind.SITUATION]),
        nothing_to_report=(*_governorates(e for e in calm if not e.ministry), *_ministries(calm)),
        silence=silence,
        told=tuple((e.id, e.version) for e in (*counted, *leaving)),
        confirmed=sum(e.confirmed for e in (*seen, *gone)),
        disputes=tuple(dispute for dispute in disputed if _covers(scope, dispute)),
        counted=len(telling) + len(leaving),
        single_source=sum(e.single_source for e in (*telling, *leaving)),
        stale=stale,
        cases=cases,
    )


def _covers(scope: Scope, dispute: Dispute) -> bool:
    return all(
        scope.covers(report.fact.kind, report.fact.governorate, report.fact.place)
        for report in dispute.reports
    )


def _reported(entries: Sequence[Entry]) -> Reported:
    return Reported(
        families=total((e.households, e.approximate) for e in entries),
        individuals=total((e.individuals, e.approximate) for e in entries),
        references=tuple(e.reference for e in entries),
        days=tuple(sorted({e.day for e in entries})),
    )


def _movement(
    kind: Kind,
    entries: Sequence[Entry],
    earlier: Sequence[Moved] | None,
    leaving: Sequence[Entry],
    scope: Scope,
) -> Movement:
    return Movement(
        whole=_reported(entries),
        areas=tuple(
            (area, _reported([e for e in entries if e.governorate == area]))
            for area in _governorates(entries)
        ),
        before=None if earlier is None else _together([e for e in earlier if e.kind is kind]),
        left=_left([e for e in leaving if e.kind is kind], scope),
    )


def _left(entries: Sequence[Entry], scope: Scope) -> tuple[Left, ...]:
    """By where they left and where they went, both in the gazetteer's order."""
    order = {place.id: n for n, place in enumerate(gazetteer().governorates())}
    ways: dict[tuple[str, str | None], list[Entry]] = {}
    for entry in entries:
        ways.setdefault((entry.origin_governorate or "", entry.governorate), []).append(entry)
    found = sorted(ways, key=lambda way: [order.get(code or "", len(order)) for code in way])
    return tuple(Left(scope.place or origin, to, _reported(ways[origin, to])) for origin, to in found)


def _together(parts: Sequence[Moved]) -> Reported:
    return Reported(added(one.families for one in parts), added(one.individuals for one in parts), ())


def _items(entries: Iterable[Entry]) -> tuple[Item, ...]:
    return tuple(
        Item(e.governorate, e.place, e.place_text, e.text, e.day, e.reference, e.gravity) for e in entries
    )


def _gravest_first(entry: Entry) -> int:
    """The order of incidents; those as grave as each other stay in the order of time."""
    return -GRAVITIES.index(entry.gravity) if entry.gravity != "unknown" else 1


def _needs(entries: Sequence[Entry]) -> tuple[Need, ...]:
    """Needs that were reported as such, and those named with the people reported."""
    named = {sector: [e for e in entries if sector in e.sectors] for sector in SECTORS}
    named[""] = [e for e in entries if e.kind is Kind.NEED and not e.sectors]
    return tuple(
        Need(sector, _reported(asking), _governorates(asking)) for sector, asking in named.items() if asking
    )


def _ministries(entries: Iterable[Entry]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(e.ministry for e in entries if e.ministry))


def _governorates(entries: Iterable[Entry]) -> tuple[str | None, ...]:
    """The governorates of the entries, each once, in the gazetteer's order; None, "not said", last."""
    order = {place.id: n for n, place in enumerate(gazetteer().governorates())}
    found = {e.governorate for e in entries}
    return tuple(sorted(found, key=lambda code: order.get(code or "", len(order))))
