"""Days by their names, as people say them: "Thursday", "next Tuesday", "يوم الخميس", "الثلاثاء القادم"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from coordination.text import normalise

WEEKDAYS = {
    normalise(word): day
    for day, words in enumerate(
        (
            ("monday", "mon", "الاثنين", "الإثنين", "اثنين"),
            ("tuesday", "tue", "الثلاثاء", "ثلاثاء"),
            ("wednesday", "wed", "الأربعاء", "أربعاء", "الاربعا"),
            ("thursday", "thu", "الخميس", "خميس"),
            ("friday", "fri", "الجمعة", "جمعة"),
            ("saturday", "sat", "السبت", "سبت"),
            ("sunday", "sun", "الأحد", "أحد"),
        )
    )
    for word in words
}
"""Normalised names of the days of the week, as of `date.weekday`."""
_NEXT = "|".join(
    sorted(map(normalise, ("next", "this", "coming", "on", "يوم", "القادم", "المقبل", "الجاي", "هذا")))
)
_DAY = re.compile(
    rf"(?:(?:{_NEXT}) )*(?P<day>{'|'.join(sorted(WEEKDAYS, key=len, reverse=True))})(?: (?:{_NEXT}))*"
    r"(?:[ ,،]+(?P<rest>.+))?"
)
_NOT_TODAY = re.compile(rf"\b(?:{'|'.join(map(normalise, ('next', 'القادم', 'المقبل')))})\b")


def read_weekday(words: str, today: date) -> tuple[date, str] | None:
    """The day that normalised words begin with, and what follows it; None where they begin with no weekday.

    It is the nearest that lies ahead: today's own name means today, and with "next" the day a week from today.
    """
    named = _DAY.fullmatch(words)
    if named is None:
        return None
    ahead = (WEEKDAYS[named["day"]] - today.weekday()) % 7
    if ahead == 0 and _NOT_TODAY.search(words):
        ahead = 7
    return today + timedelta(days=ahead), named["rest"] or ""
