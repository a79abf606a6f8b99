"""When a group's summary is due: once a day at its hour in Baghdad, claimed as a row of `due`."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from coordination.groups.group import Group
from storage import Transaction, moment, stamp

BAGHDAD = ZoneInfo("Asia/Baghdad")
JOB = "daily summary"

DAY = timedelta(days=1)
CATCH_UP = timedelta(days=7)
"""A summary missed longer ago than this is not posted any more."""
LONGEST_WINDOW = timedelta(days=2)
"""A change of the hour makes one window longer or shorter, so that nothing is left out or told twice."""
LATE = timedelta(minutes=15)
"""Posted later than this after its hour, a summary is marked as late."""


def due_times(hour: str, after: datetime, until: datetime) -> list[datetime]:
    """The moments when it is `hour` ("HH:MM") in Baghdad, after `after` and not after `until`; none for ""."""
    if not hour:
        return []
    at = time.fromisoformat(hour)
    first, last = after.astimezone(BAGHDAD).date(), until.astimezone(BAGHDAD).date()
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    moments = (datetime.combine(day, at, BAGHDAD) for day in days)
    return [due for due in moments if after < due <= until]


async def outstanding(tx: Transaction, group: Group, until: datetime) -> list[datetime]:
    """The group's due times up to `until` whose day has no summary yet, oldest first, a week back at most."""
    if group.state != "approved" or group.summary_from is None:
        return []
    after = max(group.summary_from, until - CATCH_UP)
    rows = await tx.due.since(job=JOB, chat=group.chat, since=stamp(after - DAY))
    done = {moment(row["due_at"]).astimezone(BAGHDAD).date() for row in rows}
    return [due for due in due_times(group.summary_at, after, until) if due.date() not in done]


async def claim(tx: Transaction, group: Group, due: datetime, now: datetime) -> bool:
    """Take a due time, in the transaction that also writes what is posted; False if it was taken before."""
    return await tx.due.claim(job=JOB, chat=group.chat, due_at=stamp(due), now=stamp(now)) is not None


async def window_start(tx: Transaction, group: Group, due: datetime) -> datetime:
    """Where the window that ends at `due` begins: where the last one ended, usually 24 hours before."""
    last = await tx.due.last_before(job=JOB, chat=group.chat, due_at=stamp(due))
    if last is not None and due - moment(last) <= LONGEST_WINDOW:
        return moment(last)
    return due - DAY
