"""Deadlines of a body: when they are, and what of it was kept. Pure; moments are aware, days are Baghdad's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Literal

from coordination.reports.days import BAGHDAD, day_in_baghdad
from coordination.roster.reporters import Expected

CRISIS_HOURS = ("08:00", "20:00")
"""The two deadlines of a day in crisis mode, instead of the usual one."""

Standing = Literal["reported", "late", "missing", "not asked"]
Mark = Literal["reported", "late", "nothing", "not due"]

_ANY = timedelta(days=2)
"""Two deadlines are never further apart than this, whatever was switched between."""
_MOMENT = timedelta(microseconds=1)


def deadlines(who: Expected, after: datetime, until: datetime) -> list[datetime]:
    """The body's deadlines after `after` and not after `until`, by the hours that hold now; before a crisis, the usual."""
    first, last = day_in_baghdad(after), day_in_baghdad(until)
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [due for day in days for due in _of_day(who, day) if after < due <= until]


def last_deadline(who: Expected, now: datetime) -> datetime:
    """The latest deadline that is not after `now`."""
    return deadlines(who, now - _ANY, now)[-1]


def next_deadline(who: Expected, now: datetime) -> datetime:
    """The first deadline after `now`."""
    return deadlines(who, now, now + _ANY)[0]


def before(who: Expected, deadline: datetime) -> datetime:
    """The deadline before this one: what was reported since then counts for this one."""
    return last_deadline(who, deadline - _MOMENT)


def is_deadline(who: Expected, at: datetime) -> bool:
    """Whether the body has a deadline at exactly this moment."""
    return bool(deadlines(who, at - _MOMENT, at))


def standing(who: Expected, heard: Sequence[datetime], now: datetime) -> Standing:
    """How the body stands to its last deadline; `heard` are the moments of its updates since two days before it."""
    deadline = last_deadline(who, now)
    if who.asked_from is not None and deadline <= who.asked_from:
        return "not asked"
    if _any(heard, before(who, deadline), deadline):
        return "reported"
    return "late" if _any(heard, deadline, now) else "missing"


def mark(who: Expected, heard: Sequence[datetime], day: date, now: datetime) -> Mark:
    """What the body kept of a day's deadlines: all, late or only in part, nothing; "not due" while none has passed."""
    kept = [found for due in _of_day(who, day) if (found := _kept(who, heard, due, now)) != "not due"]
    if not kept:
        return "not due"
    return kept[0] if len(set(kept)) == 1 else "late"


def _kept(who: Expected, heard: Sequence[datetime], deadline: datetime, now: datetime) -> Mark:
    if who.asked_from is not None and deadline <= who.asked_from:
        return "not due"
    if _any(heard, before(who, deadline), min(deadline, now)):
        return "reported"
    if deadline > now:
        return "not due"
    midnight = datetime.combine(day_in_baghdad(deadline) + timedelta(days=1), time(), BAGHDAD)
    return "late" if _any(heard, deadline, min(midnight, now)) else "nothing"


def _of_day(who: Expected, day: date) -> list[datetime]:
    return [
        due
        for hour in sorted({*CRISIS_HOURS, who.deadline})
        if (due := datetime.combine(day, time.fromisoformat(hour), BAGHDAD))
        and hour in (CRISIS_HOURS if _in_crisis(who, due) else (who.deadline,))
    ]


def _in_crisis(who: Expected, at: datetime) -> bool:
    return who.crisis_since is not None and at > who.crisis_since


def _any(heard: Sequence[datetime], after: datetime, until: datetime) -> bool:
    return any(after < at <= until for at in heard)
