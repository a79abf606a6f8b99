"""What to do with a question: answer it, offer up to three topics, or say that the base does not know."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from coordination.knowledge.asking.index import Index, Scored

MOST_OFFERED = 3

ANSWER_FROM = 0.55
ANSWER_MARGIN = 0.12
OFFER_FROM = 0.25
"""Thresholds measured by `python -m benchmarks.questions`; docs/evaluation.md tells how."""


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
    if not best or best[0].score < OFFER_FROM:
        return Outcome(Decision.REFUSE, best)
    second = best[1].score if len(best) > 1 else 0.0
    sure = best[0].score >= ANSWER_FROM and best[0].score - second >= ANSWER_MARGIN
    if sure and not ranking.outside:
        return Outcome(Decision.ANSWER, best)
    return Outcome(Decision.OFFER, best)
