"""Sheets beside the updates: the meetings that the reader may see, and the directory of people as a file of its own."""

from __future__ import annotations

import io
from datetime import datetime, timedelta
from typing import Any

import hxl
import pytest
from openpyxl import load_workbook

from coordination import made_files
from coordination.products.held import without_links
from coordination.products.progress import Progress
from handlers.outgoing import Outgoing
from handlers.papers import CONTACTS as CONTACT_LIST
from tests.conftest import BAGHDAD, MORNING, Town
from tests.paper_desk import known
from views.language import words
from views.products import contacts, table
from views.products.meeting_columns import MEETING_COLUMNS

pytestmark = pytest.mark.filterwarnings(
    "ignore:defusedxml.cElementTree:DeprecationWarning"
)  # libhxl's reader of XLSX


def faults(content: bytes, nth: int = 1) -> list[str]:
    """What libhxl finds wrong with the nth sheet by its default schema."""
    found: list[str] = []
    schema = hxl.schema(None, callback=lambda error: found.append(str(error.message)))
    schema.validate(hxl.data(io.BytesIO(content), hxl.InputOptions(sheet_index=nth - 1)))
    return found


def tagged(content: bytes, name: str, *, above: int = 0) -> list[dict[str, Any]]:
    """The rows of a sheet by their tags, dates as ISO; empty cells stay out. `above`: rows over the headings."""
    sheet = load_workbook(io.BytesIO(content))[name]
    _, tags, *rows = list(sheet.values)[above:]
    return [
        {
            str(tag): value.date().isoformat() if isinstance(value, datetime) else value
            for tag, value in zip(tags, row, strict=True)
            if value is not None
        }
        for row in rows
    ]


def file_of(town: Town, who: str) -> bytes:
    """The file of the last message."""
    stored = town.sim.world.files.by_id(town.last(who).raw["document"]["file_id"])
    assert stored is not None
    return stored.data


async def export(town: Town, who: str) -> bytes:
    await town.say(who, "/export")
    await town.press(who, "^File$")
    await town.press(who, "XLSX")
    await town.press(who, "^Make the file$")
    return file_of(town, who)


async def plan(
    town: Town, title_ar: str, title_en: str, kind: str, start: str, place: str, agenda: str
) -> None:
    await town.say("duty", "/meeting")
    await town.say("duty", title_ar)
    await town.say("duty", title_en)
    await town.press("duty", kind)
    await town.say("duty", start)
    await town.press("duty", "1 hour")
    await town.say("duty", place)
    await town.press("duty", "team")
    await town.press("duty", "Done")
    await town.press("duty", "Every week" if kind == "Periodic" else "Once")
    if kind == "Periodic":
        await town.press("duty", "No end")
    await town.say("duty", agenda)
    await town.press("duty", "Announce")


@pytest.fixture
async def met(town: Town) -> Town:
    """Past are two Tuesdays of a weekly meeting, one of them eight days ago, and a civil-military meeting."""
    await town.person("duty", role="duty officer", name="Duty Name", organisation="The centre")
    await town.person("layla", governorates=["IQ-NI"], name="Layla")
    await town.group("team", ["duty", "layla"], "en", summary_at="")
    await plan(
        town,
        "اجتماع التنسيق",
        "Coordination meeting",
        "Periodic",
        "next Tuesday 10:00",
        "Hall 2, https://meet.example.org/abc-defg-hij",
        "Displacement\nVisas: https://meet.example.org/abc-defg-hij",
    )
    await plan(
        town,
        "تنسيق الحركة zoom.us/j/123",
        "=Movements https://zoom.us/j/123",
        "Civil",
        "26/11/2026 14:30",
        "https://meet.example.org/zz",
        "-",
    )
    await town.clock_to(datetime(2026, 12, 1, 12, 0, tzinfo=BAGHDAD))
    return town


TUESDAY = {
    "#meta+time": "10:00",
    "#meta+minutes": 60,
    "#event+meeting+name+ar": "اجتماع التنسيق",
    "#event+meeting+name+en": "Coordination meeting",
    "#event+meeting+type": "periodic",
    "#loc+venue": "Hall 2",
    "#org+lead": "The centre",
    "#description+agenda": "Displacement Visas",
}


async def test_the_meetings_of_the_days_have_a_sheet_of_their_own(met: Town) -> None:
    content = await export(met, "duty")
    assert tagged(content, "Meetings") == [
        {
            "#date+meeting": "2026-11-26",
            "#meta+time": "14:30",
            "#meta+minutes": 60,
            "#event+meeting+name+ar": "تنسيق الحركة",
            "#event+meeting+name+en": "=Movements",
            "#event+meeting+type": "civil-military",
            "#org+lead": "The centre",
        },
        {"#date+meeting": "2026-12-01", **TUESDAY},
    ]
    sheet = load_workbook(io.BytesIO(content))["Meetings"]
    cell = sheet.cell(
        row=3, column=[column.tag for column in MEETING_COLUMNS].index("#event+meeting+name+en") + 1
    )
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    assert (faults(content, 1), faults(content, 2)) == ([], [])
    assert "Duty Name" not in str(list(sheet.values))


async def test_nobody_finds_a_meeting_that_they_may_not_see(met: Town) -> None:
    assert tagged(await export(met, "layla"), "Meetings") == [{"#date+meeting": "2026-12-01", **TUESDAY}]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_no_meeting_leaves_a_sheet_of_headings(language: str) -> None:
    w = words(language)
    content = table.xlsx_file([w], [table.meetings_sheet([])], [[("a", "b")]], Progress())
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    assert [list(row) for row in sheet.values] == [
        [w.label(column.heading) for column in MEETING_COLUMNS],
        [column.tag for column in MEETING_COLUMNS],
    ]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("Hall 2", "Hall 2"),
        ("https://zoom.us/j/123?pwd=x", ""),
        ("قاعة ٢، https://zoom.us/j/123", "قاعة ٢"),
        ("zoom.us/j/123 or Hall 2", "or Hall 2"),
        ("Hall 2 (www.example.org)", "Hall 2"),
        ("Dr. Ali street 5/7", "Dr. Ali street 5/7"),
    ],
)
def test_what_was_typed_of_a_meeting_has_no_link(typed: str, told: str) -> None:
    assert without_links(typed) == told


@pytest.fixture
async def staffed(town: Town) -> Town:
    await town.person("duty", role="duty officer", name="Duty Name", organisation="The centre")
    await town.person("layla", "ar", governorates=["IQ-NI", "IQ-AN"], name="ليلى", organisation="=1+1")
    await town.person("badr", "ar", role="admin", name="Badr")
    await town.person("sara", role="auditor", name="Sara")
    await town.stranger("nobody", "en")
    await town.say("layla", "/me")
    await town.press("layla", "مشاركة رقم هاتفي")
    await town.say("layla", "0770 123 4567")
    return town


CONTACTS = [
    {"#contact+name": "Badr", "#contact+role": "admin"},
    {"#org+name": "The centre", "#contact+name": "Duty Name", "#contact+role": "duty officer"},
    {"#contact+name": "Sara", "#contact+role": "auditor"},
    {
        "#org+name": "=1+1",
        "#contact+name": "ليلى",
        "#contact+role": "focal point",
        "#contact+area": "Ninewa and Anbar",
        "#contact+phone": "+9647701234567",
    },
]


async def test_the_contact_list_is_a_file_of_its_own_for_officers(staffed: Town) -> None:
    await staffed.say("duty", "/export contacts")
    last = staffed.last("duty")
    assert last.text == (
        "🔒 Contact list: restricted\nAs of Sun 22 Nov 2026, 09:00, Baghdad time.\n"
        "For duty officers and admins only: do not pass it on. Delete it when it is no longer needed."
    )
    assert last.raw["document"]["file_name"] == "tansiq-contacts-restricted-20261122-en.xlsx"
    content = file_of(staffed, "duty")
    book = load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["Contacts", "Notes"]
    above = "RESTRICTED: for duty officers and admins only. Do not pass it on."
    assert next(book["Contacts"].values)[0] == above
    assert ("Restricted", above) in list(book["Notes"].values)
    tags = [
        "#org+name",
        "#contact+name",
        "#contact+role",
        "#contact+area",
        "#contact+phone",
        "#contact+email",
    ]
    assert list(list(book["Contacts"].values)[2]) == tags
    assert tagged(content, "Contacts", above=1) == CONTACTS
    assert [
        (cell.data_type, cell.quotePrefix) for cell in (book["Contacts"]["A7"], book["Contacts"]["E7"])
    ] == [
        ("s", True),
        ("s", True),
    ]
    assert faults(content) == []


async def test_a_number_shared_before_there_was_a_list_is_in_it_once_it_is_shared_again(
    staffed: Town,
) -> None:
    async with staffed.database.transaction() as tx:
        layla = await known(tx, staffed, "layla")
        await tx.people.set_phone(id=layla.id, phone="+9647701234567", shared_at=None)  # as it was before
    told = "هذا الرقم ليس في قائمة جهات الاتصال"
    await staffed.say("layla", "/me")
    assert "رقم الهاتف: +9647701234567" in staffed.last("layla").text
    assert told in staffed.last("layla").text
    await staffed.say("duty", "/export contacts")
    listed = tagged(file_of(staffed, "duty"), "Contacts", above=1)
    assert listed == [
        {tag: value for tag, value in row.items() if tag != "#contact+phone"} for row in CONTACTS
    ]
    await staffed.press("layla", "تغيير رقم هاتفي")
    await staffed.say("layla", "0770 123 4567")
    await staffed.say("layla", "/me")
    assert told not in staffed.last("layla").text
    await staffed.say("duty", "/export contacts")
    assert tagged(file_of(staffed, "duty"), "Contacts", above=1) == CONTACTS


async def test_the_contact_list_does_not_stay(staffed: Town) -> None:
    await staffed.say("duty", "/export contacts")
    assert await staffed.rows("SELECT personal, file_id FROM made_files") == [
        {"personal": 1, "file_id": None}
    ]
    async with staffed.database.transaction() as tx:
        await made_files.forget(tx, MORNING + timedelta(minutes=31))
    assert await staffed.rows("SELECT id FROM made_files") == []


async def test_each_making_of_the_contact_list_is_noted(staffed: Town) -> None:
    await staffed.say("badr", "/export جهات الاتصال")
    assert staffed.last("badr").raw["document"]["file_name"] == "tansiq-contacts-restricted-20261122-ar.xlsx"
    assert load_workbook(io.BytesIO(file_of(staffed, "badr"))).sheetnames == ["جهات الاتصال", "ملاحظات"]
    await staffed.say("duty", "/export")
    await staffed.press("duty", r"^Contact list \(restricted\)$")
    assert staffed.last("duty").text.startswith("🔒 Contact list: restricted\n")
    noted = await staffed.rows(
        "SELECT p.name FROM audit a JOIN people p ON p.id = a.person "
        "WHERE a.action = 'contact list exported' ORDER BY a.id"
    )
    assert [row["name"] for row in noted] == ["Badr", "Duty Name"]


async def test_who_may_not_have_the_contact_list_is_told_who_may(staffed: Town) -> None:
    await staffed.say("sara", "/export contacts")
    assert staffed.last("sara").text == (
        "The contact list holds people's phone numbers: only duty officers and admins can export it. "
        "Ask a duty officer for the contact that you need."
    )
    await staffed.say("layla", "/export جهات الاتصال")
    assert staffed.last("layla").text == (
        "في قائمة جهات الاتصال أرقام هواتف، فلا يصدّرها إلا الموظف المناوب ومديرو النظام. "
        "يرجى طلب رقم من تحتاجون إلى الاتصال به من الموظف المناوب."
    )
    await staffed.say("sara", "/export")
    assert not any("Contact" in label for row in staffed.last("sara").buttons for label in row)
    assert await staffed.rows("SELECT id FROM audit WHERE action = 'contact list exported'") == []
    assert await staffed.rows("SELECT id FROM made_files") == []


async def test_who_is_no_officer_any_more_when_it_is_made_gets_no_contact_list(staffed: Town) -> None:
    async with staffed.database.transaction() as tx:
        layla = await known(tx, staffed, "layla")
        w = words("ar")
        await Outgoing(tx, MORNING).paper(
            layla.telegram_id, CONTACT_LIST, {"person": layla.id}, contacts.caption(w, MORNING), w
        )
    before = staffed.texts("layla")
    staffed.app.wake()
    await staffed.stage.settle()
    assert staffed.texts("layla") == before
    assert await staffed.rows("SELECT id FROM paper_jobs") == []
