"""When a meeting starts, as people say it: "next Tuesday 10:00", "الثلاثاء القادم ١٠ صباحاً", "25/11/2026 08:30"."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from coordination.cases.moments import read_moment
from coordination.reports.days import day_in_baghdad
from coordination.reports.weekdays import read_weekday
from coordination.text import clean, normalise
from storage import moment

_LONGEST = 60
_TODAY = re.compile(rf"\b(?:{'|'.join(map(normalise, ('next', 'القادم', 'المقبل')))})\b")
_TODAY = re.compile(rf"(?:{'|'.join(map(normalise, ('today', 'اليوم')))})[ ,،]+(?P<rest>.+)")
_AT = re.compile(rf"^(?:{'|'.join(map(normalise, ('at', 'في', 'على')))}) ")
_IN_MINUTES = re.compile(
    rf"(?:in|{normalise('بعد')}) (?P<n>\d{{1,3}}) ?"
    rf"(?P<unit>minutes?|min|hours?|h|{'|'.join(map(normalise, ('دقيقة', 'دقائق', 'ساعة', 'ساعات')))})"
)
_HOURS = ("h", normalise("ساعة"), normalise("ساعات"))


def read_start(text: str, now: datetime) -> datetime | None:
    """The moment that was typed, aware; None when it is none. It may lie behind `now`.

    A weekday is the nearest that lies ahead: today's own name means today while that hour is still to come, and
    with "next" the day a week from today.
    """
    words = normalise(clean(text, _LONGEST)).strip(" .!؟?")
    if soon := _IN_MINUTES.fullmatch(words):
        unit = timedelta(hours=1) if soon["unit"].startswith(_HOURS) else timedelta(minutes=1)
        return (now + int(soon["n"]) * unit).replace(second=0, microsecond=0)
    today = day_in_baghdad(now)
    if (named := read_weekday(words, today)) and named[1]:
        found = _on(*named)
        return found + timedelta(days=7) if found and found <= now else found
    if same := _TODAY.fullmatch(words):
        return _on(today, same["rest"])
    read = read_moment(words, today)
    return moment(read) if read else None


def _on(day: date, hour: str) -> datetime | None:
    """The hour on a day: read as applicants' moments are, so that there is one way."""
    read = read_moment(f"{day.isoformat()} {_AT.sub('', hour)}", day)
    return moment(read) if read else None
