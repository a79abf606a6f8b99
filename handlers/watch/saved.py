"""Reports that were saved, corrected or confirmed just now: who asked for them is told, thresholds are looked at."""

from __future__ import annotations

from collections.abc import Sequence

from coordination.reports.report import Report
from handlers.outgoing import Outgoing
from handlers.watch import noting, paging
from storage import stamp


async def look_at(out: Outgoing, reports: Sequence[Report]) -> None:
    """In the transaction that saved them. Mostly nothing is wanted: one question tells, instead of one each."""
    wanted = await out.tx.watch.wanted(now=stamp(out.now))
    if wanted["notes"]:
        await noting.note(out, reports)
    await paging.look(out, thresholds=bool(wanted["thresholds"]), waiting=bool(wanted["pages"]))
