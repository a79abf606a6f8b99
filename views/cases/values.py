"""What was answered, as people read it: names for codes, days written out."""

from __future__ import annotations

from datetime import date

from coordination.cases.answers import Value
from coordination.cases.files import procedures
from coordination.cases.kind import LISTS, Field, FieldType
from coordination.cases.places import airport_name, country_name
from storage import moment
from views.language import Html, Words, plain
from views.quoting import one_line
from views.status.names import place_name

LONGEST = 200
"""Characters of a text that are shown."""

_ROWS = 5
"""Rows of a list that are shown."""


def shown(w: Words, field: Field, value: Value, longest: int = LONGEST) -> str:
    """One answer on one line, to be put into a sentence; long texts are cut, of lists the number of rows is told."""
    if isinstance(value, list):
        if field.type in LISTS:
            return plain(w.count("{n} row", "{n} rows", len(value)))
        return one_line(plain(w.join([place_name(w, str(code)) for code in value])), longest)
    if isinstance(value, int):
        return w.number(value)
    match field.type:
        case FieldType.CHOICE:
            option = next((one for one in field.options if one.id == value), None)
            return option.label.told(w.language) if option else value
        case FieldType.DAY:
            return w.day(date.fromisoformat(value))
        case FieldType.MOMENT:
            return w.moment(moment(value))
        case FieldType.COUNTRY:
            return country_name(value, w.language)
        case FieldType.AIRPORT:
            return airport_name(value, w.language)
        case _:
            return one_line(value, longest)


def rows_shown(w: Words, field: Field, value: Value | None, longest: int = LONGEST) -> Html | None:
    """The first rows of a list, one a line, cut to `longest` characters; None for any other answer."""
    rows = [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
    columns = procedures().columns(field)
    if not rows or not columns:
        return None
    between = "؛ " if w.rtl else "; "
    lines = []
    for n, row in enumerate(rows[:_ROWS], 1):
        cells = [shown(w, column, row[column.id]) for column in columns if column.id in row]
        lines.append(w.say("{n}. {row}", n=n, row=one_line(between.join(cells), longest)))
    rest = len(rows) - _ROWS
    return Html.lines(*lines, w.count("and {n} more", "and {n} more", rest) if rest > 0 else None)
