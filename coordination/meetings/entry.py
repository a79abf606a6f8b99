"""What somebody enters of a meeting, step by step: read, checked, and made into a plan."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal, cast

from coordination.cases.moments import read_day
from coordination.meetings.calls import REPEATS
from coordination.meetings.meeting import AGENDA, KINDS, LENGTHS, LONGEST, PLACE, TITLE, Kind, Plan
from coordination.meetings.recurrence import Every, choices, ended, rule_of
from coordination.meetings.spoken_rule import read_rule
from coordination.meetings.starting import read_start
from coordination.privacy import PersonalKind, personal_in
from coordination.reports.days import BAGHDAD, day_in_baghdad
from coordination.text import clean, normalise
from storage import moment, stamp

STEPS = (
    "title_ar",
    "title_en",
    "kind",
    "start",
    "length",
    "place",
    "groups",
    "repeat",
    "until",
    "agenda",
    "card",
)
SKIPPED = "-"
"""What a button says for nothing."""
FURTHEST = timedelta(days=731)
DEFAULT_HOUR = 10
_LIMITS = {"title_ar": TITLE, "title_en": TITLE, "place": PLACE, "agenda": AGENDA}
_LINK = re.compile(r"https?://\S+")
_NUMBER = re.compile(r"\d{1,4}")

FaultCode = Literal[
    "personal", "moment", "past", "far", "length", "day", "needed", "choose", "recurrence", "nobody"
]


@dataclass(frozen=True, slots=True)
class Fault:
    """Why what was entered is not taken; `kinds` of personal data that it holds."""

    code: FaultCode
    kinds: tuple[PersonalKind, ...] = ()


Data = Mapping[str, Any]


def read(step: str, text: str, data: Data, now: datetime) -> Data | Fault:
    """What a typed text or a button's value says at a step; SKIPPED leaves out what may be left out."""
    if step in _LIMITS:
        return _words(step, text, data)
    match step:
        case "kind":
            return {"kind": text} if text in KINDS else Fault("choose")
        case "start":
            return _start(text, now)
        case "length":
            return _length(text)
        case "repeat":
            return _repeat(text, moment(data["start"]))
        case "until":
            return _until(text, data)
        case "again" if text in map(str, (*REPEATS, 0)):
            return {"again": int(text)}
    return Fault("choose")


def next_step(step: str, data: Data) -> str:
    """The step after this one; back to the card where the card was reached before."""
    if step == "repeat" and data.get("every") and not data.get("ends"):
        return "until"
    if data.get("full"):
        return "card"
    after = STEPS[STEPS.index(step) + 1]
    return "agenda" if after == "until" else after


def for_nobody(step: str, data: Data) -> bool:
    """Whether there would be nobody to announce it to after this step; an emergency call has its own people."""
    chosen = data.get("groups") or data.get("people") or data.get("kind") == "emergency"
    return step in ("groups", "people") and not chosen


def plan_of(data: Data) -> Plan:
    """The plan that was entered, when every step was gone through. Raises KeyError before."""
    start = moment(data["start"])
    until = date.fromisoformat(data["until"]) if data.get("until") else None
    every = data.get("every") or ""
    return Plan(
        kind=cast(Kind, data["kind"]),
        title_ar=data["title_ar"],
        title_en=data["title_en"],
        starts_at=start,
        minutes=data["minutes"],
        place=data["place"],
        agenda=data.get("agenda", ""),
        rule=_rule(every, start, until),
        groups=tuple(data.get("groups", ())),
        people=tuple(data.get("people", ())),
        reminders=tuple(data.get("reminders", (1440, 60, 10))),
    )


def _rule(every: str, start: datetime, until: date | None) -> str:
    if not every.startswith("FREQ="):
        return rule_of(cast(Every, every), start, until) if every else ""
    return ended(every, until) if until else every


def offered_starts(now: datetime) -> list[datetime]:
    """The next days' usual hour, for buttons."""
    today = day_in_baghdad(now)
    days = (today + timedelta(days=n) for n in range(1, 7))
    return [datetime(day.year, day.month, day.day, DEFAULT_HOUR, tzinfo=BAGHDAD) for day in days]


def offered_ends(start: datetime) -> dict[int, date]:
    """Last days of a series, by its months: for buttons."""
    day = day_in_baghdad(start)
    return {months: day + timedelta(days=round(months * 30.44)) for months in (3, 6, 12)}


def _words(step: str, text: str, data: Data) -> Data | Fault:
    kept = "" if text == SKIPPED else clean(text, _LIMITS[step])
    if step != "agenda":
        kept = " ".join(kept.split())
    links = [match.span() for match in _LINK.finditer(kept)]
    # A meeting's own link holds long numbers; a link to somebody's chat is an account wherever it stands.
    found = [
        one.kind
        for one in personal_in(kept)
        if one.kind == "account" or not any(start <= one.start < end for start, end in links)
    ]
    if found:
        return Fault("personal", tuple(dict.fromkeys(found)))
    if not kept and (text != SKIPPED or (step == "title_en" and not data.get("title_ar"))):
        return Fault("needed")
    if not kept and step == "title_ar" and data.get("full") and not data.get("title_en"):
        return Fault("needed")
    return {step: kept}


def _start(text: str, now: datetime) -> Data | Fault:
    start = read_start(text, now)
    if start is None:
        return Fault("moment")
    if start <= now:
        return Fault("past")
    if start > now + FURTHEST:
        return Fault("far")
    return {"start": stamp(start), "every": "", "until": "", "ends": False}


def _repeat(text: str, start: datetime) -> Data | Fault:
    """A choice of the buttons, or a recurrence in words; with it the start moves to the rule's first day."""
    every = text.replace(SKIPPED, "")
    if every in ("", *choices(start)):
        return {"every": every, "until": "", "ends": False}
    spoken = read_rule(text, start)
    if spoken is None:
        return Fault("recurrence")
    return {"every": spoken.rule, "until": "", "ends": spoken.has_end, "start": stamp(spoken.start)}


def _length(text: str) -> Data | Fault:
    found = _NUMBER.search(normalise(clean(text, 20)))
    minutes = int(found[0]) if found else 0
    return {"minutes": minutes} if LENGTHS[0] // 6 <= minutes <= LONGEST else Fault("length")


def _until(text: str, data: Data) -> Data | Fault:
    if text == SKIPPED:
        return {"until": ""}
    first = day_in_baghdad(moment(data["start"]))
    day = read_day(text, first)
    return {"until": day.isoformat()} if day is not None and day > first else Fault("day")
