"""/stats and /unanswered: what people ask, and what the base could not answer."""

from __future__ import annotations

from datetime import timedelta

from coordination.knowledge import questions
from coordination.knowledge.base import read_base
from coordination.knowledge.report import read_report
from coordination.people.person import OVERSEERS, Role
from handlers import answer_card
from handlers.arguments import number
from handlers.routing import Rights, Routes
from handlers.turn import Turn
from views import common
from views.knowledge import figures as views
from views.language import Html

WEEK, MONTH = timedelta(days=7), timedelta(days=30)
MOST_NEAREST = 3


def register(routes: Routes) -> None:
    """Add both commands; what was not answered is for those who can do something about it."""
    officers = Rights(frozenset({Role.DUTY_OFFICER, Role.ADMIN}))
    routes.command("stats", stats, Rights(OVERSEERS))
    routes.command("unanswered", unanswered, officers)
    routes.press("unanswered.show", show, officers)
    routes.press("unanswered.drop", drop, officers)


async def stats(turn: Turn) -> None:
    """The figures of 7 and 30 days."""
    week = await questions.figures(turn.tx, turn.now - WEEK)
    month = await read_report(turn.tx, turn.now - MONTH)
    await turn.answer(views.stats(turn.words, week, month.figures, month.topics))


async def tell_week(turn: Turn) -> None:
    """The questions of 7 days, below the other figures of the week; nothing where nobody asked anything.

    What people wrote is shown to those alone who may open /unanswered.
    """
    report = await read_report(turn.tx, turn.now - WEEK)
    if report.figures.asked:
        wordings = answer_card.may_press(turn, "unanswered.show")
        await turn.answer(views.week(turn.words, report, wordings=wordings))


async def unanswered(turn: Turn) -> None:
    """The first of the groups of questions that were not answered."""
    await _put(turn, 1)


async def show(turn: Turn) -> None:
    """``unanswered.show N``: the group with this number."""
    await _put(turn, number(turn, 0) or 1)


async def drop(turn: Turn) -> None:
    """``unanswered.drop QUESTION N``: the group that this question is the latest of needs no answer; then the next."""
    row = number(turn, 0)
    clusters = await questions.unanswered(turn.tx, turn.now)
    found = next((one for one in clusters if one.latest.id == row), None)
    if found is None:
        await turn.toast(common.old_button(turn.words))
        return
    await questions.settle(turn.tx, found.questions, turn.now)
    await _put(turn, number(turn, 1) or 1, views.set_aside(turn.words))


async def _put(turn: Turn, at: int, lead: Html | None = None) -> None:
    clusters = await questions.unanswered(turn.tx, turn.now)
    if not clusters:
        await turn.show(views.nothing_unanswered(turn.words, lead))
        return
    at = at if at <= len(clusters) else 1
    cluster = clusters[at - 1]
    base = await read_base(turn.tx)
    nearest = [
        (row, entry) for row in cluster.latest.topics[:MOST_NEAREST] if (entry := base.by_id(row)) is not None
    ]
    card = views.unanswered(
        turn.words,
        cluster,
        at,
        len(clusters),
        nearest,
        wording=answer_card.may_press(turn, "wording.add"),
        entry=answer_card.may_press(turn, "entry.write"),
        lead=lead,
    )
    await turn.show(card)
