"""Lists as tables: handed out, filled in by people, read back; and what is made to harm or was filled in wrongly."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from defusedxml import EntitiesForbidden
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.xml.functions import fromstring, iterparse

from coordination.cases import filing
from coordination.cases.answers import RowFault, Value, check_answer
from coordination.cases.case import Case, case_of
from coordination.cases.files import procedures
from coordination.cases.kind import Field, FieldType
from coordination.cases.number import make_number
from coordination.cases.record import put
from coordination.cases.sheets import Sheet, example, list_document, read_list
from coordination.cases.states import State
from tests.case_desk import NOW
from tests.conftest import Town
from tests.paper_desk import attach, known, sent
from views.cases import lists as views
from views.language import plain, words
from views.paper import sheet

TODAY = date(2026, 11, 22)
LISTS = procedures().lists
STAFF, GOODS = LISTS["staff"], LISTS["goods"]
JANE = ("Jane Doe", "Kenya", "A1234567", "nurse", "0770 123 4567")
KEPT = {
    "name": "Jane Doe",
    "nationality": "KE",
    "document_number": "A1234567",
    "job": "nurse",
    "phone": "+9647701234567",
}


def book(*rows: Sequence[Any]) -> bytes:
    """A table of one sheet as somebody made it."""
    made, content = Workbook(), io.BytesIO()
    for row in rows:
        made.active.append(list(row))
    made.save(content)
    return content.getvalue()


def labels(columns: Sequence[Field], language: str = "en") -> list[str]:
    return [column.label.told(language) for column in columns]


def typed(columns: Sequence[Field]) -> st.SearchStrategy[dict[str, Value]]:
    """Rows as they are kept."""
    return st.fixed_dictionaries({column.id: _values(column) for column in columns})


def _values(column: Field) -> st.SearchStrategy[Value]:
    match column.type:
        case FieldType.NUMBER:
            return st.integers(0, column.most)
        case FieldType.COUNTRY:
            return st.sampled_from(["KE", "IQ", "NE", "NG", "CD", "CG", "XK", "GB"])
        case FieldType.PHONE:
            return st.integers(7_500_000_000, 7_999_999_999).map(lambda n: f"+964{n}")
        case FieldType.PASSPORT_NUMBER:
            return st.from_regex(r"[A-Z][0-9]{6,8}", fullmatch=True)
        case _:
            words_typed = st.text(
                st.sampled_from("=+-@'\"<&;,./ ٣5aZéنوة\u200fىکﷺ😀|\\"), min_size=1, max_size=column.most
            )
            kept = words_typed.map(lambda text: check_answer(column, text, TODAY).value)
            return kept.filter(lambda value: value is not None)


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("name", list(LISTS))
@settings(max_examples=15)
@given(data=st.data())
def test_what_is_written_is_read_back(name: str, language: str, data: st.DataObject) -> None:
    rows = data.draw(st.lists(typed(LISTS[name]), min_size=1, max_size=5))
    content = sheet.filled(LISTS[name], rows, words(language))
    assert read_list(content, LISTS[name], TODAY).rows == tuple(rows)


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("name", list(LISTS))
def test_the_template_explains_itself_and_its_example_is_no_row(name: str, language: str) -> None:
    columns = LISTS[name]
    content = sheet.template(columns, words(language))
    made = load_workbook(io.BytesIO(content))
    table = made.worksheets[0]
    assert [cell.value for cell in table[2]] == [example(column, language) for column in columns]
    assert bool(table.sheet_view.rightToLeft) is (language == "ar")
    assert [row[1].value for row in made.worksheets[1].iter_rows(min_row=5)] == [
        column.help.told(language) for column in columns
    ]
    assert read_list(content, columns, TODAY).faults == (RowFault(0, "", "empty"),)


def test_an_answer_below_the_example_is_read_and_the_example_may_go_or_stay() -> None:
    for at in (2, 3):
        made, content = load_workbook(io.BytesIO(sheet.template(STAFF, words("ar")))), io.BytesIO()
        for place, value in enumerate(JANE, 1):
            made.worksheets[0].cell(at, place, value)
        made.save(content)
        assert read_list(content.getvalue(), STAFF, TODAY).rows == (KEPT,)


def test_what_people_do_to_tables_is_understood() -> None:
    head = ["No.", "الجنسية", "الاسم الكامل كما في جواز السفر*", "Job title", "DOCUMENT_NUMBER", "phone"]
    content = book(
        ["قائمة الموظفين"],
        [],
        head,
        [1, "كيني", " Jane\nDoe ", "nurse", "a123 4567", 7701234567.0],
        [],
        [2, "Sudan", "عمر", "سائق", 12345678, None],
        [None, ""],
    )
    found = read_list(content, STAFF, TODAY)
    assert found.faults == ()
    assert found.rows == (
        KEPT,
        {"name": "عمر", "nationality": "SD", "document_number": "12345678", "job": "سائق"},
    )


DAY = procedures().kinds["emergency_visa"].field("birth_day")
MOMENT = procedures().kinds["convoy"].field("departure")
assert DAY is not None and MOMENT is not None


@pytest.mark.parametrize(
    ("column", "cell", "kept"),
    [
        (DAY, date(1985, 5, 12), "1985-05-12"),
        (DAY, datetime(1985, 5, 12), "1985-05-12"),  # noqa: DTZ001  as spreadsheets have them
        (DAY, "13/5/1985", "1985-05-13"),
        (DAY, "١٢/٥/١٩٨٥", "1985-05-12"),
        (DAY, "۱۲ أيار ۱۹۸۵", "1985-05-12"),
        (MOMENT, datetime(2026, 11, 25, 8, 30), "2026-11-25T05:30:00.000Z"),  # noqa: DTZ001  as above
        (MOMENT, "26/11/2026 08:30", "2026-11-26T05:30:00.000Z"),
        (GOODS[1], "٢٥٠", 250),
        (GOODS[1], "۲۵۰", 250),
        (GOODS[1], 250.0, 250),
        (GOODS[1], "1,250", 1250),
    ],
)
def test_days_and_numbers_in_every_usual_form(column: Field, cell: object, kept: Value) -> None:
    found = read_list(book([column.label.en], [cell]), [column], TODAY)
    assert (found.rows, found.faults) == (({column.id: kept},), ())


def test_columns_are_called_as_in_spreadsheets() -> None:
    found = read_list(book([None] * 26 + labels(STAFF), [None] * 26 + list(JANE)), STAFF, TODAY)
    assert (found.rows, found.letters) == (
        (KEPT,),
        {"name": "AA", "nationality": "AB", "document_number": "AC", "job": "AD", "phone": "AE"},
    )


def test_faults_name_the_row_and_the_column_of_the_table() -> None:
    content = book(
        ["Staff"],
        labels(STAFF),
        JANE,
        ["Omar", "Atlantis", "1", "driver"],
        [None, "Sudan", "B7654321", "cook", "no"],
    )
    found = read_list(content, STAFF, TODAY)
    assert found.faults == (
        RowFault(4, "nationality", "unknown country", "Atlantis"),
        RowFault(4, "document_number", "no passport number"),
        RowFault(5, "name", "empty"),
        RowFault(5, "phone", "no phone"),
    )
    case = _case()
    field = case.kind.field("staff")
    assert field is not None
    assert _lines(views.read(words("en"), case, field, STAFF, found).text) == [
        "⚠️ Staff",
        "4 things in the table need mending:",
        "• Row 4, column B (Nationality): I know no country called Atlantis.",
        "• Row 4, column C (Passport or identity card number): A passport number has 6 to 9 letters and digits.",
        "• Row 5, column A (Full name as in the passport): It is empty, and it is needed.",
        "• Row 5, column E (Mobile phone): That is no phone number. Write it like 0770 123 4567.",
        "Nothing was taken from it. Please mend it and send the file again.",
    ]
    assert _lines(views.read(words("ar"), case, field, STAFF, found).text)[:3] == [
        "⚠️ الموظفون",
        "في الجدول 4 أخطاء تحتاج إلى تصحيح:",
        "• الصف 4، العمود B (الجنسية): لا يوجد بلد باسم Atlantis.",
    ]


def _lines(text: str) -> list[str]:
    bare = plain(text).translate(dict.fromkeys(map(ord, "\u2068\u2069\u200f")))
    return [line for line in bare.splitlines() if line]


def _case() -> Case:
    kind = procedures().kinds["access_letter"]
    none: Any = None
    return Case(
        1, "", kind, State.DRAFT, 1, "Relief", "", none, {}, none, False, (), "", "", none, none, none, "",
        NOW, NOW, none, NOW, none, none, none, none, 1,
    )  # fmt: skip


def bomb() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", bytes(11 * 2**20))
    return content.getvalue()


def changed(part: str, change: Callable[[bytes], bytes]) -> bytes:
    """A good table with one part of the archive changed."""
    content = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(book(labels(STAFF), JANE))) as good,
        zipfile.ZipFile(content, "w") as archive,
    ):
        for name in good.namelist():
            archive.writestr(name, change(good.read(name)) if name == part else good.read(name))
    return content.getvalue()


def crowd(tag: bytes, inside: bytes) -> Callable[[bytes], bytes]:
    """The same part with 200,000 empty tags at the beginning of another one: kilobytes packed, minutes to parse."""
    return lambda xml: re.sub(rb"(<" + inside + rb"[^>]*>)", rb"\1" + tag * 200_000, xml, count=1)


def packed(how: int) -> bytes:
    """A good table in an archive packed in another way."""
    content = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(book(labels(STAFF), JANE))) as good,
        zipfile.ZipFile(content, "w", how) as archive,
    ):
        for name in good.namelist():
            archive.writestr(name, good.read(name))
    return content.getvalue()


def laughing(xml: bytes) -> bytes:
    """The same document with entities that grow."""
    return b'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]>' + re.sub(rb"<\?xml.*?\?>", b"", xml)


@pytest.mark.parametrize(
    ("content", "problem", "detail"),
    [
        (b"", "no table", ""),
        (b"PK\x03\x04 and no more", "no table", ""),
        (bomb(), "no table", ""),
        (bytes(2 * 2**20 + 1), "too large", ""),
        (changed("xl/worksheets/sheet1.xml", laughing), "no table", ""),
        (changed("xl/workbook.xml", laughing), "no table", ""),
        (changed("xl/workbook.xml", lambda _: b""), "no table", ""),
        (changed("xl/worksheets/sheet1.xml", crowd(b"<c/>", b"sheetData")), "no table", ""),
        (changed("xl/styles.xml", crowd(b"<xf/>", b"cellXfs")), "no table", ""),
        (packed(zipfile.ZIP_LZMA), "no table", ""),
        (book(), "no header", ""),
        (book(["a", "b"], JANE), "no header", ""),
        (book(*[["title"]] * 10, labels(STAFF), JANE), "no header", ""),
        (book(labels(STAFF)[1:], JANE[1:]), "missing column", "name"),
        (book(labels(STAFF), *[JANE] * 501), "too many rows", "500"),
    ],
)
def test_what_is_no_such_table_is_refused(content: bytes, problem: str, detail: str) -> None:
    found = read_list(content, STAFF, TODAY)
    assert (found.problem, found.detail, found.rows, found.sound) == (problem, detail, (), False)


@settings(max_examples=60)
@given(st.integers(0, 10**6), st.binary(max_size=8))
def test_damaged_files_are_refused_and_never_break_anything(place: int, junk: bytes) -> None:
    whole = book(labels(STAFF), JANE)
    at = place % len(whole)
    assert isinstance(read_list(whole[:at] + junk + whole[at + len(junk) :], STAFF, TODAY), Sheet)


def test_entities_are_refused_by_the_parser_itself() -> None:
    with pytest.raises(EntitiesForbidden):
        list(iterparse(io.BytesIO(laughing(b"<a/>"))))
    with pytest.raises(EntitiesForbidden):
        fromstring(laughing(b"<a/>"))


def test_more_rows_than_a_letter_has_room_for() -> None:
    found = read_list(book(labels(STAFF), *[JANE] * 201), STAFF, TODAY)
    assert found.faults == (RowFault(0, "", "too many rows", "200"),)


def test_what_people_wrote_is_never_a_formula() -> None:
    rows = [{"item": text, "quantity": 1, "unit": "box"} for text in ("=1+1", "+1", "-1", "@a", "ok")]
    made = load_workbook(io.BytesIO(sheet.filled(GOODS, rows, words("en")))).worksheets[0]
    cells = [made.cell(row, 1) for row in range(2, 7)]
    assert [(cell.value, cell.data_type, cell.quotePrefix) for cell in cells] == [
        ("=1+1", "s", True),
        ("+1", "s", True),
        ("-1", "s", True),
        ("@a", "s", True),
        ("ok", "s", False),
    ]


@pytest.mark.parametrize(
    ("content", "told", "rows"),
    [
        (book(labels(STAFF), JANE, ["Omar", "Sudan", "B7654321", "driver"]), "✅ Staff: 2 rows read.", 2),
        (book(labels(STAFF), ["Omar"]), "3 things in the table need mending:", 0),
        (b"PK\x03\x04 nothing", "I cannot read it as a table. Save it as .xlsx, without a password.", 0),
    ],
)
async def test_a_table_that_is_sent_goes_into_its_field(
    town: Town, content: bytes, told: str, rows: int
) -> None:
    await town.person("sara", role="partner")
    kind = procedures().kinds["access_letter"]
    field = kind.field("staff")
    assert field is not None
    async with town.database.transaction() as tx:
        case = await filing.open_draft(tx, await known(tx, town, "sara"), kind, town.clock.now())
    assert case is not None
    await attach(town, "sara", case, list_document(field), sent(town, content, "staff.xlsx", sheet.MIME))
    [seen] = town.messages("sara")
    assert told in seen.text.splitlines()
    assert seen.buttons == (("Continue",),)
    assert await town.rows("SELECT * FROM case_files") == []
    vault = town.app.vault
    assert vault is not None
    async with town.database.reading() as tx:
        kept = case_of(await tx.cases.by_id(id=case.id))
    assert "staff" not in kept.fields
    assert len(vault.open_values(kept.sealed).get("staff", ())) == rows


async def test_the_desk_gets_a_list_as_a_table_that_waits_sealed_and_the_look_is_noted(town: Town) -> None:
    await town.person("sara", role="partner")
    await town.person("duty", role="duty officer")
    kind, vault = procedures().kinds["access_letter"], town.app.vault
    field = kind.field("staff")
    assert field is not None and vault is not None
    async with town.database.transaction() as tx:
        now, sara = town.clock.now(), await known(tx, town, "sara")
        case = await filing.open_draft(tx, sara, kind, now)
        assert case is not None
        case = await filing.answer(tx, case, field, [dict(KEPT)], vault, sara, now)
        assert case is not None
        number = make_number(kind.prefix, TODAY, 1)
        filed = replace(case, number=number, state=State.RECEIVED, filed_at=now)
        assert await put(tx, case, filed, now) is not None
    await town.say("duty", f"/desk {number}")
    await town.press("duty", "Papers")
    await town.press("duty", "Staff, as a table")
    seen = town.last("duty")
    assert seen.raw["document"]["file_name"] == f"{number}-staff.xlsx"
    made = town.sim.world.files.by_id(seen.raw["document"]["file_id"])
    assert made is not None
    assert read_list(made.data, STAFF, TODAY).rows == (KEPT,)
    [row] = await town.rows("SELECT content, sealed, file_id FROM made_files")
    assert (row["sealed"], row["file_id"], made.data in row["content"]) == (1, None, False)
    assert vault.open(row["content"]) == made.data
    looks = await town.rows("SELECT detail FROM case_events WHERE action = 'opened'")
    assert looks == [{"detail": '{"document": "staff"}'}]
