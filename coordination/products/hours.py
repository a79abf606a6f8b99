"""When a group's reports are due: weekly on its day and hour in Baghdad, monthly on the first; rows of `due`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from coordination.groups.choices import report_hour
from coordination.groups.group import Group
from coordination.products.period import Period, month_before, week_before
from coordination.summaries.hours import due_times
from storage import Transaction, moment, stamp

WEEKLY, MONTHLY = "weekly report", "monthly report"

DAY = timedelta(days=1)
CATCH_UP = timedelta(days=6)
"""A report missed longer ago than this is not posted any more: the next one is near, and /export has it."""


@dataclass(frozen=True, slots=True)
class Due:
    """One report of a group: which, when, and about which days."""

    job: str
    at: datetime
    period: Period


def dues(group: Group, after: datetime, until: datetime) -> list[Due]:
    """The group's reports that are due after `after` and not after `until`, oldest first."""
    found = []
    for at in due_times(report_hour(group), after, until):
        day = at.date()
        if group.weekly_report and day.isoweekday() == int(group.weekly_report[0]):
            found.append(Due(WEEKLY, at, week_before(day)))
        if group.monthly_report and day.day == 1:
            found.append(Due(MONTHLY, at, month_before(day)))
    return found


async def outstanding(tx: Transaction, group: Group, until: datetime) -> list[Due]:
    """Those up to `until` of which no report of the same day was posted."""
    if group.state != "approved" or group.reports_from is None:
        return []
    after = max(group.reports_from, until - CATCH_UP)
    found = dues(group, after, until)
    done: set[tuple[str, object]] = set()
    for job in {one.job for one in found}:
        rows = await tx.due.since(job=job, chat=group.chat, since=stamp(after - DAY))
        done |= {(job, moment(row["due_at"]).astimezone(found[0].at.tzinfo).date()) for row in rows}
    return [one for one in found if (one.job, one.at.date()) not in done]


async def claim(tx: Transaction, group: Group, due: Due, now: datetime) -> bool:
    """Take a due report, in the transaction that also asks for it; False if it was taken before."""
    row = await tx.due.claim(job=due.job, chat=group.chat, due_at=stamp(due.at), now=stamp(now))
    return row is not None
