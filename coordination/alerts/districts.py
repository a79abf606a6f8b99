"""The part of each governorate that an alert is for: some of its districts, or all of it where none is named."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cache

from coordination.groups.choices import governorate_codes
from coordination.places import Place, gazetteer

MOST = 20
"""Districts of one alert: more do not fit into a message beside its texts, and say little."""

Area = tuple[Collection[str], Collection[str]]
"""Codes of governorates, and ids of districts in them."""


@cache
def districts_of(governorate: str) -> tuple[Place, ...]:
    """The districts that this governorate runs."""
    return tuple(
        place for place in gazetteer().places if place.kind == "district" and place.governorate == governorate
    )


def parts(area: Area) -> list[tuple[str, tuple[Place, ...]]]:
    """Each governorate in its order with the districts that are meant; with none, all of it is, also where each was named."""
    governorates, named = area
    found = []
    for code in governorate_codes():
        if code in governorates:
            there = districts_of(code)
            meant = tuple(place for place in there if place.id in named)
            found.append((code, () if len(meant) == len(there) else meant))
    return found


def named(area: Area) -> tuple[str, ...]:
    """The ids of the districts that are meant."""
    return tuple(place.id for _, there in parts(area) for place in there)


def joined(one: Area, other: Area) -> tuple[list[str], list[str]]:
    """Two areas as one: what is whole in either is whole. Governorates and districts, each in order."""
    mine, others = dict(parts(one)), dict(parts(other))
    codes = [code for code in governorate_codes() if code in mine or code in others]
    districts: list[str] = []
    for code in codes:
        here = [area[code] for area in (mine, others) if code in area]
        if all(here):
            districts += _ids(place for there in here for place in there)
    return codes, list(named((codes, districts)))


def _ids(places: Iterable[Place]) -> list[str]:
    return list(dict.fromkeys(place.id for place in places))
