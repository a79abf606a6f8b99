"""The sections of a report beside the updates: requests, meetings, what people asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from coordination.cases.files import procedures
from coordination.cases.states import State
from coordination.meetings.meeting import Occurrence
from coordination.privacy import hidden
from coordination.products.bulletin import Bulletin
from views.cases.states import kind_name, state_name
from views.knowledge.figures import figure_lines
from views.language import Words
from views.language.digits import grouped
from views.language.html import plain
from views.meetings.terms import kind_name as meeting_kind
from views.products.sections import table
from views.quoting import one_line

LISTED = 10
WORDING = 160
"""Characters of a question that are shown."""


def cases(w: Words, found: Bulletin) -> dict[str, Any] | None:
    """Requests by kind: filed and decided in the period, open now by state."""
    told = found.around.cases
    if told is None:
        return None
    filed, decided = dict(told.filed), dict(told.decided)
    rows = []
    for kind in procedures().kinds.values():
        states = {State(state): n for id, state, n in told.open if id == kind.id}
        numbers = (filed.get(kind.id, 0), decided.get(kind.id, 0), sum(states.values()))
        if any(numbers):
            rows.append([kind_name(w, kind), *(grouped(n, w.digits) for n in numbers), _states(w, states)])
    columns = [
        w.label("Kind of request"),
        w.label("Filed"),
        w.label("Decided"),
        w.label("Open now"),
        w.label("Of these"),
    ]
    return table(w.label("Requests"), columns, rows, (6, 2, 2, 2, 6))


def _states(w: Words, states: Mapping[State, int]) -> str:
    return plain(
        w.join([w.say("{state} {n}", state=state_name(w, state), n=n) for state, n in states.items()])
    )


def meetings(w: Words, found: Bulletin) -> list[dict[str, Any]]:
    """Those held and those to come; the places stay out, for they may be links that open a door."""
    around = found.around
    return [
        _meetings(w, w.label("Meetings held"), around.held),
        _meetings(w, w.label("Meetings to come"), around.coming),
    ]


def _meetings(w: Words, title: str, found: Sequence[Occurrence]) -> dict[str, Any]:
    rows = [
        [w.moment(one.starts_at), one.meeting.plan.title(w.language), meeting_kind(w, one.meeting.plan.kind)]
        for one in found
    ]
    return table(title, [w.label("When"), w.label("Meeting"), w.label("Kind")], rows, (5, 9, 4))


def knowledge(w: Words, found: Bulletin) -> list[dict[str, Any]]:
    """What people asked, and what the knowledge base could not answer; without personal data."""
    told = found.around.questions
    if told is None:
        return []
    lead = " · ".join(plain(line) for line in figure_lines(w, told.figures))
    gaps = [
        [
            plain(w.say("{text}", text=one_line(hidden(one.texts[0]), WORDING))),
            grouped(len(one.questions), w.digits),
        ]
        for one in told.open[:LISTED]
        if one.texts
    ]
    topics = [
        [entry.told(w.language).title, grouped(n, w.digits)] for entry, n, _disliked in told.topics[:LISTED]
    ]
    return [
        table(w.label("Questions and answers"), [w.label("Topic"), w.label("Shown")], topics, (14, 2), lead),
        table(
            w.label("Knowledge gaps"),
            [w.label("Question without an answer"), w.label("Asked")],
            gaps,
            (14, 2),
        ),
    ]
