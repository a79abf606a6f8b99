"""What an applicant is told of a table that was read."""

from __future__ import annotations

from collections.abc import Sequence

from coordination.cases.answers import RowFault
from coordination.cases.case import Case
from coordination.cases.kind import Field
from coordination.cases.sheets import LARGEST_MB, Sheet
from views.cases.faults import fault_words
from views.cases.fetching import go_on
from views.language import Html, Words
from views.message import Message

_SHOWN = 15
"""Faults told at once; more would not be read."""


def read(w: Words, case: Case, field: Field, columns: Sequence[Field], sheet: Sheet) -> Message:
    """The table was read, or what is wrong with it, row by row, and what to do."""
    buttons = go_on(w, case)
    if sheet.problem is not None:
        again = w.say("Nothing was taken from it. Please mend it and send the file again.")
        return Message(Html.paragraphs(_head(w, case, field), _problem(w, columns, sheet), again), buttons)
    if sheet.faults:
        return Message(_faulty(w, case, field, columns, sheet), buttons)
    taken = w.count(
        "✅ {list}: {n} row read.", "✅ {list}: {n} rows read.", len(sheet.rows), list=_label(w, field)
    )
    return Message(taken, buttons)


def not_open(w: Words, case: Case, field: Field) -> Message:
    """The table came when the case could not be changed any more, or by somebody whose case it is not."""
    sorry = w.say("The request cannot be changed now, so the table was not taken.")
    return Message(Html.paragraphs(_head(w, case, field), sorry), go_on(w, case))


def _head(w: Words, case: Case, field: Field) -> Html:
    if case.number:
        return w.say("⚠️ {list}, case {number}", list=_label(w, field), number=w.code(case.number))
    return w.say("⚠️ {list}", list=_label(w, field))


def _label(w: Words, field: Field) -> str:
    return field.label.told(w.language)


def _problem(w: Words, columns: Sequence[Field], sheet: Sheet) -> Html:
    match sheet.problem:
        case "too large":
            return w.say(
                "The file is larger than {most} MB: a table of this kind is much smaller.", most=LARGEST_MB
            )
        case "no header":
            return w.say(
                "I do not find the header in it. Use the table that I gave you, and leave its first row."
            )
        case "missing column":
            column = next((one for one in columns if one.id == sheet.detail), None)
            return w.say(
                "The column {column} is missing.", column=_label(w, column) if column else sheet.detail
            )
        case "too many rows":
            return w.say("It has more than {most} rows.", most=int(sheet.detail))
        case _:
            return w.say("I cannot read it as a table. Save it as .xlsx, without a password.")


def _faulty(w: Words, case: Case, field: Field, columns: Sequence[Field], sheet: Sheet) -> Html:
    by_id = {column.id: column for column in columns}
    lines = [_fault(w, by_id, sheet, one) for one in sheet.faults[:_SHOWN]]
    rest = len(sheet.faults) - len(lines)
    return Html.paragraphs(
        _head(w, case, field),
        w.count(
            "{n} thing in the table needs mending:",
            "{n} things in the table need mending:",
            len(sheet.faults),
        ),
        Html.lines(*lines),
        w.count("and {n} more", "and {n} more", rest) if rest else None,
        w.say("Nothing was taken from it. Please mend it and send the file again."),
    )


def _fault(w: Words, columns: dict[str, Field], sheet: Sheet, one: RowFault) -> Html:
    column = columns.get(one.column)
    if column is None:
        return _whole(w, one)
    letter = (sheet.letters or {}).get(one.column, "")
    why = fault_words(w, column, one.fault, one.detail)
    if not letter:
        return w.say("• Row {row}, {column}: {why}", row=one.row, column=_label(w, column), why=why)
    return w.say(
        "• Row {row}, column {letter} ({column}): {why}",
        row=one.row,
        letter=letter,
        column=_label(w, column),
        why=why,
    )


def _whole(w: Words, one: RowFault) -> Html:
    if one.fault == "empty":
        return w.say("• There is no filled row in it.")
    return w.say("• It has more than {most} rows.", most=int(one.detail))
