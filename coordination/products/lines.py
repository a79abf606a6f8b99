"""The reports behind a product, read a page at a time so that nobody waits for a long one."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass

from coordination.people.person import Role
from coordination.privacy import hidden
from coordination.products.period import Period
from coordination.products.progress import Progress
from coordination.reports.fact import Fact
from coordination.reports.personal import fit_for_groups
from coordination.reports.report import Confirmation, report_of
from coordination.summaries.entry import Entry, entry_of
from coordination.summaries.scope import Scope
from storage import Row, Transaction, stamp

Reading = Callable[[], AbstractAsyncContextManager[Transaction]]
"""Opens a transaction that only reads."""

PAGE = 500
MOST = 100_000
"""Lines of one product; of more the newest are left out, and it says so."""


@dataclass(frozen=True, slots=True)
class Line:
    """One report: what a summary knows of it, its whole fact, and who told it, without a name.

    Personal data is hidden in all that was typed.
    """

    entry: Entry
    fact: Fact
    confirmation: Confirmation
    role: Role
    organisation: str


async def read_lines(
    reading: Reading, scope: Scope, period: Period, progress: Progress, *, confirmed: bool = False
) -> list[Line]:
    """Those of a period that are in the scope, oldest first, MOST at the most; `confirmed`: of these only the confirmed.

    Raises Stopped when the work was called off.
    """
    since, until = stamp(period.since), stamp(period.until)
    async with reading() as tx:
        there = int(await tx.products.count_between(since=since, until=until))
    found: list[Line] = []
    seen, after, after_id = 0, since, 0
    while len(found) < MOST:
        progress.at("reading", seen, there)
        async with reading() as tx:
            rows = await tx.products.page(
                since=since, until=until, after=after, after_id=after_id, limit=PAGE
            )
        lines = (_line(row) for row in rows if not confirmed or row["confirmed"])
        found += [one for one in lines if scope.covers(one.entry.kind, one.entry.governorate)]
        seen += len(rows)
        if len(rows) < PAGE:
            break
        after, after_id = rows[-1]["saved_at"], rows[-1]["id"]
    return found[:MOST]


def _line(row: Row) -> Line:
    report = report_of(row)
    return Line(
        entry=entry_of(row),
        fact=fit_for_groups(report.fact),
        confirmation=report.confirmation,
        role=Role(row["role"]),
        organisation=hidden(report.organisation),
    )
