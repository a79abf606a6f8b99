"""Sums of reports by the day in Baghdad on which they were saved, by governorate, kind and sector.

The database keeps them (`rollups` in the schema) in the transaction that writes a report, a correction, a ruling.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from coordination.reports.fact import Kind
from coordination.summaries.total import Total, total_of
from storage import Row, Transaction

WHOLE = "*"
"""The sector of the row for all reports of a kind; "" is that for those that name none. Sectors overlap."""


@dataclass(frozen=True, slots=True)
class Rollup:
    """The reports of one day, place, kind and sector.

    `unconfirmed` of the `reports` wait for the centre's word. `counted` of them stand for something of their own, and
    the sums are theirs; `single_source` of those were told by one person only.
    """

    day: date
    governorate: str | None
    kind: Kind
    sector: str
    reports: int
    unconfirmed: int
    counted: int
    single_source: int
    families: Total
    individuals: Total


async def rollups(tx: Transaction, first: date, last: date) -> list[Rollup]:
    """Those of some days, both ends included, in the order of days."""
    rows = await tx.rollups.between(first=first.isoformat(), last=last.isoformat())
    return [_rollup_of(row) for row in rows]


async def last_heard(tx: Transaction, first: date) -> dict[str | None, date]:
    """The last day since `first` on which something was saved about each governorate; others are not in it."""
    rows = await tx.rollups.heard_since(first=first.isoformat())
    return {row["governorate"] or None: date.fromisoformat(row["day"]) for row in rows}


async def differences(tx: Transaction) -> list[tuple[str, str, str, str]]:
    """Where what is kept is not what the reports give: day, governorate, kind, sector. Reads every report."""
    rows = await tx.rollups.differences()
    return [(row["day"], row["governorate"], row["kind"], row["sector"]) for row in rows]


def _rollup_of(row: Row) -> Rollup:
    return Rollup(
        day=date.fromisoformat(row["day"]),
        governorate=row["governorate"] or None,
        kind=Kind(row["kind"]),
        sector=row["sector"],
        reports=row["reports"],
        unconfirmed=row["unconfirmed"],
        counted=row["counted"],
        single_source=row["single_source"],
        families=total_of(row, "households"),
        individuals=total_of(row, "individuals"),
    )
