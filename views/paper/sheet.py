"""Lists as tables (.xlsx): to be filled in, and filled."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from coordination.cases.answers import Value
from coordination.cases.kind import MOST_ROWS, Field, FieldType
from coordination.cases.places import country_name
from coordination.cases.sheets import example
from coordination.places import gazetteer
from views.language import Words

MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_INK, _HEAD, _GREY = "#1d2b36", "#dcebee", "#8a97a1"
_WIDTH = 26
_STARTS_A_FORMULA = ("=", "+", "-", "@")


def file_name(list_id: str) -> str:
    """The name under which a table is sent."""
    return f"{list_id}.xlsx"


def template(columns: Sequence[Field], w: Words) -> bytes:
    """An empty table: header in both languages, a grey example, choices to pick from, a page that explains."""
    return _written(columns, (), w, examples=True)


def filled(columns: Sequence[Field], rows: Iterable[Mapping[str, Value]], w: Words) -> bytes:
    """A table with rows as kept, in a person's language. What people wrote cannot become a formula."""
    return _written(columns, rows, w, examples=False)


def _written(
    columns: Sequence[Field], rows: Iterable[Mapping[str, Value]], w: Words, *, examples: bool
) -> bytes:
    import xlsxwriter  # here, so that the start need not wait for it

    made = io.BytesIO()
    book = xlsxwriter.Workbook(
        made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    table = book.add_worksheet(w.label("List")[:31])
    head = book.add_format(
        {"bold": True, "bg_color": _HEAD, "font_color": _INK, "text_wrap": True, "valign": "top", "border": 1}
    )
    grey = book.add_format({"font_color": _GREY, "italic": True, "num_format": "@"})
    formats = {
        "text": book.add_format({"num_format": "@"}),
        "number": book.add_format({"num_format": "#,##0"}),
        # Typed as text for good: neither now nor after an edit does it become a formula.
        "defused": book.add_format({"num_format": "@", "quote_prefix": True}),
    }
    table.freeze_panes(1, 0)
    table.set_row(0, 48)
    for place, column in enumerate(columns):
        number = column.type is FieldType.NUMBER
        table.set_column(place, place, _WIDTH, formats["number" if number else "text"])
        table.write_string(0, place, _heading(column, w), head)
        if examples:
            table.write_string(1, place, example(column, w.language), grey)
        _validate(table, place, column, w)
    for at, row in enumerate(rows, 2 if examples else 1):
        for place, column in enumerate(columns):
            _write(table, at, place, _shown(column, row.get(column.id), w), formats)
    if w.rtl:
        table.right_to_left()
    if examples:
        _explain(book, columns, w)
    book.close()
    return made.getvalue()


def _write(table: Any, at: int, place: int, value: str | int, formats: Mapping[str, Any]) -> None:
    if isinstance(value, int):
        table.write_number(at, place, value, formats["number"])
    elif value.startswith(_STARTS_A_FORMULA):
        table.write_string(at, place, value, formats["defused"])
    elif value:
        table.write_string(at, place, value, formats["text"])


def _heading(column: Field, w: Words) -> str:
    """Both languages, the reader's first; a star marks what must be there."""
    first, second = column.label.told(w.language), column.label.told("en" if w.rtl else "ar")
    return f"{first}{' *' if column.required else ''}\n{second}"


def _validate(table: Any, place: int, column: Field, w: Words) -> None:
    last = MOST_ROWS + 1
    if column.options:
        choices = [option.label.told(w.language) for option in column.options]
        table.data_validation(1, place, last, place, {"validate": "list", "source": choices})
    elif column.type is FieldType.NUMBER:
        rule = {
            "validate": "integer",
            "criteria": "between",
            "minimum": 0,
            "maximum": column.most,
            # A warning: numbers typed as ٢٥٠ are text to a spreadsheet, and read all the same.
            "error_type": "warning",
            "error_title": w.label("A whole number")[:32],
            "error_message": w.label("Please write a whole number."),
        }
        table.data_validation(1, place, last, place, rule)


def _explain(book: Any, columns: Sequence[Field], w: Words) -> None:
    page = book.add_worksheet(w.label("How to fill it in")[:31])
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    page.set_column(0, 0, 36)
    page.set_column(1, 1, 70)
    lines = [
        w.label("Write one row for each, below the example. Columns with a star must be filled in."),
        w.label("Leave the header as it is. Up to {n} rows are read.", n=MOST_ROWS),
        w.label("Save as .xlsx and send the file to the bot in Telegram."),
    ]
    for at, line in enumerate(lines):
        page.merge_range(at, 0, at, 1, line, wrapped)
    for at, column in enumerate(columns, len(lines) + 1):
        page.write_string(at, 0, column.label.told(w.language) + (" *" if column.required else ""), bold)
        page.write_string(at, 1, column.help.told(w.language), wrapped)
    if w.rtl:
        page.right_to_left()


def _shown(column: Field, value: Value | None, w: Words) -> str | int:
    """A kept answer as a person would type it, so that it can be read back."""
    if value is None:
        return ""
    if isinstance(value, int):
        return value
    if isinstance(value, list):
        return ", ".join(_governorate(str(code), w) for code in value)
    if column.type is FieldType.COUNTRY:
        return country_name(value, w.language)
    if column.type is FieldType.CHOICE:
        return next((one.label.told(w.language) for one in column.options if one.id == value), value)
    return value


def _governorate(code: str, w: Words) -> str:
    place = gazetteer().get(code)
    return place.name(w.language) if place else code
