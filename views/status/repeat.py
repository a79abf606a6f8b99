"""The same thing again: asked once, before it is saved a second time."""

from __future__ import annotations

from coordination.reports.fact import Fact
from coordination.reports.report import Report
from views.language import Html, Words
from views.message import Message, Rows
from views.status import facts
from views.status.keys import Keys


def question(w: Words, fact: Fact, index: int, before: Report, by: Html, keys: Keys) -> Message:
    """Is this the same as that report? `by` is how it is introduced; `index` is the fact's place in the draft."""
    same = keys.button(w.label("The same: do not save"), "repeat", index, before.id, "same")
    another = keys.button(w.label("Another event: save"), "repeat", index, before.id, "another")
    text = Html.paragraphs(
        Html.lines(by, facts.line(w, fact)), w.say("<b>Is this the same?</b> It is not saved yet.")
    )
    return Message(text, ((same,), (another,)))


def other_figures(
    w: Words, fact: Fact, index: int, before: Report, by: Html, keys: Keys, *, own: bool, sees: bool
) -> Message:
    """The same thing with other figures: the same, an update of it, another event?

    `own` where the person reported it; the figures of another are told only where the person `sees` them.
    """
    told = facts.line(w, before.fact) if own or sees else w.say("with other figures")
    means = (
        w.say("An update corrects the earlier one; its old figures stay in its history.")
        if own
        else w.say(
            "An update is kept beside the earlier one: both are disputed until the duty officer rules."
        )
    )
    text = Html.paragraphs(
        Html.lines(by, told),
        Html.lines(w.say("Your update now:"), facts.line(w, fact)),
        w.say("<b>Is this the same, an update of it, or another event?</b> It is not saved yet."),
        means,
    )
    update = keys.button(w.label("An update of it"), "repeat", index, before.id, "update")
    another = keys.button(w.label("Another event: save"), "repeat", index, before.id, "another")
    same = keys.button(w.label("The same: do not save"), "repeat", index, before.id, "same")
    rows: Rows = ((update,), (another,), (same,))
    return Message(text, rows)


def by_you(w: Words, before: Report) -> Html:
    """The person reported it."""
    return w.say(
        "<b>Already reported by you</b>, {moment}, as <code>{reference}</code>:",
        moment=w.moment(before.saved_at),
        reference=before.reference,
    )


def by_other(w: Words, before: Report, who: str) -> Html:
    """Somebody else did; `who` is the organisation, empty where it may not be told."""
    values = {"moment": w.moment(before.saved_at), "reference": before.reference}
    if not who:
        return w.say(
            "<b>Already reported by another source</b>, {moment}, as <code>{reference}</code>:", **values
        )
    return w.say(
        "<b>Already reported by {who}</b>, {moment}, as <code>{reference}</code>:", who=who, **values
    )


def left_out(w: Words, before: Report) -> Html:
    """The answer was: the same."""
    return w.say(
        "Not saved again: it is already there as <code>{reference}</code>.", reference=before.reference
    )
