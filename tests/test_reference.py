"""References of reports: every slip of one character is caught; the forms people type are read."""

from __future__ import annotations

import string
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.places import gazetteer
from coordination.reports.reference import CHECK_LETTERS, make_reference, read_reference

GOVERNORATES = st.sampled_from([place.id for place in gazetteer().governorates()])
DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2099, 12, 31))
REFERENCES = st.builds(make_reference, GOVERNORATES, DAYS, st.integers(1, 120_000))
CHARACTERS = st.sampled_from(string.ascii_uppercase + string.digits + "-")


def test_a_reference_reads_governorate_day_number_check() -> None:
    assert make_reference("IQ-NI", date(2026, 11, 22), 17) == "NI-261122-017-K"
    assert make_reference("IQ-HL", date(2026, 11, 22), 1) == "HL-261122-001-A"
    assert make_reference("IQ-NI", date(2026, 11, 22), 1_000) == "NI-261122-1000-R"
    assert make_reference("IQ-NI", date(2026, 11, 22), 10_000) == "NI-261122-10000-R"


@pytest.mark.parametrize(
    "typed",
    [
        "NI-261122-017-K",
        " ni-261122-017-k",
        "NI261122017K",
        "NI 261122 017 K",
        "NI-261122 - 017 K",
        "NI-٢٦١١٢٢-۰۱۷-K",
    ],
)
def test_references_are_read_as_people_type_them(typed: str) -> None:
    assert read_reference(typed) == "NI-261122-017-K"


@pytest.mark.parametrize(
    "typed",
    ["", "NI-261122-017", "XX-261122-017-K", "NI-261122-017-D", "hello", "NI-261122-17-K", "NI-261122-1230T"],
)
def test_what_is_no_reference_is_none(typed: str) -> None:
    assert read_reference(typed) is None


@pytest.mark.parametrize(("area", "number"), [("IQ-XX", 1), ("IQ-NI", 0), ("IQ-NI", 1_000_000)])
def test_no_reference_is_made_of_nonsense(area: str, number: int) -> None:
    with pytest.raises(ValueError, match="no reference"):
        make_reference(area, date(2026, 11, 22), number)


def test_the_letters_that_codes_use_differ_in_the_field_of_the_check() -> None:
    letters = {letter for place in gazetteer().governorates() for letter in place.id.removeprefix("IQ-")}
    assert len({ord(letter) % len(CHECK_LETTERS) for letter in letters}) == len(letters)


@given(REFERENCES)
def test_every_reference_reads_back(reference: str) -> None:
    assert read_reference(reference) == reference


@given(REFERENCES, st.data())
def test_every_wrong_character_is_caught(reference: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(reference) - 1))
    wrong = data.draw(CHARACTERS.filter(lambda c: c != reference[at]))
    assert read_reference(reference[:at] + wrong + reference[at + 1 :]) is None


@given(REFERENCES, st.data())
def test_every_swap_of_neighbours_is_caught(reference: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(reference) - 2))
    left, right = reference[at], reference[at + 1]
    swapped = reference[:at] + right + left + reference[at + 2 :]
    # Where only a dash moved, nothing that counts was changed.
    assert read_reference(swapped) == (reference if "-" in (left, right) or left == right else None) or (
        "-" in (left, right) and read_reference(swapped) is None
    )
