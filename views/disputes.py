"""Disputed figures: under a report, in a summary, for those who rule on them."""

from __future__ import annotations

from collections.abc import Sequence

from coordination.privacy import hidden
from coordination.reports.disputes import Dispute
from coordination.reports.fact import Fact
from coordination.reports.report import Report
from views.language import Html, Words
from views.message import Button, Rows, press
from views.status import facts, names

_LINES = 8
"""Disputes told one by one in a summary; the rest is counted."""


def beside(w: Words, others: Sequence[tuple[Report, str]]) -> Html | None:
    """Under a report: the others that tell the same otherwise, each with its source; empty where that is not told."""
    if not others:
        return None
    return Html.lines(
        w.say("⚖️ <b>Disputed.</b> Other figures of the same:"), *(_other(w, *one) for one in others)
    )


def _other(w: Words, report: Report, source: str) -> Html:
    if not source:
        return w.say("• another source, {moment}", moment=w.moment(report.saved_at))
    return w.say(
        "• <code>{reference}</code> {fact} ({source}, {moment})",
        reference=report.reference,
        fact=facts.line(w, report.fact),
        source=source,
        moment=w.moment(report.saved_at),
    )


def kept_both(w: Words, reports: Sequence[Report]) -> Html | None:
    """Under the receipt: what was saved disputes what another source told."""
    if not reports:
        return None
    named = w.join([w.code(report.reference) for report in reports])
    return w.say(
        "⚖️ <b>Disputed:</b> {references}. Another source tells other figures; both are kept, and the duty officer "
        "rules.",
        references=named,
    )


def to_rule_on(w: Words, reports: Sequence[Report]) -> Html | None:
    """Under the notice to those who watch."""
    if not reports:
        return None
    named = w.join([w.code(report.reference) for report in reports])
    return w.say("⚖️ <b>Disputed:</b> {references}, figures of two sources differ. /queue", references=named)


def buttons(w: Words, dispute: Dispute) -> Rows:
    """Keep one of them, or let all stand."""
    keep = [
        Button(
            w.label("Keep {reference}", reference=report.reference),
            press("queue.keep", dispute.id, dispute.mark, report.id),
        )
        for report in dispute.reports
    ]
    both = Button(w.label("All stand: separate events"), press("queue.stand", dispute.id, dispute.mark))
    return (*((button,) for button in keep), (both,))


def kept(w: Words, report: Report, denied: Sequence[Report]) -> Html:
    """Said above the next card."""
    return w.say(
        "✅ <code>{reference}</code> is kept and confirmed. Denied: {others}.",
        reference=report.reference,
        others=w.join([w.code(other.reference) for other in denied]),
    )


def stand(w: Words, dispute: Dispute) -> Html:
    """Said above the next card."""
    return w.say(
        "✅ These are separate events, all confirmed: {references}.",
        references=w.join([w.code(report.reference) for report in dispute.reports]),
    )


def ruled_before(w: Words) -> str:
    """Toast for a button of a dispute that was ruled on, or that changed, meanwhile."""
    return w.label("This dispute changed meanwhile. Nothing was done.")


def rule_first(w: Words) -> str:
    """Toast for Confirm under a report that is disputed by now."""
    return w.label("Another source tells other figures. Please choose which to keep.")


def section(w: Words, disputes: Sequence[Dispute]) -> Html | None:
    """In a summary: each open dispute with its figures and their sources, and which of them is counted."""
    if not disputes:
        return None
    rest = len(disputes) - _LINES
    return Html.lines(
        w.say("⚖️ <b>Disputed figures: {n}</b>", n=len(disputes)),
        *(_dispute(w, dispute) for dispute in disputes[:_LINES]),
        w.count("and {n} more", "and {n} more", rest) if rest > 0 else None,
        w.say("Until the duty officer rules, totals count the one reported first."),
    )


def _dispute(w: Words, dispute: Dispute) -> Html:
    first = dispute.reports[0].fact
    where = names.location(w, first.governorate, first.place, hidden(first.place_text))
    told = [_told(w, report) for report in dispute.reports]
    return w.say(
        "• {kind}, {where}: {figures}", kind=names.kind_name(w, first.kind), where=where, figures=w.join(told)
    )


def _told(w: Words, report: Report) -> Html:
    values = {"figures": _figures(w, report.fact), "reference": report.reference}
    if not report.organisation:
        return w.say("{figures} (<code>{reference}</code>)", **values)
    return w.say("{figures} ({source}, <code>{reference}</code>)", source=report.organisation, **values)


def _figures(w: Words, fact: Fact) -> Html:
    return names.dotted(
        w,
        (
            names.families(w, fact.households, approximate=fact.approximate),
            names.individuals(w, fact.individuals, approximate=fact.approximate),
        ),
    )
