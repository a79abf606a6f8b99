"""Places that people only typed are told in the reader's language, where the words name them and nothing else."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.places import gazetteer
from coordination.products.period import week_before
from tests.report_pages import TODAY, example
from views.language import plain, words
from views.products import sections
from views.status.names import location

NINEWA = "IQ-NI"


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("Sinjar", ["IQG15Q07"]),
        ("سنجار", ["IQG15Q07"]),
        ("قضاء سنجار", ["IQG15Q07"]),
        ("Sinjar district", ["IQG15Q07"]),
        ("Sinjar camp", []),
        ("ناحية سنجار", []),
        ("outskirts of Sinjar", []),
        ("Sinjar road", []),
        ("Sinjr", []),
        ("camp", []),
        ("", []),
        ("Shirqat", []),  # in another governorate
    ],
)
def test_what_is_called_so_and_nothing_else(typed: str, ids: list[str]) -> None:
    assert [place.id for place in gazetteer().called(typed, NINEWA)] == ids


@given(st.text(max_size=40))
def test_any_text_is_called_something_or_nothing(text: str) -> None:
    assert all(place.governorate == NINEWA for place in gazetteer().called(text, NINEWA))


@pytest.mark.parametrize(
    ("governorate", "typed", "arabic", "english"),
    [
        (NINEWA, "Sinjar", "سنجار، نينوى", "Sinjar, Ninewa"),
        ("IQ-SD", "الشرقاط", "الشرقاط، صلاح الدين", "Shirqat, Salah al-Din"),
        ("IQ-DI", "قضاء المقدادية", "المقدادية، ديالى", "Muqdadiya, Diyala"),
        (NINEWA, "Ninewa", "نينوى", "Ninewa"),
        (NINEWA, "near the old bridge", "near the old bridge، نينوى", "near the old bridge, Ninewa"),
        (NINEWA, "Sinjar camp", "Sinjar camp، نينوى", "Sinjar camp, Ninewa"),
    ],
)
def test_a_typed_place_is_told_in_the_readers_language(
    governorate: str, typed: str, arabic: str, english: str
) -> None:
    marks = dict.fromkeys(map(ord, "\u2068\u2069\u200f"))
    told = [plain(location(words(one), governorate, None, typed)).translate(marks) for one in ("ar", "en")]
    assert told == [arabic, english]


def test_an_arabic_report_names_no_place_in_latin_letters() -> None:
    found = example(week_before(TODAY))
    rows = [row[1] for row in sections.incidents(words("ar"), found)["rows"]]
    rows += [row[0] for row in sections.access(words("ar"), found)["rows"]]
    assert len(rows) == 6
    assert not [cell for cell in rows if re.search("[A-Za-z]", cell)]
