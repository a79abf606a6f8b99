"""Requests that wait for their applicant: the reminder, the closing, the way back."""

from __future__ import annotations

from datetime import date

from coordination.cases.case import Case
from views.desk.lines import about, bullets, labels_of
from views.language import Html, Words
from views.message import Button, Message, press


def open_again(w: Words, case: Case) -> Button:
    """Go on with a request that was closed because nothing arrived."""
    return Button(w.label("Open it again"), press("case.reopen", case.id, case.version))


def waits(w: Words, case: Case, until: date) -> Message:
    """What was asked for has not arrived; `until` is the day on which the request is closed."""
    text = Html.paragraphs(
        Html.lines(w.say("⏰ <b>Your request still waits for you</b>"), about(w, case)),
        bullets(w, labels_of(w, case.kind, case.asked)),
        w.say(
            "The centre cannot go on without it. Press “Provide”: you are asked for this only. "
            "If nothing arrives, the request is closed on {day}.",
            day=w.day(until),
        ),
    )
    return Message(
        text,
        (
            (Button(w.label("Provide"), press("case.provide", case.id)),),
            (Button(w.label("Show the request"), press("case.open", case.id)),),
        ),
    )


def closed(w: Words, case: Case) -> Message:
    """Nothing arrived; it can be opened again until its papers go."""
    text = Html.paragraphs(
        Html.lines(w.say("🗄 <b>Your request was closed, because nothing arrived</b>"), about(w, case)),
        w.count(
            "Do you still need it? Press “Open it again” within {n} day: its number and everything that you sent are "
            "still there. After that its papers are removed, and it can only be filed anew: /apply",
            "Do you still need it? Press “Open it again” within {n} days: its number and everything that you sent are "
            "still there. After that its papers are removed, and it can only be filed anew: /apply",
            case.kind.purge_after_days,
        ),
    )
    return Message(
        text, ((open_again(w, case),), (Button(w.label("Show the request"), press("case.open", case.id)),))
    )
