"""The knowledge base by buttons: areas, topics, an answer, and back."""

from __future__ import annotations

import re

from coordination.knowledge import questions
from coordination.knowledge.base import read_base
from coordination.people.person import APPROVED
from handlers import answer_card
from handlers.arguments import number
from handlers.routing import Rights, Routes
from handlers.turn import Turn
from views import common
from views.knowledge import answer, browse

_LINK = re.compile(r"topic-(\d{1,18})")


def register(routes: Routes) -> None:
    """Add the buttons that lead through the knowledge base."""
    everybody = Rights(APPROVED)
    routes.press("knowledge.areas", areas, everybody)
    routes.press("knowledge.area", area, everybody)
    routes.press("knowledge.topic", topic, everybody)


async def areas(turn: Turn) -> None:
    """All areas that hold anything."""
    base = await read_base(turn.tx)
    await turn.show(browse.areas(turn.words, [one for one in base.areas if base.of_area(one.id)]))


async def area(turn: Turn) -> None:
    """``knowledge.area AREA``: its topics."""
    base = await read_base(turn.tx)
    named = turn.arguments[0] if turn.arguments else ""
    found = next((one for one in base.areas if one.id == named), None)
    if found is None:
        await turn.toast(common.old_button(turn.words))
        return
    links = [(base.ids[entry.topic], entry) for entry in base.of_area(found.id)]
    await turn.show(browse.topics(turn.words, found, links))


async def topic(turn: Turn) -> None:
    """``knowledge.topic TOPIC QUESTION``: an answer; the question that led here stays at hand, 0 is none."""
    await _show(turn, number(turn, 0), number(turn, 1))


async def by_link(turn: Turn) -> bool:
    """/start topic-ROW, from a button in a group; False for any other link."""
    link = _LINK.fullmatch(turn.arguments[0]) if turn.arguments else None
    if link is None:
        return False
    await _show(turn, int(link[1]), None)
    return True


async def _show(turn: Turn, row: int | None, question: int | None) -> None:
    base = await read_base(turn.tx)
    entry = base.by_id(row)
    if entry is None:
        await (turn.toast(common.old_button(turn.words)) if turn.pressed else areas(turn))
        return
    asked = await questions.by_id(turn.tx, question) if question else None
    if asked is not None and asked.person != turn.person.id:
        asked = None
    shown = await answer_card.shown(turn, turn.words, base, entry, asked)
    await turn.show(answer.card(turn.words, shown))
