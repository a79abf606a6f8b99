"""One answer to one field: read from what was typed, or what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from coordination.cases.kind import LISTS, MOST_ROWS, Field, FieldType
from coordination.cases.moments import read_day, read_moment
from coordination.cases.places import airport_code, country_code
from coordination.people.phones import read_phone
from coordination.places import gazetteer
from coordination.text import Count, clean, normalise, parse_count

Value = str | int | list[str] | list[dict[str, str | int | list[str]]]
"""What is kept of an answer; it can be written as JSON.

Days are "2026-11-22", moments as `storage.stamp` writes them, choices ids of options, countries ISO 3166-1 codes,
airports ICAO codes, governorates codes such as "IQ-NI", phones in international form, lists rows by column.
"""

Fault = Literal[
    "empty",
    "too long",
    "no number",
    "too large",
    "no day",
    "ahead",
    "no moment",
    "not offered",
    "unknown governorate",
    "unknown country",
    "unknown airport",
    "no passport number",
    "no phone",
    "no e-mail",
    "rows",
    "too many rows",
]

_TYPED = 4096
_EMAIL = re.compile(r"[\w.+-]{1,64}@(?:[\w-]+\.)+[\w-]{2,}")
# ICAO Doc 9303-4: a passport's number has at most nine characters, letters and digits.
_PASSPORT = re.compile(r"(?=.*\d)[A-Z0-9]{6,9}")
_BETWEEN = re.compile(r"[,،;؛\n/]| and ", re.IGNORECASE)
_AND = re.compile(r"\s+و\s*")
_EVERYWHERE = frozenset(
    normalise(words)
    for words in (
        *("all", "all of them", "all governorates", "all of iraq", "الكل", "جميعها", "كلها", "كل العراق"),
        *("جميع المحافظات", "كل المحافظات", "كافة المحافظات", "جميع أنحاء العراق"),
    )
)
# Whichever of them an option is called by, any other is the same answer.
_SAME = tuple(
    frozenset(map(normalise, words)) for words in (("yes", "نعم", "إي", "بلى"), ("no", "لا", "كلا"))
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What would be kept, or why nothing can be. `detail` is the part that was not understood, for `fault`."""

    value: Value | None = None
    fault: Fault | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong in a list: `row` counts from 1 as in the table handed in, `column` is its id."""

    row: int
    column: str
    fault: Fault
    detail: str = ""


def check_answer(field: Field, text: str, today: date) -> Answer:
    """Read an answer to a field; `today` is the day in Baghdad. Lists are read by `check_rows`: here "rows"."""
    typed = clean(text, _TYPED)
    if field.type in LISTS:
        return Answer(fault="rows")
    if not typed:
        return Answer(fault="empty")
    return _READERS[field.type](field, typed, today)


def check_rows(
    columns: Sequence[Field], rows: Iterable[Mapping[str, str]], today: date
) -> tuple[list[dict[str, Value]], tuple[RowFault, ...]]:
    """Read the rows of a list, cells as text by column id: the rows as kept, and all that is wrong with them.

    Rows with nothing in them are passed over but counted. Faults in row 0 concern the whole list.
    """
    kept: list[dict[str, Value]] = []
    faults: list[RowFault] = []
    for number, row in enumerate(rows, 1):
        cells = {column.id: clean(row.get(column.id, ""), _TYPED) for column in columns}
        if not any(cells.values()):
            continue
        made: dict[str, Value] = {}
        for column in columns:
            if not cells[column.id] and not column.required:
                continue
            answer = check_answer(column, cells[column.id], today)
            if answer.value is not None:
                made[column.id] = answer.value
            elif answer.fault is not None:
                faults.append(RowFault(number, column.id, answer.fault, answer.detail))
        kept.append(made)
    if not kept:
        faults.append(RowFault(0, "", "empty"))
    elif len(kept) > MOST_ROWS:
        faults.append(RowFault(0, "", "too many rows", str(MOST_ROWS)))
    return kept, tuple(faults)


def _text(field: Field, typed: str, _today: date) -> Answer:
    value = typed if field.type is FieldType.LONG_TEXT else " ".join(typed.split())
    return Answer(value) if len(value) <= field.most else Answer(fault="too long", detail=str(field.most))


def _number(field: Field, typed: str, _today: date) -> Answer:
    found = parse_count(typed, field.most)
    if isinstance(found, Count) and not found.approximate:
        return Answer(found.value)
    if not isinstance(found, Count) and found.reason == "absurd":
        return Answer(fault="too large", detail=str(field.most))
    return Answer(fault="no number")


def _day(field: Field, typed: str, today: date) -> Answer:
    day = read_day(typed, today, past=field.past)
    if day is None:
        return Answer(fault="no day")
    return Answer(fault="ahead") if field.past and day > today else Answer(day.isoformat())


def _moment(_field: Field, typed: str, today: date) -> Answer:
    at = read_moment(typed, today)
    return Answer(at) if at else Answer(fault="no moment")


def _choice(field: Field, typed: str, _today: date) -> Answer:
    said = normalise(typed).strip(" .!؟?،,")
    meant = next((words for words in _SAME if said in words), frozenset((said,)))
    for option in field.options:
        if meant & {option.id, normalise(option.label.ar), normalise(option.label.en)}:
            return Answer(option.id)
    return Answer(fault="not offered", detail=typed[:40])


def _governorates(_field: Field, typed: str, _today: date) -> Answer:
    if normalise(typed).strip(" .!") in _EVERYWHERE:
        return Answer([place.id for place in gazetteer().governorates()])
    codes: list[str] = []
    for name in filter(None, map(str.strip, _BETWEEN.split(typed))):
        whole = _governorate(name)
        for part in (name,) if whole else _AND.split(name):
            code = _governorate(part)
            if code is None:
                return Answer(fault="unknown governorate", detail=part[:40])
            codes += [] if code in codes else [code]
    return Answer(codes) if codes else Answer(fault="empty")


def _governorate(name: str) -> str | None:
    """The governorate of exactly this name or code: one that is only near is not put into a letter."""
    known = gazetteer().get(name.strip().upper())
    found = gazetteer().find(name)
    places = (known,) if known else found.places if found.certainty == "exact" else ()
    return next((place.id for place in places if place.kind == "governorate"), None)


def _country(_field: Field, typed: str, _today: date) -> Answer:
    code = country_code(typed)
    return Answer(code) if code else Answer(fault="unknown country", detail=typed[:40])


def _airport(_field: Field, typed: str, _today: date) -> Answer:
    code = airport_code(typed)
    return Answer(code) if code else Answer(fault="unknown airport", detail=typed[:40])


def _passport(_field: Field, typed: str, _today: date) -> Answer:
    number = re.sub(r"[\s-]", "", normalise(typed)).upper()
    return Answer(number) if _PASSPORT.fullmatch(number) else Answer(fault="no passport number")


def _phone(_field: Field, typed: str, _today: date) -> Answer:
    number = read_phone(typed)
    return Answer(number) if number else Answer(fault="no phone")


def _email(field: Field, typed: str, _today: date) -> Answer:
    if len(typed) > field.most:
        return Answer(fault="too long", detail=str(field.most))
    return Answer(typed) if _EMAIL.fullmatch(typed) else Answer(fault="no e-mail")


_READERS: dict[FieldType, Callable[[Field, str, date], Answer]] = {
    FieldType.TEXT: _text,
    FieldType.LONG_TEXT: _text,
    FieldType.NUMBER: _number,
    FieldType.DAY: _day,
    FieldType.MOMENT: _moment,
    FieldType.CHOICE: _choice,
    FieldType.GOVERNORATES: _governorates,
    FieldType.COUNTRY: _country,
    FieldType.AIRPORT: _airport,
    FieldType.PASSPORT_NUMBER: _passport,
    FieldType.PHONE: _phone,
    FieldType.EMAIL: _email,
}
