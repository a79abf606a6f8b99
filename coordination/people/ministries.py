"""The ministries that somebody can report for (`reference/reporters.csv`)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from coordination.text.reference import read_table


@dataclass(frozen=True, slots=True)
class Ministry:
    """A ministry: its code ("MOMD") and its names."""

    code: str
    name_ar: str
    name_en: str

    def name(self, language: str) -> str:
        """The name in "ar" or "en"."""
        return self.name_ar if language == "ar" else self.name_en


@cache
def ministries() -> dict[str, Ministry]:
    """All of them by code, in the order of the file."""
    return {
        row["code"]: Ministry(row["code"], row["name_ar"], row["name_en"])
        for row in read_table("reporters.csv")
        if row["kind"] == "ministry"
    }
