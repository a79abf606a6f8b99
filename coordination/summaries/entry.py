"""One saved report, as far as a summary needs it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from coordination.privacy import hidden
from coordination.reports.fact import Figure, Gravity, Kind
from storage import Row, moment


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of reports. `words` are the note, or the person's words; of words that made several reports, the part that names its place.

    The other parts may speak of governorates and kinds that this one's readers may not see.
    Summaries are read in groups: what is quoted of these and of `place_said` are `text` and `place_text`, without
    personal data. `ministry` is the code of the one
    that reports of no governorate. `origin_governorate` is where people came from, `origin_place` a place in it. `counts` is not set where another report of the same
    thing counts instead: one that it disputes, or that tells the same. `single_source`: nobody but its reporter told it.
    """

    id: int
    version: int
    reference: str
    kind: Kind
    governorate: str | None
    place: str | None
    place_said: str
    households: Figure
    individuals: Figure
    approximate: bool
    sectors: tuple[str, ...]
    day: date
    nothing_to_report: bool
    words: str
    reporter: int
    saved_at: datetime
    confirmed: bool = False
    counts: bool = True
    ministry: str = ""
    single_source: bool = True
    gravity: Gravity = "unknown"
    origin_governorate: str | None = None
    origin_place: str | None = None

    @property
    def text(self) -> str:
        """What may be quoted of the words."""
        return hidden(self.words)

    @property
    def place_text(self) -> str:
        """What may be quoted of the place as it was written."""
        return hidden(self.place_said)


def entry_of(row: Row) -> Entry:
    """Read a row of the query `saved_between`."""
    return Entry(
        id=row["id"],
        version=row["version"],
        reference=row["reference"],
        kind=Kind(row["kind"]),
        governorate=row["governorate"],
        place=row["place"],
        place_said=row["place_text"],
        households=_figure(row["households"], row["households_said"]),
        individuals=_figure(row["individuals"], row["individuals_said"]),
        approximate=bool(row["approximate"]),
        sectors=tuple(row["sectors"].split()),
        day=date.fromisoformat(row["day"]),
        nothing_to_report=bool(row["nothing_to_report"]),
        words=row["note"] or _words_of(row),
        reporter=row["reporter"],
        saved_at=moment(row["saved_at"]),
        confirmed=bool(row["confirmed"]),
        counts=bool(row["counts"]),
        ministry=row["ministry"],
        single_source=bool(row["single_source"]),
        gravity=row["gravity"],
        origin_governorate=row["origin_governorate"],
        origin_place=row["origin_place"],
    )


_PARTS = re.compile(r"[\n.;؛،,•]+")


def _words_of(row: Row) -> str:
    """The reporter's words; of words that told several facts, the part that names this one's place, or none."""
    text: str = row["original_text"]
    if row["siblings"] <= 1:
        return text
    named = [part.strip() for part in _PARTS.split(text) if row["place_text"] and row["place_text"] in part]
    return named[0] if len(named) == 1 else ""


def _figure(number: int | None, said: str) -> Figure:
    if said == "number":
        return number
    return "unknown" if said == "unknown" else None
