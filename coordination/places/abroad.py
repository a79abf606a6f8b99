"""Places outside Iraq: known by name, so that they are kept as written and taken for nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from coordination.places.keys import name_key
from coordination.text.reference import read_table


@dataclass(frozen=True, slots=True)
class Abroad:
    """The keys of the names, and all beginnings of them."""

    names: frozenset[str]
    beginnings: frozenset[str]


@cache
def abroad() -> Abroad:
    """Return the places of `reference/places/abroad.csv`, read once."""
    names = frozenset(name_key(row["name"]) for row in read_table("places/abroad.csv"))
    return Abroad(names, frozenset(name[:length] for name in names for length in range(len(name) + 1)))
