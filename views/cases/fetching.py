"""What an applicant is told of a paper that could not be taken."""

from __future__ import annotations

from typing import Literal

from coordination.cases.case import Case, File
from coordination.cases.states import State
from views.language import Html, Words
from views.message import Button, Message, Rows, press

Problem = Literal["too large", "wrong type", "gone", "unreachable"]


def not_taken(w: Words, case: Case, file: File, problem: Problem, most_mb: int) -> Message:
    """One paper was left out: why, and what to do about it."""
    document = case.kind.document(file.document) or case.kind.field(file.document)
    label = document.label.told(w.language) if document else file.document
    head = w.say("⚠️ This paper was not taken: {document}.", document=label)
    if case.number:
        head = Html.lines(head, w.say("Case {number}", number=w.code(case.number)))
    return Message(Html.paragraphs(head, _why(w, problem, most_mb), _next(w, case)), go_on(w, case))


def go_on(w: Words, case: Case) -> Rows:
    """The button that leads back into the request."""
    if case.state is State.DRAFT:
        return ((Button(w.label("Continue"), press("case.open", case.id)),),)
    if case.state is State.INCOMPLETE:
        return ((Button(w.label("Continue"), press("case.provide", case.id)),),)
    return ((Button(w.label("Show the request"), press("case.open", case.id)),),)


def _why(w: Words, problem: Problem, most_mb: int) -> Html:
    match problem:
        case "too large":
            return w.say("It is larger than {most} MB.", most=most_mb)
        case "wrong type":
            return w.say("What is in the file is not what its name says. It may be damaged.")
        case "gone":
            return w.say("Telegram no longer has the file.")
        case "unreachable":
            return w.say("Telegram could not deliver the file to me, although I tried several times.")


def _next(w: Words, case: Case) -> Html:
    if case.state in (State.DRAFT, State.INCOMPLETE):
        return w.say("Please send it again, in the case, under the same document.")
    return w.say("Keep it ready: the centre will ask for it.")
