"""Days as reporters mean them: by the calendar of Baghdad."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from coordination.text import normalise

BAGHDAD = ZoneInfo("Asia/Baghdad")

_DATE = re.compile(r"(\d{1,2})[ /.\-](\d{1,2})(?:[ /.\-](\d{4}|\d{2}))?")
_SPOKEN = {
    normalise(word): days
    for days, spoken in enumerate(
        (
            ("today", "اليوم", "هذا اليوم"),
            ("yesterday", "أمس", "يوم أمس", "البارحة", "مبارح"),
            ("the day before yesterday", "day before yesterday", "the day before", "أول أمس", "أول البارحة"),
        )
    )
    for word in spoken
}


def day_in_baghdad(now: datetime) -> date:
    """The day that an aware moment falls on in Baghdad."""
    return now.astimezone(BAGHDAD).date()


def parse_day(text: str, today: date) -> date | None:
    """A typed day: "22/11", "٢٢/١١/٢٠٢٦", "22.11.26", "yesterday", "أمس". None when it is none.

    Day comes before month, as written in Iraq. Without a year it is the nearest such day, before or after today.
    """
    words = normalise(text).strip(" .!؟?")
    if words in _SPOKEN:
        return today - timedelta(days=_SPOKEN[words])
    found = _DATE.fullmatch(words)
    if found is None:
        return None
    day, month = int(found[1]), int(found[2])
    if found[3]:
        return _date(int(found[3]) + (2000 if len(found[3]) == 2 else 0), month, day)
    near = (_date(today.year + years, month, day) for years in (-1, 0, 1))
    return min((made for made in near if made), key=lambda made: abs(made - today), default=None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
