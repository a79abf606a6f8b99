"""What the index says of a question: the topics most like it. Apart from the index, which needs numpy and is built later."""

from __future__ import annotations

from dataclasses import dataclass

from coordination.knowledge.asking.words import Voice

MOST = 3
"""Topics of a ranking."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A topic with its score, 0 to 1."""

    topic: str
    score: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """The best topics, best first (those that share anything with the question), and who asks.

    `anchored` says that the question names something that the best topic is about; `outside` are the fields that it rather belongs to, of those that the centre does not answer for.
    """

    best: tuple[Scored, ...]
    outside: tuple[str, ...]
    voice: Voice
    anchored: bool
