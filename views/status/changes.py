"""Changed fields in words: the old value, the new one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from coordination.reports.changes import Change, with_part
from coordination.reports.fact import Fact, Kind
from views.language import Html, Words, phrase
from views.quoting import one_line
from views.status import names

_QUOTED = 120
"""Characters shown of a note or of somebody's words."""

FIELD_NAMES = {
    "kind": phrase("Kind"),
    "where": phrase("Where"),
    "households": phrase("Families"),
    "individuals": phrase("Individuals"),
    "origin": phrase("From where"),
    "sectors": phrase("What is needed"),
    "gravity": phrase("Gravity"),
    "when": phrase("Day"),
    "note": phrase("Note"),
    "words": phrase("Words"),
}
"""Every field that can change, by the name in `coordination.reports.changes`."""

REASONS = {
    "twice": phrase("entered twice"),
    "wrong": phrase("wrong"),
    "another figure": phrase("another figure was kept"),
}
"""The reasons of a withdrawal or denial that are not somebody's words."""


def line(w: Words, change: Change) -> Html:
    """One changed field: its name, the old value, the new one."""
    if change.field == "files":
        return w.count("{n} file was added", "{n} files were added", change.after["files"])
    if change.before == change.after:
        return w.say("{field}: personal data removed", field=w.label(FIELD_NAMES[change.field]))
    return w.say(
        "{field}: {before} → {after}",
        field=w.label(FIELD_NAMES[change.field]),
        before=_value(w, change.field, change.before),
        after=_value(w, change.field, change.after),
    )


def bullets(w: Words, changes: Sequence[Change]) -> Html:
    """The changed fields, one below the other."""
    return Html.lines(*(w.say("• {change}", change=line(w, change)) for change in changes))


def reason(w: Words, withdrawal: Mapping[str, Any]) -> str:
    """Why a report was withdrawn, as kept with the change of its state."""
    why = str(withdrawal["reason"])
    return w.label(REASONS[why]) if why in REASONS else one_line(str(withdrawal["text"]), _QUOTED)


def _value(w: Words, field: str, made_of: Mapping[str, Any]) -> str:
    if field == "words":
        return _quoted(w, str(made_of["text"]))
    fact = with_part(Fact(Kind.SITUATION), made_of)
    if field == "note":
        return _quoted(w, fact.note)
    return _told(w, field, fact) or w.label("not reported")


def _told(w: Words, field: str, fact: Fact) -> str:
    """One field of the fact; empty where it was not told."""
    match field:
        case "kind":
            return names.fact_name(w, fact)
        case "where":
            return names.where(w, fact)
        case "households":
            return names.families(w, fact.households, approximate=fact.approximate)
        case "individuals":
            return names.individuals(w, fact.individuals, approximate=fact.approximate)
        case "origin":
            return names.origin(w, fact)
        case "sectors":
            return names.sectors(w, fact)
        case "gravity":
            return names.gravity_name(w, fact.gravity)
    return w.day(fact.day) if fact.day else ""


def _quoted(w: Words, text: str) -> str:
    return w.say("“{words}”", words=one_line(text, _QUOTED)) if text else w.label("not reported")
