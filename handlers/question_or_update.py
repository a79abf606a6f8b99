"""Texts of reporters that may be either: "we need a visa" asks, "Sinjar needs water" tells."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import Message as TelegramMessage

from coordination.knowledge import questions
from coordination.knowledge.asking.ask import Decision
from coordination.knowledge.base import read_base
from coordination.people.person import REPORTERS
from coordination.reports.draft import Draft
from coordination.reports.fact import Fact, Kind
from coordination.reports.understand import Sender, understand
from coordination.reports.understanding.lexed import lex
from coordination.reports.understanding.mentions import find_mentions
from handlers.arguments import number
from handlers.routing import Rights, Routes
from handlers.status.asking import begin, make_room
from handlers.status.reading import facts_said
from handlers.turn import Turn
from views import common

_MOVEMENTS = frozenset({Kind.DISPLACEMENT, Kind.RETURN})


def register(routes: Routes) -> None:
    """Add the button under an answer by which the text becomes an update after all."""
    routes.press("ask.report", report, Rights(REPORTERS))


def tells(facts: Sequence[Fact]) -> bool:
    """Whether facts are plainly an update: people counted or moving, or nothing to report."""
    return any(
        fact.kind in _MOVEMENTS
        or fact.households is not None
        or fact.individuals is not None
        or fact.nothing_to_report
        for fact in facts
    )


def asks(text: str) -> bool:
    """Whether a text is marked as a question."""
    return "?" in text or "؟" in text


async def rather_asked(turn: Turn, said: TelegramMessage, facts: Sequence[Fact]) -> bool:
    """Whether a text in which facts were found is a question: it counts nobody, and the base has the answer.

    Without a question mark, one that names a place or tells how things stand is an update: an update that got lost
    costs more than a card.
    """
    text = said.text or ""
    if tells(facts) or not text:
        return False
    stands = any(fact.kind is Kind.SITUATION for fact in facts)
    if not asks(text) and (stands or any(fact.governorate is not None for fact in facts_said(said))):
        return False
    base = await read_base(turn.tx)
    return base.decide(text).decision is Decision.ANSWER


def like_update(text: str) -> bool:
    """Whether a text that tells no update may have been meant as one: it holds a number or a place."""
    lexed = lex(text)
    return any(token.kind == "number" for token in lexed.tokens) or bool(find_mentions(lexed))


async def report(turn: Turn) -> None:
    """``ask.report QUESTION``: the facts of what was asked become an update, read back as always."""
    row = number(turn, 0)
    asked = await questions.by_id(turn.tx, row) if row is not None else None
    mine = asked is not None and asked.person == turn.person.id
    text = (asked.text or "") if asked is not None and mine else ""
    facts = understand(text, asked.asked_at, Sender(turn.person.governorates)) if asked and text else ()
    if not facts:
        await turn.toast(common.old_button(turn.words))
    elif await make_room(turn):
        await begin(turn, Draft().with_told(facts, turn.message_key, text), "card")
