"""Correcting and withdrawing a saved report: the card, the receipt, who is told, what stands in its history."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from coordination.people.person import Person
from coordination.reports.changes import Change
from coordination.reports.corrections import Revision, changed_in
from coordination.reports.draft import Draft
from coordination.reports.path import doubtful, first_lack
from coordination.reports.personal import kinds_in_draft
from coordination.reports.report import Report
from views.language import Html, Words, plain, utf16_length
from views.message import Button, Message, Rows, grid, press
from views.status import facts, personal
from views.status.card import LACKS, ReadBack, attached, lacking, unusual
from views.status.changes import bullets, reason


def card(w: Words, shown: ReadBack, lead: Html | None = None) -> Message:
    """What the correction would change, with Save, Change, Cancel; without Save where it changes nothing yet."""
    draft, keys, corrects = shown.draft, shown.keys, shown.draft.corrects
    if corrects is None:
        raise ValueError("this draft corrects nothing")
    found = changed_in(draft, len(shown.attachments))
    change, cancel = keys.button(w.label("Change"), "change"), keys.button(w.label("Cancel"), "cancel")
    title = w.say(
        "✏️ <b>Correction of <code>{reference}</code>.</b> It is not saved yet.", reference=corrects.reference
    )
    kinds = kinds_in_draft(draft, shown.attachments)
    if not found:
        nothing = w.say("Nothing is changed so far:")
        told = facts.block(w, corrects.before)
        text = Html.paragraphs(lead, title, Html.lines(nothing, told), personal.held(w, kinds))
        return Message(text, (*personal.remove(w, keys, kinds), (change, cancel)))
    lack = first_lack(draft)
    text = Html.paragraphs(
        lead,
        title,
        bullets(w, found),
        w.say("After it: {fact}", fact=facts.line(w, draft.facts[0])),
        attached(w, shown.attachments),
        personal.held(w, kinds),
        unusual(w) if doubtful(draft.items[0], shown.today) else None,
        lacking(w, lack[1]) if lack else None,
    )
    save = keys.button(w.label("Save") if lack is None else w.label(LACKS[lack[1]]), "save")
    return Message(text, ((save,), *personal.remove(w, keys, kinds), (change, cancel)))


def receipt(w: Words, report: Report, changes: Sequence[Change], at: datetime) -> Message:
    """To who corrected: what was changed, what it is now, who sees it."""
    return Message(
        Html.paragraphs(
            w.say(
                "✅ <b>Corrected:</b> <code>{reference}</code>. {moment}, Baghdad time.",
                reference=report.reference,
                moment=w.moment(at),
            ),
            bullets(w, changes),
            w.say("Now: {fact}", fact=facts.line(w, report.fact)),
            _who_sees_it(w),
        )
    )


def withdrawn(w: Words, report: Report, why: Change, at: datetime) -> Message:
    """To who withdrew: it counts no more, and stays to be looked at."""
    return Message(
        Html.paragraphs(
            w.say(
                "✅ <b>Withdrawn:</b> <code>{reference}</code>. {moment}, Baghdad time.",
                reference=report.reference,
                moment=w.moment(at),
            ),
            Html.lines(facts.line(w, report.fact), w.say("Reason: {reason}", reason=reason(w, why.after))),
            w.say("It counts in no figure any more. /show still shows it with its history."),
            _who_sees_it(w),
        )
    )


def _who_sees_it(w: Words) -> Html:
    return w.say(
        "The duty officer and the admins are told. A group that had it in an earlier summary finds the correction "
        "in its next one."
    )


def notice(w: Words, report: Report, changes: Sequence[Change], by: Person) -> Message:
    """To those who watch, and to whose report it is, silently: corrected or withdrawn, by whom, what."""
    values = {"reference": report.reference, "person": named(w, by.name, by.organisation)}
    told = facts.line(w, report.fact)
    if report.state == "withdrawn":
        why = w.say("Reason: {reason}", reason=reason(w, changes[0].after))
        head = w.say("<code>{reference}</code> was withdrawn by {person}:", **values)
        return Message(Html.lines(head, told, why))
    head = w.say("<code>{reference}</code> was corrected by {person}:", **values)
    return Message(Html.lines(head, bullets(w, changes), w.say("Now: {fact}", fact=told)))


def named(w: Words, name: str, organisation: str) -> Html:
    """Somebody with the organisation, where there is one."""
    if organisation:
        return w.say("{name} ({organisation})", name=name, organisation=organisation)
    return w.say("{name}", name=name)


def changed_meanwhile(w: Words, last: Revision) -> Html:
    """Somebody else corrected the report while this correction was open; the card follows, on the new values."""
    return Html.lines(
        w.say(
            "<b>It changed meanwhile:</b> {name} corrected it at {moment}.",
            name=last.name,
            moment=w.moment(last.at),
        ),
        bullets(w, last.changes),
        w.say("Your correction is kept. Please look again and save:"),
    )


def withdrawn_meanwhile(w: Words, draft: Draft, last: Revision) -> Message:
    """Somebody else withdrew the report while this correction was open: what was not saved is shown."""
    head = w.say(
        "<b>It was withdrawn meanwhile</b> by {name} at {moment}. Your correction was not saved:",
        name=last.name,
        moment=w.moment(last.at),
    )
    return Message(Html.lines(head, bullets(w, changed_in(draft))))


def nothing_changed(w: Words) -> str:
    """Toast for Save without a change."""
    return w.label("Nothing is changed so far.")


def stale(w: Words) -> str:
    """Toast for Correct or Withdraw under an older state of the report."""
    return w.label("This update changed meanwhile. Please look at it again.")


def actions(w: Words, report: Report) -> Rows:
    """Correct and Withdraw; nothing for what is withdrawn."""
    if report.state == "withdrawn":
        return ()
    values = (report.id, report.version)
    return (
        (
            Button(w.label("Correct"), press("status.correct", *values)),
            Button(w.label("Withdraw"), press("status.withdraw", *values)),
        ),
    )


def which(w: Words, reports: Sequence[Report], lead: Html | None = None) -> Message:
    """Several reports came in one message: which one is to be corrected?"""
    told = [
        w.say("<code>{reference}</code> {fact}", reference=r.reference, fact=facts.line(w, r.fact))
        for r in reports
    ]
    buttons = [Button(r.reference, press("status.correct", r.id, r.version)) for r in reports]
    question = w.say("<b>Which one do you want to correct?</b>")
    return Message(Html.paragraphs(lead, Html.lines(*facts.fitting(w, told)), question), grid(buttons, 2))


def replied(w: Words, reference: str) -> Html:
    """Why a correction opens: the message was a reply to the report."""
    return w.say(
        "You replied to <code>{reference}</code>, so this corrects it. A new update is sent without replying.",
        reference=reference,
    )


def named_in_words(w: Words, reference: str) -> Html:
    """Why a correction opens: the message named the report."""
    return w.say(
        "Your message names <code>{reference}</code>, so this corrects it. A new update is sent without a reference.",
        reference=reference,
    )


def edited(w: Words, reference: str) -> Html:
    """Why a correction opens: the message that the report came from was edited."""
    return w.say(
        "You edited the message of <code>{reference}</code>, which is saved. This would correct it:",
        reference=reference,
    )


def ask_reason(w: Words, report: Report) -> Message:
    """Why shall it be withdrawn? A reason on a button withdraws it."""
    text = Html.paragraphs(
        w.say("<b>Withdraw <code>{reference}</code>?</b>", reference=report.reference),
        facts.line(w, report.fact),
        w.say("It will count in no figure any more, and stay with its history. Why?"),
    )

    def button(label: str, why: str) -> Button:
        return Button(label, press("status.withdraw", report.id, report.version, why))

    return Message(
        text,
        (
            (button(w.label("Entered twice"), "twice"), button(w.label("It is wrong"), "wrong")),
            (button(w.label("Another reason"), "other"),),
            (Button(w.label("Back"), press("status.open", report.id)),),
        ),
    )


def type_reason(w: Words, report: Report, form: int, version: int) -> Message:
    """The reason in words."""
    text = w.say(
        "<b>Why is <code>{reference}</code> withdrawn?</b> Type the reason.", reference=report.reference
    )
    return Message(text, ((Button(w.label("Cancel"), press("status.keep", form, version)),),))


def not_withdrawn(w: Words) -> Message:
    """The withdrawal was given up."""
    return Message(w.say("Cancelled. The update stays as it is."))


def history(w: Words, revisions: Sequence[Revision], room: int) -> Html | None:
    """What was changed, when, by whom, oldest first; where room is short, the latest of it."""
    kept: list[Html] = []
    for revision in reversed(revisions):
        told = _revision(w, revision)
        room -= utf16_length(plain(told)) + 1
        if room < 0:
            left = len(revisions) - len(kept)
            more = w.count("{n} earlier change is not shown.", "{n} earlier changes are not shown.", left)
            return Html.lines(more, *reversed(kept))
        kept.append(told)
    return Html.lines(*reversed(kept)) if kept else None


def _revision(w: Words, revision: Revision) -> Html:
    when, name = w.moment(revision.at), revision.name
    first = revision.changes[0]
    if first.field == "state":
        why = reason(w, first.after)
        if first.after["state"] == "denied":
            return w.say("{moment}: denied by {name}: {reason}", moment=when, name=name, reason=why)
        return w.say("{moment}: withdrawn by {name}: {reason}", moment=when, name=name, reason=why)
    return Html.lines(
        w.say("{moment}: corrected by {name}", moment=when, name=name), bullets(w, revision.changes)
    )
