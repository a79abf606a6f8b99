"""What the desk is asked while it moves a case: an office, a reason, a note, an officer, the approving letter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

from coordination.cases.case import Case
from coordination.cases.desk import Approval, ApprovalFault
from coordination.cases.kind import Office
from coordination.people.person import Person
from views.desk.card import approval
from views.desk.lines import about, bullets
from views.desk.steps import to_card
from views.language import Html, Words
from views.message import Button, Message, Rows, grid, press
from views.quoting import one_line

Note = Literal["ask", "refuse", "return"]
"""What a note goes with."""

_NAME = 40


def noted(w: Words, case: Case, *, told: bool) -> Html:
    """Said above the card after a step; `told` where the applicant hears of it."""
    if told:
        return w.say("✅ Noted, and the applicant was told.")
    return w.say("✅ Noted. The applicant cannot be reached here and was not told.")


def choose_office(w: Words, case: Case, offices: Sequence[Office]) -> Message:
    """Where to?"""
    text = Html.paragraphs(about(w, case), w.say("<b>Which office is it sent to?</b> The applicant is told."))
    rows: Rows = tuple(
        (Button(one.name.told(w.language), press("desk.send", case.id, case.version, one.id)),)
        for one in offices
    )
    return Message(text, (*rows, (to_card(w, case),)))


def choose_reason(w: Words, case: Case) -> Message:
    """Why is it refused?"""
    text = Html.paragraphs(
        about(w, case), w.say("<b>Why is it refused?</b> You can add a note before it is done.")
    )
    rows: Rows = tuple(
        (Button(one.label.told(w.language), press("desk.refuse", case.id, case.version, one.code)),)
        for one in case.kind.reasons
    )
    return Message(text, (*rows, (to_card(w, case),)))


def choose_officer(w: Words, case: Case, officers: Sequence[Person]) -> Message:
    """Who works on it?"""
    text = Html.paragraphs(
        about(w, case),
        w.say("<b>Who works on it?</b> Only that officer and admins then see what tells of persons."),
    )
    rows: Rows = tuple(
        (Button(_officer(w, one), press("desk.give", case.id, case.version, one.id)),) for one in officers
    )
    if case.officer is not None:
        rows += ((Button(w.label("Nobody: the whole desk"), press("desk.give", case.id, case.version, 0)),),)
    return Message(text, (*rows, (to_card(w, case),)))


def _officer(w: Words, officer: Person) -> str:
    """The name, as far as it fits; an admin by configuration who never wrote has none."""
    return one_line(officer.name, _NAME) or w.label("person no. {number}", number=officer.id)


def assigned(w: Words, case: Case) -> Html:
    """Said above the card."""
    if case.officer is None:
        return w.say("✅ The whole desk works on it now.")
    return w.say("✅ Assigned.")


def assigned_to_you(w: Words, case: Case, by: str) -> Message:
    """To an officer who was given a case."""
    text = Html.lines(w.say("🗂 <b>A request was assigned to you</b> by {name}", name=by), about(w, case))
    return Message(text, ((to_card(w, case),),))


def type_note(
    w: Words, case: Case, what: Note, labels: Sequence[str], form: int, version: int, *, needed: bool
) -> Message:
    """A note in words that the applicant reads; `labels` are what is asked for, or the reason."""
    text = Html.paragraphs(
        about(w, case),
        _heading(w, what),
        bullets(w, labels),
        _note(w, what, needed=needed),
        w.say("Write nothing about persons here: these words stay when the papers are removed."),
    )
    rows: Rows = ()
    if not needed:
        rows = ((Button(w.label("Without a note"), press("desk.plain", form, version)),),)
    return Message(text, (*rows, _cancel(w, form, version)))


def _heading(w: Words, what: Note) -> Html:
    match what:
        case "ask":
            return w.say("<b>This will be asked for:</b>")
        case "refuse":
            return w.say("<b>It will be refused:</b>")
        case "return":
            return w.say("<b>The last step will be taken back.</b>")


def _note(w: Words, what: Note, *, needed: bool) -> Html:
    if needed and what == "ask":
        return w.say("What is needed? Type it; the applicant reads it.")
    if needed:
        return w.say("Why? Type it; the applicant reads it.")
    return w.say("A note for the applicant? Type it, or go on without one.")


def _cancel(w: Words, form: int, version: int) -> tuple[Button, ...]:
    return (Button(w.label("Cancel"), press("desk.cancel", form, version)),)


def type_letter(w: Words, case: Case, form: int, version: int) -> Message:
    """The number of the approving letter."""
    text = Html.paragraphs(
        about(w, case), w.say("<b>The number of the approving letter?</b> Type it, for example 4521.")
    )
    return Message(text, (_cancel(w, form, version),))


def type_day(
    w: Words,
    case: Case,
    step: Literal["on", "from", "until"],
    offered: Sequence[date],
    form: int,
    version: int,
    lead: Html | None = None,
) -> Message:
    """A day of the letter: on a button, or typed; `lead` says what was wrong with the last one."""
    match step:
        case "on":
            ask = w.say("<b>The day of the letter?</b> Press or type it, for example 22/11/2026.")
        case "from":
            ask = w.say("<b>Valid from which day?</b> Press or type it, for example 22/11/2026.")
        case "until":
            ask = w.say(
                "<b>Valid until which day, that day included?</b> Press or type it, for example 22/12/2026."
            )
    buttons = [Button(w.day(day), press("desk.day", form, version, day.isoformat())) for day in offered]
    return Message(Html.paragraphs(lead, about(w, case), ask), (*grid(buttons, 1), _cancel(w, form, version)))


def no_day(w: Words) -> Html:
    """What was typed is no day."""
    return w.say("I cannot read the date. Write it like 22/11/2026.")


def fault(w: Words, found: ApprovalFault) -> Html:
    """What cannot be right in the letter."""
    match found:
        case "no number":
            return w.say("There is no number in it.")
        case "ahead":
            return w.say("That day lies ahead; the letter is of today or before.")
        case "ends before it begins":
            return w.say("It would end before it begins.")
        case "over already":
            return w.say("That day is over: the letter would not hold any more.")


def read_back(w: Words, case: Case, letter: Approval, form: int, version: int) -> Message:
    """The letter as it would be noted."""
    text = Html.paragraphs(
        about(w, case),
        w.say("<b>Approved?</b>"),
        approval(w, letter.number, w.day(letter.on), w.day(letter.valid_from), w.day(letter.valid_until)),
        w.say("The applicant is told, and reminded before it ends."),
    )
    save = Button(w.label("Save the approval"), press("desk.save", form, version))
    return Message(text, ((save,), _cancel(w, form, version)))


def choose_wanted(
    w: Words, case: Case, labels: Sequence[tuple[int, str]], mask: int, page: int, pages: int
) -> Message:
    """What is missing? Items with their bits, ticked in `mask`; one page of them."""
    text = Html.paragraphs(
        about(w, case),
        w.say(
            "<b>What is needed from the applicant?</b> Tick it, then go on; or go on and write it in words."
        ),
    )

    def at(page: int, mask: int) -> str:
        return press("desk.ask", case.id, case.version, page, f"{mask:x}")

    rows: Rows = tuple(
        (Button(f"✓ {label}" if mask >> bit & 1 else label, at(page, mask ^ 1 << bit)),)
        for bit, label in labels
    )
    turns = []
    if page:
        turns.append(Button(w.label("Back"), at(page - 1, mask)))
    if page + 1 < pages:
        turns.append(Button(w.label("More"), at(page + 1, mask)))
    if turns:
        rows += (tuple(turns),)
    go_on = w.label("Go on ({n} ticked)", n=mask.bit_count())
    rows += ((Button(go_on, press("desk.asked", case.id, case.version, f"{mask:x}")),),)
    return Message(text, (*rows, (to_card(w, case),)))


def cancelled(w: Words) -> Message:
    """A step that was begun for a case that is not there any more."""
    return Message(w.say("Cancelled. Nothing was changed."))
