"""The fact: what one line of a status update says, before and after it is saved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal


class Kind(StrEnum):
    """What a fact is about; the values are those of exports and of the evaluation sets."""

    DISPLACEMENT = "displacement"
    RETURN = "return"
    INCIDENT = "incident"
    NEED = "need"
    ACCESS = "access"
    SITUATION = "situation"


SECTORS: tuple[str, ...] = (
    "shelter",
    "nfi",
    "food",
    "wash",
    "health",
    "protection",
    "education",
    "livelihoods",
    "camp",
    "logistics",
    "mine_action",
)
"""Sector codes, in the order in which they are shown."""

Figure = int | Literal["unknown"] | None
"""A count. An integer (zero included) is known; "unknown" was said to be unknown; None was not reported."""

Gravity = Literal["minor", "moderate", "severe", "extreme", "unknown"]
"""How grave something is, by the names of "severity" in CAP 1.2."""

GRAVITIES: tuple[Gravity, ...] = ("minor", "moderate", "severe", "extreme")
"""The known ones, the gravest last."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of a status update.

    Governorates are codes of `coordination.places` ("IQ-NI"; "IQ-HL" is the house code of Halabja, which has
    no ISO code yet). `place` and `origin_place` are ids of the gazetteer where the place is known there;
    `place_text` and `origin_text` keep the words of the person. `ministry` is the code of the ministry that has nothing
    to report where no governorate is meant. Households and individuals are two figures and
    are never converted into each other. `day` is the day it happened, in Asia/Baghdad. `gravity` is that of
    `coordination.reports.gravity`, as a person said where `gravity_chosen`.
    """

    kind: Kind
    governorate: str | None = None
    place: str | None = None
    place_text: str = ""
    origin_governorate: str | None = None
    origin_place: str | None = None
    origin_text: str = ""
    households: Figure = None
    individuals: Figure = None
    sectors: tuple[str, ...] = ()
    day: date | None = None
    approximate: bool = False
    nothing_to_report: bool = False
    note: str = ""
    ministry: str = ""
    gravity: Gravity = "unknown"
    gravity_chosen: bool = False

    @property
    def of_ministry(self) -> bool:
        """Whether a ministry has nothing to report, wherever it is."""
        return self.nothing_to_report and self.governorate is None and bool(self.ministry)
