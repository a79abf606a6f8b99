"""Where a case stands, in words; how long such cases took."""

from __future__ import annotations

from coordination.cases.case import Case
from coordination.cases.kind import Kind
from coordination.cases.rules import Times
from coordination.cases.states import State
from views.language import Html, Words, phrase
from views.language.digits import in_digits

_STATES = {
    State.DRAFT: phrase("draft, not sent"),
    State.RECEIVED: phrase("received"),
    State.INCOMPLETE: phrase("incomplete"),
    State.COMPLETE: phrase("complete"),
    State.SENT: phrase("sent to the office"),
    State.APPROVED: phrase("approved"),
    State.REFUSED: phrase("refused"),
    State.COLLECTED: phrase("collected"),
    State.USED: phrase("used"),
    State.EXPIRED: phrase("expired"),
    State.WITHDRAWN: phrase("withdrawn"),
}


def state_name(w: Words, state: State) -> str:
    """The state as a few words."""
    return w.label(_STATES[state])


def kind_name(w: Words, kind: Kind) -> str:
    """The title of a kind."""
    return kind.title.told(w.language)


def meaning(w: Words, case: Case) -> Html:
    """What the state means for the applicant, and what happens next."""
    match case.state:
        case State.DRAFT:
            return w.say("Only you see it. It counts once you send it.")
        case State.RECEIVED:
            return w.say(
                "The centre checks the papers. You are told here when something is missing or it moves on."
            )
        case State.INCOMPLETE:
            return w.say("It waits for what the centre asked you for.")
        case State.COMPLETE:
            return w.say("Everything is there. The centre sends it to the office that decides.")
        case State.SENT:
            office = case.kind.office(case.office)
            if office is None:
                return w.say("The office that it was sent to decides.")
            return w.say("It is with: {office}. That office decides.", office=office.name.told(w.language))
        case State.APPROVED:
            return w.say("The letter can be collected.")
        case State.REFUSED:
            return _refused(w, case)
        case State.COLLECTED:
            return w.say("The letter was collected.")
        case State.USED | State.EXPIRED | State.WITHDRAWN:
            return w.say("It is closed: nothing more happens to it.")


def _refused(w: Words, case: Case) -> Html:
    reason = case.kind.reason(case.refusal)
    if reason is None:
        return w.say("It was refused. You may file a new request.")
    return w.say(
        "It was refused: {reason}. You may file a new request.", reason=reason.label.told(w.language)
    )


def took(w: Words, times: Times | None) -> Html:
    """How long the centre's own cases of this kind took: no promise."""
    if times is None:
        return w.say("How long it takes: there are not enough decided requests of this kind yet to say.")
    return w.count(
        "How long it takes: the last {n} request of this kind took {median} days in the middle, "
        "and {most} days at most for 9 of 10. This is no promise.",
        "How long it takes: the last {n} requests of this kind took {median} days in the middle, "
        "and {most} days at most for 9 of 10. This is no promise.",
        times.n,
        median=_days(w, times.median),
        most=_days(w, times.ninetieth),
    )


def _days(w: Words, days: float) -> str:
    text = f"{days:g}"
    if w.digits == "arabic":
        text = text.replace(".", "\u066b")
    return in_digits(text, w.digits)
