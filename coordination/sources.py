"""Where facts come from, named in the reader's language."""

from __future__ import annotations

from functools import cache

from coordination.text.reference import read_table


def source_told(source: str, language: str) -> str:
    """A source as `reference/sources.csv` names it in Arabic; as it stands in other languages, and where it is not listed."""
    return _arabic().get(source, source) if language == "ar" else source


@cache
def _arabic() -> dict[str, str]:
    return {row["source"]: row["arabic"] for row in read_table("sources.csv")}
