"""What a report on some days says of the questions: the figures, the topics, what the base could not answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from coordination.knowledge import questions
from coordination.knowledge.base import awaited_base
from coordination.knowledge.entry import Entry
from coordination.knowledge.questions import EVER, Cluster, Figures
from storage import Transaction


@dataclass(frozen=True, slots=True)
class Report:
    """Questions of a time. `topics` are (entry, shown so often, judged wrong so often), the most first; retired ones are out.

    `open` is what the base could not answer and nobody has dealt with, the most often asked first.
    """

    figures: Figures
    topics: tuple[tuple[Entry, int, int], ...]
    open: tuple[Cluster, ...]


async def read_report(tx: Transaction, since: datetime, until: datetime = EVER) -> Report:
    """The questions asked from `since` on and before `until`."""
    figures = await questions.figures(tx, since, until)
    base = await awaited_base(tx)
    topics = tuple(
        (entry, shown, disliked)
        for row, shown, disliked in figures.topics
        if (entry := base.by_id(row)) is not None
    )
    return Report(figures, topics, await questions.unanswered_in(tx, since, until))
