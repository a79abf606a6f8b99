"""Names of kinds, sectors and places, and figures with their units."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from coordination.people.ministries import ministries
from coordination.places import Place, PlaceKind, gazetteer
from coordination.reports.fact import Fact, Figure, Gravity, Kind
from views.language import Html, Words, phrase
from views.language.bidi import RLM

_NAME_SHOWN = 60
"""Characters shown of a place's name as somebody wrote it."""

_KINDS = {
    Kind.DISPLACEMENT: phrase("Displacement"),
    Kind.RETURN: phrase("Return"),
    Kind.INCIDENT: phrase("Incident"),
    Kind.NEED: phrase("Need"),
    Kind.ACCESS: phrase("Access"),
    Kind.SITUATION: phrase("Situation"),
}
_SUBJECTS = {
    Kind.DISPLACEMENT: phrase("displacement"),
    Kind.RETURN: phrase("returns"),
    Kind.INCIDENT: phrase("incidents"),
    Kind.NEED: phrase("needs"),
    Kind.ACCESS: phrase("access"),
    Kind.SITUATION: phrase("situation"),
}
_GRAVITIES: dict[Gravity, str] = {
    "minor": phrase("minor"),
    "moderate": phrase("moderate"),
    "severe": phrase("severe"),
    "extreme": phrase("extreme"),
    "unknown": phrase("not known"),
}
_SECTORS = {
    "shelter": phrase("shelter"),
    "nfi": phrase("relief items"),
    "food": phrase("food"),
    "wash": phrase("water and sanitation"),
    "health": phrase("health"),
    "protection": phrase("protection"),
    "education": phrase("education"),
    "livelihoods": phrase("livelihoods"),
    "camp": phrase("camp management"),
    "logistics": phrase("logistics"),
    "mine_action": phrase("mine action"),
}
# Camps say in their names what they are.
_PLACE_KINDS: dict[PlaceKind, str] = {
    "governorate": phrase("{place} (governorate)"),
    "district": phrase("{place} (district)"),
    "subdistrict": phrase("{place} (sub-district)"),
    "town": phrase("{place} (town)"),
}


def kind_name(w: Words, kind: Kind) -> str:
    """The kind of a fact."""
    return w.label(_KINDS[kind])


def subject_name(w: Words, kind: Kind) -> str:
    """What facts of this kind are about, as within a sentence."""
    return w.label(_SUBJECTS[kind])


def fact_name(w: Words, fact: Fact) -> str:
    """The kind of this fact; "nothing to report" is one of its own to people."""
    return w.label("Nothing to report") if fact.nothing_to_report else kind_name(w, fact.kind)


def gravity_name(w: Words, gravity: Gravity) -> str:
    """How grave something is, as within a sentence."""
    return w.label(_GRAVITIES[gravity])


def sector_name(w: Words, code: str) -> str:
    """The sector with this code, as within a sentence."""
    return w.label(_SECTORS[code])


def sector_button(w: Words, code: str) -> str:
    """The sector with this code, as at the beginning of a line."""
    return sentence_start(sector_name(w, code))


def sentence_start(name: str) -> str:
    """A name as at the beginning of a line."""
    return name[:1].upper() + name[1:]


def area_of(w: Words, place: Place) -> str:
    """What a place lies in: its district, if it is not one itself, and its governorate."""
    district = gazetteer().get(place.parent) if place.parent else None
    while district is not None and district.kind not in ("district", "governorate"):
        district = gazetteer().get(district.parent) if district.parent else None
    governorate = place_name(w, place.governorate)
    if district is None or district.kind == "governorate":
        return governorate
    return w.label(
        "{district} district, {governorate}", district=district.name(w.language), governorate=governorate
    )


def place_name(w: Words, place_id: str | None) -> str:
    """The name of a place of the gazetteer; empty when there is none with this id."""
    place = gazetteer().get(place_id) if place_id else None
    return place.name(w.language) if place else ""


def ministry_name(w: Words, code: str) -> str:
    """The name of the ministry with this code; empty when there is none."""
    ministry = ministries().get(code)
    return ministry.name(w.language) if ministry else ""


def place_with_kind(w: Words, place: Place) -> str:
    """A place with what it is and its governorate, for choosing among places of the same name."""
    name = place.name(w.language)
    named = w.label(_PLACE_KINDS[place.kind], place=name) if place.kind in _PLACE_KINDS else name
    if place.kind == "governorate":
        return named
    return w.label("{place}, {governorate}", place=named, governorate=place_name(w, place.governorate))


def location(w: Words, governorate: str | None, place_id: str | None, text: str) -> Html:
    """Where something is: the place with its governorate, or as much as is known; empty when nothing is.

    Words that name a place of that governorate are told by its name, in the reader's language.
    """
    place = place_name(w, place_id)
    if not place and governorate and text:
        if _names(text, governorate):
            text = ""
        else:
            place = _known(text, governorate, w.language)
    if place or not text:
        return _area(w, governorate, place)
    text = text if len(text) <= _NAME_SHOWN else text[:_NAME_SHOWN].rstrip() + "…"
    area = place_name(w, governorate)
    return (
        w.say("{place}, {governorate}", place=text, governorate=area)
        if area
        else w.say("{place}", place=text)
    )


@lru_cache(maxsize=4096)
def _area(w: Words, governorate: str | None, place: str) -> Html:
    """A place of this name in its governorate; places are told again and again, and in few words."""
    area = place_name(w, governorate)
    if place and place == area:
        return w.say("{place} district, {governorate}", place=place, governorate=area)
    if place and area:
        return w.say("{place}, {governorate}", place=place, governorate=area)
    return w.say("{place}", place=place or area) if place or area else Html()


@lru_cache(maxsize=1024)
def _names(text: str, governorate: str) -> bool:
    """Whether somebody's words are only another spelling of the governorate's name."""
    found = gazetteer().find(text)
    return found.certainty == "exact" and any(place.id == governorate for place in found.places)


@lru_cache(maxsize=1024)
def _known(text: str, governorate: str, language: str) -> str:
    """The name of the place there that these words name; empty where they name none, or several of different names."""
    names = {place.name(language) for place in gazetteer().called(text, governorate)}
    return names.pop() if len(names) == 1 else ""


def where(w: Words, fact: Fact) -> Html:
    """Where the people or the event are now; the ministry that has nothing to report."""
    if fact.of_ministry:
        return w.say("{place}", place=ministry_name(w, fact.ministry))
    return location(w, fact.governorate, fact.place, fact.place_text)


def origin(w: Words, fact: Fact) -> Html:
    """Where the people came from."""
    return location(w, fact.origin_governorate, fact.origin_place, fact.origin_text)


def families(w: Words, figure: Figure, *, approximate: bool = False) -> Html:
    """A number of families; empty when it was not reported."""
    if figure is None:
        return Html()
    if figure == "unknown":
        return w.say("families not known")
    return _hedged(w, w.count("{n} family", "{n} families", figure), approximate)


def individuals(w: Words, figure: Figure, *, approximate: bool = False) -> Html:
    """A number of individuals; empty when it was not reported."""
    if figure is None:
        return Html()
    if figure == "unknown":
        return w.say("individuals not known")
    return _hedged(w, w.count("{n} individual", "{n} individuals", figure), approximate)


def _hedged(w: Words, figure: Html, approximate: bool) -> Html:
    return w.say("≈ {figure}", figure=figure) if approximate else figure


def sectors(w: Words, fact: Fact) -> Html:
    """The sectors of a fact as a list within a sentence; empty where it has none."""
    if not fact.sectors:
        return Html()
    return w.join([sector_name(w, code) for code in fact.sectors])


def dotted(w: Words, parts: Sequence[str]) -> Html:
    """The parts that are not empty in one line, with dots between."""
    texts = [part if isinstance(part, Html) else w.say("{text}", text=part) for part in parts if part]
    # A mark belongs at the beginning of a line only; there `Html.lines` sets it.
    return Html(" · ".join([text.removeprefix(RLM) for text in texts]), rtl=w.rtl)
