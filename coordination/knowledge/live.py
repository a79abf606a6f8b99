"""What an answer is completed with from other rows: who the counterpart of a governorate is, the asker's deadlines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from coordination.people.person import Person
from coordination.places import gazetteer
from coordination.reports.understanding.lexed import lex
from coordination.reports.understanding.mentions import find_mentions
from coordination.roster import reporters
from coordination.roster.deadlines import next_deadline
from coordination.roster.reporters import Expected
from coordination.roster.staff import belongs, focal_points
from storage import Transaction

MOST_NAMED = 3
"""Governorates of one question that are answered about."""


@dataclass(frozen=True, slots=True)
class Counterpart:
    """Who answers for a governorate. `focal_points` is None where their names are not the asker's to know."""

    governorate: str
    body: Expected | None
    focal_points: tuple[Person, ...] | None


def governorates_named(text: str) -> tuple[str, ...]:
    """The governorates that a question names, itself or by a place in them that lies in no other; at most MOST_NAMED."""
    known = {place.id for place in gazetteer().governorates()}
    found = [
        mention.governorates[0]
        for mention in find_mentions(lex(text))
        if len(mention.governorates) == 1 or any(place.id in known for place in mention.places)
    ]
    return tuple(dict.fromkeys(code for code in found if code in known))[:MOST_NAMED]


async def counterparts(
    tx: Transaction, asker: Person, text: str, *, names: bool = True
) -> tuple[Counterpart, ...]:
    """Who answers for the governorates named, or else for the asker's own; with names for those who may see them.

    `names` is False where others read along.
    """
    wanted = governorates_named(text) or asker.governorates[:MOST_NAMED]
    if not wanted:
        return ()
    bodies = await reporters.listed(tx)
    found = []
    for code in wanted:
        body = next((one for one in bodies if code in one.governorates), None)
        told = names and asker.may_see(code)
        people = await focal_points(tx, body) if body and told else ()
        found.append(Counterpart(code, body, people if told else None))
    return tuple(found)


async def own_deadlines(
    tx: Transaction, asker: Person, now: datetime
) -> tuple[tuple[Expected, datetime], ...]:
    """The next deadline of each body that the asker reports for and of which updates are expected."""
    return tuple(
        (body, next_deadline(body, now)) for body in await reporters.expected(tx) if belongs(asker, body)
    )
