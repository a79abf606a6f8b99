"""The minutes of a meeting as PDF: agenda, what was said and decided, who does what by when; in one language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from coordination.meetings.meeting import Occurrence
from coordination.meetings.minutes import Point
from coordination.reports.days import day_in_baghdad
from views.language import Words
from views.language.html import plain
from views.meetings import terms
from views.meetings.minutes import Names
from views.paper import typesetting

MIME = "application/pdf"


def file_name(one: Occurrence) -> str:
    """The name under which it is sent: its day in Baghdad."""
    return f"minutes-{day_in_baghdad(one.starts_at):%Y%m%d}.pdf"


def draw(values: Mapping[str, Any], at: datetime) -> bytes:
    """The PDF of what `values` gave. Takes tens of milliseconds."""
    return typesetting.pdf("minutes", values, at)


def values(w: Words, one: Occurrence, points: Sequence[Point], names: Names, now: datetime) -> dict[str, Any]:
    """What the template shows, as JSON. `names` are the owners as readers may know them, by row id."""
    plan = one.meeting.plan
    said = [point for point in points if point.kind == "minutes"]
    decided = [point for point in points if point.kind == "decision"]
    todo = [point for point in points if point.kind == "action"]
    return {
        "language": w.language,
        "centre": w.label("Joint Coordination and Monitoring Centre"),
        "head": w.label("Minutes of the meeting"),
        "title": plan.title(w.language),
        "facts": [terms.kind_name(w, plan.kind), plain(terms.when(w, one))],
        "moment": plain(w.say("As of {moment}, Baghdad time.", moment=w.moment(now))),
        "lists": [
            {"title": title, "lines": lines}
            for title, lines in (
                (w.label("Agenda"), plan.agenda.splitlines()),
                (w.label("Minutes"), _texts(w, said)),
                (w.label("Decisions"), _texts(w, decided)),
            )
            if lines
        ],
        "actions": _actions(w, todo, names),
    }


def _texts(w: Words, points: Sequence[Point]) -> list[str]:
    """The texts whole, with their lines; under those that came with a file its name."""
    found: list[str] = []
    for point in points:
        if point.text != point.file_name:
            found.append(point.text)
        if point.file_id:
            found.append(w.label("Attached file: {name}", name=point.file_name or w.label("without a name")))
    return found


def _actions(w: Words, points: Sequence[Point], names: Names) -> dict[str, Any]:
    """A table: what, whose, until when, and whether it is done."""
    return {
        "title": w.label("Action points"),
        "heads": [w.label("Action point"), w.label("Assigned to"), w.label("Due"), w.label("State")],
        "rows": [
            [
                point.text,
                names.get(point.owner or 0, ""),
                w.day(point.due_on) if point.due_on else w.label("No day"),
                w.label("done") if point.done else w.label("not done"),
            ]
            for point in points
        ],
    }
