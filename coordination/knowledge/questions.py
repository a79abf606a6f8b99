"""What people asked, what they got, and what the base could not answer. The words are forgotten, the figures stay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from coordination.knowledge.asking.ask import Decision
from coordination.people.person import Person
from coordination.text.normalise import normalise
from storage import Row, Transaction, moment, stamp

TEXT_KEPT = timedelta(days=90)
EVER = datetime.max.replace(tzinfo=UTC)
"""No end of a time: everything until now."""
TEXT_LIMIT = 1_000
"""Characters of a question that are read and kept."""

Place = Literal["private", "group"]


@dataclass(frozen=True, slots=True)
class Asked:
    """One question. `topics` are rows of topics, best first: the one answered with, those offered, or merely the nearest.

    `shown` is the topic whose answer the person saw (`chosen`: picked from the offer), `liked` what they said of it.
    `text` is None once it is forgotten.
    """

    id: int
    person: int
    asked_at: datetime
    place: Place
    language: str
    text: str | None
    text_key: str
    decision: Decision
    topics: tuple[int, ...]
    shown: int | None
    chosen: bool
    liked: bool | None
    passed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Figures:
    """Questions of a time. `topics` are (row of the topic, shown so often, disliked so often), the most first."""

    asked: int
    answered: int
    offered: int
    chosen: int
    refused: int
    passed_on: int
    liked: int
    disliked: int
    topics: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Cluster:
    """Questions that stand together in the list of the unanswered, the latest last."""

    questions: tuple[Asked, ...]

    @property
    def latest(self) -> Asked:
        return self.questions[-1]

    @property
    def texts(self) -> tuple[str, ...]:
        """What was asked, each wording once, the latest first."""
        return tuple(dict.fromkeys(one.text for one in reversed(self.questions) if one.text))


async def record(
    tx: Transaction,
    person: Person,
    now: datetime,
    *,
    place: Place,
    language: str,
    text: str,
    decision: Decision,
    topics: Sequence[int],
) -> Asked:
    """Keep a question with what was decided; an answer counts as shown."""
    shown = topics[0] if decision is Decision.ANSWER else None
    text_key = normalise(text)
    row = await tx.questions.add(
        person=person.id,
        asked_at=stamp(now),
        place=place,
        language=language,
        text=text,
        text_key=text_key,
        decision=str(decision),
        topics=" ".join(map(str, topics)),
        shown=shown,
    )
    return Asked(
        id=row["id"],
        person=person.id,
        asked_at=now,
        place=place,
        language=language,
        text=text,
        text_key=text_key,
        decision=decision,
        topics=tuple(topics),
        shown=shown,
        chosen=False,
        liked=None,
        passed_at=None,
    )


async def by_id(tx: Transaction, question: int) -> Asked | None:
    """The question with this row id."""
    row = await tx.questions.by_id(id=question)
    return _asked(row) if row else None


async def choose(tx: Transaction, question: Asked, topic: int) -> Asked:
    """The person picked one of the topics offered."""
    row = await tx.questions.choose(id=question.id, shown=topic)
    return _asked(row) if row else question


async def rate(tx: Transaction, question: Asked, liked: bool) -> Asked | None:
    """Keep whether the answer was right; None when that was said before, or no answer was shown."""
    row = await tx.questions.rate(id=question.id, liked=int(liked))
    return _asked(row) if row else None


async def pass_on(tx: Transaction, question: Asked, now: datetime) -> Asked | None:
    """Note that the question went to a person; None when it had gone before."""
    row = await tx.questions.pass_on(id=question.id, passed_at=stamp(now))
    return _asked(row) if row else None


async def settle(tx: Transaction, questions: Sequence[Asked], now: datetime) -> None:
    """Take questions off the list of the unanswered: somebody has dealt with them."""
    await tx.questions.settle([{"id": one.id, "settled_at": stamp(now)} for one in questions])


async def forget(tx: Transaction, now: datetime) -> None:
    """Forget the words of questions older than TEXT_KEPT; that and what was decided stay."""
    await tx.questions.forget(before=stamp(now - TEXT_KEPT))


async def figures(tx: Transaction, since: datetime, until: datetime = EVER, most: int = 10) -> Figures:
    """Count the questions asked from a moment on and before another, with the topics shown most."""
    span = {"since": stamp(since), "until": stamp(until)}
    row = await tx.questions.figures(**span)
    topics = tuple(
        (one["topic"], one["asked"], one["disliked"])
        for one in await tx.questions.by_topic(**span, most=most)
    )
    names = ("asked", "answered", "offered", "chosen", "refused", "passed_on", "liked", "disliked")
    return Figures(**{name: row[name] for name in names}, topics=topics)


async def unanswered(tx: Transaction, now: datetime) -> tuple[Cluster, ...]:
    """Everything that was not answered and nobody has dealt with yet, as `unanswered_in` gives it."""
    return await unanswered_in(tx, now - TEXT_KEPT)


async def unanswered_in(tx: Transaction, since: datetime, until: datetime = EVER) -> tuple[Cluster, ...]:
    """Questions of a time refused, offered in vain, answered wrongly or passed on in vain, most often asked first.

    The same words stand together, and so do those nearest to the same topic where the base came near to one.
    """
    clusters: dict[object, list[Asked]] = {}
    for row in await tx.questions.unanswered(since=stamp(since), until=stamp(until)):
        one = _asked(row)
        key = one.text_key if one.decision is Decision.REFUSE or not one.topics else one.topics[0]
        clusters.setdefault(key, []).append(one)
    found = [Cluster(tuple(asked)) for asked in clusters.values()]
    return tuple(sorted(found, key=lambda one: (-len(one.questions), one.latest.id)))


def _asked(row: Row) -> Asked:
    return Asked(
        id=row["id"],
        person=row["person"],
        asked_at=moment(row["asked_at"]),
        place=row["place"],
        language=row["language"],
        text=row["text"],
        text_key=row["text_key"],
        decision=Decision(row["decision"]),
        topics=tuple(map(int, row["topics"].split())),
        shown=row["shown"],
        chosen=bool(row["chosen"]),
        liked=None if row["liked"] is None else bool(row["liked"]),
        passed_at=moment(row["passed_at"]) if row["passed_at"] else None,
    )
