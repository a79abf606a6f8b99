"""Kinds of cases: what `reference/cases/` says of them, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class FieldType(StrEnum):
    """What an answer must be; the lists come as rows."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    DAY = "day"
    MOMENT = "moment"
    CHOICE = "choice"
    GOVERNORATES = "governorates"
    COUNTRY = "country"
    AIRPORT = "airport"
    PASSPORT_NUMBER = "passport_number"
    PHONE = "phone"
    EMAIL = "email"
    STAFF_LIST = "staff_list"
    VEHICLE_LIST = "vehicle_list"
    GOODS_LIST = "goods_list"


LISTS = {FieldType.STAFF_LIST: "staff", FieldType.VEHICLE_LIST: "vehicles", FieldType.GOODS_LIST: "goods"}
"""Types whose answer is rows, and the id of their columns in `Procedures.lists`."""

FILE_TYPES = ("pdf", "jpg", "png", "xlsx", "docx")
MOST_ROWS = 200
"""Of a list: more do not fit on a letter."""


@dataclass(frozen=True, slots=True)
class Words:
    """A text in both languages."""

    ar: str
    en: str

    def told(self, language: str) -> str:
        """The text in a language; English for any other than Arabic."""
        return self.ar if language == "ar" else self.en


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule comes from; a sample has yet to be confirmed by the centre."""

    words: str
    sample: bool


@dataclass(frozen=True, slots=True)
class Only:
    """A condition: the choice field `field` was answered with one of `values`."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to a choice."""

    id: str
    label: Words


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that is asked. `most` is the limit: characters of a text, or the largest number; `past` marks a day
    that cannot lie ahead (a birth, an issue). `personal` answers are kept sealed. `only` None: asked of everybody.
    """

    id: str
    type: FieldType
    label: Words
    help: Words
    required: bool
    personal: bool
    most: int
    past: bool
    options: tuple[Option, ...]
    only: Only | None
    source: Source
    after: str = ""
    """The day or moment that this one cannot lie before."""


@dataclass(frozen=True, slots=True)
class Document:
    """One paper that is asked for; `types` are ends of file names, `most_mb` the most megabytes (2**20 bytes)."""

    id: str
    label: Words
    help: Words
    required: bool
    types: tuple[str, ...]
    most_mb: int
    only: Only | None
    source: Source


@dataclass(frozen=True, slots=True)
class Notice:
    """A filing should come `hours` before what `field` (a day or a moment) says; later ones are urgent."""

    id: str
    field: str
    hours: int
    words: Words
    only: Only | None
    source: Source


@dataclass(frozen=True, slots=True)
class Validity:
    """The paper that ends on `field` should be valid `months` after the day in `at`."""

    id: str
    field: str
    at: str
    months: int
    words: Words
    source: Source


@dataclass(frozen=True, slots=True)
class Office:
    """Where a case can be sent."""

    id: str
    name: Words
    source: Source


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason for refusing."""

    code: str
    label: Words


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer in triage: it leads to another question or to a kind; the other one is empty."""

    label: Words
    next: str
    kind: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question of triage, answered by buttons."""

    id: str
    ask: Words
    answers: tuple[Choice, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of case: what it asks, what it warns of, where it goes and how long things take.

    `overdue_after_days` by state; `reminders` are days before the end of validity, most first.
    """

    id: str
    prefix: str
    title: Words
    purpose: Words
    fields: tuple[Field, ...]
    documents: tuple[Document, ...]
    notices: tuple[Notice, ...]
    validities: tuple[Validity, ...]
    offices: tuple[Office, ...]
    reasons: tuple[Reason, ...]
    overdue_after_days: Mapping[str, int]
    reminders: tuple[int, ...]
    purge_after_days: int
    source: Source

    def field(self, id: str) -> Field | None:
        """The field with this id."""
        return next((one for one in self.fields if one.id == id), None)

    def document(self, id: str) -> Document | None:
        """The document with this id."""
        return next((one for one in self.documents if one.id == id), None)

    def office(self, id: str) -> Office | None:
        """The office with this id, where this kind can be sent to it."""
        return next((one for one in self.offices if one.id == id), None)

    def reason(self, code: str) -> Reason | None:
        """The reason for refusing with this code."""
        return next((one for one in self.reasons if one.code == code), None)

    def rule(self, id: str) -> Words | None:
        """What the rule with this id says: a label, a name or a sentence."""
        found = self.field(id) or self.document(id)
        if found:
            return found.label
        office = self.office(id)
        if office:
            return office.name
        told: tuple[Notice | Validity, ...] = (*self.notices, *self.validities)
        return next((one.words for one in told if one.id == id), None)

    def source_of(self, rule: str) -> Source:
        """Where the rule with this id comes from; the kind's own source for no rule."""
        parts: tuple[Field | Document | Notice | Validity | Office, ...] = (
            *self.fields,
            *self.documents,
            *self.notices,
            *self.validities,
            *self.offices,
        )
        return next((one.source for one in parts if one.id == rule), self.source)

    def rules(self) -> tuple[str, ...]:
        """Ids of everything that can be ended: documents, notice periods, validities, offices, fields."""
        parts = (self.documents, self.notices, self.validities, self.offices, self.fields)
        return tuple(one.id for part in parts for one in part)


@dataclass(frozen=True, slots=True)
class Procedures:
    """All of `reference/cases/`: kinds and questions by id, the columns of the lists by "staff", "vehicles", "goods".

    `first` is the id of the question that triage begins with.
    """

    kinds: Mapping[str, Kind]
    lists: Mapping[str, tuple[Field, ...]]
    questions: Mapping[str, Question]
    first: str

    def columns(self, field: Field) -> tuple[Field, ...]:
        """The columns of a list field's rows; none for a field of any other type."""
        return self.lists[LISTS[field.type]] if field.type in LISTS else ()
