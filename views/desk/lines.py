"""Lines that several messages of the desk have: which case it is, lists that stay short."""

from __future__ import annotations

from collections.abc import Sequence

from coordination.cases.case import Case
from coordination.cases.kind import Kind
from views.cases.states import kind_name
from views.language import Html, Words

MOST = 12
"""Things listed; the rest is counted."""


def about(w: Words, case: Case) -> Html:
    """Which case it is."""
    return w.say("{number} · {kind}", number=w.code(case.number), kind=kind_name(w, case.kind))


def bullets(w: Words, labels: Sequence[str]) -> Html:
    """One a line, no more than `MOST` of them."""
    rest = len(labels) - MOST
    return Html.lines(
        *(w.say("• {label}", label=label) for label in labels[:MOST]),
        w.count("and {n} more", "and {n} more", rest) if rest > 0 else None,
    )


def labels_of(w: Words, kind: Kind, ids: Sequence[str]) -> list[str]:
    """What the rules with these ids say; ids that the files do not have any more are passed over."""
    return [words.told(w.language) for id in ids if (words := kind.rule(id))]
