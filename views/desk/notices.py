"""What the desk is told of cases without having asked: what waits too long, what ends."""

from __future__ import annotations

from datetime import date

from coordination.cases.case import Case
from views.cases.states import kind_name, state_name
from views.desk.steps import to_card
from views.desk.told import days_left
from views.language import Html, Words
from views.message import Message


def _about(w: Words, case: Case) -> Html:
    return w.say(
        "{number} · {kind} · {organisation}",
        number=w.code(case.number),
        kind=kind_name(w, case.kind),
        organisation=case.organisation,
    )


def _notice(w: Words, case: Case, *lines: Html | None) -> Message:
    head, *rest = lines
    return Message(Html.lines(head, _about(w, case), *rest), ((to_card(w, case),),))


def overdue(w: Words, case: Case, *, escalated: bool) -> Message:
    """It has been in its state for too long; `escalated` where admins are told because the desk did not move it."""
    since = w.moment(case.overdue_at) if case.overdue_at else ""
    head = (
        w.say("⚠️ <b>A request is overdue, and the desk has not moved it</b>")
        if escalated
        else w.say("⚠️ <b>A request is overdue</b>")
    )
    state = w.say("{state}; overdue since {moment}", state=state_name(w, case.state), moment=since)
    return _notice(w, case, head, state)


def lapsed(w: Words, case: Case) -> Message:
    """The bot closed it: its applicant sent nothing of what was asked for."""
    then = w.say("The applicant can open it again until its papers are removed.")
    return _notice(w, case, w.say("🗄 <b>A request was closed: nothing arrived from its applicant</b>"), then)


def reopened(w: Words, case: Case) -> Message:
    """Its applicant goes on with what the bot had closed."""
    return _notice(w, case, w.say("↩️ <b>An applicant has opened a request again</b>"))


def ends_soon(w: Words, case: Case, left: int) -> Message:
    """An approval ends in so many days."""
    until = w.say("Valid until {day}", day=w.day(case.valid_until)) if case.valid_until else None
    return _notice(w, case, w.say("⏰ <b>An approval ends soon</b>"), until, days_left(w, left))


def expired(w: Words, case: Case) -> Message:
    """An approval ended; the case is closed."""
    return _notice(w, case, w.say("⌛ <b>An approval has ended, and its request is closed</b>"))


def registration_ends(w: Words, case: Case, until: date, left: int) -> Message:
    """The applicant's organisation has a registration that ends."""
    day = w.say("Valid until {day}", day=w.day(until))
    return _notice(
        w, case, w.say("⏰ <b>An organisation's registration ends soon</b>"), day, days_left(w, left)
    )
