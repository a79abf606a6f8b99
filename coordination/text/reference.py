"""The tables of facts that the program starts with (`reference/`)."""

from __future__ import annotations

import csv
from pathlib import Path

_FOLDER = Path(__file__).resolve().parents[2] / "reference"


def read_table(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of `reference/<name>` (CSV with a header, UTF-8); lines that start with # are notes."""
    with (_FOLDER / name).open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(line for line in lines if not line.startswith("#")))
