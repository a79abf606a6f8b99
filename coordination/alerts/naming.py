"""What a text names that not everybody should read: persons, papers, plates, telephone numbers, exact points."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from coordination.privacy import PersonalKind, personal_in

NamedKind = PersonalKind | Literal["point"]

_DEGREES = r"\d{1,3}[.٫]\d{3,}"
_POINTS = (
    re.compile(rf"{_DEGREES}\s*°?\s*[NEنشق]?\s*[,،;/\s]\s*{_DEGREES}(?:\s*°?\s*[NEنشق])?"),
    re.compile(r"\d{1,3}\s*°\s*\d{1,2}\s*['′’]\s*(?:\d{1,2}(?:\.\d+)?\s*[\"″”])?\s*[NESW]?", re.IGNORECASE),
    re.compile(r"\b3[789]\s?[RS]\s?[A-HJ-NP-Z]{2}\s?\d{3,5}\s?\d{3,5}\b"),
    re.compile(r"https?://(?:\S*maps\S*|goo\.gl/\S+|osm\.org/\S+|\S*openstreetmap\S*)", re.IGNORECASE),
)
"""Decimal degrees, degrees and minutes, the military grid over Iraq (zones 37 to 39), links to maps."""


@dataclass(frozen=True, slots=True)
class Named:
    """One thing that a text names, in the text's own words."""

    kind: NamedKind
    text: str


def named_in(*texts: str) -> tuple[Named, ...]:
    """What these texts name, in their order, each once; an exact point goes before what else its digits look like."""
    found: dict[Named, None] = {}
    for text in texts:
        points = [match.span() for shape in _POINTS for match in shape.finditer(text)]
        spans: list[tuple[int, int, NamedKind]] = [(start, end, "point") for start, end in points]
        spans += [
            (one.start, one.end, one.kind)
            for one in personal_in(text)
            if not any(start < one.end and one.start < end for start, end in points)
        ]
        for start, end, kind in sorted(spans):
            found.setdefault(Named(kind, text[start:end].strip()))
    return tuple(found)
