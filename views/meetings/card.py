"""The card of one occurrence: what is told of it, how many come, the buttons to answer."""

from __future__ import annotations

from datetime import datetime

from coordination.meetings.meeting import Answer, Counts, Occurrence
from coordination.meetings.posts import Head
from views.language import Html, Words, phrase
from views.meetings import terms
from views.message import Button, Message, Rows, press
from views.quoting import one_line

_ANSWERS: dict[Answer, str] = {
    "coming": phrase("Coming"),
    "not_coming": phrase("Not coming"),
    "sending": phrase("Sending someone"),
}
_TAKEN: dict[Answer, str] = {
    "coming": phrase("Noted: you are coming."),
    "not_coming": phrase("Noted: you are not coming."),
    "sending": phrase("Noted: you are sending someone."),
}
_LISTED_TITLE = 40
DAY_BEFORE = 12 * 60
"""A reminder so many minutes ahead tells the open points: there is time to do them."""


def card(
    w: Words,
    one: Occurrence,
    counts: Counts,
    head: Head,
    *,
    hijri: bool = False,
    mine: Answer | None = None,
    manage: Rows = (),
    still_open: Html | None = None,
) -> Message:
    """An occurrence under the head of its news; `mine` is the reader's own answer, in private only.

    `still_open` are the action points of earlier times, for the agenda.
    """
    cancelled = one.cancelled or head.what in ("cancelled", "series_cancelled")
    text = Html.paragraphs(
        Html.lines(_head(w, one, head), facts(w, one, hijri=hijri)),
        None if cancelled or head.what == "reminder" else _agenda(w, one),
        None if cancelled or (head.what == "reminder" and head.left < DAY_BEFORE) else still_open,
        None if cancelled else count_line(w, counts),
    )
    return Message(text, () if cancelled else (*_buttons(w, one, head, mine), *manage))


def facts(w: Words, one: Occurrence, *, hijri: bool = False) -> Html:
    """Title, kind, time, place and recurrence."""
    plan = one.meeting.plan
    title, kind = plan.title(w.language), terms.kind_name(w, plan.kind)
    return Html.lines(
        w.say("<b>{title}</b>", title=title),
        w.say("{kind}", kind=kind) if kind != title else None,
        terms.when(w, one, with_hijri=hijri),
        w.say("Place: {place}", place=plan.place) if plan.place else None,
        w.say("{recurrence}", recurrence=terms.recurrence(w, plan.rule)) if plan.rule else None,
    )


def count_line(w: Words, counts: Counts) -> Html:
    """How many gave each answer."""
    return w.say(
        "Coming: {coming} · Not coming: {away} · Sending someone: {sending}",
        coming=counts.coming,
        away=counts.not_coming,
        sending=counts.sending,
    )


def newer_row(w: Words, one: Occurrence) -> Rows:
    """Under a message that a newer one followed."""
    return ((Button(w.label("There is a newer message"), press("meet.newer", one.id)),),)


def newer(w: Words, at: datetime) -> str:
    """Where the newest message is: it came at this moment."""
    return w.label("The newest message about this meeting came here on {moment}.", moment=w.moment(at))


def none_newer(w: Words) -> str:
    """There is no message that one could answer here any more."""
    return w.label("Nothing about this meeting waits for an answer here. /calendar shows what lies ahead.")


def taken(w: Words, answer: Answer) -> str:
    """Toast: the answer was kept."""
    return w.label(_TAKEN[answer])


def over(w: Words) -> str:
    """Toast: it has begun or was cancelled."""
    return w.label("This meeting is over or was cancelled. Nothing was changed.")


def file_sent(w: Words) -> str:
    """Toast: the calendar file went to the private chat."""
    return w.label("The calendar file is in your private chat with me.")


def line(w: Words, one: Occurrence) -> Html:
    """One occurrence on a line, for lists and summaries."""
    return w.say(
        "{moment} · {title}", moment=w.moment(one.starts_at), title=one.meeting.plan.title(w.language)
    )


def row_label(w: Words, one: Occurrence) -> str:
    """The occurrence as a button."""
    return w.label(
        "{day}, {time} · {title}",
        day=w.short_day(one.starts_at),
        time=w.time(one.starts_at),
        title=one_line(one.meeting.plan.title(w.language), _LISTED_TITLE),
    )


def _head(w: Words, one: Occurrence, head: Head) -> Html:
    match head.what:
        case "reminder":
            return w.say(
                "⏰ <b>The meeting starts in {time}</b>", time=terms.duration(w, _rounded(head.left))
            )
        case "moved":
            said = w.say("🗓 <b>Meeting moved</b>")
        case "series_moved":
            said = w.say("🗓 <b>Meeting moved, and all after it</b>")
        case "cancelled":
            return w.say("🗓 <b>Meeting cancelled</b>")
        case "series_cancelled":
            return w.say("🗓 <b>Meeting cancelled, and all after it</b>")
        case "emergency":
            return w.say("🚨 <b>Emergency meeting: you are called</b>")
        case "edited":
            return w.say("🗓 <b>Meeting changed</b>")
        case "new":
            return w.say("🗓 <b>New meeting</b>")
        case "shown":
            return w.say("🗓 <b>Cancelled meeting</b>") if one.cancelled else w.say("🗓 <b>Meeting</b>")
    if head.old is None:
        return said
    return Html.lines(
        said,
        w.say("Before: {moment}", moment=w.moment(head.old)),
        w.say("Now: <b>{moment}</b>", moment=w.moment(one.starts_at)),
    )


def _rounded(minutes: int) -> int:
    """To whole hours where that is what one would say."""
    return round(minutes / 60) * 60 if minutes > 90 else minutes


def _agenda(w: Words, one: Occurrence) -> Html | None:
    agenda = one.meeting.plan.agenda
    return Html.lines(w.say("<b>Agenda</b>"), w.say("{text}", text=agenda)) if agenda else None


def _buttons(w: Words, one: Occurrence, head: Head, mine: Answer | None) -> Rows:
    seen: Rows = ((Button(w.label("I have seen it"), press("meet.seen", one.id)),),)
    answers = [
        Button(
            f"✓ {w.label(said)}" if answer == mine else w.label(said), press("meet.answer", one.id, answer)
        )
        for answer, said in _ANSWERS.items()
    ]
    return (
        *(seen if head.what == "emergency" else ()),
        tuple(answers[:2]),
        (answers[2], Button(w.label("Calendar file"), press("meet.file", one.id))),
    )
