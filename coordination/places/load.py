"""The gazetteer's rows, from `reference/places/`."""

from __future__ import annotations

from typing import cast

from coordination.places.place import Place, PlaceKind
from coordination.text.reference import read_table

_FILES = ("governorates", "districts", "subdistricts", "camps")


def load_places() -> tuple[Place, ...]:
    """Read all places, governorates first, each after its parent."""
    return tuple(_place(row) for name in _FILES for row in read_table(f"places/{name}.csv"))


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
