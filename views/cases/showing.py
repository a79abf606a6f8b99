"""One request as its applicant and the organisation see it: where it stands, what is asked for, its steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coordination.cases.case import Case, Event
from coordination.cases.states import Move, State, moves_from
from views.cases.lapsing import open_again
from views.cases.states import kind_name, meaning, state_name
from views.language import Html, Words, phrase
from views.message import Button, Message, Rows, grid, press
from views.quoting import one_line

_STEPS = 8
"""Steps that are shown, the latest of them."""

_NOTE, _NOTE_OF_STEP = 300, 120
"""Characters of what the desk wrote."""

_ACTIONS: Mapping[str, str] = {
    Move.FILE: phrase("received"),
    Move.ASK: phrase("the centre asked for more"),
    Move.PROVIDE: phrase("what was asked for was handed in"),
    Move.COMPLETE: phrase("found complete"),
    Move.SEND: phrase("sent on"),
    Move.APPROVE: phrase("approved"),
    Move.REFUSE: phrase("refused"),
    Move.COLLECT: phrase("collected"),
    Move.USE: phrase("used"),
    Move.EXPIRE: phrase("validity ended"),
    Move.WITHDRAW: phrase("withdrawn"),
    Move.RETURN: phrase("last step taken back"),
    Move.LAPSE: phrase("closed, because nothing arrived"),
    Move.REOPEN: phrase("opened again"),
}


def card(
    w: Words, case: Case, events: Sequence[Event], *, own: bool, desk: bool, withdrawable: bool, lapsed: bool
) -> Message:
    """How a filed case stands; `own`: the reader is its applicant, `desk`: may open it there.

    `lapsed`: the bot closed it because nothing arrived, and it can be opened again.
    """
    head = Html.lines(
        w.say("📄 {number} · {kind}", number=w.code(case.number), kind=kind_name(w, case.kind)),
        w.say("Organisation: {organisation}", organisation=case.organisation) if case.organisation else None,
        w.say(
            "<b>{state}</b> since {moment}",
            state=w.label("closed without an answer") if lapsed else state_name(w, case.state),
            moment=w.moment(case.state_since),
        ),
        w.say("⚠️ Urgent: below the notice period.") if case.urgent else None,
    )
    text = Html.paragraphs(
        head,
        Html.lines(meaning(w, case), _approved(w, case)),
        _asked(w, case, events, own=own),
        _history(w, case, events),
    )
    if own:
        return Message(text, _buttons(w, case, withdrawable=withdrawable, lapsed=lapsed))
    at_desk = Button(w.label("To the card"), press("desk.open", case.id))
    return Message(text, ((at_desk,),) if desk else ())


def _approved(w: Words, case: Case) -> Html | None:
    if not case.approval_number or case.valid_from is None or case.valid_until is None:
        return None
    return w.say(
        "Approval {number}, valid from {first} until {last}",
        number=w.code(case.approval_number),
        first=w.day(case.valid_from),
        last=w.day(case.valid_until),
    )


def _asked(w: Words, case: Case, events: Sequence[Event], *, own: bool) -> Html | None:
    if case.state is not State.INCOMPLETE:
        return None
    labels = [
        words.label.told(w.language)
        for id in case.asked
        if (words := case.kind.field(id) or case.kind.document(id))
    ]
    note = next((event.note for event in reversed(events) if event.move is Move.ASK), "")
    return Html.lines(
        w.say("<b>Asked for:</b>") if labels else None,
        *(w.say("• {label}", label=label) for label in labels),
        w.say("The centre writes: <i>“{words}”</i>", words=one_line(note, _NOTE)) if note and own else None,
    )


def _history(w: Words, case: Case, events: Sequence[Event]) -> Html:
    steps = [event for event in events if event.move is not None]
    return Html.lines(*(_step(w, case, event) for event in steps[-_STEPS:]))


def _step(w: Words, case: Case, event: Event) -> Html:
    step, at = w.label(_ACTIONS[event.action]), w.moment(event.at)
    office = case.kind.office(event.detail.get("office", ""))
    reason = case.kind.reason(event.detail.get("reason", ""))
    more = reason.label if reason else office.name if office else None
    told = (
        w.say("{moment}: {step}", moment=at, step=step)
        if more is None
        else w.say("{moment}: {step}, {detail}", moment=at, step=step, detail=more.told(w.language))
    )
    note = one_line(event.note, _NOTE_OF_STEP)
    return Html.lines(told, w.say("<i>“{words}”</i>", words=note) if note else None)


def _buttons(w: Words, case: Case, *, withdrawable: bool, lapsed: bool) -> Rows:
    buttons = [open_again(w, case)] if lapsed else []
    if case.state is State.INCOMPLETE:
        buttons.append(Button(w.label("Provide"), press("case.provide", case.id)))
    buttons.append(Button(w.label("Receipt (PDF)"), press("case.receipt", case.id)))
    moves = moves_from(case.state)
    if Move.COLLECT in moves:
        buttons.append(Button(w.label("I have collected it"), press("case.collected", case.id, case.version)))
    if Move.USE in moves:
        buttons.append(Button(w.label("It was used"), press("case.used", case.id, case.version)))
    if withdrawable:
        buttons.append(Button(w.label("Withdraw"), press("case.withdraw", case.id, case.version)))
    buttons.append(Button(w.label("Back to my requests"), press("case.mine")))
    return grid(buttons, 1)


def withdraw(w: Words, case: Case) -> Message:
    """Whether the case shall really be taken back."""
    text = w.say(
        "<b>Withdraw {number}?</b> {kind}. The centre stops working on it; it cannot be taken up again, only filed anew.",
        number=w.code(case.number),
        kind=kind_name(w, case.kind),
    )
    yes = Button(w.label("Withdraw it"), press("case.withdraw", case.id, case.version, "yes"))
    return Message(text, ((yes,), (Button(w.label("Back"), press("case.open", case.id)),)))


def withdrawn(w: Words, case: Case) -> Message:
    """It was taken back."""
    return Message(w.say("{number} was withdrawn. The centre was told.", number=w.code(case.number)))


def withdrawn_for_desk(w: Words, case: Case) -> Message:
    """To who works on it."""
    return Message(
        w.say(
            "{number} was withdrawn by its applicant: {kind}",
            number=w.code(case.number),
            kind=kind_name(w, case.kind),
        )
    )


def used(w: Words, case: Case) -> Message:
    """Whether the approval was really used: that closes the request."""
    text = w.say(
        "<b>Was the approval of {number} used?</b> {kind}. That closes the request; nobody is reminded of its end.",
        number=w.code(case.number),
        kind=kind_name(w, case.kind),
    )
    yes = Button(w.label("Yes, it was used"), press("case.used", case.id, case.version, "yes"))
    return Message(text, ((yes,), (Button(w.label("Back"), press("case.open", case.id)),)))


def noted_for_desk(w: Words, case: Case) -> Message:
    """To the desk: the applicant says that the approval was collected or used."""
    text = w.say(
        "{number}: its applicant notes “{state}”. {kind}",
        number=w.code(case.number),
        state=state_name(w, case.state),
        kind=kind_name(w, case.kind),
    )
    return Message(text, ((Button(w.label("To the card"), press("desk.open", case.id)),),))


def receipt_comes(w: Words) -> str:
    """A toast: the receipt is being drawn."""
    return w.label("The receipt is coming.")


def which(w: Words) -> Message:
    """/status without a number."""
    return Message(
        w.say(
            "Write the number after the command, for example: /status VE-2611-0042-M\nYour requests: /cases"
        )
    )


def no_number(w: Words) -> Message:
    """What was typed is no number of a case."""
    return Message(
        w.say(
            "This is not a case number. One looks like <code>VE-2611-0042-M</code> and stands on the receipt. "
            "Your requests: /cases"
        )
    )


def mistyped(w: Words, near: Sequence[Case]) -> Message:
    """The check letter does not fit; `near` are cases that the reader may see anyhow."""
    text = w.say(
        "There is a slip in this number: its last letter does not fit the rest. Please compare it with the receipt."
    )
    if not near:
        return Message(text)
    buttons = [Button(case.number, press("case.open", case.id)) for case in near]
    return Message(Html.paragraphs(text, w.say("Did you mean:")), grid(buttons, 1))


def not_found(w: Words) -> Message:
    """The same for a number that does not exist and for one that is not the reader's to see."""
    return Message(w.say("I find no request with this number that you can see. Your requests: /cases"))


def too_many(w: Words) -> Message:
    """Too many wrong numbers within an hour."""
    return Message(
        w.say(
            "There were many wrong numbers within the last hour. Please try again later; your own requests: /cases"
        )
    )
