"""What somebody enters of an alert or a notice, step by step: read, checked, and made into its content."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Literal, cast

from coordination.alerts.alert import (
    CERTAINTIES,
    EVENTS,
    MINISTRIES,
    SEVERITIES,
    TEXT,
    TO_COME,
    Alert,
    Certainty,
    Content,
    Severity,
    Urgency,
)
from coordination.alerts.districts import MOST, Area, districts_of, named
from coordination.groups.choices import governorate_codes
from coordination.meetings.starting import read_start
from coordination.people.person import APPROVED, OVERSEERS, WITH_GOVERNORATES, role_key
from coordination.text import clean
from storage import moment, stamp

Data = Mapping[str, Any]
Fault = Literal["choose", "long", "moment", "past", "far", "area", "districts", "nobody", "arabic", "english"]

HOURS = (1, 3, 6, 12, 24, 48)
"""How long an alert can stay in force, for buttons."""
FURTHEST = timedelta(days=14)
TOGGLED = frozenset({"areas", "districts", "groups", "roles"})
_TEXTS: dict[str, tuple[re.Pattern[str], Fault]] = {
    "text_ar": (re.compile("[\u0620-\u063f\u0641-\u064a\u066e-\u06d3\u06d5]"), "arabic"),
    "text_en": (re.compile("[A-Za-z]"), "english"),
}
"""The letters that each text is written in: those of Arabic include the Kurdish ones, and leave out the tatweel."""
_CHOICES: dict[str, tuple[str, ...]] = {
    "event": tuple(EVENTS),
    "urgency": TO_COME,
    "severity": SEVERITIES,
    "certainty": CERTAINTIES,
}
_STEPS = {
    "alert": (
        "event",
        "urgency",
        "severity",
        "certainty",
        "areas",
        "districts",
        "text_ar",
        "text_en",
        "until",
        "card",
    ),
    "notice": ("areas", "groups", "roles", "text_ar", "text_en", "card"),
}
ROLES = (*(role_key(role) for role in sorted(APPROVED)), MINISTRIES)
"""To whom a notice can go in private: people of a role, and those of ministries."""
USUAL_ROLES = tuple(key for key in ROLES if key in {role_key(role) for role in WITH_GOVERNORATES | OVERSEERS})
"""To whom it goes unless something else is chosen: those who report for its area, and those who oversee."""


def steps_of(data: Data) -> tuple[str, ...]:
    """The questions of what is being entered; the end of an alert has fewer."""
    if data["message"] == "Cancel":
        return ("text_ar", "text_en", "card")
    steps = _STEPS[data["kind"]]
    return steps if can_narrow(data) else tuple(step for step in steps if step != "districts")


def next_step(step: str, data: Data) -> str:
    """The step after this one; back to the card where the card was reached before."""
    steps = steps_of(data)
    if step == "areas" and "districts" in steps:
        step = "districts"  # asked for only where somebody wants to narrow the area
    return "card" if data.get("full") or step not in steps else steps[steps.index(step) + 1]


def new(kind: Literal["alert", "notice"]) -> dict[str, Any]:
    """The data of a new one."""
    return {"kind": kind, "message": "Alert"}


def following(alert: Alert, message: Literal["Update", "Cancel"], *, error: bool = False) -> dict[str, Any]:
    """The data of an update of a live alert, or of its end; `error`: because it had been sent in error."""
    content = alert.content
    over = message == "Cancel"
    return {
        "kind": "alert",
        "message": message,
        "previous": alert.id,
        "event": content.event,
        "urgency": "Past" if over else content.urgency,
        "severity": content.severity,
        "certainty": content.certainty,
        "areas": list(content.governorates),
        "districts": list(content.districts),
        "exercise": content.exercise,
        "error": error,
    }


def read(step: str, text: str, now: datetime) -> dict[str, Any] | Fault:
    """What a typed text or a button's value says at a step that is not one of names to be ticked."""
    if step in _TEXTS:
        kept = clean(text, TEXT + 1)
        if len(kept.encode("utf-16-le")) // 2 > TEXT:
            return "long"
        letters, fault = _TEXTS[step]
        words = [word for word in kept.split() if len(letters.findall(word)) > 1]
        return {step: kept} if len(words) > 1 else fault
    if step == "until":
        return _until(text, now)
    return {step: text} if text in _CHOICES.get(step, ()) else "choose"


def toggled(step: str, value: str, data: Data) -> dict[str, Any]:
    """The data with one name ticked or not ticked any more; "all" ticks every governorate. Others change nothing."""
    chosen = list(data.get(step, ()))
    if step == "areas":
        return _areas(value, chosen, data)
    if step == "districts":
        known = {place.id for code in data.get("areas", ()) for place in districts_of(code)}
        return {step: sorted(set(chosen) ^ ({value} & known))}
    if step == "roles":
        return {step: [key for key in ROLES if (key in chosen) != (key == value)]}
    return {step: sorted(set(chosen) ^ {int(value)})} if value.isdecimal() and len(value) < 10 else {}


def missing(step: str, data: Data) -> Fault | None:
    """What keeps one from going on from names that were ticked."""
    if step == "areas" and not data.get("areas"):
        return "area"
    if step == "districts" and len(named(area_of(data))) > MOST:
        return "districts"
    return "nobody" if step == "roles" and not (data.get("groups") or data.get("roles")) else None


def too_many(data: Data) -> bool:
    """Whether more districts are named than one alert can have: two alerts made one may have more than each."""
    return "districts" in steps_of(data) and missing("districts", data) is not None


def fault_of(data: Data, now: datetime) -> tuple[str, Fault] | None:
    """What keeps it from being sent, and at which step that is mended."""
    if data["kind"] == "notice":
        return ("groups", "nobody") if missing("roles", data) else None
    if too_many(data):
        return "districts", "districts"
    ends = data["message"] == "Cancel"
    return None if ends or moment(data["until"]) > now else ("until", "past")


def area_of(data: Data) -> Area:
    """The governorates and the districts that were ticked."""
    return data.get("areas", ()), data.get("districts", ())


def can_narrow(data: Data) -> bool:
    """Whether the area is one that can be narrowed to districts: some governorates of an alert, not all."""
    return data["kind"] == "alert" and 0 < len(data.get("areas", ())) < len(governorate_codes())


def content_of(data: Data) -> Content:
    """What was entered, when every step was gone through. Raises KeyError before."""
    return Content(
        kind=data["kind"],
        message=data["message"],
        governorates=tuple(data["areas"]),
        text_ar=data["text_ar"],
        text_en=data["text_en"],
        event=data.get("event", ""),
        urgency=cast(Urgency, data.get("urgency", "Unknown")),
        severity=cast(Severity, data.get("severity", "Unknown")),
        certainty=cast(Certainty, data.get("certainty", "Unknown")),
        expires_at=moment(data["until"]) if data.get("until") else None,
        roles=tuple(data.get("roles", ())),
        groups=tuple(data.get("groups", ())),
        previous=data.get("previous"),
        exercise=bool(data.get("exercise")),
        error=bool(data.get("error")),
        districts=named(area_of(data)) if can_narrow(data) else (),
    )


def _areas(value: str, chosen: list[str], data: Data) -> dict[str, Any]:
    """Districts of a governorate that is not ticked any more are not either."""
    order = governorate_codes()
    if value == "all":
        ticked = [] if len(chosen) == len(order) else list(order)
        return {"areas": ticked, "districts": []}
    wanted = set(chosen) ^ ({value} & set(order))
    ticked = [code for code in order if code in wanted]
    return {"areas": ticked, "districts": list(named((ticked, data.get("districts", ()))))}


def _until(text: str, now: datetime) -> dict[str, Any] | Fault:
    if text.isdecimal() and text in map(str, HOURS):
        return {"until": stamp((now + timedelta(hours=int(text))).replace(second=0, microsecond=0))}
    until = read_start(text, now)
    if until is None:
        return "moment"
    if until <= now:
        return "past"
    return "far" if until > now + FURTHEST else {"until": stamp(until)}
