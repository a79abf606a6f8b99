"""Reading a summary out of the rows."""

from __future__ import annotations

from datetime import datetime, timedelta

from coordination.reports.disputes import all_open
from coordination.roster.reporters import silent
from coordination.summaries.entry import entry_of
from coordination.summaries.scope import Scope
from coordination.summaries.summary import Summary, summarise
from storage import Transaction, stamp

DAY = timedelta(days=1)


async def read_summary(tx: Transaction, scope: Scope, since: datetime, until: datetime) -> Summary:
    """The summary of what was saved after `since` and up to `until`.

    A window of 24 hours is compared with the 24 hours before it, any other with nothing.
    """
    comparable = until - since == DAY
    rows = await tx.summaries.saved_between(
        since=stamp(since - DAY if comparable else since), until=stamp(until)
    )
    entries = [entry_of(row) for row in rows]
    return summarise(
        [e for e in entries if e.saved_at > since],
        [e for e in entries if e.saved_at <= since] if comparable else None,
        scope=scope,
        since=since,
        until=until,
        disputed=await all_open(tx, until),
        silence=await silent(tx, since, until, scope.governorates),
    )
