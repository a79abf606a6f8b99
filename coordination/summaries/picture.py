"""What the picture of a summary shows: a fortnight of sums by day, the last week of it by governorate and sector."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from coordination.reports.days import day_in_baghdad
from coordination.reports.fact import SECTORS, Kind
from coordination.summaries.rollups import WHOLE, Rollup, rollups
from coordination.summaries.scope import Scope
from coordination.summaries.total import Total, added
from storage import Transaction

DAYS, WEEK = 14, 7


@dataclass(frozen=True, slots=True)
class Picture:
    """Families by day of saving in Baghdad, the last day being that of `until`, as far as it has gone.

    `displaced` and `returned` have a total for each of `days`; `areas` those of displacement in the last week, without
    governorates of which none was reported; `seen` are the governorates that the reader sees, None for all. `needs`
    counts the reports of the last week that name a sector.
    """

    until: datetime
    days: tuple[date, ...]
    displaced: tuple[Total, ...]
    returned: tuple[Total, ...]
    areas: Mapping[str, Total]
    needs: tuple[tuple[str, int], ...]
    seen: frozenset[str] | None = None


async def read_picture(tx: Transaction, scope: Scope, until: datetime) -> Picture:
    """The picture of a scope at a moment, out of the kept sums alone."""
    last = day_in_baghdad(until)
    days = tuple(last - timedelta(days=n) for n in reversed(range(DAYS)))
    found = [one for one in await rollups(tx, days[0], last) if scope.covers(one.kind, one.governorate)]
    week = [one for one in found if one.day in days[-WEEK:]]
    moved = [one for one in _whole(week, Kind.DISPLACEMENT) if one.governorate and one.counted]
    needs = {sector: sum(one.counted for one in week if one.sector == sector) for sector in SECTORS}
    return Picture(
        until=until,
        days=days,
        displaced=_by_day(found, days, Kind.DISPLACEMENT),
        returned=_by_day(found, days, Kind.RETURN),
        areas={
            area: added(one.families for one in moved if one.governorate == area)
            for area in dict.fromkeys(one.governorate for one in moved if one.governorate)
        },
        needs=tuple(sorted(((s, n) for s, n in needs.items() if n), key=lambda one: -one[1])),
        seen=scope.governorates,
    )


def _whole(found: Sequence[Rollup], kind: Kind) -> list[Rollup]:
    return [one for one in found if one.kind is kind and one.sector == WHOLE]


def _by_day(found: Sequence[Rollup], days: Sequence[date], kind: Kind) -> tuple[Total, ...]:
    whole = _whole(found, kind)
    return tuple(added(one.families for one in whole if one.day == day) for day in days)
