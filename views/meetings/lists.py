"""Lists of meetings: /next, /calendar."""

from __future__ import annotations

from collections.abc import Sequence

from coordination.meetings.meeting import Occurrence
from views.language import Html, Words
from views.meetings.card import line, row_label
from views.message import Button, Message, press

SHOWN = 15


def none_ahead(w: Words) -> Message:
    """Nothing is planned that the reader may know of."""
    return Message(w.say("No meeting is planned."))


def calendar(w: Words, found: Sequence[Occurrence], *, buttons: bool) -> Message:
    """The meetings of the next weeks, each with a button in private; those without a row have none yet."""
    if not found:
        return none_ahead(w)
    rest = len(found) - SHOWN
    text = Html.paragraphs(
        w.say("🗓 <b>Meetings, Baghdad time</b>"),
        Html.lines(*(line(w, one) for one in found[:SHOWN])),
        w.count("and {n} more", "and {n} more", rest) if rest > 0 else None,
    )
    rows = [(Button(row_label(w, one), press("meet.open", one.id)),) for one in found[:SHOWN] if one.id]
    return Message(text, tuple(rows) if buttons else ())
