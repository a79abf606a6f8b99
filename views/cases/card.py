"""Before a request is sent: what is there and what is missing, all of it read back, and the receipt afterwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coordination.cases.answers import Value
from coordination.cases.asking import Item
from coordination.cases.case import Case
from coordination.cases.kind import Document, Field, Notice, Validity
from coordination.cases.rules import Times
from coordination.cases.states import State
from views.cases.keys import Keys
from views.cases.states import kind_name, took
from views.cases.values import rows_shown, shown
from views.language import Html, Words, utf16_length
from views.message import Button, Message, Rows, grid, press

_MESSAGE = 3_900
"""UTF-16 units of the card, with a little room for what stands around it."""

_VALUE_SHOWN = (200, 80, 40, 20)
"""Characters of an answer that are shown: the first of these for which there is room."""

_ON_BUTTON = 40

REMINDED_AFTER = (3, 14)
"""Days after which somebody is reminded of a draft."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A request as it stands. `items` is all that is asked for, `files` counts those of each document.

    `missing` is what keeps it from being sent, `late` the notice periods it falls below, `weak` what is valid for
    too short a time.
    """

    case: Case
    keys: Keys
    items: Sequence[Item]
    answers: Mapping[str, Value]
    files: Mapping[str, int]
    missing: Sequence[Item]
    late: Sequence[Notice] = ()
    weak: Sequence[Validity] = ()

    @property
    def draft(self) -> bool:
        """Whether it was never sent."""
        return self.case.state is State.DRAFT


def checklist(w: Words, whole: Whole, lead: Html | None = None) -> Message:
    """What is there, what is missing; nothing can be sent while something required is."""
    there = [one for one in whole.items if _there(whole, one)]
    fields = [one for one in there if not isinstance(one, Document)]
    papers = [one for one in there if isinstance(one, Document)]
    text = Html.paragraphs(
        lead,
        w.say("📋 <b>{kind}: is everything there?</b>", kind=kind_name(w, whole.case.kind)),
        Html.lines(
            w.count("✓ {n} question is answered", "✓ {n} questions are answered", len(fields))
            if fields
            else None,
            *(
                w.say("✓ {paper}", paper=one.label.told(w.language))
                for one in papers
                if one not in whole.missing
            ),
            *(w.say("✗ <b>{item}</b>", item=one.label.told(w.language)) for one in whole.missing),
        ),
        _warnings(w, whole),
        w.say("What is marked ✗ is still needed before it can be sent.")
        if whole.missing
        else w.say("Nothing is missing. Read it through, then send it."),
    )
    keys = whole.keys
    first = (
        keys.button(w.label("Fill in what is missing"), "fill")
        if whole.missing
        else keys.button(w.label("Read it through"), "card")
    )
    return Message(text, ((first,), (keys.button(w.label("Change something"), "change"),), *_end(w, whole)))


def _there(whole: Whole, one: Item) -> bool:
    if isinstance(one, Document):
        return one.id in whole.files
    return whole.answers.get(one.id) not in (None, "", [])


def _warnings(w: Words, whole: Whole) -> Html | None:
    lines = [
        *(_warned(w, one.words.told(w.language), one.source.sample) for one in whole.late),
        *(_warned(w, one.words.told(w.language), one.source.sample) for one in whole.weak),
        w.say("It can be sent all the same, and is marked urgent.") if whole.late else None,
    ]
    return Html.lines(*lines) if any(lines) else None


def _warned(w: Words, rule: str, sample: bool) -> Html:
    if sample:
        return w.say("⚠️ {rule} <i>(to be confirmed by the centre)</i>", rule=rule)
    return w.say("⚠️ {rule}", rule=rule)


def _end(w: Words, whole: Whole) -> Rows:
    later = whole.keys.button(w.label("Save for later"), "later")
    return ((later, whole.keys.button(w.label("Cancel"), "drop")),) if whole.draft else ((later,),)


def read_back(w: Words, whole: Whole, lead: Html | None = None) -> Message:
    """Everything as it will be sent; answers that do not fit are cut."""
    keys = whole.keys
    send = w.label("Send") if whole.draft else w.label("Hand in")
    buttons = (
        (keys.button(send, "send"),),
        (keys.button(w.label("Change something"), "change"),),
        *_end(w, whole),
    )
    text = Html()
    for longest in _VALUE_SHOWN:
        text = Html.paragraphs(
            lead,
            w.say("📄 <b>{kind}</b>", kind=kind_name(w, whole.case.kind)),
            Html.lines(*(_line(w, whole, one, longest) for one in whole.items if _there(whole, one))),
            _warnings(w, whole),
            w.say("Is it right? Only the centre's desk and you see the whole of it."),
        )
        if utf16_length(text) <= _MESSAGE:
            break
    return Message(text, buttons)


def _line(w: Words, whole: Whole, one: Item, longest: int) -> Html:
    label = one.label.told(w.language)
    if isinstance(one, Document):
        return w.count("{label}: {n} file", "{label}: {n} files", whole.files[one.id], label=label)
    value = whole.answers[one.id]
    line = w.say("{label}: <b>{value}</b>", label=label, value=shown(w, one, value, longest))
    return Html.lines(line, rows_shown(w, one, value, longest))


def change_menu(w: Words, whole: Whole) -> Message:
    """Everything that can be changed, a button each."""
    keys = whole.keys
    buttons = [
        keys.button(_marked(w, whole, one), "change", one.id)
        for one in whole.items
        if isinstance(one, Field | Document)
    ]
    back = keys.button(w.label("Back"), "check")
    return Message(w.say("<b>What do you want to change?</b>"), (*grid(buttons, 2), (back,)))


def _marked(w: Words, whole: Whole, one: Item) -> str:
    label = one.label.told(w.language)
    short = label if len(label) <= _ON_BUTTON else f"{label[: _ON_BUTTON - 1]}…"
    return f"✗ {short}" if one in whole.missing else short


def drop(w: Words, whole: Whole) -> Message:
    """Whether the draft shall really be deleted."""
    keys = whole.keys
    return Message(
        w.say(
            "<b>Delete this draft?</b> {kind}, with all answers and papers in it. To go on another day, save it for later.",
            kind=kind_name(w, whole.case.kind),
        ),
        (
            (keys.button(w.label("Delete it"), "drop", "yes"),),
            (keys.button(w.label("Save for later"), "later"), keys.button(w.label("Back"), "check")),
        ),
    )


def dropped(w: Words, case: Case) -> Message:
    """The draft is no more."""
    return Message(w.say("Deleted: {kind}. Nothing of it was sent.", kind=kind_name(w, case.kind)))


def kept(w: Words, case: Case) -> Message:
    """Put aside, to be taken up again."""
    text = Html.lines(
        w.say("💾 <b>Saved for later:</b> {kind}", kind=kind_name(w, case.kind)),
        w.say(
            "It was not sent. Go on whenever you like with /cases; I remind you after {n} days.",
            n=REMINDED_AFTER[0],
        )
        if case.state is State.DRAFT
        else w.say("It was not handed in yet. Go on whenever you like with /cases."),
    )
    return Message(text, ((Button(w.label("Continue"), press("case.open", case.id)),),))


def filed(w: Words, case: Case, times: Times | None) -> Message:
    """The number, what happens next, how long such requests took."""
    return Message(
        Html.paragraphs(
            Html.lines(
                w.say("✅ <b>Received.</b> {kind}", kind=kind_name(w, case.kind)),
                w.say("Number: {number}", number=w.code(case.number)),
            ),
            w.say("⚠️ It is below the notice period and marked urgent.") if case.urgent else None,
            w.say(
                "The desk of the centre checks the papers. At each step you are told here: what happened, what it means, "
                "what to do. To see how it stands: {command}",
                command=f"/status {case.number}",
            ),
            took(w, times),
            w.say("A receipt follows as a PDF."),
        ),
        ((Button(w.label("Show the request"), press("case.open", case.id)),),),
    )


def receipt_caption(w: Words, case: Case) -> Message:
    """Under the receipt."""
    return Message(w.say("Receipt {number}. It is no permission.", number=w.code(case.number)))


def handed_in(w: Words, case: Case) -> Message:
    """What the desk asked for is there, and the case is with the desk again."""
    text = w.say(
        "✅ <b>Handed in.</b> Case {number} is with the centre's desk again.", number=w.code(case.number)
    )
    return Message(text, ((Button(w.label("Show the request"), press("case.open", case.id)),),))


def not_open(w: Words) -> Message:
    """The form is of a case that cannot be changed any more."""
    return Message(w.say("This request cannot be changed now. How it stands: /cases"))


def locked(w: Words, case: Case) -> Message:
    """No key opens what the applicant wrote of persons."""
    return Message(
        Html.paragraphs(
            w.say("🔒 <b>This request cannot be opened: {kind}</b>", kind=kind_name(w, case.kind)),
            w.say(
                "What you wrote in it is sealed, and the centre's key that opens it is not there. Tell the duty officer, "
                "or begin a new one: /apply"
            ),
        )
    )


def new_for_desk(w: Words, case: Case, *, again: bool) -> Message:
    """To the desk, silently: a case was filed, or completed by its applicant (`again`). Nothing of persons."""
    kind, number = kind_name(w, case.kind), w.code(case.number)
    head = (
        w.say("📥 Papers were handed in: {number}, {kind}", number=number, kind=kind)
        if again
        else w.say("📥 New request: {number}, {kind}", number=number, kind=kind)
    )
    return Message(
        Html.lines(
            head,
            case.organisation,
            w.say("⚠️ Below the notice period: urgent.") if case.urgent else None,
        ),
        ((Button(w.label("To the card"), press("desk.open", case.id)),),),
    )


def reminder(w: Words, case: Case, days: int) -> Message:
    """A draft has been lying there for so many days."""
    return Message(
        Html.lines(
            w.say("💾 A draft of yours waits: <b>{kind}</b>", kind=kind_name(w, case.kind)),
            w.count(
                "It was left {n} day ago and was not sent.",
                "It was left {n} days ago and was not sent.",
                days,
            ),
            w.count(
                "It is deleted when it was not touched for {n} day.",
                "It is deleted when it was not touched for {n} days.",
                case.kind.purge_after_days,
            ),
        ),
        ((Button(w.label("Continue"), press("case.open", case.id)),),),
    )
