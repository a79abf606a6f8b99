"""The files of `reference/cases/`: read once, checked as a whole, with errors that name file and field."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from coordination.cases.checking import BadFile, check
from coordination.cases.kind import (
    FILE_TYPES,
    Choice,
    Document,
    Field,
    FieldType,
    Kind,
    Notice,
    Office,
    Only,
    Option,
    Procedures,
    Question,
    Reason,
    Source,
    Validity,
    Words,
)

__all__ = ["FOLDER", "BadFile", "procedures", "read_folder"]

FOLDER = Path(__file__).resolve().parents[2] / "reference" / "cases"
COMMON, TRIAGE = "common.toml", "triage.toml"

_MOST = {FieldType.TEXT: 200, FieldType.LONG_TEXT: 2000, FieldType.NUMBER: 1_000_000}
_MOST_OF_OTHERS = 200
_MOST_MB = 10

Table = Mapping[str, Any]


@cache
def procedures() -> Procedures:
    """The procedures of this installation, read once. Raises BadFile."""
    return read_folder()


def read_folder(folder: Path = FOLDER) -> Procedures:
    """Read all files of a folder. Raises BadFile for the first thing that is missing or wrong."""
    tables = {file.name: _table(file) for file in sorted(folder.glob("*.toml"))}
    for name in (COMMON, TRIAGE):
        if name not in tables:
            raise BadFile(f"{name} is missing.")
    common, triage = tables.pop(COMMON), tables.pop(TRIAGE)
    lists = {
        one["id"]: tuple(_field(row, f"{COMMON}, list {one['id']}", one) for row in one.get("column", ()))
        for one in common.get("list", ())
    }
    kinds = [_kind(name, table, common) for name, table in tables.items()]
    questions = [_question(row) for row in triage.get("question", ())]
    made = Procedures(
        {kind.id: kind for kind in kinds},
        lists,
        {question.id: question for question in questions},
        _text(triage, "first", TRIAGE),
    )
    check(made)
    return made


def _table(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise BadFile(f"{file.name}: {error}") from error


def _kind(name: str, table: Table, common: Table) -> Kind:
    id = name.removesuffix(".toml")
    return Kind(
        id=id,
        prefix=_text(table, "prefix", name),
        title=_words(table, "title", name),
        purpose=_words(table, "purpose", name),
        fields=tuple(_field(row, f"{name}, field", table) for row in table.get("field", ())),
        documents=tuple(_document(row, f"{name}, document", table) for row in table.get("document", ())),
        notices=tuple(_notice(row, f"{name}, notice", table) for row in table.get("notice", ())),
        validities=tuple(_validity(row, f"{name}, validity", table) for row in table.get("validity", ())),
        offices=tuple(_office(one, common, name) for one in table.get("offices", ())),
        reasons=tuple(_reason(one, common, name) for one in table.get("reasons", ())),
        overdue_after_days={
            state: _number({state: days}, state, f"{name}, overdue_after_days")
            for state, days in table.get("overdue_after_days", {}).items()
        },
        reminders=tuple(table.get("reminders", ())),
        purge_after_days=_number(table, "purge_after_days", name),
        source=_source(table, table, name),
    )


def _field(row: Table, where: str, above: Table) -> Field:
    where = f"{where} {_text(row, 'id', where)}"
    try:
        type = FieldType(_text(row, "type", where))
    except ValueError:
        raise BadFile(
            f"{where}: type is {row['type']!r}; it must be one of {', '.join(FieldType)}."
        ) from None
    return Field(
        id=row["id"],
        type=type,
        label=_words(row, "label", where),
        help=_words(row, "help", where),
        required=_flag(row, "required", where),
        personal=_flag(row, "personal", where),
        most=_number(row, "most", where) if "most" in row else _MOST.get(type, _MOST_OF_OTHERS),
        past=_flag(row, "past", where),
        options=tuple(
            Option(_text(one, "id", f"{where}, option"), _words(one, "label", f"{where}, option"))
            for one in row.get("options", ())
        ),
        only=_only(row, where),
        source=_source(row, above, where),
        after=_text(row, "after", where) if "after" in row else "",
    )


def _document(row: Table, where: str, above: Table) -> Document:
    where = f"{where} {_text(row, 'id', where)}"
    types = tuple(row.get("types", ()))
    if not types or set(types) - set(FILE_TYPES):
        raise BadFile(f"{where}: types must be some of {', '.join(FILE_TYPES)}.")
    return Document(
        row["id"],
        _words(row, "label", where),
        _words(row, "help", where),
        _flag(row, "required", where),
        types,
        _number(row, "most_mb", where) if "most_mb" in row else _MOST_MB,
        _only(row, where),
        _source(row, above, where),
    )


def _notice(row: Table, where: str, above: Table) -> Notice:
    where = f"{where} {_text(row, 'id', where)}"
    hours = _number(row, "hours", where)
    words = _words(row, "words", where)
    return Notice(
        row["id"], _text(row, "field", where), hours, words, _only(row, where), _source(row, above, where)
    )


def _validity(row: Table, where: str, above: Table) -> Validity:
    where = f"{where} {_text(row, 'id', where)}"
    field, at = _text(row, "field", where), _text(row, "at", where)
    months, words = _number(row, "months", where), _words(row, "words", where)
    return Validity(row["id"], field, at, months, words, _source(row, above, where))


def _office(id: str, common: Table, name: str) -> Office:
    row = _of_common(common, "office", id, name)
    return Office(id, _words(row, "name", f"{COMMON}, office {id}"), _source(row, row, f"{COMMON}, {id}"))


def _reason(code: str, common: Table, name: str) -> Reason:
    row = _of_common(common, "reason", code, name)
    return Reason(code, _words(row, "label", f"{COMMON}, reason {code}"))


def _of_common(common: Table, what: str, id: str, name: str) -> Table:
    for row in common.get(what, ()):
        if row.get("id") == id:
            found: Table = row
            return found
    raise BadFile(f"{name}: {COMMON} has no {what} {id!r}.")


def _question(row: Table) -> Question:
    where = f"{TRIAGE}, question {_text(row, 'id', f'{TRIAGE}, a question')}"
    answers = tuple(
        Choice(_words(one, "label", f"{where}, answer"), one.get("next", ""), one.get("kind", ""))
        for one in row.get("answers", ())
    )
    return Question(row["id"], _words(row, "ask", where), answers, _source(row, row, where))


def _only(row: Table, where: str) -> Only | None:
    if "only" not in row:
        return None
    only = row["only"]
    return Only(_text(only, "field", f"{where}, only"), tuple(only.get("values", ())))


def _source(row: Table, above: Table, where: str) -> Source:
    """A rule's own source, or that of what it stands in."""
    owner = row if "source" in row else above
    return Source(_text(owner, "source", where), _flag(owner, "sample", where))


def _words(row: Table, field: str, where: str) -> Words:
    return Words(_text(row, f"{field}_ar", where), _text(row, f"{field}_en", where))


def _text(row: Table, field: str, where: str) -> str:
    value = row.get(field)
    if not isinstance(value, str) or not value.strip():
        raise BadFile(f"{where}: {field} is missing.")
    return value.strip()


def _flag(row: Table, field: str, where: str) -> bool:
    value = row.get(field, False)
    if not isinstance(value, bool):
        raise BadFile(f"{where}: {field} must be true or false.")
    return value


def _number(row: Table, field: str, where: str) -> int:
    value = row.get(field)
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise BadFile(f"{where}: {field} must be a whole number above zero.")
    return value
