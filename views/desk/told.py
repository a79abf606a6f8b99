"""What applicants are told: each step of their case, what it means and what to do next."""

from __future__ import annotations

from collections.abc import Sequence

from coordination.cases.case import Case
from coordination.cases.rules import Times
from coordination.cases.states import Move, State
from views.cases.states import state_name, took
from views.desk.card import approval
from views.desk.lines import about, bullets, labels_of
from views.language import Html, Words
from views.message import Button, Message, Rows, press

OPEN, PROVIDE = "case.open", "case.provide"
"""Buttons of the applicant's side: the card of the case, and what was asked for."""

_LISTED = 8
"""Requests named in one notice."""


def step(w: Words, case: Case, move: Move, note: str = "", times: Times | None = None) -> Message:
    """What the desk did with a case; `note` are its words, `times` how long such cases took. KeyError for no such move."""
    head, then = _STEPS[move](w, case, times)
    said = w.say("The centre writes: <i>“{words}”</i>", words=note) if note else None
    return Message(Html.paragraphs(head, said, then), _buttons(w, case))


def _buttons(w: Words, case: Case) -> Rows:
    shown = Button(w.label("Show the request"), press(OPEN, case.id))
    if case.state is State.INCOMPLETE:
        return ((Button(w.label("Provide"), press(PROVIDE, case.id)),), (shown,))
    return ((shown,),)


def _asked(w: Words, case: Case, _times: Times | None) -> tuple[Html, Html]:
    head = Html.paragraphs(
        Html.lines(w.say("📎 <b>The centre needs something more for your request</b>"), about(w, case)),
        bullets(w, labels_of(w, case.kind, case.asked)),
    )
    return head, w.say("The request waits until it is there. Press “Provide”: you are asked for this only.")


def _completed(w: Words, case: Case, _times: Times | None) -> tuple[Html, Html]:
    head = Html.lines(w.say("✅ <b>Your request is complete</b>"), about(w, case))
    then = w.say("Next, the centre sends it to the office that decides. There is nothing for you to do now.")
    return head, then


def _sent(w: Words, case: Case, times: Times | None) -> tuple[Html, Html]:
    office = case.kind.office(case.office)
    head = Html.lines(
        w.say("📨 <b>Your request was sent on</b>"),
        about(w, case),
        w.say("To: {office}", office=office.name.told(w.language)) if office else None,
    )
    then = w.say(
        "That office decides, not the centre. There is nothing for you to do now; you are told here as soon as there "
        "is an answer."
    )
    return head, Html.paragraphs(then, took(w, times))


def _approved(w: Words, case: Case, _times: Times | None) -> tuple[Html, Html]:
    head = Html.lines(
        w.say("✅ <b>Your request was approved</b>"),
        about(w, case),
        approval(
            w, case.approval_number, w.day(case.approved_on), w.day(case.valid_from), w.day(case.valid_until)
        )
        if case.approved_on and case.valid_from and case.valid_until
        else None,
    )
    then = w.say(
        "It can be collected: ask the duty officer where. It holds for these days only; you are reminded here before "
        "they end."
    )
    return head, then


def _refused(w: Words, case: Case, _times: Times | None) -> tuple[Html, Html]:
    reason = case.kind.reason(case.refusal)
    head = Html.lines(
        w.say("⛔ <b>Your request was refused</b>"),
        about(w, case),
        w.say("Reason: {reason}", reason=reason.label.told(w.language)) if reason else None,
    )
    return head, w.say(
        "It is closed. Once the reason is out of the way, file a new one: /apply. Questions: /ask"
    )


def _collected(w: Words, case: Case, _times: Times | None) -> tuple[Html, Html]:
    head = Html.lines(w.say("✅ <b>Your approval was noted as collected</b>"), about(w, case))
    then = w.say("Keep it at hand on the way. If you have not collected it, tell the duty officer.")
    return head, then


def _used(w: Words, case: Case, _times: Times | None) -> tuple[Html, Html]:
    head = Html.lines(w.say("✅ <b>Your approval was noted as used</b>"), about(w, case))
    return head, _closed(w, case)


def _closed(w: Words, case: Case) -> Html:
    return w.count(
        "The request is closed. Its papers and what tells of persons are removed in {n} day.",
        "The request is closed. Its papers and what tells of persons are removed in {n} days.",
        case.kind.purge_after_days,
    )


def _returned(w: Words, case: Case, _times: Times | None) -> tuple[Html, Html]:
    head = Html.lines(
        w.say("↩️ <b>The last step of your request was taken back</b>"),
        about(w, case),
        w.say("It now stands at: {state}", state=state_name(w, case.state)),
    )
    then = w.say(
        "What you were told last does not hold any more. There is nothing for you to do now; you are told here when "
        "it moves on."
    )
    return head, then


_STEPS = {
    Move.ASK: _asked,
    Move.COMPLETE: _completed,
    Move.SEND: _sent,
    Move.APPROVE: _approved,
    Move.REFUSE: _refused,
    Move.COLLECT: _collected,
    Move.USE: _used,
    Move.RETURN: _returned,
}


def expired(w: Words, case: Case) -> Message:
    """The last day of validity is over."""
    text = Html.paragraphs(
        Html.lines(w.say("⌛ <b>Your approval has ended</b>"), about(w, case), _until(w, case)),
        w.say("It must not be used any more. If you still need one, file a new request: /apply"),
        _closed(w, case),
    )
    return Message(text, _buttons(w, case))


def _until(w: Words, case: Case) -> Html | None:
    return w.say("Valid until {day}", day=w.day(case.valid_until)) if case.valid_until else None


def ends_soon(w: Words, case: Case, left: int) -> Message:
    """So many days of validity are left."""
    text = Html.paragraphs(
        Html.lines(
            w.say("⏰ <b>Your approval ends soon</b>"), about(w, case), _until(w, case), days_left(w, left)
        ),
        w.say("If you need it for longer, file a new request now, so that there is no gap: /apply"),
    )
    return Message(text, _buttons(w, case))


def registration_ends(w: Words, case: Case, until: str, left: int) -> Message:
    """The organisation's registration ends, as the latest request told; `until` is the day as text."""
    text = Html.paragraphs(
        Html.lines(
            w.say("⏰ <b>Your organisation's registration ends soon</b>"),
            w.say("Valid until {day}, as you wrote in {number}", day=until, number=w.code(case.number)),
            days_left(w, left),
        ),
        w.say(
            "Requests need a registration in force: please renew it in time, and give the new day next time."
        ),
    )
    return Message(text)


def days_left(w: Words, left: int) -> Html:
    """How many days of a validity are left."""
    return (
        w.count("{n} day is left.", "{n} days are left.", left) if left else w.say("Today is the last day.")
    )


def rule_ended(w: Words, cases: Sequence[Case], rule: str, day: str, words: str) -> Message:
    """A rule changed; `cases` are the reader's open requests that it touches, `day` is text, `words` are the centre's."""
    text = Html.paragraphs(
        w.count(
            "🔔 <b>A rule changed that touches your request</b>",
            "🔔 <b>A rule changed that touches {n} of your requests</b>",
            len(cases),
        ),
        Html.lines(*(about(w, case) for case in cases[:_LISTED])),
        w.say("Holds no more since {day}: {rule}", day=day, rule=rule),
        w.say("The centre writes: <i>“{words}”</i>", words=words),
        w.say("Your request stays open. You are asked here if the change needs anything from you."),
    )
    rows = tuple((Button(case.number, press(OPEN, case.id)),) for case in cases[:_LISTED])
    return Message(text, rows)
