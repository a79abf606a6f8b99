"""/asof: what the knowledge base answered on a day that has been."""

from __future__ import annotations

from datetime import date

from coordination.knowledge import versions
from coordination.knowledge.asking.ask import MOST_OFFERED, Decision
from coordination.knowledge.base import Base, read_base
from coordination.knowledge.editing import end_of, read_asof
from coordination.people.person import OVERSEERS
from coordination.reports.days import day_in_baghdad
from handlers import knowledge_keep
from handlers.arguments import number
from handlers.routing import Rights, Routes
from handlers.turn import Turn
from views import common
from views.knowledge import answer
from views.knowledge import keeping as views
from views.knowledge.answer import Shown
from views.message import Message


def register(routes: Routes) -> None:
    """Add /asof and the buttons of its choice."""
    routes.command("asof", asof, Rights(OVERSEERS))
    routes.press("asof.pick", pick, Rights(OVERSEERS))


async def asof(turn: Turn) -> None:
    """/asof DAY TOPIC or question: the answer of that day; topics to choose from where several may be meant."""
    today = day_in_baghdad(turn.now)
    day, words = read_asof(turn.text.partition(" ")[2], today)
    if day is None or not words:
        await turn.answer(views.how_asof(turn.words))
        return
    base = await read_base(turn.tx)
    topics = _topics(base, words)
    if len(topics) == 1:
        await _answer(turn, topics[0], day)
    else:
        choices = [(base.ids[topic], base.entries[topic]) for topic in topics]
        await turn.answer(views.asof_choices(turn.words, day, choices))


def _topics(base: Base, words: str) -> list[str]:
    """The topic that is named, or asked for without doubt; else those that may be meant."""
    if words.lower() in base.entries:
        return [words.lower()]
    outcome = base.decide(words)
    if outcome.decision is Decision.REFUSE:
        return []
    most = 1 if outcome.decision is Decision.ANSWER else MOST_OFFERED
    return [one.topic for one in outcome.topics[:most]]


async def pick(turn: Turn) -> None:
    """``asof.pick TOPIC DAY``: one of the topics offered."""
    base = await read_base(turn.tx)
    topic = base.topics.get(number(turn, 0) or 0)
    day = _day("".join(turn.arguments[1:2]))
    if topic is None or day is None or day > day_in_baghdad(turn.now):
        await turn.toast(common.old_button(turn.words))
    else:
        await _answer(turn, topic, day)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


async def _answer(turn: Turn, topic: str, day: date) -> None:
    at = min(end_of(day), turn.now)
    version = await versions.entry_at(turn.tx, topic, at)
    if version is None or version.retired:
        entry = (await read_base(turn.tx)).entries[topic]
        missing = views.not_yet if version is None else views.was_retired
        await turn.show(missing(turn.words, day, entry))
        return
    replaced = version.number > 1 and day_in_baghdad(version.published_at) == day
    lead = views.asof(
        turn.words, day, version, await knowledge_keep.author(turn.tx, version), replaced=replaced
    )
    card = answer.card(turn.words, Shown(version.id, version.entry, day), lead)
    await turn.show(Message(card.text))
