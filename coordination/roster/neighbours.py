"""Which governorates share a border (`reference/neighbours.csv`)."""

from __future__ import annotations

from functools import cache

from coordination.roster.reporters import Expected
from coordination.text.reference import read_table


@cache
def neighbours() -> dict[str, frozenset[str]]:
    """The neighbours of each governorate, by code."""
    found: dict[str, set[str]] = {}
    for row in read_table("neighbours.csv"):
        found.setdefault(row["governorate"], set()).add(row["neighbour"])
        found.setdefault(row["neighbour"], set()).add(row["governorate"])
    return {code: frozenset(codes) for code, codes in found.items()}


def around(who: Expected) -> frozenset[str]:
    """The governorates around a body, its own left out."""
    everywhere: frozenset[str] = frozenset().union(*(neighbours().get(code, ()) for code in who.governorates))
    return everywhere - who.governorates
