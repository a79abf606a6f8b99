"""Papers that can be asked for with `Outgoing.paper`: what they need from the rows, read; then drawn elsewhere.

Each reads inside a transaction and gives back what draws, to be called in a thread; None when there is nothing to
draw any more. Who may see it is looked up again: time has passed since it was asked for.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from coordination.cases.access import answers_of, case_by_id, may_see_personal
from coordination.cases.answers import Value
from coordination.cases.case import Case
from coordination.cases.ended import ended_rules
from coordination.cases.files import procedures
from coordination.cases.kind import LISTS, Document, Field
from coordination.cases.papers import files_of
from coordination.cases.rules import Answers, missing, notice
from coordination.cases.vault import Vault
from coordination.meetings import minutes, store
from coordination.meetings.calls import OFFICERS
from coordination.meetings.meeting import Occurrence
from coordination.people import register
from coordination.people.person import OVERSEERS, Person
from handlers.meetings.naming import organisations_of
from storage import Transaction
from views.language import Html, Words
from views.paper import minutes as minutes_view
from views.paper import picture as picture_view
from views.paper import receipt as receipt_view
from views.paper import sheet as sheet_view
from views.products import contacts as contacts_view


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for: `subject` as `Outgoing.paper` got it, `w` how to speak, `username` the bot's."""

    subject: Mapping[str, Any]
    w: Words
    username: str
    vault: Vault | None
    now: datetime


@dataclass(frozen=True, slots=True)
class Drawn:
    """A file that was made; what is `personal` waits for its sending sealed. A `caption` goes before the one asked for."""

    name: str
    mime: str
    content: bytes
    personal: bool = False
    caption: Html | None = None


Draw = Callable[[], Drawn]
Prepare = Callable[[Transaction, Request], Awaitable[Draw | None]]

RECEIPT = "receipt"
"""Of a filed case: subject {"case": row id, "person": row id of who asked}."""

LIST_TEMPLATE = "list template"
"""To be filled in: subject {"list": "staff", "vehicles" or "goods"}."""

FILLED_LIST = "filled list"
"""Rows of a case: subject {"case": row id, "person": row id of who asked, "field": id}. The look is noted before."""

SUMMARY_PICTURE = "summary picture"
"""Of a summary: subject {"values": those of `views.paper.picture`}, so that it shows what the summary told."""


MINUTES = "minutes"
"""Of a meeting, for an officer: subject {"occurrence": row id, "person": row id of who asked}. No owner is named."""


CONTACTS = "contacts"
"""The directory of people: subject {"person": row id of who asked}. The asking is noted before."""


async def _receipt(tx: Transaction, asked: Request) -> Draw | None:
    person = await register.person(tx, asked.subject["person"])
    case = await case_by_id(tx, person, asked.subject["case"]) if person else None
    if person is None or case is None or case.filed_at is None or asked.vault is None:
        return None
    answers = answers_of(person, case, asked.vault)
    ended = await ended_rules(tx, case.kind)
    counts: dict[str, int] = {}
    for file in await files_of(tx, case):
        counts[file.document] = counts.get(file.document, 0) + 1
    made = receipt_view.Receipt(
        case=case,
        filed_at=case.filed_at,
        papers=tuple((one, counts[one.id]) for one in case.kind.documents if one.id in counts),
        lists=_lists(case, answers),
        missing=_missing(case, answers, counts, ended, whole=person.id == case.applicant),
        late=notice(case.kind, answers, case.filed_at, ended),
        username=asked.username,
        digits=asked.w.digits,
        drawn_at=asked.now,
    )
    return partial(_draw_receipt, made)


def _draw_receipt(made: receipt_view.Receipt) -> Drawn:
    return Drawn(receipt_view.file_name(made), receipt_view.MIME, receipt_view.draw(made))


def _lists(case: Case, answers: Answers) -> tuple[tuple[Field, int], ...]:
    found = ((one, answers.get(one.id)) for one in case.kind.fields if one.type in LISTS)
    return tuple((field, len(rows)) for field, rows in found if isinstance(rows, list))


def _missing(
    case: Case, answers: Answers, counts: Mapping[str, int], ended: frozenset[str], *, whole: bool
) -> tuple[Field | Document, ...]:
    """What the case still needs; where not the whole is seen, only what the desk asked for can be said."""
    ids = [one.id for one in missing(case.kind, answers, set(counts), ended)] if whole else []
    ids += [one for one in case.asked if one not in ids]
    found = (case.kind.field(id) or case.kind.document(id) for id in ids)
    return tuple(one for one in found if one is not None)


async def _list_template(_tx: Transaction, asked: Request) -> Draw | None:
    columns = procedures().lists.get(asked.subject["list"])
    return partial(_draw_template, asked.subject["list"], columns, asked.w) if columns else None


def _draw_template(list_id: str, columns: tuple[Field, ...], w: Words) -> Drawn:
    return Drawn(sheet_view.file_name(list_id), sheet_view.MIME, sheet_view.template(columns, w))


async def _filled_list(tx: Transaction, asked: Request) -> Draw | None:
    person = await register.person(tx, asked.subject["person"])
    case = await case_by_id(tx, person, asked.subject["case"]) if person else None
    field = case.kind.field(asked.subject["field"]) if case else None
    if person is None or case is None or field is None or asked.vault is None:
        return None
    if not may_see_personal(person, case):
        return None
    rows = answers_of(person, case, asked.vault).get(field.id)
    columns = procedures().columns(field)
    return (
        partial(_draw_list, f"{case.number}-{field.id}", columns, rows, asked.w) if columns and rows else None
    )


def _draw_list(name: str, columns: tuple[Field, ...], rows: Value, w: Words) -> Drawn:
    filled = sheet_view.filled(columns, _rows_of(rows), w)
    return Drawn(sheet_view.file_name(name), sheet_view.MIME, filled, personal=True)


def _rows_of(value: Value) -> list[dict[str, Value]]:
    """The rows of a list field's answer."""
    rows = value if isinstance(value, list) else []
    return [dict(row) for row in rows if isinstance(row, dict)]


async def _summary_picture(_tx: Transaction, asked: Request) -> Draw | None:
    return partial(_draw_picture, asked.subject["values"])


def _draw_picture(values: Mapping[str, Any]) -> Drawn:
    return Drawn(picture_view.NAME, picture_view.MIME, picture_view.draw(values))


async def _minutes(tx: Transaction, asked: Request) -> Draw | None:
    person = await register.person(tx, asked.subject["person"])
    one = await store.occurrence(tx, asked.subject["occurrence"])
    if person is None or person.role not in OVERSEERS or one is None or one.cancelled:
        return None
    points = await minutes.of_occurrence(tx, one)
    names = await organisations_of(tx, points)
    return partial(_draw_minutes, asked.w, one, points, names, asked.now) if points else None


def _draw_minutes(
    w: Words,
    one: Occurrence,
    points: Sequence[minutes.Point],
    names: Mapping[int, str],
    now: datetime,
) -> Drawn:
    values = minutes_view.values(w, one, points, names, now)
    return Drawn(minutes_view.file_name(one), minutes_view.MIME, minutes_view.draw(values, now))


async def _contacts(tx: Transaction, asked: Request) -> Draw | None:
    person = await register.person(tx, asked.subject["person"])
    if person is None or person.role not in OFFICERS:
        return None
    return partial(_draw_contacts, asked.w, await register.everybody(tx), asked.now)


def _draw_contacts(w: Words, people: Sequence[Person], now: datetime) -> Drawn:
    name = contacts_view.file_name(w, now)
    return Drawn(name, sheet_view.MIME, contacts_view.contacts_file(w, people, now), personal=True)


PAPERS: Mapping[str, Prepare] = {
    CONTACTS: _contacts,
    MINUTES: _minutes,
    RECEIPT: _receipt,
    LIST_TEMPLATE: _list_template,
    FILLED_LIST: _filled_list,
    SUMMARY_PICTURE: _summary_picture,
}
