"""Recurrence: rules of RFC 5545 made from choices, taken apart for words, and counted out by the clock of Baghdad."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from dateutil.rrule import rrulestr

from coordination.reports.days import BAGHDAD

Every = Literal["week", "two_weeks", "month", "month_last"]
"""On the start's weekday: each week, each second week, the month's first to fourth, the month's last."""
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LAST_WEEK = 5
"""A weekday's fifth time in a month is its last, and not every month has one."""


@dataclass(frozen=True, slots=True)
class Repeating:
    """A rule taken apart: `weekdays` as of `date.weekday`, several for weeks only; `nth` is 1 to 4 or -1 (the last) for a month, else 0."""

    every: Literal["week", "two_weeks", "month"]
    weekdays: tuple[int, ...]
    nth: int = 0
    until: date | None = None


def nth_of(day: date) -> int:
    """The how many-th of its weekday a day is in its month, 1 to 5."""
    return (day.day - 1) // 7 + 1


def choices(start: datetime) -> tuple[Every, ...]:
    """The ways in which a meeting that starts then can recur."""
    day = start.astimezone(BAGHDAD).date()
    last = (day + timedelta(days=7)).month != day.month
    months: tuple[Every, ...] = ("month",) if nth_of(day) < LAST_WEEK else ()
    return ("week", "two_weeks", *months, *(("month_last",) if last else ()))


def rule_of(every: Every, start: datetime, until: date | None) -> str:
    """The rule of RFC 5545 that recurs as chosen, up to the end of the day `until` in Baghdad."""
    day = start.astimezone(BAGHDAD).date()
    name = DAYS[day.weekday()]
    match every:
        case "week":
            rule = f"FREQ=WEEKLY;BYDAY={name}"
        case "two_weeks":
            rule = f"FREQ=WEEKLY;INTERVAL=2;BYDAY={name}"
        case "month":
            rule = f"FREQ=MONTHLY;BYDAY={nth_of(day)}{name}"
        case "month_last":
            rule = f"FREQ=MONTHLY;BYDAY=-1{name}"
    return rule if until is None else ended(rule, until)


def ended(rule: str, until: date) -> str:
    """The rule up to the end of this day in Baghdad."""
    end = datetime.combine(until, time(23, 59, 59), BAGHDAD).astimezone(UTC)
    return f"{rule.split(';UNTIL=')[0]};UNTIL={end:%Y%m%dT%H%M%SZ}"


def repeating(rule: str) -> Repeating | None:
    """A rule of ours, taken apart; None for "", which does not recur."""
    if not rule:
        return None
    parts = dict(part.split("=") for part in rule.split(";"))
    day = parts["BYDAY"]
    end = parts.get("UNTIL")
    until = (
        datetime.strptime(end, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC).astimezone(BAGHDAD).date()
        if end
        else None
    )
    weekdays = tuple(DAYS.index(one[-2:]) for one in day.split(","))
    if parts["FREQ"] == "MONTHLY":
        return Repeating("month", weekdays, int(day[:-2]), until)
    return Repeating("two_weeks" if "INTERVAL" in parts else "week", weekdays, until=until)


def moved_rule(rule: str, start: datetime) -> str:
    """The same recurrence from another start on: on its weekday, which of several takes the place of the nearest."""
    was = repeating(rule)
    if was is None:
        return ""
    if len(was.weekdays) > 1:
        return rule.replace(_named(was.weekdays), _named(_with(was.weekdays, start)))
    every: Every = "month_last" if was.nth == -1 else was.every
    if every not in choices(start):
        every = "month_last" if every == "month" else "month"
    return rule_of(every, start, was.until)


def _with(weekdays: tuple[int, ...], start: datetime) -> tuple[int, ...]:
    new = start.astimezone(BAGHDAD).weekday()
    if new in weekdays:
        return weekdays
    nearest = min(weekdays, key=lambda day: min((day - new) % 7, (new - day) % 7))
    return tuple(sorted({*weekdays, new} - {nearest}))


def _named(weekdays: tuple[int, ...]) -> str:
    return "BYDAY=" + ",".join(DAYS[day] for day in weekdays)


def starts(start: datetime, rule: str, after: datetime, until: datetime) -> list[datetime]:
    """The starts after `after` and not after `until`, aware UTC, in order."""
    if not rule:
        return [start] if after < start <= until else []
    local = start.astimezone(BAGHDAD)
    # Baghdad has known no summer time since 2007: days and hours of its clock stay where they are.
    found = rrulestr(f"RRULE:{rule}", dtstart=local).between(after, until, inc=True)
    return [one.astimezone(UTC) for one in found if after < one <= until]
