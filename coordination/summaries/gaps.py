"""What a summary cannot know: governorates of which nothing new was saved for days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from coordination.places import gazetteer
from coordination.reports.days import BAGHDAD, day_in_baghdad
from coordination.summaries.rollups import last_heard
from coordination.summaries.scope import Scope
from storage import Transaction, moment, stamp

STALE_DAYS = 3
"""Days without anything saved after which what is known of a governorate is called old."""
LOOKED_BACK = 14
"""Days that are looked back; what lies before is not told."""


@dataclass(frozen=True, slots=True)
class Stale:
    """A governorate with old news; `last` is the day of the latest, None where it is longer ago than was looked."""

    governorate: str
    last: date | None


async def stale(tx: Transaction, scope: Scope, until: datetime) -> tuple[Stale, ...]:
    """The governorates of a scope that were not heard from in the last days, in the gazetteer's order.

    One is heard from when its own focal point tells anything, or somebody tells of it: as the place, or as where people
    came from.
    """
    today = day_in_baghdad(until)
    heard = await _heard(tx, today - timedelta(days=LOOKED_BACK - 1))
    mine = (place.id for place in gazetteer().governorates())
    found = [code for code in mine if scope.governorates is None or code in scope.governorates]
    limit = today - timedelta(days=STALE_DAYS)
    return tuple(Stale(code, heard.get(code)) for code in found if heard.get(code, date.min) <= limit)


async def _heard(tx: Transaction, first: date) -> dict[str, date]:
    """The last day since `first` on which each governorate was heard from; others are not in it."""
    since = datetime.combine(first, time(), BAGHDAD)
    days = [(code, day) for code, day in (await last_heard(tx, first)).items() if code]
    days += [(row["code"], day_in_baghdad(moment(row["at"]))) for row in await tx.summaries.last_left()]
    for row in await tx.summaries.last_told(since=stamp(since)):
        days += [(code, day_in_baghdad(moment(row["at"]))) for code in row["areas"].split()]
    found: dict[str, date] = {}
    for code, day in days:
        if day >= first:
            found[code] = max(day, found.get(code, day))
    return found
