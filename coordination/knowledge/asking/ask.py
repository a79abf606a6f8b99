"""What to do with a question: answer it, offer up to three topics, or say that the base does not know."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from coordination.knowledge.asking.index import Index, Scored

MOST_OFFERED = 3

ANSWER_FROM = 0.25
AHEAD_BY = 1.15
"""An answer needs this score, and this many times that of the next topic."""
OFFER_FROM = 0.16
OFFER_OUTSIDE_FROM = 0.35
"""Topics are offered from this score on; from the higher one where words lie outside what the centre answers for.

All four were measured; docs/evaluation.md tells how.
"""


class Decision(StrEnum):
    """What the bot does; the values are those of the evaluation sets."""

    ANSWER = "answer"
    OFFER = "offer"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A decision with the topics it is about, best first: one to answer with, up to three to offer, none."""

    decision: Decision
    topics: tuple[Scored, ...]


def decide(index: Index, text: str) -> Outcome:
    """Decide about a question. Raises nothing."""
    ranking = index.rank(text)
    best = ranking.best[:MOST_OFFERED]
    if not best or best[0].score < (OFFER_OUTSIDE_FROM if ranking.outside else OFFER_FROM):
        return Outcome(Decision.REFUSE, best)
    second = best[1].score if len(best) > 1 else 0.0
    sure = best[0].score >= ANSWER_FROM and best[0].score >= AHEAD_BY * second
    return Outcome(Decision.ANSWER if sure and not ranking.outside else Decision.OFFER, best)
