"""An entry made into an answer card: with its live line, and the buttons that this person can use."""

from __future__ import annotations

from collections.abc import Sequence

from coordination.cases.case import Case
from coordination.cases.files import procedures
from coordination.cases.lists import mine, real_times
from coordination.knowledge import airspace, live
from coordination.knowledge.base import Base
from coordination.knowledge.entry import Entry
from coordination.knowledge.questions import Asked
from coordination.meetings import store as meetings
from coordination.reports.days import day_in_baghdad
from handlers.routing import Place
from handlers.turn import Turn
from views.cases.states import took
from views.knowledge import live as lines
from views.knowledge.answer import Shown
from views.language import Html, Words
from views.meetings.lists import next_line

MOST_RELATED = 3

_TIMES = {
    "visa.emergency.time": "emergency_visa",
    "visa.multiple.time": "multiple_entry_visa",
    "access.letter.time": "access_letter",
    "air.time": "flight",
}
"""Topics that ask how long it takes, and the kind of case whose real times they tell."""


def may_press(turn: Turn, action: str) -> bool:
    """Whether there is such a button and this person may press it in private: others are not shown."""
    route = turn.routes.presses.get(action)
    return route is not None and route.rights.allow(turn.person.role, Place.PRIVATE)


async def shown(
    turn: Turn, w: Words, base: Base, entry: Entry, asked: Asked | None, *, report: bool = False
) -> Shown:
    """What the card of an entry is made from; in a group without names and without buttons.

    `asked` is the question that led to it, None where somebody browsed. `report`: it may also be an update.
    """
    row = base.ids[entry.topic]
    private = turn.group is None
    return Shown(
        row,
        entry,
        day_in_baghdad(turn.now),
        await _live(turn, w, entry, (asked.text or "") if asked else ""),
        [(base.ids[one.topic], one) for one in base.related(entry)[:MOST_RELATED]],
        asked.id if asked else None,
        rate=private and asked is not None and asked.shown == row and asked.liked is None,
        report=report,
        file=bool(entry.case) and may_press(turn, "case.begin"),
        ask_person=asked is not None and asked.passed_at is None and may_press(turn, "question.pass"),
    )


async def _next_meeting(turn: Turn, w: Words) -> Html:
    """The next meeting that the asker may see, or of the group that asks."""
    until = turn.now + meetings.AHEAD
    if turn.group is not None:
        found = await meetings.of_group(turn.tx, turn.group, turn.now, until)
    else:
        found = await meetings.visible(turn.tx, turn.person, turn.now, until)
    return next_line(w, found[0]) if found else lines.no_meeting(w)


async def _own_cases(turn: Turn) -> Sequence[Case]:
    """The asker's own requests that are open, the newest first."""
    found = await mine(turn.tx, turn.person)
    return [case for case in found if case.number and not case.closed][:MOST_RELATED]


async def _live(turn: Turn, w: Words, entry: Entry, text: str) -> Html | None:
    """The line that the entry is completed with from other rows; nothing for most entries."""
    private = turn.group is None
    match entry.live:
        case "next_meeting":
            return await _next_meeting(turn, w)
        case "airspace":
            return lines.airspace(w, await airspace.holding(turn.tx), signed=private)
        case "focal_point":
            return lines.counterparts(w, await live.counterparts(turn.tx, turn.person, text, names=private))
        case "deadline" if private:
            return lines.deadlines(w, await live.own_deadlines(turn.tx, turn.person, turn.now))
        case "case_status" if "status" in turn.routes.commands:
            return lines.case_status(w, await _own_cases(turn) if private else ())
    kind = procedures().kinds.get(_TIMES.get(entry.topic, ""))
    return took(w, await real_times(turn.tx, kind, turn.now)) if kind else None
