"""People who moved in a window of time, added up by the database: what a summary is compared with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from coordination.reports.fact import Kind
from coordination.summaries.total import Total, total_of
from storage import Transaction, stamp


@dataclass(frozen=True, slots=True)
class Moved:
    """The reports of displacement or return to one place (None: not said) that count, together."""

    kind: Kind
    governorate: str | None
    place: str | None
    families: Total
    individuals: Total


async def moved_between(tx: Transaction, since: datetime, until: datetime) -> list[Moved]:
    """The sums of what was saved after `since` and up to `until` and stands."""
    rows = await tx.summaries.moved_between(since=stamp(since), until=stamp(until))
    return [
        Moved(
            Kind(row["kind"]),
            row["governorate"],
            row["place"],
            total_of(row, "households"),
            total_of(row, "individuals"),
        )
        for row in rows
    ]
