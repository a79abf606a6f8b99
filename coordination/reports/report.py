"""A saved report: one fact with its reference, who sent it and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from coordination.reports.fact import Fact, Figure, Kind
from storage import Row, moment

Said = Literal["number", "unknown", "not reported"]
Confirmation = Literal["unconfirmed", "confirmed", "questioned", "denied"]


@dataclass(frozen=True, slots=True)
class Report:
    """One row of reports.

    `reporter` is the row id of a person, `reporter_areas` and `organisation` are theirs at the time of saving;
    `original_text` are their words where it came as text, in `message` of their private chat; `form` is the
    update it was part of, which the attachments hang on. `confirmation` is the centre's word on this version of it;
    `rulings` rises with every such word and every answer. `affirmed` are the odd figures and days of which the
    reporter said that they are right (`plausibility.key`).
    """

    id: int
    reference: str
    state: Literal["saved", "withdrawn"]
    fact: Fact
    reporter: int
    reporter_areas: tuple[str, ...]
    organisation: str
    original_text: str
    form: int
    message: int | None
    saved_at: datetime
    version: int
    confirmation: Confirmation = "unconfirmed"
    rulings: int = 0
    affirmed: tuple[str, ...] = ()


def report_of(row: Row) -> Report:
    """Read a row of reports."""
    return Report(
        id=row["id"],
        reference=row["reference"],
        state=row["state"],
        fact=_fact_of(row),
        reporter=row["reporter"],
        reporter_areas=tuple(row["reporter_areas"].split()),
        organisation=row["organisation"],
        original_text=row["original_text"],
        form=row["form"],
        message=row["message"],
        saved_at=moment(row["saved_at"]),
        version=row["version"],
        confirmation=row["confirmation"] if row["ruled_version"] == row["version"] else "unconfirmed",
        rulings=row["rulings"],
        affirmed=tuple(row["affirmed"].split()),
    )


def _fact_of(row: Row) -> Fact:
    return Fact(
        kind=Kind(row["kind"]),
        governorate=row["governorate"],
        place=row["place"],
        place_text=row["place_text"],
        origin_governorate=row["origin_governorate"],
        origin_place=row["origin_place"],
        origin_text=row["origin_text"],
        households=figure_of(row["households"], row["households_said"]),
        individuals=figure_of(row["individuals"], row["individuals_said"]),
        sectors=tuple(row["sectors"].split()),
        day=date.fromisoformat(row["day"]),
        approximate=bool(row["approximate"]),
        nothing_to_report=bool(row["nothing_to_report"]),
        note=row["note"],
        ministry="" if row["governorate"] else row["reporter_areas"],
        gravity=row["gravity"],
        gravity_chosen=bool(row["gravity_chosen"]),
    )


def figure_of(count: int | None, said: Said) -> Figure:
    """The figure that two columns hold: zero, unknown and not reported are three things."""
    if said == "number":
        return count
    return "unknown" if said == "unknown" else None


def columns_of(figure: Figure) -> tuple[int | None, Said]:
    """The two columns of a figure: the count, and what was said."""
    if figure is None:
        return None, "not reported"
    return (None, "unknown") if figure == "unknown" else (figure, "number")
