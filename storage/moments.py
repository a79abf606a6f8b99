"""Moments as they stand in rows: UTC, ISO 8601, milliseconds, so that text order is time order."""

from __future__ import annotations

from datetime import UTC, datetime


def stamp(at: datetime) -> str:
    """Write an aware moment for a row, e.g. ``2026-11-22T06:05:00.000Z``.

    Raises ValueError for a naive moment: a time without a zone is a wrong time three hours a day.
    """
    if at.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    utc = at if at.tzinfo is UTC else at.astimezone(UTC)
    return utc.isoformat(timespec="milliseconds")[: -len("+00:00")] + "Z"


def moment(text: str) -> datetime:
    """Read what `stamp` wrote: an aware moment in UTC."""
    return datetime.fromisoformat(text)
