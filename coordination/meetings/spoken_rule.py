"""Recurrence as people write it: "every Sunday and Wednesday", "monthly on the first Sunday until June", "كل أحد وأربعاء"."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from coordination.cases.moments import read_day
from coordination.meetings.recurrence import DAYS, ended, starts
from coordination.reports.days import day_in_baghdad
from coordination.reports.weekdays import WEEKDAYS
from coordination.text import clean, normalise

_LONGEST = 120


def _known(*words: str) -> frozenset[str]:
    return frozenset(map(normalise, words))


_UNTIL = re.compile(
    rf" (?:{'|'.join(map(normalise, ('until', 'till', 'up to', 'حتى', 'لغاية', 'لحد', 'إلى')))}) "
)
_END = re.compile(rf"(?:{'|'.join(map(normalise, ('the end of', 'end of', 'نهاية', 'آخر', 'شهر')))}) ")
_MONTHLY = _known("month", "monthly", "months", "شهر", "شهرياً", "الشهر", "شهري")
_TWO_WEEKS = _known("fortnight", "fortnightly", "biweekly", "two", "second", "other", "أسبوعين", "اسبوعين")
_FILLING = _known(
    "every", "each", "on", "the", "of", "in", "and", "week", "weeks", "weekly", "days", "day", "كل", "في", "من", "و",
    "يوم", "يومي", "أيام", "اسبوع", "أسبوعياً", "أسبوعي", "اسبوعيا",
)  # fmt: skip
_NTH = {
    normalise(word): nth
    for nth, words in (
        (1, ("first", "1st", "أول", "الأول", "اول")),
        (2, ("second", "2nd", "ثاني", "الثاني")),
        (3, ("third", "3rd", "ثالث", "الثالث")),
        (4, ("fourth", "4th", "رابع", "الرابع")),
        (-1, ("last", "آخر", "الأخير", "اخر")),
    )
    for word in words
}


@dataclass(frozen=True, slots=True)
class Spoken:
    """A rule of RFC 5545 with the first start that it has; `has_end` where the last day was said."""

    rule: str
    start: datetime
    has_end: bool


def read_rule(text: str, start: datetime) -> Spoken | None:
    """The recurrence that was written, from the given start on; None where it is none, or a word is not understood.

    The hour is that of `start`; the first time is the first day of the rule that is not before it. A month's name alone ends
    the series with that month.
    """
    said, _, end = _split(normalise(clean(text, _LONGEST)).strip(" .!؟?"))
    words = [word for word in re.split(r"[ ,،]+", said) if word]
    days = [_weekday(word) for word in words]
    others = [word for word, day in zip(words, days, strict=True) if day is None and word not in _FILLING]
    rule = _rule(sorted({day for day in days if day is not None}), others)
    last = _last_day(end, day_in_baghdad(start)) if end else None
    if not rule or (end and last is None):
        return None
    rule = ended(rule, last) if last else rule
    # The first time lies within two months, and a first week is never one to leave out.
    found = starts(
        start, rule.replace("INTERVAL=2;", ""), start - timedelta(seconds=1), start + timedelta(days=62)
    )
    return Spoken(rule, found[0], last is not None) if found else None


def _split(words: str) -> tuple[str, str, str]:
    mark = _UNTIL.search(words)
    return (words[: mark.start()], mark[0], words[mark.end() :]) if mark else (words, "", "")


def _weekday(word: str) -> int | None:
    shapes = (
        word,
        word.removeprefix("و"),
        word.removesuffix("s"),
        word.removeprefix("وال"),
        word.removeprefix("ال"),
    )
    return next((WEEKDAYS[shape] for shape in shapes if shape in WEEKDAYS), None)


def _rule(days: list[int], others: Iterable[str]) -> str:
    others = set(others)
    named = ",".join(DAYS[day] for day in days)
    if not days:
        return ""
    if others & _MONTHLY:
        nths = {_NTH[word] for word in others if word in _NTH}
        if len(days) > 1 or len(nths) != 1 or others - _MONTHLY - _NTH.keys():
            return ""
        return f"FREQ=MONTHLY;BYDAY={nths.pop()}{named}"
    if others - _TWO_WEEKS:
        return ""
    return f"FREQ=WEEKLY;INTERVAL=2;BYDAY={named}" if others else f"FREQ=WEEKLY;BYDAY={named}"


def _last_day(text: str, first: date) -> date | None:
    """The last day: a day, or a month's name alone for its end; None where it does not lie after the first."""
    day = read_day(text, first)
    if day is None:
        month = read_day(f"1 {_END.sub('', text + ' ').strip()}", first)
        if month is None:
            return None
        year = (
            month.year
            if month.replace(day=monthrange(month.year, month.month)[1]) > first
            else month.year + 1
        )
        day = date(year, month.month, monthrange(year, month.month)[1])
    return day if day > first else None
