"""What the words of the form mean, by question (`reference/definitions.csv`)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from coordination.reports.draft import Step
from coordination.text.reference import read_table


@dataclass(frozen=True, slots=True)
class Definition:
    """A term with its meaning and where that comes from, by language ("ar", "en")."""

    term: str
    name: dict[str, str]
    meaning: dict[str, str]
    source: dict[str, str]


@cache
def definitions(step: Step) -> tuple[Definition, ...]:
    """The terms explained under a question; none for most."""
    return tuple(_definition(row) for row in read_table("definitions.csv") if step in row["steps"].split("|"))


def _definition(row: dict[str, str]) -> Definition:
    def both(field: str) -> dict[str, str]:
        return {language: row[f"{field}_{language}"] for language in ("ar", "en")}

    return Definition(row["term"], both("name"), both("definition"), both("source"))
