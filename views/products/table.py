"""Exported tables: XLSX with sheets of data and one of notes, and CSV. Both carry the tags of HXL under the headings."""

from __future__ import annotations

import csv
import io
import re
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from coordination.products.held import Held
from coordination.products.lines import Line
from coordination.products.progress import Progress
from views.language import Words, phrase
from views.products.column import Column, Value
from views.products.columns import COLUMNS
from views.products.meeting_columns import MEETING_COLUMNS

T = TypeVar("T")

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv"
DEFUSED = ("=", "+", "-", "@", "\t", "\r")
"""Beginnings of a cell that a spreadsheet would run as a formula."""
_BEHIND_SEMICOLON = re.compile(r"([;\t]\s*)(?=[=+\-@])")
"""Where such a cell would begin for a spreadsheet that takes semicolons for separators, as it does in Iraq."""

_HEAD, _TAG, _INK, _WARNING = "#dcebee", "#eef4f5", "#1d2b36", "#9b1c1c"
_WIDTH, _WIDE = 18, 60
_TALL = 48


@dataclass(frozen=True, slots=True)
class Sheet(Generic[T]):
    """One sheet of data: `name` is English, to be said in the reader's language; a `note` stands above its headings."""

    name: str
    columns: Sequence[Column[T]]
    rows: Sequence[T]
    note: str = ""


def updates_sheet(lines: Sequence[Line]) -> Sheet[Line]:
    """A row for each update."""
    return Sheet(phrase("Data"), COLUMNS, lines)


def meetings_sheet(found: Sequence[Held]) -> Sheet[Held]:
    """A row for each time that a meeting took place."""
    return Sheet(phrase("Meetings"), MEETING_COLUMNS, found)


def csv_file(voices: Sequence[Words], lines: Sequence[Line], progress: Progress) -> bytes:
    """The updates alone, in UTF-8 with a byte order mark, so that spreadsheets read Arabic.

    Raises Stopped when it was called off.
    """
    made = io.StringIO(newline="")
    writer = csv.writer(made)
    writer.writerow([_heading(voices, column, " / ") for column in COLUMNS])
    writer.writerow([column.tag for column in COLUMNS])
    for n, line in enumerate(lines):
        _pause(progress, n, len(lines))
        writer.writerow([_defused(column.value(line)) for column in COLUMNS])
    return made.getvalue().encode("utf-8-sig")


def xlsx_file(
    voices: Sequence[Words],
    sheets: Sequence[Sheet[Any]],
    notes: Sequence[Sequence[tuple[str, str]]],
    progress: Progress,
) -> bytes:
    """A workbook; `notes` are a heading and a text each, for every language. Raises Stopped when it was called off."""
    # Rows go through a file, gone at the end: a hundred thousand of them take 700 MB of memory.
    with tempfile.TemporaryDirectory() as folder:
        return _workbook(voices, sheets, notes, progress, folder)


def _workbook(
    voices: Sequence[Words],
    sheets: Sequence[Sheet[Any]],
    notes: Sequence[Sequence[tuple[str, str]]],
    progress: Progress,
    folder: str,
) -> bytes:
    import xlsxwriter

    made = io.BytesIO()
    book = xlsxwriter.Workbook(
        made,
        {
            "constant_memory": True,  # then cells are written row by row
            "tmpdir": folder,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    formats = _formats(book)
    try:
        for sheet in sheets:
            _data(book, voices, sheet, formats, progress)
        for voice, told in zip(voices, notes, strict=True):
            _notes(book, voice, told, formats)
    finally:
        book.close()
    return made.getvalue()


def _data(
    book: Any, voices: Sequence[Words], sheet: Sheet[T], formats: dict[str, Any], progress: Progress
) -> None:
    w = voices[0]
    data = book.add_worksheet(w.label(sheet.name))
    first = 1 if sheet.note else 0
    if sheet.note:
        data.write_string(0, 0, sheet.note, formats["above"])
    data.set_row(first, _TALL)
    for at, column in enumerate(sheet.columns):
        data.set_column(at, at, _WIDE if column.wide else _WIDTH)
        data.write_string(first, at, _heading(voices, column, "\n"), formats["head"])
    for at, column in enumerate(sheet.columns):
        data.write_string(first + 1, at, column.tag, formats["tag"])
    data.freeze_panes(first + 2, 1)
    data.autofilter(first + 1, 0, first + len(sheet.rows) + 1, len(sheet.columns) - 1)
    if w.rtl:
        data.right_to_left()
    for n, row in enumerate(sheet.rows):
        _pause(progress, n, len(sheet.rows))
        for at, column in enumerate(sheet.columns):
            _write(data, first + n + 2, at, column.value(row), formats)


def _pause(progress: Progress, done: int, total: int) -> None:
    """Tell how far it is, and let the rest of the process run: a thread of pure Python would slow every answer."""
    progress.at("writing", done, total)
    time.sleep(0)


def _heading(voices: Sequence[Words], column: Column[T], between: str) -> str:
    return between.join(w.label(column.heading) for w in voices)


def _defused(value: Value) -> Value:
    if not isinstance(value, str):
        return value
    value = _BEHIND_SEMICOLON.sub(r"\1'", value)
    return f"'{value}" if value.lstrip(" ").startswith(DEFUSED) else value


def _formats(book: Any) -> dict[str, Any]:
    around = {"font_color": _INK, "text_wrap": True, "valign": "top"}
    return {
        "head": book.add_format({**around, "bold": True, "bg_color": _HEAD, "border": 1}),
        "tag": book.add_format({"font_color": _INK, "bg_color": _TAG, "border": 1}),
        "above": book.add_format({"bold": True, "font_color": _WARNING}),
        "text": book.add_format({"num_format": "@"}),
        "whole": book.add_format({"num_format": "0"}),
        "day": book.add_format({"num_format": "yyyy-mm-dd"}),
        "point": book.add_format({"num_format": "0.00000"}),
        # Typed as text for good: neither now nor after an edit does it become a formula.
        "defused": book.add_format({"num_format": "@", "quote_prefix": True}),
        "name": book.add_format({**around, "bold": True}),
        "note": book.add_format(around),
    }


def _write(sheet: Any, row: int, at: int, value: Value, formats: dict[str, Any]) -> None:
    if isinstance(value, int):
        sheet.write_number(row, at, value, formats["whole"])
    elif isinstance(value, float):
        sheet.write_number(row, at, value, formats["point"])
    elif isinstance(value, date):
        sheet.write_datetime(row, at, value, formats["day"])
    elif value:
        defused = value.startswith(DEFUSED)
        sheet.write_string(row, at, value, formats["defused" if defused else "text"])


def _notes(book: Any, w: Words, told: Sequence[tuple[str, str]], formats: dict[str, Any]) -> None:
    sheet = book.add_worksheet(w.label("Notes"))
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 100)
    for at, (name, text) in enumerate(told):
        sheet.write_string(at, 0, name, formats["name"])
        sheet.write_string(at, 1, text, formats["note"])
    if w.rtl:
        sheet.right_to_left()
