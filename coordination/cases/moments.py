"""Days and moments as applicants type them: in papers they lie years away, so a year that is written counts."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from coordination.reports.days import BAGHDAD, parse_day
from coordination.reports.understanding.lexed import lex
from coordination.reports.weekdays import read_weekday
from coordination.text import clean, normalise
from storage import stamp

_LONGEST = 60
_MARKS, _DAY, _YEAR, _MONTH = (
    re.compile(r"[,،.]"),
    re.compile(r"\d{1,2}"),
    re.compile(r"(?:19|20)\d\d"),
    "month:",
)
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_NO_YEAR = re.compile(r"\d{1,2}[ /.-]\d{1,2}|(?!.*(?:19|20)\d\d).*[^\W\d].*")
_SHORT_YEAR = re.compile(r"\d{1,2}[ /.-]\d{1,2}[ /.-]\d{2}")
_AHEAD = {
    normalise(word): days
    for days, words in ((1, ("tomorrow", "غداً", "غدا", "بكرة", "باجر")), (2, ("after tomorrow", "بعد غد")))
    for word in words
}
_TIME = re.compile(
    r"(?P<day>.+?)[ ,t]+(?:at |الساعه |ساعه )?(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?(?::\d{2})? ?"
    r"(?P<half>am|pm|صباحا|مساء|ص|م)?"
)
_AFTERNOON = ("pm", "مساء", "م")


def read_day(text: str, today: date, *, past: bool = False) -> date | None:
    """A typed day: "22/11/2026", "2026-11-22", "٢٢ تشرين الثاني ٢٠٢٦", "5 Dec 2026", "tomorrow", "Thursday". None for none.

    A weekday lies ahead; without a year it is the nearest such day. `past` days lie years back: they need one, and a year of two digits is
    the latest that has been ("12/5/85" is 1985).
    """
    typed = clean(text, _LONGEST)
    words = normalise(typed).strip(" .!؟?")
    if past and _NO_YEAR.fullmatch(words):
        return None
    day = _read(typed, words, today)
    if day is not None and past and day > today and _SHORT_YEAR.fullmatch(words):
        return _date(day.year - 100, day.month, day.day)
    return day


def read_moment(text: str, today: date) -> str | None:
    """A typed day and hour of Baghdad ("25/11/2026 08:30", "غداً ٨ صباحا") as `storage.stamp` writes it; or None.

    An hour alone needs am or pm, so that "25 11 8" is not taken for one.
    """
    found = _TIME.fullmatch(normalise(clean(text, _LONGEST)))
    if found is None or (found["minute"] is None and found["half"] is None):
        return None
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if found["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found["half"] in _AFTERNOON else 0)
    day = read_day(found["day"], today)
    if day is None or hour > 23 or minute > 59:
        return None
    return stamp(datetime(day.year, day.month, day.day, hour, minute, tzinfo=BAGHDAD))


def _read(typed: str, words: str, today: date) -> date | None:
    if words in _AHEAD:
        return today + timedelta(days=_AHEAD[words])
    if iso := _ISO.fullmatch(words):
        return _date(*map(int, iso.groups()))
    if (named := read_weekday(words, today)) and not named[1]:
        return named[0]
    simple = parse_day(words, today)
    if simple is not None:
        return simple
    return _with_month(typed, today)


def _with_month(typed: str, today: date) -> date | None:
    """Read "5 Dec 2026", "December 5, 2026", "٥ كانون الأول ١٩٨٥": a month by name, its year in full or not at all."""
    lexed = lex(_MARKS.sub(" ", typed))
    hits = [hit for hit in lexed.dates if hit and any(sense.startswith(_MONTH) for sense in hit.senses)]
    if len(hits) != 1:
        return None
    month = next(int(s.removeprefix(_MONTH)) for s in hits[0].senses if s.startswith(_MONTH))
    rest = [token.text for n, token in enumerate(lexed.tokens) if not hits[0].start <= n < hits[0].end]
    if len(rest) not in (1, 2) or not _DAY.fullmatch(rest[0]):
        return None
    if len(rest) == 1:
        return parse_day(f"{rest[0]}/{month}", today)
    return _date(int(rest[1]), month, int(rest[0])) if _YEAR.fullmatch(rest[1]) else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
