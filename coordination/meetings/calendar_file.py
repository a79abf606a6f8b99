"""Calendar files (RFC 5545): both titles, alarms, the same UID for ever, a SEQUENCE that rises with each change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from icalendar import Alarm, Calendar, Event, Timezone, TimezoneStandard, vRecur

from coordination.meetings.meeting import Meeting, Occurrence
from coordination.reports.days import BAGHDAD


def calendar_file(entries: Sequence[tuple[Meeting, Sequence[Occurrence]]], now: datetime) -> bytes:
    """A calendar with these meetings; each comes with its occurrences that are rows, for the changes of them."""
    calendar = Calendar()
    calendar.add("prodid", "-//Tansiq//Meetings//")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(_baghdad())
    for meeting, changed in entries:
        for event in _events(meeting, changed, now):
            calendar.add_component(event)
    return bytes(calendar.to_ical())


def _events(meeting: Meeting, changed: Sequence[Occurrence], now: datetime) -> list[Event]:
    plan = meeting.plan
    main = _event(meeting, plan.starts_at, now, cancelled=meeting.cancelled)
    if not plan.rule:
        return [main]
    main.add("rrule", vRecur.from_ical(plan.rule))
    events = [main]
    for one in changed:
        if one.slot < plan.starts_at or meeting.cancelled:
            continue
        if one.cancelled:
            main.add("exdate", one.slot.astimezone(BAGHDAD))
        elif one.starts_at != one.slot:
            moved = _event(meeting, one.starts_at, now, cancelled=False)
            moved.add("recurrence-id", one.slot.astimezone(BAGHDAD))
            events.append(moved)
    return events


def _event(meeting: Meeting, start: datetime, now: datetime, *, cancelled: bool) -> Event:
    plan, event = meeting.plan, Event()
    title = " / ".join(dict.fromkeys(title for title in (plan.title_ar, plan.title_en) if title))
    event.add("uid", meeting.uid)
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", now)
    event.add("summary", title)
    event.add("dtstart", start.astimezone(BAGHDAD))
    event.add("dtend", (start + timedelta(minutes=plan.minutes)).astimezone(BAGHDAD))
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    if plan.place:
        event.add("location", plan.place)
    if plan.agenda:
        event.add("description", plan.agenda)
    for minutes in () if cancelled else plan.reminders:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", title)
        alarm.add("trigger", timedelta(minutes=-minutes))
        event.add_component(alarm)
    return event


def _baghdad() -> Timezone:
    """Three hours ahead of UTC all year, since the summer time of 2007."""
    zone, standard = Timezone(), TimezoneStandard()
    zone.add("tzid", "Asia/Baghdad")
    standard.add("dtstart", datetime(2007, 10, 1, 1))  # noqa: DTZ001  # RFC 5545: a local time without a zone
    standard.add("tzoffsetfrom", timedelta(hours=4))
    standard.add("tzoffsetto", timedelta(hours=3))
    standard.add("tzname", "+03")
    zone.add_component(standard)
    return zone
