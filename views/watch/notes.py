"""Short notes of single reports, for groups and people who asked for them."""

from __future__ import annotations

from collections.abc import Sequence

from coordination.reports.report import Report
from views.language import Html, Words
from views.message import Message
from views.quoting import one_line
from views.status import facts

_QUOTED = 200
"""Characters of somebody's words."""

Told = Sequence[tuple[Report, str]]
"""Reports as their readers may see them, with what may be quoted."""


def note(w: Words, told: Told) -> Message:
    """One report, or several of the same kind and governorate within minutes; corrected ones as they are now."""
    head = (
        w.count("🔔 <b>{n} new update</b>", "🔔 <b>{n} new updates</b>", len(told))
        if len(told) > 1
        else w.say("🔔 <b>New update</b>")
    )
    return Message(Html.paragraphs(head, *(_entry(w, report, words) for report, words in told)))


def _entry(w: Words, report: Report, words: str) -> Html:
    if report.state == "withdrawn":
        gone = (
            w.say("<b>Denied by the centre:</b> it counts in no figure.")
            if report.confirmation == "denied"
            else w.say("<b>Withdrawn:</b> it counts in no figure.")
        )
        return Html.lines(w.say("<code>{reference}</code>", reference=report.reference), gone)
    standing = (
        w.say("Confirmed by the centre")
        if report.confirmation == "confirmed"
        else w.say("Not confirmed by the centre yet")
    )
    return Html.lines(
        facts.line(w, report.fact),
        w.say("<i>“{words}”</i>", words=one_line(words, _QUOTED)) if words else None,
        standing,
        w.say("Corrected") if report.version > 1 else None,
        w.say("<code>{reference}</code>", reference=report.reference),
    )
