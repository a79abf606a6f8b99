"""Silence in words: reminders before and after a deadline, the line to duty officers, the board."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from coordination.roster.calls import Call, Missed
from coordination.roster.deadlines import Mark, Standing
from coordination.roster.reporters import Expected
from coordination.roster.silence import DAYS, Board, Line
from views.language import Html, Words, phrase, split
from views.message import Button, Message, Rows, grid, press

SNOOZES = (15, 30)
"""Minutes by which a reminder can be put off."""

_MARKS: dict[Mark, str] = {"reported": "●", "late": "◐", "nothing": "○", "not due": "·"}
_STANDINGS: dict[Standing, str] = {
    "reported": phrase("on time"),
    "late": phrase("late"),
    "missing": phrase("missing"),
    "not asked": phrase("not due yet"),
}


def body_names(w: Words, bodies: Collection[Expected]) -> Html:
    """Bodies as a list within a sentence."""
    return w.join([who.name(w.language) for who in bodies])


def standing_name(w: Words, standing: Standing) -> str:
    """How a body stands to its last deadline, as within a sentence."""
    return w.label(_STANDINGS[standing])


def reminder(w: Words, call: Call, now: datetime) -> Message:
    """To a focal point, their stand-in or a deputy: an update is due, or overdue, and this is how to give it.

    It can be put off as long as the new time comes before the deadline.
    """
    values = {"time": w.time(call.deadline), "names": body_names(w, call.bodies)}
    if call.stage == "before":
        due = w.say("⏰ <b>Update due by {time}</b>: {names}. Nothing has come yet.", **values)
    else:
        due = w.say(
            "⏰ <b>The deadline of {time} has passed</b>, and no update has come from {names}. "
            "You are the deputy.",
            **values,
        )
    in_place_of = w.join([person.name for person in call.in_place_of])
    text = Html.lines(
        due,
        w.say("You stand in for {names}.", names=in_place_of) if call.in_place_of else None,
        w.say("Write it in a line, or choose:"),
    )
    return Message(text, (*_answers(w), *_snoozes(w, call.deadline, now)))


def snoozed(w: Words, deadline: datetime, again_at: datetime) -> Message:
    """The reminder was put off."""
    text = w.say(
        "I will remind you at {again}, unless an update comes before. It is due by {time}.",
        again=w.time(again_at),
        time=w.time(deadline),
    )
    return Message(text, _answers(w))


def too_late_to_snooze(w: Words) -> str:
    """Toast: the deadline would have passed by then."""
    return w.label("The deadline is before that. Nothing was changed.")


def missed(w: Words, told: Missed) -> Message:
    """To duty officers: who let a deadline pass, in one line."""
    text = w.say(
        "🔕 <b>No update by {time}</b> from {n} of {expected}: {names}.",
        time=w.time(told.deadline),
        n=len(told.quiet),
        expected=told.expected,
        names=body_names(w, told.quiet),
    )
    return Message(text, ((Button(w.label("Board of silence"), press("silence.board")),),))


def board(w: Words, value: Board) -> list[Message]:
    """Who is missing and who was late, those to call first at the top."""
    text = Html.paragraphs(
        w.say("🔕 <b>Silence</b>, {moment}", moment=w.moment(value.at)),
        _section(w, w.say("<b>Missing: {n}</b>", n=len(value.missing)), value.missing),
        _section(w, w.say("<b>Late: {n}</b>", n=len(value.late)), value.late),
        Html.lines(_others(w, value), *_awaited(w, value), _unstaffed(w, value)),
        _legend(w) if value.missing or value.late else None,
    )
    return [Message(piece) for piece in split(text)]


def own_lines(w: Words, lines: Sequence[Line]) -> Message:
    """A reporter's own bodies, whatever their standing."""
    if not lines:
        return Message(w.say("No update with a deadline is expected from you. What you can do: /help"))
    return Message(Html.paragraphs(*(own_line(w, line) for line in lines), _legend(w)))


def own_line(w: Words, line: Line) -> Html:
    """One body: its standing, its next deadline, its last update and its days."""
    return Html.lines(
        w.say(
            "<b>{name}</b>: {standing}",
            name=line.who.name(w.language),
            standing=standing_name(w, line.standing),
        ),
        w.say("Next deadline: {moment}; an update for it has come.", moment=w.moment(line.next_deadline))
        if line.answered
        else w.say("Next deadline: {moment}", moment=w.moment(line.next_deadline)),
        _last(w, line),
        _marks(line),
    )


def _section(w: Words, title: Html, lines: Sequence[Line]) -> Html | None:
    return Html.lines(title, *(_line(w, line) for line in lines)) if lines else None


def _line(w: Words, line: Line) -> Html:
    if line.who.kind == "ministry":
        around = _marks(line)
    else:
        around = w.count(
            "{marks} · {n} update from neighbours",
            "{marks} · {n} updates from neighbours",
            line.neighbours,
            marks=_marks(line),
        )
    name = w.say("• <b>{name}</b>: {silence}", name=line.who.name(w.language), silence=_last(w, line))
    return Html.lines(name, around)


def _last(w: Words, line: Line) -> Html:
    if line.last is None or line.hours is None:
        return w.say("no update so far")
    return w.count(
        "silent for {n} hour; last update {day} {time}, {reference}",
        "silent for {n} hours; last update {day} {time}, {reference}",
        line.hours,
        day=w.short_day(line.last.at),
        time=w.time(line.last.at),
        reference=w.code(line.last.reference),
    )


def _marks(line: Line) -> Html:
    # Not isolated: the days run in the direction in which the person reads.
    return Html("".join(_MARKS[mark] for mark in line.marks))


def _legend(w: Words) -> Html:
    return w.say(
        "The last {days} days, today at the end: ● on time, ◐ late or in part, ○ nothing, · not due",
        days=DAYS,
    )


def _others(w: Words, board: Board) -> Html | None:
    if board.on_time:
        return w.count("{n} reported on time.", "{n} reported on time.", len(board.on_time))
    return None if board.missing or board.late else w.say("No deadline has passed yet.")


def _awaited(w: Words, board: Board) -> list[Html]:
    by_deadline: dict[datetime, list[Expected]] = {}
    for line in board.awaited:
        by_deadline.setdefault(line.next_deadline, []).append(line.who)
    return [
        w.say("Still expected by {time}: {names}.", time=w.time(deadline), names=body_names(w, bodies))
        for deadline, bodies in sorted(by_deadline.items())
    ]


def _unstaffed(w: Words, board: Board) -> Html | None:
    if not board.unstaffed:
        return None
    return w.say("No focal point yet: {names}.", names=body_names(w, [line.who for line in board.unstaffed]))


def _answers(w: Words) -> Rows:
    return (
        (Button(w.label("Report now"), press("status.begin")),),
        (Button(w.label("Nothing to report"), press("status.nothing")),),
    )


def _snoozes(w: Words, deadline: datetime, now: datetime) -> Rows:
    buttons = [
        Button(
            w.label("Remind me in {n} minutes", n=minutes),
            press("deadline.later", int(deadline.timestamp()), minutes),
        )
        for minutes in SNOOZES
        if now + timedelta(minutes=minutes) < deadline
    ]
    return grid(buttons, 1)
