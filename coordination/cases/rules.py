"""What follows from a kind and its answers: what is missing, what is late, what to warn of, how long things took."""

from __future__ import annotations

import math
from calendar import monthrange
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median
from typing import Literal

from coordination.cases.answers import Value
from coordination.cases.case import Case
from coordination.cases.files import procedures
from coordination.cases.kind import LISTS, Document, Field, Kind, Notice, Only, Validity
from coordination.cases.states import State
from coordination.reports.days import BAGHDAD
from storage import moment

LEAST_CASES = 3
"""Fewer closed cases tell nothing."""

Answers = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that a case still needs: a field or a document of its kind, by id."""

    what: Literal["field", "document"]
    id: str


@dataclass(frozen=True, slots=True)
class Times:
    """How long decisions took, in days, and of how many cases."""

    median: float
    ninetieth: float
    n: int


def asked_of(kind: Kind, answers: Answers, ended: Collection[str] = ()) -> tuple[Field, ...]:
    """The fields to be asked, in order: their condition holds and no admin has ended them."""
    return tuple(one for one in kind.fields if one.id not in ended and _holds(one.only, answers))


def papers_of(kind: Kind, answers: Answers, ended: Collection[str] = ()) -> tuple[Document, ...]:
    """The documents to be asked for, as `asked_of`."""
    return tuple(one for one in kind.documents if one.id not in ended and _holds(one.only, answers))


def missing(
    kind: Kind, answers: Answers, documents: Collection[str], ended: Collection[str] = ()
) -> tuple[Missing, ...]:
    """What a request still needs before it can be filed; `documents` are the ids of those attached.

    A list counts as answered when it has rows, all of them with what each needs.
    """
    fields = [one.id for one in asked_of(kind, answers, ended) if one.required and not given(one, answers)]
    papers = [one.id for one in papers_of(kind, answers, ended) if one.required and one.id not in documents]
    return (*(Missing("field", id) for id in fields), *(Missing("document", id) for id in papers))


def notice(kind: Kind, answers: Answers, now: datetime, ended: Collection[str] = ()) -> tuple[Notice, ...]:
    """The notice periods that a filing at `now` falls below: it is taken all the same, and marked urgent.

    A day counts from its first minute in Baghdad.
    """
    found = []
    for one in kind.notices:
        at = _moment_of(answers.get(one.field))
        if one.id not in ended and at and _holds(one.only, answers) and at - now < timedelta(hours=one.hours):
            found.append(one)
    return tuple(found)


def warnings(kind: Kind, answers: Answers, ended: Collection[str] = ()) -> tuple[Validity, ...]:
    """The validities that do not reach far enough: a passport that ends within six months after entry."""
    found = []
    for one in kind.validities:
        end, at = _moment_of(answers.get(one.field)), _moment_of(answers.get(one.at))
        if one.id not in ended and end and at and _day(end) < months_after(_day(at), one.months):
            found.append(one)
    return tuple(found)


def out_of_order(kind: Kind, field: Field, value: Value, answers: Answers) -> tuple[Field, Field] | None:
    """The earlier and the later field that an answer would put the wrong way round; None when all days follow."""
    given = {**answers, field.id: value}
    for later in kind.fields:
        earlier = kind.field(later.after) if later.after else None
        if earlier is None or field.id not in (earlier.id, later.id):
            continue
        start, end = _moment_of(given.get(earlier.id)), _moment_of(given.get(later.id))
        if start and end and end < start:
            return earlier, later
    return None


def hits(kind: Kind, rule: str, case: Case, answers: Answers) -> bool:
    """Whether a rule of this kind touches an open case: it applies to its answers, or it was sent to that office."""
    if kind.office(rule):
        return case.office == rule
    for some in (kind.fields, kind.documents, kind.notices):
        for one in some:
            if one.id == rule:
                return _holds(one.only, answers)
    return rule in kind.rules()


def overdue_at(kind: Kind, state: State, since: datetime) -> datetime | None:
    """When a case that is in this state since then becomes overdue; None where the kind says nothing."""
    days = kind.overdue_after_days.get(state)
    return since + timedelta(days=days) if days else None


def overdue(case: Case, now: datetime) -> bool:
    """Whether the case has been in its state for too long."""
    return case.overdue_at is not None and case.overdue_at <= now


def reminder_step(kind: Kind, left: int) -> int | None:
    """The reminder that is due with so many days of validity left: the last one whose day has come; or None."""
    return min((days for days in kind.reminders if days >= left), default=None)


def times(decided: Iterable[Case]) -> Times | None:
    """Days from filing to decision (approved or refused) of the cases that have one; None for fewer than three.

    Days are elapsed time: 36 hours are 1.5. The median of an even number is the mean of the middle two; the 90th
    percentile is the nearest rank: the smallest time that at least nine tenths of the cases did not exceed. The
    first decision counts; withdrawn cases have none. Both are rounded to a tenth.
    """
    days = sorted(
        (case.decided_at - case.filed_at) / timedelta(days=1)
        for case in decided
        if case.decided_at and case.filed_at
    )
    if len(days) < LEAST_CASES:
        return None
    rank = math.ceil(0.9 * len(days))
    return Times(round(median(days), 1), round(days[rank - 1], 1), len(days))


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or its last one: six months after 31 August are 28 or 29 February."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _holds(only: Only | None, answers: Answers) -> bool:
    return only is None or answers.get(only.field) in only.values


def given(field: Field, answers: Answers) -> bool:
    """Whether a field is answered. Rows kept before a column was required are none: they are asked for again."""
    value = answers.get(field.id)
    if value in (None, "", []):
        return False
    if field.type not in LISTS or not isinstance(value, list):
        return True
    needed = [column.id for column in procedures().columns(field) if column.required]
    return all(row.get(id) not in (None, "") for row in value if isinstance(row, dict) for id in needed)


def _moment_of(value: Value | None) -> datetime | None:
    if not isinstance(value, str):
        return None
    if len(value) == len("2026-11-22"):
        return datetime.combine(date.fromisoformat(value), datetime.min.time(), BAGHDAD)
    return moment(value)


def _day(at: datetime) -> date:
    return at.astimezone(BAGHDAD).date()
