"""Answers to the fields of a case: what is kept, and what is wrong with what is not."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.cases.answers import Answer, RowFault, check_answer, check_rows
from coordination.cases.files import procedures
from coordination.cases.kind import Field, FieldType
from coordination.cases.rules import Missing, missing
from coordination.cases.rules import given as given_field
from coordination.places import gazetteer

TODAY = date(2026, 11, 22)
SAMPLE = next(iter(procedures().kinds["emergency_visa"].fields))
GROUND = procedures().kinds["emergency_visa"].fields[0]


def field(type: FieldType, most: int = 50, *, past: bool = False) -> Field:
    options = GROUND.options if type is FieldType.CHOICE else ()
    return replace(SAMPLE, type=type, most=most, past=past, options=options)


@pytest.mark.parametrize(
    ("type", "typed", "value"),
    [
        (FieldType.TEXT, "  two\n lines ", "two lines"),
        (FieldType.LONG_TEXT, "two\nlines", "two\nlines"),
        (FieldType.NUMBER, "٢٤", 24),
        (FieldType.NUMBER, "0", 0),
        (FieldType.DAY, "22/11/2026", "2026-11-22"),
        (FieldType.DAY, "2027-03-01", "2027-03-01"),
        (FieldType.DAY, "٥ كانون الأول ٢٠٢٦", "2026-12-05"),
        (FieldType.DAY, "December 5, 2031", "2031-12-05"),
        (FieldType.DAY, "غداً", "2026-11-23"),
        (FieldType.DAY, "10/1", "2027-01-10"),
        (FieldType.DAY, "١٠ كانون الثاني", "2027-01-10"),
        (FieldType.DAY, "Thursday", "2026-11-26"),
        (FieldType.DAY, "الخميس", "2026-11-26"),
        (FieldType.DAY, "يوم الاثنين القادم", "2026-11-23"),
        (FieldType.DAY, "Sunday", "2026-11-22"),
        (FieldType.DAY, "next Sunday", "2026-11-29"),
        (FieldType.MOMENT, "الخميس ٨ صباحاً", "2026-11-26T05:00:00.000Z"),
        (FieldType.MOMENT, "25/11/2026 08:30", "2026-11-25T05:30:00.000Z"),
        (FieldType.MOMENT, "غداً الساعة ٨ مساءً", "2026-11-23T17:00:00.000Z"),
        (FieldType.MOMENT, "25 Nov 2026 at 12 am", "2026-11-24T21:00:00.000Z"),
        (FieldType.CHOICE, "registering", "registering"),
        (FieldType.CHOICE, "مهمه استثنائيه في طبيعتها او توقيتها", "exceptional"),
        (FieldType.GOVERNORATES, "Baghdad, نينوى and IQ-AN", ["IQ-BG", "IQ-NI", "IQ-AN"]),
        (FieldType.GOVERNORATES, "نينوى ونينوى", ["IQ-NI"]),
        (FieldType.GOVERNORATES, "بغداد وواسط و صلاح الدين", ["IQ-BG", "IQ-WA", "IQ-SD"]),
        (FieldType.GOVERNORATES, "All", [place.id for place in gazetteer().governorates()]),
        (FieldType.GOVERNORATES, "جميع المحافظات", [place.id for place in gazetteer().governorates()]),
        (FieldType.COUNTRY, "كينيا", "KE"),
        (FieldType.COUNTRY, "Niger", "NE"),
        (FieldType.COUNTRY, "سودانية", "SD"),
        (FieldType.COUNTRY, "UK", "GB"),
        (FieldType.AIRPORT, "مطار بغداد الدولي", "ORBI"),
        (FieldType.AIRPORT, "ojai", "OJAI"),
        (FieldType.PASSPORT_NUMBER, "a 123-4567", "A1234567"),
        (FieldType.PHONE, "٠٧٧٠ ١٢٣ ٤٥٦٧", "+9647701234567"),
        (FieldType.PHONE, "+254 712 345678", "+254712345678"),
        (FieldType.EMAIL, "office@example.org", "office@example.org"),
    ],
)
def test_what_is_kept(type: FieldType, typed: str, value: object) -> None:
    assert check_answer(field(type), typed, TODAY) == Answer(value)


@pytest.mark.parametrize(
    ("type", "typed", "fault", "detail"),
    [
        (FieldType.TEXT, " \u200b ", "empty", ""),
        (FieldType.TEXT, "x" * 51, "too long", "50"),
        (FieldType.NUMBER, "some", "no number", ""),
        (FieldType.NUMBER, "20-30", "no number", ""),
        (FieldType.NUMBER, "51", "too large", "50"),
        (FieldType.DAY, "soon", "no day", ""),
        (FieldType.DAY, "31/2/2027", "no day", ""),
        (FieldType.MOMENT, "25/11/2026", "no moment", ""),
        (FieldType.MOMENT, "25/11/2026 25:00", "no moment", ""),
        (FieldType.MOMENT, "25/11/2026 13 pm", "no moment", ""),
        (FieldType.CHOICE, "maybe", "not offered", "maybe"),
        (FieldType.GOVERNORATES, "Baghdad, Atlantis", "unknown governorate", "Atlantis"),
        (FieldType.COUNTRY, "Atlantis", "unknown country", "Atlantis"),
        (FieldType.COUNTRY, "Korea", "unknown country", "Korea"),
        (FieldType.AIRPORT, "the big one", "unknown airport", "the big one"),
        (FieldType.PASSPORT_NUMBER, "ABCDEFG", "no passport number", ""),
        (FieldType.PASSPORT_NUMBER, "A123456789", "no passport number", ""),
        (FieldType.PHONE, "12", "no phone", ""),
        (FieldType.PHONE, "call me", "no phone", ""),
        (FieldType.EMAIL, "office at example", "no e-mail", ""),
        (FieldType.STAFF_LIST, "Jane, John", "rows", ""),
    ],
)
def test_what_is_wrong(type: FieldType, typed: str, fault: str, detail: str) -> None:
    answer = check_answer(field(type), typed, TODAY)
    assert (answer.value, answer.fault, answer.detail) == (None, fault, detail)


def test_a_day_that_has_been() -> None:
    birth = field(FieldType.DAY, past=True)
    assert check_answer(birth, "12/5/85", TODAY) == Answer("1985-05-12")
    assert check_answer(birth, "1 Jan 1985", TODAY) == Answer("1985-01-01")
    assert check_answer(birth, "12/5/2027", TODAY) == Answer(fault="ahead")
    for without in ("12/5", "12 May", "yesterday", "١٢ أيار", "Thursday"):
        assert check_answer(birth, without, TODAY) == Answer(fault="no day")


@pytest.mark.parametrize(
    ("typed", "id"),
    [("لا", "no"), ("كلا", "no"), ("No.", "no"), ("نعم", "yes"), ("إي", "yes"), ("YES", "yes")],
)
def test_yes_and_no_in_any_word(typed: str, id: str) -> None:
    sensitive = procedures().kinds["convoy"].fields
    choice = next(one for one in sensitive if {option.id for option in one.options} == {"no", "yes"})
    assert check_answer(choice, typed, TODAY) == Answer(id)


def test_rows_that_lack_what_is_needed_are_asked_for_again() -> None:
    convoy = procedures().kinds["convoy"]
    vehicles = next(one for one in convoy.fields if one.type is FieldType.VEHICLE_LIST)
    whole = {"type": "Hilux", "colour": "white", "plate": "12345 Baghdad", "driver": "Ali"}
    assert given_field(vehicles, {vehicles.id: [whole]})
    assert not given_field(vehicles, {vehicles.id: [whole, {"type": "Hilux"}]})
    assert Missing("field", vehicles.id) in missing(convoy, {vehicles.id: [{"type": "Hilux"}]}, ())


def test_rows_are_read_with_all_their_faults() -> None:
    columns = procedures().lists["staff"]
    good = {"name": "Jane Doe", "nationality": "Kenya", "document_number": "A1234567", "job": "nurse"}
    kept, faults = check_rows(columns, [good, {}, {**good, "phone": "077"}, {"name": "Ali"}], TODAY)
    assert kept[0] == {**good, "nationality": "KE"}
    assert faults == (
        RowFault(3, "phone", "no phone"),
        RowFault(4, "nationality", "empty"),
        RowFault(4, "document_number", "empty"),
        RowFault(4, "job", "empty"),
    )
    assert check_rows(columns, [{}, {"name": " "}], TODAY) == ([], (RowFault(0, "", "empty"),))
    many = check_rows(columns, [good] * 201, TODAY)
    assert many[1] == (RowFault(0, "", "too many rows", "200"),)


@given(st.sampled_from([type for type in FieldType if not type.endswith("_list")]), st.text(max_size=80))
def test_any_text_is_kept_as_something_or_refused(type: FieldType, text: str) -> None:
    answer = check_answer(field(type), text, TODAY)
    assert (answer.value is None) == (answer.fault is not None)
    json.dumps(answer.value)


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_days_are_read_as_they_are_written(day: date) -> None:
    for typed in (day.isoformat(), f"{day:%d/%m/%Y}", f"{day:%d %B %Y}", f"{day:%d.%m.%Y}"):
        assert check_answer(field(FieldType.DAY), typed, TODAY) == Answer(day.isoformat())
