"""Who comes: one answer a person and occurrence, the last one."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from coordination.meetings.meeting import Answer, Counts, Occurrence
from coordination.people.person import Person
from storage import Transaction, stamp


async def give(tx: Transaction, one: Occurrence, who: Person, answer: Answer, now: datetime) -> Counts:
    """Keep an answer in place of an earlier one; the counts with it. Messages follow at the next look."""
    await tx.meetings.answer(occurrence=one.id, person=who.id, answer=answer, now=stamp(now))
    await tx.meetings.stale(id=one.id)
    return await counts(tx, one)


async def given(tx: Transaction, one: Occurrence) -> dict[int, Answer]:
    """The answers by the row id of who gave them, oldest first."""
    if not one.id:
        return {}
    return {row["person"]: row["answer"] for row in await tx.meetings.answers(occurrence=one.id)}


async def counts(tx: Transaction, one: Occurrence) -> Counts:
    """How many gave each answer."""
    found = Counter((await given(tx, one)).values())
    return Counts(found["coming"], found["not_coming"], found["sending"])
