"""Governorates chosen with buttons, as one hexadecimal number that fits into a button's data."""

from __future__ import annotations

from collections.abc import Collection

from coordination.places import gazetteer


def mask_of(codes: Collection[str]) -> str:
    """The number for these governorate codes; bit n is the n-th governorate of the gazetteer."""
    governorates = gazetteer().governorates()
    return f"{sum(1 << n for n, place in enumerate(governorates) if place.id in codes):x}"


def codes_of(mask: str) -> tuple[str, ...] | None:
    """The governorate codes in a number that `mask_of` wrote, in the gazetteer's order; None for anything else."""
    governorates = gazetteer().governorates()
    try:
        bits = int(mask, 16)
    except ValueError:
        return None
    if not 0 <= bits < 1 << len(governorates):
        return None
    return tuple(place.id for n, place in enumerate(governorates) if bits >> n & 1)


def toggled(codes: Collection[str], code: str) -> tuple[str, ...]:
    """The codes with one more, or one less where it was among them; in the gazetteer's order."""
    wanted = set(codes) ^ {code}
    return tuple(place.id for place in gazetteer().governorates() if place.id in wanted)
