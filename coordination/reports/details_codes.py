"""What the codes of the details mean, by the column that holds them (`reference/export_codes.csv`)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from coordination.text.reference import read_table


@dataclass(frozen=True, slots=True)
class Code:
    """A code with its name by language ("ar", "en")."""

    code: str
    name: dict[str, str]


@cache
def codes(column: str) -> tuple[Code, ...]:
    """The codes of a column: "movement", "cause", "shelter", "item", "unit", "constraint" or "impact"; none for others."""
    return tuple(
        Code(row["code"], {"ar": row["name_ar"], "en": row["name_en"]})
        for row in read_table("export_codes.csv")
        if row["column"] == column
    )
