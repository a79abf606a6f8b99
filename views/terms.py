"""Governorates in words: one, a list within a sentence, in their usual order."""

from __future__ import annotations

from collections.abc import Iterable

from coordination.places import gazetteer
from views.language import Html, Words
from views.status.names import place_name


def area_name(w: Words, governorate: str | None) -> str:
    """The governorate's name, or that none was said."""
    return place_name(w, governorate) if governorate else w.label("Governorate not given")


def area_names(w: Words, governorates: Iterable[str | None]) -> Html:
    """Governorates as a list within a sentence."""
    return w.join([area_name(w, code) for code in governorates])


def in_order(governorates: Iterable[str]) -> list[str]:
    """Governorate codes in the gazetteer's order."""
    wanted = set(governorates)
    return [place.id for place in gazetteer().governorates() if place.id in wanted]
