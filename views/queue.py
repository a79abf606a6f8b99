"""The duty officer's queue: a report that waits for a ruling, questions to its reporter, what was ruled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coordination.people.person import Person
from coordination.reports.attachments import Attachment
from coordination.reports.changes import Change
from coordination.reports.confirmation import Note, Question, Ruling
from coordination.reports.corrections import Revision
from coordination.reports.disputes import Dispute
from coordination.reports.report import Report
from views import disputes
from views.language import Html, Words
from views.message import Button, Message, Rows, press
from views.status import facts, saved
from views.status.changes import reason
from views.status.correction import named


@dataclass(frozen=True, slots=True)
class Card:
    """What the card of a waiting report is made from; `asked` where its reporter still owes an answer.

    `others` are the other reports of its open dispute, each with its source.
    """

    report: Report
    reporter: str
    files: Sequence[Attachment]
    revisions: Sequence[Revision]
    notes: Sequence[Note]
    asked: bool
    waiting: int
    dispute: Dispute | None = None
    others: Sequence[tuple[Report, str]] = ()


def card(w: Words, shown: Card, lead: Html | None = None) -> Message:
    """One report with the buttons that rule on it; `lead` says what was done just now."""
    report = shown.report
    head = Html.paragraphs(
        lead,
        Html.lines(
            w.count(
                "🔎 <b>{n} update waits to be confirmed.</b>",
                "🔎 <b>{n} updates wait to be confirmed.</b>",
                shown.waiting,
            ),
            w.say("Of this one an answer is awaited.") if shown.asked else None,
        ),
    )
    ask = _ruling(w.label("Question"), "queue.question", report)
    deny = _ruling(w.label("Deny"), "queue.deny", report)
    confirm = _ruling(w.label("Confirm"), "queue.confirm", report)
    rows: Rows = (*disputes.buttons(w, shown.dispute),) if shown.dispute else ((confirm,),)
    rows += ((ask, deny),)
    if shown.files:
        rows += ((Button(w.label("Show with files"), press("status.show", report.reference)),),)
    if shown.waiting > 1:
        rows += ((_next(w, report),),)
    return saved.shown(
        w,
        report,
        shown.reporter,
        shown.files,
        shown.revisions,
        rows,
        shown.notes,
        lead=head,
        disputed=disputes.beside(w, shown.others),
    )


def _ruling(label: str, action: str, report: Report, *more: object) -> Button:
    return Button(label, press(action, report.id, report.version, report.rulings, *more))


def _next(w: Words, report: Report) -> Button:
    return Button(w.label("Next"), press("queue.next", report.id))


def empty(w: Words, lead: Html | None = None) -> Message:
    """Nothing waits."""
    return Message(Html.paragraphs(lead, w.say("No update waits to be confirmed.")))


def confirmed(w: Words, report: Report) -> Html:
    """Said above the next card."""
    return w.say("✅ <code>{reference}</code> is confirmed.", reference=report.reference)


def questioned(w: Words, report: Report, reporter: Person) -> Html:
    """Said above the next card."""
    return w.say(
        "✅ Your question about <code>{reference}</code> was sent to {name}. The answer comes here.",
        reference=report.reference,
        name=reporter.name,
    )


def denied(w: Words, report: Report, *, told: bool) -> Html:
    """Said above the next card; `told` where the reporter hears of it."""
    if told:
        return w.say(
            "✅ <code>{reference}</code> is denied and counts in no figure any more. The reporter was told.",
            reference=report.reference,
        )
    return w.say(
        "✅ <code>{reference}</code> is denied and counts in no figure any more.", reference=report.reference
    )


def ruled_before(w: Words, report: Report, ruling: Ruling | None) -> str:
    """Toast for a button under a report on which somebody ruled, or that changed, meanwhile."""
    values = {"reference": report.reference, "name": ruling.name if ruling else ""}
    if ruling is not None and ruling.confirmation == "confirmed":
        return w.label("{name} confirmed {reference} already. Nothing was changed.", **values)
    if ruling is not None and ruling.confirmation == "denied":
        return w.label("{name} denied {reference} already. Nothing was changed.", **values)
    if ruling is not None:
        return w.label("{name} asked a question about {reference}. Nothing was changed.", **values)
    return w.label("{reference} changed meanwhile. Please look at it again.", **values)


def not_reachable(w: Words) -> str:
    """Toast for Question, where nobody would get it."""
    return w.label("The reporter cannot be asked here: no longer in the bot, or it is your own update.")


def type_question(w: Words, report: Report, reporter: str, form: int, version: int) -> Message:
    """What to ask? The officer types it."""
    text = Html.paragraphs(
        _about(w, report),
        w.say("<b>What do you want to ask {name}?</b> Type the question.", name=reporter),
    )
    return Message(text, (_cancel(w, form, version),))


def _about(w: Words, report: Report) -> Html:
    return Html.lines(
        w.say("<code>{reference}</code>", reference=report.reference), facts.line(w, report.fact)
    )


def _cancel(w: Words, form: int, version: int) -> tuple[Button, ...]:
    return (Button(w.label("Cancel"), press("queue.cancel", form, version)),)


def question(w: Words, report: Report, asked: Question, officer: Person) -> Message:
    """To the reporter: what the centre asks about an update."""
    text = Html.paragraphs(
        w.say(
            "❓ <b>A question about your update</b>, from {person}:",
            person=named(w, officer.name, officer.organisation),
        ),
        w.say("<i>“{words}”</i>", words=asked.text),
        _about(w, report),
        w.say("Please answer, or correct the update if it is not right."),
    )
    return Message(
        text,
        (
            (Button(w.label("Answer"), press("queue.answer", asked.id)),),
            (Button(w.label("Correct"), press("status.correct", report.id, report.version)),),
        ),
    )


def type_answer(w: Words, report: Report, asked: Question, form: int, version: int) -> Message:
    """The answer in words."""
    text = Html.paragraphs(
        _about(w, report),
        w.say("The question: <i>“{words}”</i>", words=asked.text),
        w.say("<b>Your answer?</b> Type it."),
    )
    return Message(text, (_cancel(w, form, version),))


def cancelled(w: Words) -> Message:
    """A question or an answer that nobody waits for any more."""
    return Message(w.say("Cancelled. Nothing was sent."))


def answer_sent(w: Words, report: Report) -> Message:
    """To the reporter."""
    return Message(
        w.say(
            "✅ Your answer about <code>{reference}</code> was sent to the duty officer and is kept with it.",
            reference=report.reference,
        )
    )


def answer_came(w: Words, report: Report, reporter: Person) -> Html:
    """To the officer, above the card of the report with the answer in its record."""
    return w.say(
        "💬 <b>{name} answered</b> your question about <code>{reference}</code>.",
        name=reporter.name,
        reference=report.reference,
    )


def ask_reason(w: Words, report: Report) -> Message:
    """Why is it denied? A reason on a button denies it."""
    text = Html.paragraphs(
        w.say("<b>Deny <code>{reference}</code>?</b>", reference=report.reference),
        facts.line(w, report.fact),
        w.say(
            "It will count in no figure any more, stay with its history, and the reporter is told why. Why?"
        ),
    )

    def button(label: str, why: str) -> Button:
        return _ruling(label, "queue.deny", report, why)

    return Message(
        text,
        (
            (button(w.label("Entered twice"), "twice"), button(w.label("It is wrong"), "wrong")),
            (button(w.label("Another reason"), "other"),),
            (Button(w.label("Back"), press("queue.open", report.id)),),
        ),
    )


def type_reason(w: Words, report: Report, form: int, version: int) -> Message:
    """The reason in words."""
    text = w.say(
        "<b>Why is <code>{reference}</code> denied?</b> Type the reason; the reporter reads it.",
        reference=report.reference,
    )
    return Message(text, (_cancel(w, form, version),))


def denial(w: Words, report: Report, why: Change, officer: Person) -> Message:
    """To the reporter: an update was denied, by whom, why, what to do."""
    text = Html.paragraphs(
        w.say(
            "⚠️ <b>Your update <code>{reference}</code> was denied</b> by {person}.",
            reference=report.reference,
            person=named(w, officer.name, officer.organisation),
        ),
        Html.lines(facts.line(w, report.fact), w.say("Reason: {reason}", reason=reason(w, why.after))),
        w.say(
            "It counts in no figure any more. If it is right after all, send it again with what confirms it."
        ),
    )
    return Message(text)
