"""Reading a summary out of the rows."""

from __future__ import annotations

from datetime import datetime, timedelta

from coordination.reports.disputes import all_open
from coordination.roster.reporters import silent
from coordination.summaries.gaps import stale
from coordination.summaries.moved import moved_between
from coordination.summaries.scope import Scope
from coordination.summaries.summary import Summary, summarise
from coordination.summaries.tracing import entries_between
from storage import Transaction, stamp

DAY, WEEK = timedelta(days=1), timedelta(days=7)


async def read_summary(tx: Transaction, scope: Scope, since: datetime, until: datetime) -> Summary:
    """The summary of what was saved after `since` and up to `until`.

    A window of 24 hours is compared with the 24 hours before it, one of a week with the week before, any other with
    nothing.
    """
    span = until - since
    comparable = span in (DAY, WEEK)
    return summarise(
        await entries_between(tx, since, until),
        await moved_between(tx, since - span, since) if comparable else None,
        scope=scope,
        since=since,
        until=until,
        disputed=await all_open(tx, until),
        silence=await silent(tx, since, until, scope.governorates),
        stale=() if scope.place else await stale(tx, scope, until),
        cases=await _open_cases(tx, until) if scope.governorates is None else (),
    )


async def _open_cases(tx: Transaction, until: datetime) -> tuple[tuple[str, int], ...]:
    """How many requests of each kind are open now."""
    counts: dict[str, int] = {}
    for row in await tx.cases.count_queue(now=stamp(until)):
        counts[row["kind"]] = counts.get(row["kind"], 0) + row["n"]
    return tuple(counts.items())
