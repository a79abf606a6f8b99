"""The gazetteer's rows, from `reference/places/`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast, get_args

from coordination.places.place import Place, PlaceKind
from coordination.text.reference import read_table

_FILES = ("governorates", "districts", "subdistricts", "camps")


class BadPlace(ValueError):
    """A row that is no place; the message names its file, its id and what to change."""


def load_places() -> tuple[Place, ...]:
    """Read all places, governorates first, each after its parent. Raises BadPlace for the first row that does not fit."""
    read = [(name, row) for name in _FILES for row in read_table(f"places/{name}.csv")]
    places = [_read(name, row) for name, row in read]
    _check([name for name, _ in read], places)
    return tuple(places)


def _read(file: str, row: dict[str, str]) -> Place:
    where = f"reference/places/{file}.csv, row {row['id']!r}"
    if None in row.values() or None in row:
        raise BadPlace(f"{where}: it must have as many columns as the first line.")
    if row["kind"] not in get_args(PlaceKind):
        raise BadPlace(
            f"{where}: kind is {row['kind']!r}; it must be one of {', '.join(get_args(PlaceKind))}."
        )
    try:
        return _place(row)
    except ValueError:
        raise BadPlace(f"{where}: lat and lon must be numbers, in degrees.") from None


def _check(files: Sequence[str], places: Sequence[Place]) -> None:
    governorates = {place.id for place in places if place.kind == "governorate"}
    known = {place.id for place in places}
    seen: set[str] = set()
    for file, place in zip(files, places, strict=True):
        where = f"reference/places/{file}.csv, row {place.id!r}"
        if place.id in seen:
            raise BadPlace(f"{where}: another row has this id.")
        if place.governorate not in governorates:
            raise BadPlace(f"{where}: there is no governorate {place.governorate!r}.")
        if place.parent is not None and place.parent not in known:
            raise BadPlace(f"{where}: there is no parent {place.parent!r}.")
        seen.add(place.id)


def _place(row: dict[str, str]) -> Place:
    variants = row["variants_ar"].split("|") + row["variants_en"].split("|")
    return Place(
        id=row["id"],
        kind=cast(PlaceKind, row["kind"]),
        governorate=row["governorate"],
        parent=row["parent"] or None,
        pcode=row["pcode"] or None,
        iso=row["iso"] or None,
        name_ar=row["name_ar"],
        name_en=row["name_en"],
        name_ku=row["name_ku"],
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        variants=tuple(filter(None, variants)),
    )
