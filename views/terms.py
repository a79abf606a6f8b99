"""Terms used everywhere: governorates one by one and in lists, how far back the figures on demand look."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from coordination.places import gazetteer
from coordination.summaries.hours import DAY
from views.language import Html, Words
from views.status.names import location, ministry_name, place_name

DAY_HOURS = DAY // timedelta(hours=1)
"""How far back /today looks."""


def area_name(w: Words, area: str | None) -> str:
    """The name of the governorate or ministry with this code, or that none was said."""
    if not area:
        return w.label("Governorate not given")
    return place_name(w, area) or ministry_name(w, area)


def area_line(w: Words, area: str) -> Html:
    """Which governorate, or which place of one, figures are of."""
    place = gazetteer().get(area)
    if place is None or place.kind == "governorate":
        return w.say("Governorates: {names}", names=area_name(w, area))
    return w.say("Place: {place}", place=location(w, place.governorate, place.id, ""))


def area_names(w: Words, governorates: Iterable[str | None]) -> Html:
    """Governorates as a list within a sentence."""
    return w.join([area_name(w, code) for code in governorates])


def in_order(governorates: Iterable[str]) -> list[str]:
    """Governorate codes in the gazetteer's order."""
    wanted = set(governorates)
    return [place.id for place in gazetteer().governorates() if place.id in wanted]
