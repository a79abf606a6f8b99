"""One place of Iraq: a governorate, district, sub-district, camp or town."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

PlaceKind = Literal["governorate", "district", "subdistrict", "camp", "town"]
Certainty = Literal["exact", "close", "none"]


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the gazetteer.

    `id` is "IQ-NI" for governorates, the P-code for coded places and "camp:debaga" for others. `governorate` is
    the governorate that runs the place, which its P-code need not show. `lat` and `lon` are degrees (WGS 84) of
    a point inside. `variants` are further spellings in any language.
    """

    id: str
    kind: PlaceKind
    governorate: str
    parent: str | None
    pcode: str | None
    iso: str | None
    name_ar: str
    name_en: str
    name_ku: str
    lat: float
    lon: float
    variants: tuple[str, ...] = ()

    def name(self, language: str) -> str:
        """Return the name to show in `language` ("ar", "ku"; English otherwise)."""
        if language == "ar":
            return self.name_ar
        return (self.name_ku if language == "ku" else "") or self.name_en


@dataclass(frozen=True, slots=True)
class Matches:
    """What a name may mean, best first; `ambiguous` if a person has to say which."""

    places: tuple[Place, ...]
    certainty: Certainty
    ambiguous: bool


def short_code(governorate: str) -> str:
    """Return the two letters of a governorate code for report references: "IQ-NI" → "NI"."""
    return governorate.removeprefix("IQ-")
