"""Lists that applicants fill in as tables (.xlsx): read with care, row by row, in either language."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Literal

from coordination.cases.answers import RowFault, Value, check_rows
from coordination.cases.kind import LISTS, Document, Field
from coordination.text import normalise

LARGEST_MB = 2
"""Of the file as it is sent; a full list has a few dozen kilobytes."""

MOST_READ = 500
"""Rows below the header that are looked at; how many a list may have is `kind.MOST_ROWS`."""

HEADER_WITHIN = 10
"""Rows in which the header is looked for: people put titles above."""

_MOST_COLUMNS, _MOST_CELL, _MOST_SHEETS = 40, 2000, 5
_LAST = HEADER_WITHIN + MOST_READ + 1
_MOST_PARTS, _MOST_UNPACKED = 200, 10 * 2**20
_MOST_MARKS = 150_000
"""Tags and attributes in the parts of a workbook: a tag of four bytes becomes an object a hundred times as large."""
_MARKS = "*＊ "

Cells = tuple[object, ...]
SheetProblem = Literal["no table", "too large", "no header", "missing column", "too many rows"]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What was read of a table. `problem` concerns all of it (`detail`: the column's id, or the most rows).

    `rows` are as kept, `faults` row by row: their rows are those of the table itself, counted from 1 with the
    header. `letters` are the table's columns, by id of the list's columns.
    """

    rows: tuple[dict[str, Value], ...] = ()
    faults: tuple[RowFault, ...] = ()
    letters: Mapping[str, str] | None = None
    problem: SheetProblem | None = None
    detail: str = ""

    @property
    def sound(self) -> bool:
        """Whether the rows can be kept as they are."""
        return self.problem is None and not self.faults


def list_document(field: Field) -> Document:
    """A list field as a paper, so that its table is attached as one: `fetching` reads it and does not keep it.

    Raises ValueError for a field that is no list.
    """
    if field.type not in LISTS:
        raise ValueError(f"{field.id} is no list")
    return Document(
        field.id, field.label, field.help, field.required, ("xlsx",), LARGEST_MB, field.only, field.source
    )


def read_list(content: bytes, columns: Sequence[Field], today: date) -> Sheet:
    """Read a filled table. `today` is the day in Baghdad. Takes up to some hundred milliseconds: use a thread."""
    if len(content) > LARGEST_MB * 2**20:
        return Sheet(problem="too large")
    tables = _tables(content) if _is_harmless(content) else None
    if tables is None:
        return Sheet(problem="no table")
    for rows in tables:
        found = _read(rows, columns, today)
        if found.problem != "no header":
            return found
    return Sheet(problem="no header")


def _tables(content: bytes) -> list[list[Cells]] | None:
    """The first rows of every sheet of a workbook; None for what is none, or is damaged."""
    from openpyxl import (
        load_workbook,  # here, because it takes a third of a second: the start need not wait for it
    )

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        try:
            tables: list[list[Cells]] = []
            for one in book.worksheets[:_MOST_SHEETS]:
                one.reset_dimensions()  # what a sheet says of its size need not be so
                rows = one.iter_rows(max_row=_LAST, max_col=_MOST_COLUMNS, values_only=True)
                tables.append([tuple(row) for row in rows])
            return tables
        finally:
            book.close()
    except Exception:
        # A file from outside can break openpyxl, zipfile and the parser anywhere: any error says that it is damaged.
        return None


def _is_harmless(content: bytes) -> bool:
    """Whether it is a small archive when unpacked, too, and quickly parsed: a few kilobytes can hold gigabytes."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            # What a part says of its size is what zipfile reads of it at most.
            if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_UNPACKED:
                return False
            # Other ways of packing ask for as much memory as the file says.
            if any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts):
                return False
            # In any encoding; pictures, which hold some by chance, are too small to hold many.
            marks = (data.count(b"<") + data.count(b"=") for data in map(archive.read, parts))
            return sum(marks) <= _MOST_MARKS
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, RuntimeError, EOFError):
        return False


def _read(table: Sequence[Cells], columns: Sequence[Field], today: date) -> Sheet:
    places: dict[str, int] = {}
    at = 0
    for at, cells in enumerate(table, 1):
        places = _header(cells, columns)
        if places or at == HEADER_WITHIN:
            break
    if not places:
        return Sheet(problem="no header")
    lacking = next((one for one in columns if one.required and one.id not in places), None)
    letters = {id: _letter(place) for id, place in places.items()}
    if lacking is not None:
        return Sheet(letters=letters, problem="missing column", detail=lacking.id)
    rows = [
        {id: _text(cells[place]) if place < len(cells) else "" for id, place in places.items()}
        for cells in table[at:]
    ]
    while rows and not any(rows[-1].values()):
        rows.pop()
    if len(rows) > MOST_READ:
        return Sheet(letters=letters, problem="too many rows", detail=str(MOST_READ))
    if rows and _is_example(rows[0], columns):
        rows[0] = {}
    kept, faults = check_rows(columns, rows, today)
    placed = tuple(replace(fault, row=fault.row + at) if fault.row else fault for fault in faults)
    return Sheet(tuple(kept), placed, letters)


def _letter(place: int) -> str:
    """What a spreadsheet calls a column: A for 0, AN for 39, the last that is read."""
    first, last = divmod(place, 26)
    return ("A" if first else "") + chr(ord("A") + last)


def _header(cells: Sequence[object], columns: Sequence[Field]) -> dict[str, int]:
    """Where the columns are, when this row names at least half of them, in either language; else nothing."""
    names = {
        name: column.id
        for column in columns
        for name in (_name(column.label.ar), _name(column.label.en), _name(column.id))
    }
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        for line in (_text(cell), *_text(cell).splitlines()):
            if (id := names.get(_name(line))) and id not in found:
                found[id] = place
    return found if len(found) * 2 >= len(columns) else {}


def _name(text: str) -> str:
    return normalise(text.strip(_MARKS)).strip(_MARKS).casefold()


def example(column: Field, language: str) -> str:
    """The example that the help of a column gives, as it stands in the table's example row."""
    text = column.help.told(language)
    mark, colon, value = text.partition(":")
    return value.strip(" .") if colon and mark.strip() else text


def _is_example(row: Mapping[str, str], columns: Sequence[Field]) -> bool:
    """Whether the example was left standing, in either language."""
    return any(
        all(row.get(column.id, "") == example(column, language) for column in columns if column.id in row)
        for language in ("ar", "en")
    )


def _text(cell: object) -> str:
    """A cell as a person would type it; days as 2026-11-22, moments as 2026-11-22 08:30."""
    match cell:
        case None:
            return ""
        case bool():
            return str(cell)
        case datetime():
            return cell.date().isoformat() if cell.time() == time() else f"{cell:%Y-%m-%d %H:%M}"
        case date():
            return cell.isoformat()
        case float() if cell.is_integer():
            return str(int(cell))
        case _:
            return str(cell).strip()[:_MOST_CELL]
