"""What a summary cannot know: governorates of which nothing new was saved for days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from coordination.places import gazetteer
from coordination.reports.days import day_in_baghdad
from coordination.summaries.rollups import last_heard
from coordination.summaries.scope import Scope
from storage import Transaction

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
    """The governorates of a scope of which nothing was saved in the last days, in the gazetteer's order."""
    today = day_in_baghdad(until)
    heard = await last_heard(tx, today - timedelta(days=LOOKED_BACK - 1))
    mine = (place.id for place in gazetteer().governorates())
    found = [code for code in mine if scope.governorates is None or code in scope.governorates]
    limit = today - timedelta(days=STALE_DAYS)
    return tuple(Stale(code, heard.get(code)) for code in found if heard.get(code, date.min) <= limit)
