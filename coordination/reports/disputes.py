"""Reports of one thing that give different figures: both are kept, and stand as disputed until somebody rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations, groupby

from coordination.people.person import Person
from coordination.reports.fact import Fact, Kind
from coordination.reports.report import Report, report_of
from storage import Row, Transaction, stamp


@dataclass(frozen=True, slots=True)
class Dispute:
    """An open dispute. `reports` are those of it that still stand, in the order in which they were saved.

    The first of them counts in totals, the others do not.
    """

    id: int
    reports: tuple[Report, ...]

    @property
    def mark(self) -> int:
        """A number that rises with everything that happens to the dispute: an old button carries a smaller one."""
        return len(self.reports) + sum(report.version + report.rulings for report in self.reports)


def same_thing(one: Fact, other: Fact) -> bool:
    """Whether two facts tell of the same kind of thing at one place, and of the same needs."""
    return _thing(one) == _thing(other)


def _thing(fact: Fact) -> tuple[object, ...]:
    place, origin = fact.place or fact.place_text, fact.origin_place or fact.origin_text
    sectors = fact.sectors if fact.kind is Kind.NEED else ()
    return fact.kind, fact.governorate, place, fact.origin_governorate, origin, sectors


def comparable(one: Fact, other: Fact) -> bool:
    """Whether both give a number of families, or both a number of individuals."""
    return any(_both(one, other))


def contradictory(one: Fact, other: Fact) -> bool:
    """Whether a number that both give differs."""
    return any(first != second for first, second in _both(one, other))


def _both(one: Fact, other: Fact) -> list[tuple[int, int]]:
    pairs = ((one.households, other.households), (one.individuals, other.individuals))
    return [(first, second) for first, second in pairs if isinstance(first, int) and isinstance(second, int)]


async def begin(tx: Transaction, earlier: Report, later: Report, by: Person, now: datetime) -> None:
    """Put a new report beside the one whose figures it disputes: into its dispute, or into a new one.

    Where they tell the same after all, the thing still counts once.
    """
    dispute = await tx.disputes.unsettled(report=earlier.id)
    if dispute is None:
        dispute = await tx.disputes.begin(now=stamp(now))
        await tx.disputes.join(dispute=dispute, report=earlier.id)
    await tx.disputes.join(dispute=dispute, report=later.id)
    await review(tx, later, by, now)


async def of_report(tx: Transaction, report: Report) -> Dispute | None:
    """The open dispute that a report is part of."""
    rows = await tx.disputes.of_report(report=report.id)
    found = _disputes([row for row in rows if row["outcome"] is None])
    return found[0] if found else None


async def by_id(tx: Transaction, dispute: int) -> Dispute | None:
    """The open dispute with this row id."""
    found = _disputes(await tx.disputes.by_id(dispute=dispute))
    return found[0] if found else None


async def all_open(tx: Transaction, until: datetime) -> tuple[Dispute, ...]:
    """The disputes begun up to a moment that are open now, oldest first."""
    return tuple(_disputes(await tx.disputes.all_open(until=stamp(until))))


async def disputed_reports(tx: Transaction, until: datetime) -> frozenset[int]:
    """The row ids of the reports in open disputes that were begun up to a moment."""
    return frozenset(report.id for dispute in await all_open(tx, until) for report in dispute.reports)


async def review(tx: Transaction, report: Report, by: Person, now: datetime) -> None:
    """Look at the dispute of a report that was put in, changed or taken out: is it still one?

    It settles itself where one report is left; where all tell the same it rests, and they count once.
    """
    rows = await tx.disputes.of_report(report=report.id)
    if not rows:
        return
    reports = [report_of(row) for row in rows]
    others = [other for other in reports if other.id != report.id]
    moved = [one for one in reports if one.id == report.id and not _of_one(others, one)]
    standing = others if moved else reports
    if len(standing) < 2:
        outcome = "settled"
    elif any(contradictory(one.fact, other.fact) for one, other in combinations(standing, 2)):
        outcome = None
    else:
        outcome = "agreed"
    if moved and outcome != "settled":
        await tx.disputes.leave(dispute=rows[0]["dispute"], report=report.id)
    if outcome != rows[0]["outcome"]:
        await close(tx, rows[0]["dispute"], outcome, by, now)


async def close(tx: Transaction, dispute: int, outcome: str | None, by: Person, now: datetime) -> bool:
    """Give a dispute its outcome; False when it has a final one. None opens one again that rested."""
    ended = outcome in ("kept", "both", "settled")
    row = await tx.disputes.close(
        id=dispute, outcome=outcome, by=by.id if ended else None, now=stamp(now) if ended else None
    )
    return row is not None


def _of_one(others: Sequence[Report], one: Report) -> bool:
    return any(same_thing(one.fact, other.fact) for other in others)


def _disputes(rows: Sequence[Row]) -> list[Dispute]:
    return [
        Dispute(id, tuple(map(report_of, reports)))
        for id, reports in groupby(rows, key=lambda row: row["dispute"])
    ]
