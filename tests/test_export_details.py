"""The columns of an export that are read out of words: their cells, that libhxl takes them, and what the notes say."""

from __future__ import annotations

import csv
import io
from collections import Counter
from datetime import timedelta

import pytest
from openpyxl import load_workbook

from coordination.privacy import hidden
from coordination.products.lines import Line
from coordination.products.period import week_before
from coordination.products.progress import Progress
from coordination.reports.details import Details, details
from coordination.reports.details_codes import codes
from coordination.reports.fact import Fact, Kind
from coordination.summaries.scope import Scope
from tests.report_pages import NOW, TODAY, line
from tests.test_export import EN, TAGS, checked, rows_of
from views.language import words
from views.products import detail_columns, notes, table

TOLD = (
    (
        Kind.DISPLACEMENT,
        "نزوح جديد: 50 عائلة الى مدارس في سنجار بسبب الاشتباكات والسيول، منهم 40 طفلاً و25 امرأة، بحاجة الى 200 بطانية و 30 خيمة",
    ),
    (Kind.DISPLACEMENT, "20 families arrived from Syria, including 60 men; need 80 blankets"),
    (Kind.RETURN, "30 families returned because of the camp closure"),
    (Kind.NEED, "نحتاج 3 اطنان طحين وخيام"),
    (Kind.ACCESS, "Checkpoint refused MSF, call 07701234567, 3 missions cancelled for 07701234567"),
    (Kind.ACCESS, "حسب اوتشا الطريق مغلق"),
    (Kind.INCIDENT, "Two houses burnt, 1 killed"),
    (Kind.SITUATION, "all calm, no children displaced"),
)
OWN = (
    "#cause+movement",
    "#cause",
    "#affected+idps+f",
    "#affected+idps+m",
    "#affected+idps+children",
    "#shelter+type",
    "#item+name",
    "#value+qty",
    "#meta+qty",
    "#affected+killed",
    "#impact+type",
    "#access+constraint+type",
    "#org+affected",
    "#impact+description",
)
"""The tags of the columns that words fill."""


def _lines() -> list[Line]:
    return [
        line(n, NOW + timedelta(minutes=n), Fact(kind, "IQ-NI", households=n), text)
        for n, (kind, text) in enumerate(TOLD, 1)
    ]


def test_cells_hold_what_the_words_tell() -> None:
    rows = rows_of(table.csv_file([EN], _lines(), Progress()))
    assert [{tag: row[tag] for tag in OWN if row[tag]} for row in rows] == [
        {
            "#cause+movement": "new_displacement",
            "#cause": "armed_conflict | flood",
            "#affected+idps+f": "25",
            "#affected+idps+children": "40",
            "#shelter+type": "school",
            "#item+name": "blanket | tent",
            "#meta+qty": "200 | 30",
        },
        {
            "#cause+movement": "cross_border_arrival",
            "#affected+idps+m": "60",
            "#item+name": "blanket",
            "#value+qty": "80",
        },
        {"#cause+movement": "return", "#cause": "camp_closure"},
        {"#item+name": "flour (ton) | tent", "#meta+qty": "3 | not reported"},
        {
            "#impact+type": "passage_denied | cancelled",
            "#access+constraint+type": "A3",
            "#org+affected": "MSF",
            "#impact+description": hidden("3 missions cancelled for 07701234567"),
        },
        {},
        {"#impact+type": "houses", "#affected+killed": "1"},
        {},
    ]
    assert not any("07701234567" in cell for row in rows for cell in row.values())


@pytest.mark.filterwarnings("ignore:defusedxml.cElementTree:DeprecationWarning")  # libhxl's reader of XLSX
def test_libhxl_takes_them() -> None:
    many = [one for one in _lines() for _ in range(30)]
    assert checked(table.csv_file([words("ar"), EN], many, Progress())) == []
    content = table.xlsx_file([EN], [table.updates_sheet(many)], [[]], Progress())
    assert checked(content) == []
    sheet = load_workbook(io.BytesIO(content))["Data"]
    cells = {
        tag: sheet.cell(row=33, column=TAGS.index(tag) + 1) for tag in ("#value+qty", "#affected+idps+m")
    }
    assert {tag: (cell.value, cell.data_type) for tag, cell in cells.items()} == {
        "#value+qty": (80, "n"),
        "#affected+idps+m": (60, "n"),
    }


def test_the_words_of_a_row_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read: Counter[str] = Counter()

    def counted(text: str, kind: Kind) -> Details:
        read[text] += 1
        return details(text, kind)

    monkeypatch.setattr(detail_columns, "details", counted)
    detail_columns._read.cache_clear()
    table.csv_file([EN], _lines(), Progress())
    assert set(read.values()) == {1}
    assert len(read) == len(TOLD)


@pytest.mark.parametrize(
    ("language", "name", "first", "constraint"),
    [
        ("en", "Type of movement", "new displacement: new_displacement", "needs or entitlement denied: A1"),
        ("ar", "نوع حركة النزوح أو العودة", "نزوح جديد: ", "إنكار وجود الاحتياجات أو الاستحقاق: "),
    ],
)
def test_the_notes_tell_what_the_codes_mean(language: str, name: str, first: str, constraint: str) -> None:
    w = words(language)
    told = dict(notes.of_table(w, week_before(TODAY), Scope(), NOW, 8, confirmed=False))
    lines = told[name].split("\n")
    assert (lines[0].lstrip("\u200f").startswith(first), len(lines)) == (True, len(codes("movement")))
    assert told[w.label("Type of access constraint")].lstrip("\u200f").startswith(constraint)


def test_headings_are_in_both_languages() -> None:
    head = next(
        csv.reader(io.StringIO(table.csv_file([words("ar"), EN], [], Progress()).decode("utf-8-sig")))
    )
    assert head[TAGS.index("#shelter+type")] == "نوع المأوى / Type of shelter"
