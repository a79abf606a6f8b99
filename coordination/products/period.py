"""Times that products are about: whole days of Baghdad."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from coordination.reports.days import BAGHDAD, day_in_baghdad

Span = Literal["week", "month", "days"]

RECENT: dict[str, int] = {"7": 7, "30": 30, "90": 90, "365": 365}
"""Days up to now that can be chosen, today among them."""
PERIODS = (*RECENT, "month", "last")
"""All choices: also this month so far, and the month before."""


@dataclass(frozen=True, slots=True)
class Period:
    """What was saved after `since` and up to `until`: midnights of Baghdad, but for an end that is now."""

    span: Span
    since: datetime
    until: datetime

    @property
    def first(self) -> date:
        """Its first day in Baghdad."""
        return day_in_baghdad(self.since)

    @property
    def last(self) -> date:
        """Its last day in Baghdad."""
        return day_in_baghdad(self.until - timedelta(microseconds=1))

    @property
    def days(self) -> tuple[date, ...]:
        """Every day of it, oldest first."""
        return tuple(self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))

    def before(self) -> Period:
        """What it is compared with: the month before a whole month, else as much time before it."""
        if self.span == "month":
            return _month(self.first - timedelta(days=1))
        return Period(self.span, self.since - (self.until - self.since), self.since)


def midnight(day: date) -> datetime:
    """When this day begins in Baghdad."""
    return datetime.combine(day, time(), BAGHDAD)


def week_before(day: date) -> Period:
    """The seven days before this one."""
    return Period("week", midnight(day - timedelta(days=7)), midnight(day))


def month_before(day: date) -> Period:
    """The calendar month before that of this day."""
    return _month(day.replace(day=1) - timedelta(days=1))


def chosen(code: str, now: datetime) -> Period:
    """The period of one of PERIODS at a moment. Raises KeyError for any other."""
    today = day_in_baghdad(now)
    if code == "last":
        return month_before(today)
    first = today.replace(day=1) if code == "month" else today - timedelta(days=RECENT[code] - 1)
    return Period("days", midnight(first), now)


def _month(day: date) -> Period:
    first = day.replace(day=1)
    return Period("month", midnight(first), midnight((first + timedelta(days=32)).replace(day=1)))
