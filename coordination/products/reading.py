"""Reading a report of some days out of the rows, for a group or a person."""

from __future__ import annotations

from datetime import datetime, timedelta

from coordination.groups.group import Group
from coordination.knowledge.report import read_report
from coordination.people.person import Person
from coordination.products.bulletin import Around, Bulletin, Cases, bulletin
from coordination.products.held import read_meetings
from coordination.products.lines import Reading, read_lines
from coordination.products.period import Period
from coordination.products.progress import Progress
from coordination.reports.disputes import all_open
from coordination.roster.reporters import silent
from coordination.summaries.scope import Scope
from storage import Transaction, stamp

COMING = timedelta(days=14)
"""How far ahead the meetings of a report look."""


async def read_bulletin(
    reading: Reading,
    reader: Group | Person,
    scope: Scope,
    period: Period,
    as_of: datetime,
    progress: Progress,
    *,
    confirmed: bool = False,
) -> Bulletin:
    """The report of a period as the rows are now; `scope` is what of it the reader may see and wants.

    Raises Stopped when the work was called off.
    """
    lines = await read_lines(reading, scope, period, progress, confirmed=confirmed)
    earlier = await read_lines(reading, scope, period.before(), progress, confirmed=confirmed)
    async with reading() as tx:
        around = await _around(tx, reader, scope, period, as_of)
    return bulletin(
        lines,
        earlier,
        period=period,
        as_of=as_of,
        scope=scope,
        around=around,
        confirmed_only=confirmed,
    )


async def _around(
    tx: Transaction, reader: Group | Person, scope: Scope, period: Period, as_of: datetime
) -> Around:
    """What is beside the reports. Requests and questions belong to no governorate: only who sees all sees them."""
    whole = scope.governorates is None
    disputed = await all_open(tx, period.until)
    return Around(
        silence=await silent(tx, period.since, period.until, scope.governorates),
        cases=await _cases(tx, period) if whole else None,
        held=tuple(await read_meetings(tx, reader, period.since, min(period.until, as_of))),
        coming=tuple(await read_meetings(tx, reader, as_of, as_of + COMING)),
        questions=await read_report(tx, period.since, period.until) if whole else None,
        disputes=sum(
            all(scope.covers(one.fact.kind, one.fact.governorate) for one in dispute.reports)
            for dispute in disputed
        ),
    )


async def _cases(tx: Transaction, period: Period) -> Cases:
    since, until = stamp(period.since), stamp(period.until)
    return Cases(
        open=tuple((row["kind"], row["state"], int(row["n"])) for row in await tx.products.cases_now()),
        filed=tuple(
            (row["kind"], int(row["n"])) for row in await tx.products.cases_filed(since=since, until=until)
        ),
        decided=tuple(
            (row["kind"], int(row["n"])) for row in await tx.products.cases_decided(since=since, until=until)
        ),
    )
