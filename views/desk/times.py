"""How long cases took, by kind: real times, no promises."""

from __future__ import annotations

from collections.abc import Sequence

from coordination.cases.kind import Kind
from coordination.cases.rules import Times
from views.cases.states import kind_name, took
from views.desk.queue import to_board
from views.language import Html, Words
from views.message import Message


def times(w: Words, found: Sequence[tuple[Kind, Times | None]], *, back: bool) -> Message:
    """From filing to decision, of the last year; `back` where it was opened from the queue."""
    few = [kind_name(w, kind) for kind, times in found if times is None]
    text = Html.paragraphs(
        w.say("⏱ <b>From filing to decision</b>, of the last 365 days"),
        *(
            Html.lines(w.say("<b>{kind}</b>", kind=kind_name(w, kind)), took(w, times))
            for kind, times in found
            if times is not None
        ),
        Html.lines(
            w.say("Not enough decided requests yet to say:"), *(w.say("• {label}", label=one) for one in few)
        )
        if few
        else None,
    )
    return Message(text, ((to_board(w),),) if back else ())
