"""Saved reports: the receipt, the notice to those who watch, one report with its history, the latest ones."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from coordination.reports.attachments import Attachment
from coordination.reports.confirmation import Note
from coordination.reports.corrections import Revision
from coordination.reports.path import MOVES
from coordination.reports.report import Report
from views.language import Html, Words, plain, utf16_length
from views.message import Button, Message, Rows, grid, press
from views.quoting import one_line
from views.status import doubts, facts
from views.status.card import attached
from views.status.correction import history
from views.status.exchange import thread
from views.status.own import standing

_MESSAGE = 4_000
"""UTF-16 units of one message, with a little room for what stands between its parts."""

_HISTORY = 1_500
"""UTF-16 units of what was changed in a report."""

_WORDS_SHOWN = (1_000, 500, 200)
"""Characters of somebody's words that are shown: the first of these for which there is room."""

_WORDS_QUOTED = 200


def receipt(w: Words, reports: Sequence[Report], attachments: Sequence[Attachment]) -> Message:
    """To the reporter: what was saved, under which references, when, and what happens now."""
    saved_at = reports[0].saved_at
    return Message(
        Html.paragraphs(
            w.say("✅ <b>Saved.</b> {moment}, Baghdad time.", moment=w.moment(saved_at)),
            *_entries(w, reports, entry),
            attached(w, attachments),
            w.say("The duty officer and the admins see it now, and it counts in the next daily summary."),
            w.say("To correct it: /my, or reply to this message."),
        )
    )


def entry(w: Words, report: Report) -> Html:
    """A report in two lines: its reference, ready to copy, and the fact."""
    return Html.lines(
        w.say("<code>{reference}</code>", reference=report.reference), facts.line(w, report.fact)
    )


def notice(
    w: Words, reports: Sequence[Report], reporter: str, organisation: str, files: Sequence[Attachment] = ()
) -> Message:
    """To admins and duty officers, silently: a line for each new report with words and note, and what came along."""
    by = (
        w.say("New, from {name} ({organisation}):", name=reporter, organisation=organisation)
        if organisation
        else w.say("New, from {name}:", name=reporter)
    )
    return Message(Html.lines(by, *_entries(w, reports, _headline), attached(w, files)))


def _headline(w: Words, report: Report) -> Html:
    return w.say(
        "<code>{reference}</code> {fact}", reference=report.reference, fact=facts.line(w, report.fact)
    )


def _entries(w: Words, reports: Sequence[Report], told: Callable[[Words, Report], Html]) -> list[Html]:
    """The reports with their words; without, where not every reference would find room."""
    entries = [_with_words(w, told(w, report), report, reports) for report in reports]
    fitting = facts.fitting(w, entries)
    return fitting if fitting == entries else facts.fitting(w, [told(w, report) for report in reports])


def _with_words(w: Words, entry: Html, report: Report, saved: Sequence[Report]) -> Html:
    """The entry with the person's words and note; words that told several facts stand under the last of them."""
    words, note = "", report.fact.note
    if _needs_words(report):
        told_with = [other for other in saved if _needs_words(other)]
        last = max(n for n, other in enumerate(told_with) if other.original_text == report.original_text)
        words = report.original_text if told_with[last] is report else ""
    return Html.lines(
        entry,
        w.say("<i>“{words}”</i>", words=one_line(words, _WORDS_QUOTED)) if words else None,
        w.say("Note: {note}", note=one_line(note, _WORDS_QUOTED)) if note else None,
    )


def _needs_words(report: Report) -> bool:
    """Whether kind and figures do not say what happened: people who moved are told in full by their numbers."""
    return report.fact.kind not in MOVES and not report.fact.nothing_to_report


def shown(
    w: Words,
    report: Report,
    reporter: str,
    attachments: Sequence[Attachment],
    revisions: Sequence[Revision] = (),
    buttons: Rows = (),
    notes: Sequence[Note] = (),
    lead: Html | None = None,
    disputed: Html | None = None,
) -> Message:
    """One report with where it comes from, what came with it, what was changed in it, asked about it, disputed in it."""
    head = Html.paragraphs(
        lead,
        Html.lines(
            w.say("<code>{reference}</code>", reference=report.reference),
            _out_of_figures(w, report),
            standing(w, report, disputed=False) if not lead and not disputed else None,
        ),
        Html.lines(facts.block(w, report.fact), doubts.said_right(w, report.fact, report.affirmed)),
        disputed,
    )
    foot = Html.paragraphs(
        attached(w, attachments),
        Html.lines(_saved(w, report, reporter), history(w, revisions, _HISTORY), thread(w, notes)),
    )
    room = _MESSAGE - utf16_length(plain(head)) - utf16_length(plain(foot))
    return Message(Html.paragraphs(head, _words(w, report, room), foot), buttons)


def _out_of_figures(w: Words, report: Report) -> Html | None:
    if report.confirmation == "denied":
        return w.say("<b>Denied by the centre:</b> it counts in no figure.")
    if report.state == "withdrawn":
        return w.say("<b>Withdrawn:</b> it counts in no figure.")
    return None


def _words(w: Words, report: Report, room: int) -> Html | None:
    """As much of the person's words as fits into so many UTF-16 units; signs and directions count too."""
    words = report.original_text
    for most in _WORDS_SHOWN if words else ():
        shown = words[:most] + ("…" if words[most:] else "")
        told = w.say("In their words: <i>{words}</i>", words=shown)
        if utf16_length(plain(told)) <= room:
            return told
    return None


def _saved(w: Words, report: Report, reporter: str) -> Html:
    if report.organisation:
        return w.say(
            "{moment}: saved by {name} ({organisation})",
            moment=w.moment(report.saved_at),
            name=reporter,
            organisation=report.organisation,
        )
    return w.say("{moment}: saved by {name}", moment=w.moment(report.saved_at), name=reporter)


def latest(w: Words, reports: Sequence[tuple[Report, str]], disputed: Collection[int] = ()) -> Message:
    """The newest reports, each with when and by whom it was saved; `disputed` are row ids of those in open disputes."""
    if not reports:
        return Message(w.say("No status update has been saved yet."))
    entries = [
        Html.lines(
            entry(w, report), _by(w, report, reporter), standing(w, report, disputed=report.id in disputed)
        )
        for report, reporter in reports
    ]
    buttons = [Button(report.reference, press("status.show", report.reference)) for report, _ in reports]
    return Message(
        Html.paragraphs(w.say("<b>The latest updates</b>"), *facts.fitting(w, entries)), grid(buttons, 2)
    )


def _by(w: Words, report: Report, reporter: str) -> Html:
    values = {"moment": w.moment(report.saved_at), "name": reporter}
    if report.confirmation == "denied":
        return w.say("{moment}, {name}, <b>denied</b>", **values)
    if report.state == "withdrawn":
        return w.say("{moment}, {name}, <b>withdrawn</b>", **values)
    if report.version > 1:
        return w.say("{moment}, {name}, corrected", **values)
    return w.say("{moment}, {name}", **values)


def how_to_show(w: Words) -> Message:
    """/show without a reference."""
    return Message(
        w.say("Write the reference after the command, for example: <code>/show NI-261122-017-K</code>")
    )


def not_open(w: Words) -> Message:
    """A reference that is wrong, unknown, or of somebody else's area: the same words for all three."""
    return Message(w.say("This reference is not open to you, or there is no such update. Please check it."))
