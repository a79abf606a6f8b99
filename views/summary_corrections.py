"""The section of a summary that corrects what earlier ones told."""

from __future__ import annotations

from collections.abc import Sequence

from coordination.summaries import Correction
from views.language import Html, Words
from views.status import facts, names
from views.status.changes import REASONS, line

LINES = 8
"""Corrections told one by one; the rest is counted."""


def section(w: Words, corrections: Sequence[Correction]) -> Html | None:
    """One line for each correction; nothing where there is none."""
    if not corrections:
        return None
    rest = len(corrections) - LINES
    return Html.lines(
        w.say("<b>Corrections to earlier summaries: {n}</b>", n=len(corrections)),
        *(_line(w, correction) for correction in corrections[:LINES]),
        w.count("and {n} more", "and {n} more", rest) if rest > 0 else None,
    )


def _line(w: Words, correction: Correction) -> Html:
    fact, reference = correction.fact, w.code(correction.reference)
    if correction.what == "corrected":
        parts = [
            names.fact_name(w, fact),
            names.where(w, fact),
            *(line(w, one) for one in correction.changes),
        ]
        return w.say("• {reference} {correction}", reference=reference, correction=names.dotted(w, parts))
    values = {"reference": reference, "fact": facts.line(w, fact)}
    if correction.what == "gone":
        return w.say("• {reference} {fact}: <b>corrected to another governorate or subject</b>", **values)
    if correction.what == "come":
        return w.say("• {reference} {fact}: <b>new here, after a correction</b>", **values)
    if correction.what == "counted":
        return w.say("• {reference} {fact}: <b>no longer disputed, counted from now on</b>", **values)
    if correction.what == "denied" and correction.reason == "another figure":
        return w.say("• {reference} {fact}: <b>denied by the centre</b>, another figure was kept", **values)
    if correction.what == "denied":
        return w.say("• {reference} {fact}: <b>denied by the centre</b>", **values)
    if correction.reason not in REASONS:
        return w.say("• {reference} {fact}: <b>withdrawn</b>", **values)
    reason = w.label(REASONS[correction.reason])
    return w.say("• {reference} {fact}: <b>withdrawn</b> ({reason})", **values, reason=reason)
