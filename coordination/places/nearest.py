"""The known place nearest to a point on the map."""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from coordination.places.gazetteer import gazetteer
from coordination.places.place import Place

EARTH_KM = 6371.0
"""Mean radius."""
FAR_KM = 50.0
"""Places farther away than this say nothing about a point."""
_SOUTH, _NORTH, _WEST, _EAST = 29.0, 37.4, 38.7, 48.7
"""Iraq lies between these degrees; borders themselves are not known here."""


@dataclass(frozen=True, slots=True)
class Near:
    """The nearest district, sub-district, camp or town, and how many kilometres away its point is."""

    place: Place
    km: float


def nearest(lat: float, lon: float) -> Near | None:
    """The nearest place below the governorates; None for a point (degrees, WGS 84) outside Iraq or far from all."""
    if not (_SOUTH <= lat <= _NORTH and _WEST <= lon <= _EAST):
        return None
    below = (place for place in gazetteer().places if place.kind != "governorate")
    km, _, place = min((distance(lat, lon, place.lat, place.lon), place.id, place) for place in below)
    return Near(place, km) if km <= FAR_KM else None


def distance(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Kilometres between two points along the surface (haversine)."""
    up = sin(radians(other_lat - lat) / 2) ** 2
    along = sin(radians(other_lon - lon) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(min(1.0, up + cos(radians(lat)) * cos(radians(other_lat)) * along)))
