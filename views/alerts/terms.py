"""Events, scales and moments of alerts in words."""

from __future__ import annotations

from collections.abc import Sequence

from coordination.alerts.alert import Certainty, Content, Severity, Urgency
from coordination.alerts.districts import MOST, parts
from coordination.places import Place
from views.language import Html, Words, phrase
from views.terms import area_name

_EVENTS: dict[str, str] = {
    "flood": phrase("Flood"),
    "dust_storm": phrase("Dust storm"),
    "heat": phrase("Extreme heat"),
    "cold": phrase("Snow and cold"),
    "earthquake": phrase("Earthquake"),
    "fire": phrase("Fire"),
    "clashes": phrase("Armed clashes"),
    "shelling": phrase("Shelling or air strike"),
    "attack": phrase("Attack or explosion"),
    "curfew": phrase("Curfew"),
    "explosives": phrase("Mines or unexploded ordnance"),
    "displacement": phrase("Sudden displacement"),
    "epidemic": phrase("Disease outbreak"),
    "chemical": phrase("Chemical or radiation hazard"),
    "dam": phrase("Danger at a dam"),
    "outage": phrase("Power or water outage"),
    "road": phrase("Road or bridge closed"),
    "border": phrase("Border crossing closed"),
    "other": phrase("Emergency"),
}
_URGENCIES: dict[Urgency, str] = {
    "Immediate": phrase("Act at once"),
    "Expected": phrase("Act within the hour"),
    "Future": phrase("Act in the coming days"),
    "Past": phrase("No longer needed"),
    "Unknown": phrase("Urgency unknown"),
}
_SEVERITIES: dict[Severity, str] = {
    "Extreme": phrase("Extreme danger"),
    "Severe": phrase("Severe danger"),
    "Moderate": phrase("Moderate danger"),
    "Minor": phrase("Minor danger"),
    "Unknown": phrase("Danger not known"),
}
_CERTAINTIES: dict[Certainty, str] = {
    "Observed": phrase("Has happened or is happening"),
    "Likely": phrase("Likely"),
    "Possible": phrase("Possible"),
    "Unlikely": phrase("Unlikely"),
    "Unknown": phrase("Not known how certain"),
}
_NAMED = 3
"""Districts of one governorate that a headline names."""
_MARKS: dict[Severity, str] = {
    "Extreme": "🔴",
    "Severe": "🟠",
    "Moderate": "🟡",
    "Minor": "🔵",
    "Unknown": "⚪",
}


def event_name(w: Words, event: str) -> str:
    """What the alert is of. Raises KeyError for one that there is not."""
    return w.label(_EVENTS[event])


def urgency_name(w: Words, urgency: Urgency) -> str:
    """How soon one has to act."""
    return w.label(_URGENCIES[urgency])


def severity_name(w: Words, severity: Severity) -> str:
    """How grave it is."""
    return w.label(_SEVERITIES[severity])


def certainty_name(w: Words, certainty: Certainty) -> str:
    """How certain it is."""
    return w.label(_CERTAINTIES[certainty])


def mark(content: Content) -> str:
    """The sign at the head of a card."""
    if content.kind == "notice":
        return "📢"
    if content.message == "Cancel":
        return "🟢"
    return _MARKS[content.severity]


def area(w: Words, content: Content, *, short: bool = False) -> Html:
    """The area within a sentence; `short`: many districts as a number."""
    if content.everywhere:
        return w.say("all of Iraq")
    most = _NAMED if short else MOST
    return w.join(
        [_part(w, code, meant, most) for code, meant in parts((content.governorates, content.districts))]
    )


def _part(w: Words, governorate: str, districts: Sequence[Place], most: int) -> Html:
    name = area_name(w, governorate)
    if not districts:
        return w.say("{place}", place=name)
    if len(districts) > most:
        return w.count(
            "{governorate} ({n} district)", "{governorate} ({n} districts)", len(districts), governorate=name
        )
    return w.count(
        "{governorate} ({names} district)",
        "{governorate} ({names} districts)",
        len(districts),
        governorate=name,
        names=w.join([place.name(w.language) for place in districts]),
    )


def headline(w: Words, content: Content) -> Html:
    """What it is in a line: event and area."""
    values = {"event": event_name(w, content.event), "area": area(w, content, short=True)}
    if content.error:
        return w.say("Withdrawn: {event}, {area}", **values)
    if content.message == "Cancel":
        return w.say("All clear: {event}, {area}", **values)
    if content.message == "Update":
        return w.say("Update: {event}, {area}", **values)
    return w.say("{event}, {area}", **values)


def some(w: Words, names: Sequence[str], most: int) -> Html:
    """Names within a sentence, the rest as a number."""
    shown, rest = list(names[:most]), len(names) - most
    return w.join([*shown, w.count("{n} more", "{n} more", rest)] if rest > 0 else shown)
