"""Moving and cancelling an occurrence or a series: the questions, the preview, what was done."""

from __future__ import annotations

from datetime import datetime

from coordination.meetings.entry import Fault, offered_starts
from coordination.meetings.meeting import Occurrence
from coordination.meetings.recurrence import moved_rule
from views.language import Html, Words
from views.meetings import terms
from views.meetings.planning import told
from views.message import Button, Message, Rows, grid, press


def manage_rows(w: Words, one: Occurrence) -> Rows:
    """What an officer can do with an occurrence."""
    rows: Rows = (
        (
            Button(w.label("Move"), press("meet.move", one.id, one.version, 0)),
            Button(w.label("Cancel it"), press("meet.drop", one.id, one.version, 0)),
        ),
        (Button(w.label("Edit title, place, agenda, groups"), press("meet.edit", one.id, one.version)),),
    )
    if not one.meeting.plan.rule:
        return rows
    return (
        *rows,
        (
            Button(w.label("Move this and all after it"), press("meet.move", one.id, one.version, 1)),
            Button(w.label("Cancel this and all after it"), press("meet.drop", one.id, one.version, 1)),
        ),
    )


def ask_start(
    w: Words, one: Occurrence, form: int, version: int, now: datetime, fault: Fault | None = None
) -> Message:
    """To when?"""
    text = Html.paragraphs(
        told(w, fault) if fault else None,
        title(w, one),
        w.say("<b>To when is it moved?</b> Press, or write it, for example: next Tuesday 10:00"),
    )
    starts = [
        Button(
            w.label("{day}, {time}", day=w.day(at), time=w.time(at)),
            press("meet.to", form, version, f"{at:%Y-%m-%dT%H:%M}"),
        )
        for at in offered_starts(now)
    ]
    return Message(text, (*grid(starts, 2), _cancel(w, form, version)))


def preview(w: Words, one: Occurrence, start: datetime, form: int, version: int, *, whole: bool) -> Message:
    """Old and new, before anybody is told."""
    rule = moved_rule(one.meeting.plan.rule, start) if whole else ""
    text = Html.paragraphs(
        title(w, one),
        Html.lines(
            w.say("Before: {moment}", moment=w.moment(one.starts_at)),
            w.say("Now: <b>{moment}</b>", moment=w.moment(start)),
            w.say("{recurrence}", recurrence=terms.recurrence(w, rule)) if rule else None,
        ),
    )
    confirm = Button(w.label("Move and announce"), press("meet.moved", form, version))
    return Message(text, ((confirm,), _cancel(w, form, version)))


def ask_cancel(w: Words, one: Occurrence, *, whole: bool) -> Message:
    """Sure?"""
    ask = (
        w.say("<b>Cancel this meeting and all after it?</b> It is announced at once.")
        if whole
        else w.say("<b>Cancel this meeting?</b> It is announced at once.")
    )
    confirm = Button(w.label("Cancel and announce"), press("meet.dropped", one.id, one.version, int(whole)))
    keep = Button(w.label("Leave it as it is"), press("meet.open", one.id))
    return Message(Html.paragraphs(title(w, one), ask), ((confirm,), (keep,)))


def done(w: Words, one: Occurrence) -> Message:
    """It was announced."""
    text = Html.paragraphs(w.say("✅ <b>The change was announced.</b>"), title(w, one))
    return Message(text)


def unchanged(w: Words) -> Message:
    """Given up, or somebody was faster."""
    return Message(w.say("Nothing was changed."))


def title(w: Words, one: Occurrence) -> Html:
    """The meeting with its moment, above a question about it."""
    return Html.lines(w.say("🗓 <b>{title}</b>", title=one.meeting.plan.title(w.language)), terms.when(w, one))


def _cancel(w: Words, form: int, version: int) -> tuple[Button, ...]:
    return (Button(w.label("Leave it as it is"), press("meet.stay", form, version)),)
