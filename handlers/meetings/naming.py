"""Whose action points: names for officers, organisations for groups."""

from __future__ import annotations

from collections.abc import Sequence

from coordination.meetings.minutes import Point
from coordination.people import register as people
from coordination.people.person import Person
from storage import Transaction


async def names_of(tx: Transaction, points: Sequence[Point]) -> dict[int, str]:
    """The owners' names by row id."""
    return {who.id: who.name for who in await _owners(tx, points)}


async def organisations_of(tx: Transaction, points: Sequence[Point]) -> dict[int, str]:
    """The owners' organisations by row id: groups are not told who it is."""
    return {who.id: who.organisation for who in await _owners(tx, points)}


async def _owners(tx: Transaction, points: Sequence[Point]) -> list[Person]:
    found = [await people.person(tx, row) for row in sorted({point.owner for point in points if point.owner})]
    return [who for who in found if who is not None]
