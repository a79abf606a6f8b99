"""Lists of meetings: /next, /calendar."""

from __future__ import annotations

from collections.abc import Sequence

from coordination.meetings.meeting import Occurrence
from views.language import Html, Words
from views.meetings.card import line, row_label
from views.message import Button, Message, press

SHOWN = 15
IN_SUMMARY = 5


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


def in_summary(w: Words, found: Sequence[Occurrence]) -> Html | None:
    """The paragraph of a group's daily summary; nothing where none lies ahead."""
    if not found:
        return None
    rest = len(found) - IN_SUMMARY
    return Html.lines(
        w.say("<b>Next meetings</b>"),
        *(line(w, one) for one in found[:IN_SUMMARY]),
        w.count("and {n} more", "and {n} more", rest) if rest > 0 else None,
    )


def next_line(w: Words, one: Occurrence) -> Html:
    """The line under an answer about meetings."""
    plan = one.meeting.plan
    title, moment = plan.title(w.language), w.moment(one.starts_at)
    if not plan.place:
        return w.say("Next meeting: <b>{moment}</b>, {title}", moment=moment, title=title)
    return w.say(
        "Next meeting: <b>{moment}</b>, {title}. Place: {place}",
        moment=moment,
        title=title,
        place=plan.place,
    )
