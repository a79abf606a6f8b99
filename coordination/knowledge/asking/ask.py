"""What to do with a question: answer it, offer up to three topics, or say that the base does not know."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from coordination.knowledge.asking.ranking import MOST, Scored
from coordination.knowledge.asking.words import Voice

if TYPE_CHECKING:
    from coordination.knowledge.asking.index import Index

MOST_OFFERED = MOST

ANSWER_FROM: dict[Voice, float] = {"ours": 0.25, "": 0.30, "own": 0.45}
"""The score an answer needs, by whom the question is asked for: what private people ask mostly lies outside."""
AHEAD_BY = 1.15
"""An answer needs this many times the score of the next topic."""
OFFER_FROM = 0.16
OFFER_OUTSIDE_FROM = 0.60
"""Topics are offered from this score on; from the higher one where a question lies outside what the centre answers.

All were measured; docs/evaluation.md tells how.
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
    best = ranking.best
    if not best or best[0].score < (OFFER_OUTSIDE_FROM if ranking.outside else OFFER_FROM):
        return Outcome(Decision.REFUSE, best)
    second = best[1].score if len(best) > 1 else 0.0
    sure = best[0].score >= ANSWER_FROM[ranking.voice] and best[0].score >= AHEAD_BY * second
    sure = sure and ranking.anchored and not ranking.outside
    return Outcome(Decision.ANSWER if sure else Decision.OFFER, best)
