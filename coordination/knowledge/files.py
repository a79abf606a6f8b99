"""Knowledge files (reference/knowledge/*.toml): what the rows of a new database start from."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from coordination.knowledge.entry import Area, Entry, Told

FOLDER = Path(__file__).resolve().parents[2] / "reference" / "knowledge"

_LISTS = ("steps", "documents", "ask")
LIVE = ("", "next_meeting", "focal_point", "deadline", "case_status", "airspace")
"""What `live` may name."""


class BadFile(ValueError):
    """A knowledge file that cannot be taken; its message names the file, the topic and what to change."""


def read_files(folder: Path = FOLDER) -> tuple[tuple[Area, ...], tuple[Entry, ...]]:
    """Read every area of a folder. Raises BadFile for the first thing that is missing or wrong."""
    areas: list[Area] = []
    entries: list[Entry] = []
    for file in sorted(folder.iterdir(), key=lambda one: one.name):
        if file.name.endswith(".toml"):
            area, its = read_area(file.name, file.read_text(encoding="utf-8"))
            areas.append(area)
            entries.extend(its)
    _check_whole(entries)
    return tuple(areas), tuple(entries)


@cache
def shipped() -> tuple[tuple[Area, ...], tuple[Entry, ...]]:
    """What this release brings along; read once a process. Raises BadFile."""
    return read_files()


def ways_of(entries: Iterable[Entry]) -> dict[str, tuple[str, ...]]:
    """Topic → everything it is asked with: its ways of asking and its titles, in both languages."""
    return {
        entry.topic: (*entry.ar.ways, *entry.en.ways, entry.ar.title, entry.en.title) for entry in entries
    }


def read_area(name: str, text: str) -> tuple[Area, tuple[Entry, ...]]:
    """Read one file's text. Raises BadFile."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadFile(f"{name}: {error}") from error
    head = data.get("area", {})
    where = f"{name}, [area]"
    area = Area(_text(head, "id", where), _text(head, "title_ar", where), _text(head, "title_en", where))
    return area, tuple(_entry(area, row, name) for row in data.get("topic", ()))


def _entry(area: Area, row: Mapping[str, Any], name: str) -> Entry:
    topic = _text(row, "id", f"{name}, a topic")
    where = f"{name}, {topic}"
    live = row.get("live", "")
    if live not in LIVE:
        raise BadFile(f"{where}: live is {live!r}; it must be one of {', '.join(LIVE[1:])}, or empty.")
    for field in _LISTS[:2]:
        if len(row.get(f"{field}_ar", ())) != len(row.get(f"{field}_en", ())):
            raise BadFile(f"{where}: {field}_ar and {field}_en must have as many lines.")
    return Entry(
        topic,
        area.id,
        _told(row, "ar", where),
        _told(row, "en", where),
        _text(row, "source", where),
        _day(row, "valid_from", where),
        _day(row, "confirmed", where) if "confirmed" in row else None,
        _day(row, "confirm_by", where),
        bool(row.get("sample", False)),
        live,
        row.get("case", ""),
        tuple(row.get("related", ())),
    )


def _told(row: Mapping[str, Any], language: str, where: str) -> Told:
    title, answer, owner = (
        _text(row, f"{field}_{language}", where) for field in ("title", "answer", "owner")
    )
    steps, documents, ways = (tuple(row.get(f"{field}_{language}", ())) for field in _LISTS)
    return Told(title, answer, steps, documents, owner, ways)


def _text(row: Mapping[str, Any], field: str, where: str) -> str:
    value = row.get(field)
    if not isinstance(value, str) or not value.strip():
        raise BadFile(f"{where}: {field} is missing.")
    return value.strip()


def _day(row: Mapping[str, Any], field: str, where: str) -> date:
    value = row.get(field)
    if not isinstance(value, date):
        raise BadFile(f"{where}: {field} must be a day (2026-12-31).")
    return value


def _check_whole(entries: list[Entry]) -> None:
    """Raise BadFile for a topic told twice or a related one that does not exist."""
    known: set[str] = set()
    for entry in entries:
        if entry.topic in known:
            raise BadFile(f"{entry.topic} stands in the files twice.")
        known.add(entry.topic)
    for entry, related in _related(entries):
        if related not in known:
            raise BadFile(f"{entry.topic}: the related topic {related} does not exist.")


def _related(entries: list[Entry]) -> Iterator[tuple[Entry, str]]:
    return ((entry, related) for entry in entries for related in entry.related)
