"""One saved report, as far as a summary needs it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from coordination.privacy import hidden
from coordination.reports.fact import Figure, Kind
from storage import Row, moment


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of reports. `text` is what may be quoted: the note, or the person's words where they made one report only.

    Words that made several reports may speak of other governorates and kinds than this one's readers may see.
    Personal data is hidden: summaries are read in groups. `ministry` is the code of the one
    that reports of no governorate. `counts` is not set where another report of the same
    thing counts instead: one that it disputes, or that tells the same. `single_source`: nobody but its reporter told it.
    """

    id: int
    version: int
    reference: str
    kind: Kind
    governorate: str | None
    place: str | None
    place_text: str
    households: Figure
    individuals: Figure
    approximate: bool
    sectors: tuple[str, ...]
    day: date
    nothing_to_report: bool
    text: str
    reporter: int
    saved_at: datetime
    confirmed: bool = False
    counts: bool = True
    ministry: str = ""
    single_source: bool = True


def entry_of(row: Row) -> Entry:
    """Read a row of the query `saved_between`."""
    return Entry(
        id=row["id"],
        version=row["version"],
        reference=row["reference"],
        kind=Kind(row["kind"]),
        governorate=row["governorate"],
        place=row["place"],
        place_text=hidden(row["place_text"]),
        households=_figure(row["households"], row["households_said"]),
        individuals=_figure(row["individuals"], row["individuals_said"]),
        approximate=bool(row["approximate"]),
        sectors=tuple(row["sectors"].split()),
        day=date.fromisoformat(row["day"]),
        nothing_to_report=bool(row["nothing_to_report"]),
        text=hidden(row["note"] or (row["original_text"] if row["siblings"] <= 1 else "")),
        reporter=row["reporter"],
        saved_at=moment(row["saved_at"]),
        confirmed=bool(row["confirmed"]),
        counts=bool(row["counts"]),
        ministry=row["ministry"],
        single_source=bool(row["single_source"]),
    )


def _figure(number: int | None, said: str) -> Figure:
    if said == "number":
        return number
    return "unknown" if said == "unknown" else None
