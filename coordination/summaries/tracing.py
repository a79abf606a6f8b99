"""From a figure of a summary back to the reports behind it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from coordination.reports import store
from coordination.reports.fact import Fact, Kind
from coordination.reports.personal import fit_for_groups
from coordination.summaries.entry import Entry, entry_of
from coordination.summaries.scope import Scope
from storage import Transaction, stamp

SPAN = 62
"""Days of the longest window that is traced."""


async def entries_between(tx: Transaction, since: datetime, until: datetime) -> list[Entry]:
    """What was saved after `since` and up to `until` and stands, oldest first."""
    rows = await tx.summaries.saved_between(since=stamp(since), until=stamp(until))
    return [entry_of(row) for row in rows]


def behind(entries: Sequence[Entry], kind: Kind) -> list[Entry]:
    """The reports that a summary's figures of a kind rest on; needs are also named with people reported."""
    counted = [one for one in entries if one.counts and not one.nothing_to_report]
    return [one for one in counted if one.kind is kind or (kind is Kind.NEED and one.sectors)]


async def traced(tx: Transaction, scope: Scope, kind: Kind, since: datetime, until: datetime) -> list[Entry]:
    """Those of a window that the reader may see, oldest first, as they are now."""
    found = await entries_between(tx, since, until)
    seen = [one for one in found if scope.covers(one.kind, one.governorate, one.place)]
    gone = [one for one in found if one.kind is kind and scope.left(one)]
    return behind(sorted([*seen, *gone], key=lambda one: (one.saved_at, one.id)), kind)


async def facts_of(tx: Transaction, entries: Sequence[Entry]) -> list[tuple[str, Fact]]:
    """The references of some entries with their facts; personal data is hidden."""
    reports = [await store.by_id(tx, one.id) for one in entries]
    return [(report.reference, fit_for_groups(report.fact)) for report in reports if report is not None]
