"""Whether the files of `reference/cases/` fit together: what they name exists, and nothing stands twice."""

from __future__ import annotations

import re
from collections.abc import Iterable

from coordination.cases.kind import LISTS, Document, Field, FieldType, Kind, Notice, Only, Procedures
from coordination.cases.states import FOLLOWED

# X, Y and Z would weigh as A, B and C in the check letter of a number.
_PREFIX = re.compile(r"[A-W]{2}")
_ID = re.compile(r"[a-z][a-z0-9_]{0,29}")


class BadFile(ValueError):
    """A file of cases that cannot be taken; its message names the file, the field and what to change."""


def check(made: Procedures) -> None:
    """Raise BadFile for the first thing that does not fit."""
    prefixes: dict[str, str] = {}
    for kind in made.kinds.values():
        where = f"{kind.id}.toml"
        if not _PREFIX.fullmatch(kind.prefix):
            raise BadFile(f"{where}: prefix must be two letters from A to W.")
        if other := prefixes.get(kind.prefix):
            raise BadFile(f"{where}: prefix {kind.prefix} is that of {other} as well.")
        prefixes[kind.prefix] = where
        _check_kind(kind, made, where)
    for columns in made.lists.values():
        _check_fields(columns, "common.toml")
    _check_triage(made)


def _check_kind(kind: Kind, made: Procedures, where: str) -> None:
    _check_ids(kind.rules(), where)
    _check_fields(kind.fields, where)
    for field in kind.fields:
        if field.after:
            _check_day(kind, field.id, f"{where}, field {field.id}: what has after")
            _check_day(kind, field.after, f"{where}, field {field.id}: after")
        if field.type in LISTS and LISTS[field.type] not in made.lists:
            raise BadFile(f"{where}, field {field.id}: common.toml has no list {LISTS[field.type]!r}.")
    conditional: tuple[Field | Document | Notice, ...] = (*kind.fields, *kind.documents, *kind.notices)
    for one in conditional:
        if one.only:
            _check_only(one.only, kind, f"{where}, {one.id}")
    for notice in kind.notices:
        _check_day(kind, notice.field, f"{where}, notice {notice.id}: field")
    for validity in kind.validities:
        _check_day(kind, validity.field, f"{where}, validity {validity.id}: field")
        _check_day(kind, validity.at, f"{where}, validity {validity.id}: at")
    for name, some in (("offices", kind.offices), ("reasons", kind.reasons), ("fields", kind.fields)):
        if not some:
            raise BadFile(f"{where}: there are no {name}.")
    for state in kind.overdue_after_days:
        if state not in FOLLOWED:
            raise BadFile(f"{where}, overdue_after_days: {state!r} is not one of {', '.join(FOLLOWED)}.")


def _check_fields(fields: tuple[Field, ...], where: str) -> None:
    _check_ids((field.id for field in fields), where)
    for field in fields:
        if (field.type is FieldType.CHOICE) != bool(field.options):
            raise BadFile(f"{where}, field {field.id}: options belong to a choice, and a choice needs them.")
        _check_ids((option.id for option in field.options), f"{where}, field {field.id}")


def _check_ids(ids: Iterable[str], where: str) -> None:
    seen: set[str] = set()
    for id in ids:
        if not _ID.fullmatch(id):
            raise BadFile(f"{where}: the id {id!r} must be small letters, digits and _, 30 at most.")
        if id in seen:
            raise BadFile(f"{where}: {id} stands there twice.")
        seen.add(id)


def _check_only(only: Only, kind: Kind, where: str) -> None:
    field = kind.field(only.field)
    options = {option.id for option in field.options} if field else set()
    if not only.values or not set(only.values) <= options:
        raise BadFile(f"{where}, only: {only.field!r} is no choice with all of {', '.join(only.values)}.")


def _check_day(kind: Kind, field: str, where: str) -> None:
    found = kind.field(field)
    if found is None or found.type not in (FieldType.DAY, FieldType.MOMENT):
        raise BadFile(f"{where} is {field!r}; it must be a day or a moment among the fields.")


def _check_triage(made: Procedures) -> None:
    if made.first not in made.questions:
        raise BadFile(f"triage.toml: first is {made.first!r}; there is no such question.")
    for question in made.questions.values():
        for answer in question.answers:
            if bool(answer.next) == bool(answer.kind):
                raise BadFile(
                    f"triage.toml, question {question.id}: an answer has next or kind, one of them."
                )
            if answer.next and answer.next not in made.questions:
                raise BadFile(f"triage.toml, question {question.id}: there is no question {answer.next!r}.")
            if answer.kind and answer.kind not in made.kinds:
                raise BadFile(f"triage.toml, question {question.id}: there is no kind {answer.kind!r}.")
