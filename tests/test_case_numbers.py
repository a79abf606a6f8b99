"""Numbers of cases: every slip of one character and every swap is caught; the forms people type are read."""

from __future__ import annotations

import string
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.cases.files import procedures
from coordination.cases.number import NumberAnswer, make_number, parse_number

PREFIXES = st.sampled_from(sorted(kind.prefix for kind in procedures().kinds.values()))
DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2099, 12, 31))
NUMBERS = st.builds(make_number, PREFIXES, DAYS, st.integers(1, 9_999))
CHARACTERS = st.sampled_from(string.ascii_uppercase + string.digits + "- ")
MISTYPED, NONE = NumberAnswer(fault="mistyped"), NumberAnswer(fault="not a number")


def test_a_number_reads_kind_month_count_check() -> None:
    assert make_number("VE", date(2026, 11, 22), 42) == "VE-2611-0042-W"
    assert make_number("AL", date(2027, 1, 1), 9_999) == "AL-2701-9999-V"
    for prefix, count in (("XX", 1), ("VE", 0), ("VE", 10_000)):
        with pytest.raises(ValueError, match="no number"):
            make_number(prefix, date(2026, 11, 22), count)


@pytest.mark.parametrize(
    "typed",
    [
        "VE-2611-0042-W",
        " ve-2611-0042-w ",
        "VE26110042W",
        "ve 2611 0042 w",
        "VE-26110042-W",
        "VE–2611–0042–W",
        "ve٢٦١١٠٠٤٢w",
        "VE-۲۶۱۱-٠٠٤٢-W",
        "\u2068VE-2611-0042-W\u2069",
    ],
)
def test_numbers_are_read_as_people_type_them(typed: str) -> None:
    assert parse_number(typed) == NumberAnswer("VE-2611-0042-W")


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("VE-2611-0043-W", MISTYPED),
        ("VE-2611-0042-V", MISTYPED),
        ("VE-2611-0042", MISTYPED),
        ("VE-2611-00042-W", MISTYPED),
        ("VX-2611-0042-W", MISTYPED),
        ("EV-2611-0042-W", MISTYPED),
        ("VE-26I1-0042-W", MISTYPED),
        ("", NONE),
        ("hello", NONE),
        ("120 families", NONE),
        ("0770 123 4567", NONE),
        ("A1234567", NONE),
        ("NI-261122-017-K", NONE),
        ("VE", NONE),
        ("V" * 5000, NONE),
    ],
)
def test_what_is_none_is_told_from_what_was_mistyped(typed: str, answer: NumberAnswer) -> None:
    assert parse_number(typed) == answer


@given(NUMBERS, st.data())
def test_every_single_wrong_character_is_caught(number: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(number) - 1))
    wrong = data.draw(CHARACTERS.filter(lambda character: character != number[at]))
    read = parse_number(number[:at] + wrong + number[at + 1 :]).number
    assert read in ("", number)
    assert read == "" or number[at] == "-"


@given(NUMBERS, st.data())
def test_every_swap_of_neighbours_is_caught(number: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(number) - 2))
    swapped = number[:at] + number[at + 1] + number[at] + number[at + 2 :]
    same = swapped.replace("-", "") == number.replace("-", "")
    assert parse_number(swapped).number == (number if same else "")


@given(NUMBERS, st.data())
def test_a_character_too_many_or_too_few_is_caught(number: str, data: st.DataObject) -> None:
    compact = number.replace("-", "")
    at = data.draw(st.integers(0, len(compact) - 1))
    more = data.draw(st.sampled_from(string.ascii_uppercase + string.digits))
    assert parse_number(compact[:at] + more + compact[at:]).number == ""
    assert parse_number(compact[:at] + compact[at + 1 :]).number == ""


@given(st.text(max_size=60))
def test_anything_can_be_typed(text: str) -> None:
    answer = parse_number(text)
    assert (answer.number == "") == (answer.fault is not None)
