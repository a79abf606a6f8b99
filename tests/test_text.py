"""Normalising, cleaning, and counts as people write them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.text import Count, NotACount, clean, normalise, parse_count


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("٠١٢٣٤٥٦٧٨٩ ۰۱۲۳۴۵۶۷۸۹", "0123456789 0123456789"),
        ("مستشفى مستشفي مستشفی", "مستشفي مستشفي مستشفي"),
        ("عائلة أسرة إلى آمرلي", "عايله اسره الي امرلي"),
        ("كركوك کرکوک گرگوك", "كركوك كركوك كركوك"),
        ("مـــدينة كُرْدُسْتان", "مدينه كردستان"),
        ("صلاح\u200cالدين \u202bاربيل\u202c", "صلاحالدين اربيل"),
        ("  Hewlêr \n\tDUHOK ", "hewler duhok"),
        ("ﻋﺮﺍﻕ", "عراق"),
        ("½ ①", "½ ①"),
    ],
)
def test_normalise(typed: str, plain: str) -> None:
    assert normalise(typed) == plain


@given(st.text())
def test_normalise_settles(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  a \u202eb\u200b c \x00\x07 ", "a b c"),
        ("one\r\n\r\n\r\n \ntwo\rthree", "one\n\ntwo\nthree"),
        ("می\u200cخواهم x\u200cy", "می\u200cخواهم xy"),
        ("e\u0301 ٢٣", "é ٢٣"),
        ("\ufeff", ""),
        ("x" * 50, "x" * 10),
    ],
)
def test_clean(typed: str, kept: str) -> None:
    assert clean(typed, 10) == kept or clean(typed, 20) == kept


@given(st.text(), st.integers(1, 40))
def test_clean_is_bounded_and_has_nothing_invisible(text: str, limit: int) -> None:
    kept = clean(text, limit)
    assert len(kept) <= limit
    assert all(c in "\n\t\u200c" or unicodedata.category(c) not in ("Cc", "Cf", "Cs") for c in kept)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("120", 120),
        ("٠", 0),
        ("۱۲۰", 120),
        ("1,200", 1200),
        ("١٬٢٠٠", 1200),
        ("1.200", 1200),
        ("1 200", 1200),
        ("1.2k", 1200),
        ("٢ آلاف", 2000),
        ("٢ آلاف و٥٠٠", 2500),
        ("الفين", 2000),
        ("ألفين وخمسمئة", 2500),
        ("مئة وعشرون عائلة", 120),
        ("خمسة عشر", 15),
        ("خمسطعش", 15),
        ("ثلاثة آلاف ومئتين وخمسين", 3250),
        ("صفر", 0),
        ("two hundred and fifty", 250),
        ("two thousand three hundred", 2300),
        ("a dozen", 12),
        ("عدد العوائل: 45", 45),
    ],
)
def test_counts(typed: str, value: int) -> None:
    assert parse_count(typed) == Count(value)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("-5", "negative"),
        ("−٥ عوائل", "negative"),
        ("1.5", "fraction"),
        ("١٫٥", "fraction"),
        ("1/2", "fraction"),
        ("3½", "fraction"),
        ("8,000,000", "absurd"),
        ("9" * 4000, "absurd"),
        ("لا اعرف", "no number"),
        ("30-20", "no number"),
        ("20 30", "no number"),
        ("", "no number"),
    ],
)
def test_what_is_no_count(typed: str, reason: str) -> None:
    answer = parse_count(typed)
    assert isinstance(answer, NotACount) and answer.reason == reason


@pytest.mark.parametrize(
    "typed", ["20-29", "٢٠-٢٩", "20 – 29 families", "بين ٢٠ و٢٩ عائلة", "20 to 29", "20 او 29"]
)
def test_a_range_counts_as_its_middle_rounded_up(typed: str) -> None:
    assert parse_count(typed) == Count(25, approximate=True)


def test_the_limit_is_the_caller_s() -> None:
    assert parse_count("500,001", limit=500_000) == NotACount("absurd")
    assert parse_count("500,000", limit=500_000) == Count(500_000)


@given(
    st.integers(0, 5_000_000),
    st.sampled_from(["0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"]),
    st.sampled_from(["", ",", "٬"]),
)
def test_every_count_is_read_back_in_every_digit_set(value: int, digits: str, separator: str) -> None:
    typed = f"{value:,}".replace(",", separator).translate(str.maketrans("0123456789", digits))
    assert parse_count(typed) == Count(value)


@given(st.text(max_size=80))
def test_any_text_has_a_count_or_a_reason(text: str) -> None:
    assert isinstance(parse_count(text), Count | NotACount)
