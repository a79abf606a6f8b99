"""The centre's words for kinds, sectors and places, as they stand in cards, summaries and buttons."""

from __future__ import annotations

from collections.abc import Iterable

from coordination.places import gazetteer
from coordination.reports.fact import Kind
from views.language import Html, Words, phrase

_KINDS = {
    Kind.DISPLACEMENT: phrase("Displacement"),
    Kind.RETURN: phrase("Return"),
    Kind.INCIDENT: phrase("Incident"),
    Kind.NEED: phrase("Need"),
    Kind.ACCESS: phrase("Access"),
    Kind.SITUATION: phrase("Situation"),
}

_SECTORS = {
    "shelter": phrase("Shelter"),
    "nfi": phrase("Household items"),
    "food": phrase("Food"),
    "wash": phrase("Water and sanitation"),
    "health": phrase("Health"),
    "protection": phrase("Protection"),
    "education": phrase("Education"),
    "livelihoods": phrase("Livelihoods"),
    "camp": phrase("Camp management"),
    "logistics": phrase("Logistics"),
    "mine_action": phrase("Mine action"),
}


def kind_name(w: Words, kind: Kind) -> str:
    """What a report is about."""
    return w.label(_KINDS[kind])


def sector_name(w: Words, code: str) -> str:
    """The sector of this code."""
    return w.label(_SECTORS[code])


def place_name(w: Words, place_id: str) -> str:
    """The name of a place of the gazetteer; the id itself where it is not there any more."""
    place = gazetteer().get(place_id)
    return place.name(w.language) if place else place_id


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
