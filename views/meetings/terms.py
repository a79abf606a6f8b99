"""Kinds, recurrences and moments of meetings in words."""

from __future__ import annotations

from datetime import datetime

from hijridate import Gregorian

from coordination.meetings.meeting import Kind, Occurrence
from coordination.meetings.recurrence import repeating
from coordination.reports.days import day_in_baghdad
from views.language import Html, Words, phrase
from views.language.digits import in_digits

_KINDS: dict[Kind, str] = {
    "periodic": phrase("Periodic meeting"),
    "emergency": phrase("Emergency meeting"),
    "civil_military": phrase("Civil-military coordination meeting"),
    "sector": phrase("Sector meeting"),
}
_WEEKDAYS = (
    phrase("Monday"),
    phrase("Tuesday"),
    phrase("Wednesday"),
    phrase("Thursday"),
    phrase("Friday"),
    phrase("Saturday"),
    phrase("Sunday"),
)
_MONTHLY = {
    1: phrase("Every month on the first {weekday}"),
    2: phrase("Every month on the second {weekday}"),
    3: phrase("Every month on the third {weekday}"),
    4: phrase("Every month on the fourth {weekday}"),
    -1: phrase("Every month on the last {weekday}"),
}
_WEEKLY = {"week": phrase("Every week on {weekday}"), "two_weeks": phrase("Every two weeks on {weekday}")}


def kind_name(w: Words, kind: Kind) -> str:
    """What kind of meeting it is."""
    return w.label(_KINDS[kind])


def weekday_name(w: Words, day: int) -> str:
    """The name of a day of the week: 1 is Monday, 7 Sunday."""
    return w.label(_WEEKDAYS[day - 1])


def recurrence(w: Words, rule: str) -> str:
    """A rule of RFC 5545 in words, "Once" for none."""
    found = repeating(rule)
    if found is None:
        return w.label("Once")
    said = _MONTHLY[found.nth] if found.every == "month" else _WEEKLY[found.every]
    week = sorted(found.weekdays, key=lambda day: (day + 1) % 7)  # it begins on Sunday
    told = w.label(said, weekday=w.join([w.label(_WEEKDAYS[day]) for day in week]))
    if found.until is None:
        return told
    return w.label("{recurrence}, until {day}", recurrence=told, day=w.day(found.until))


def hijri(w: Words, at: datetime) -> str:
    """The Hijri date of a moment in Baghdad, by the calculated Umm al-Qura calendar; Iraq's own may be a day off."""
    day = Gregorian.fromdate(day_in_baghdad(at)).to_hijri()
    text = f"{day.day} {day.month_name('ar' if w.language == 'ar' else 'en')} {day.year}"
    return w.label("{date} AH", date=in_digits(text, w.digits))


def when(w: Words, one: Occurrence, *, with_hijri: bool = False) -> Html:
    """Day, hours and, where it is wanted, the Hijri date."""
    day, start, end = w.day(one.starts_at), w.time(one.starts_at), w.time(one.ends_at)
    if with_hijri:
        return w.say(
            "{day} ({hijri}), {start} to {end}, Baghdad time",
            day=day,
            hijri=hijri(w, one.starts_at),
            start=start,
            end=end,
        )
    return w.say("{day}, {start} to {end}, Baghdad time", day=day, start=start, end=end)


def duration(w: Words, minutes: int) -> str:
    """A length in minutes or whole hours."""
    if minutes % 60 == 0:
        return w.count("{n} hour", "{n} hours", minutes // 60)
    return w.count("{n} minute", "{n} minutes", minutes)
