"""Numbers of identity papers, passports, bank accounts and vehicle plates in a folded text."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Iraqi passports: a letter and eight digits, older ones seven. The national card: twelve digits. No figure is that long.
_PASSPORT = re.compile(r"(?<![\w-])[A-Za-z]\d{7,9}(?!\w)")
_LONG = re.compile(r"(?<![\w.,+-])\d{10,}(?!\w)(?![.,]\d)")
_PAPER = (
    r"(?:(?:و|ب|ل|ال|بال|وال)?(?:جواز|هويه|هويته|هويتها|هويتي|جوازه|جوازها|بطاقه|بطاقته|بطاقتها|الموحده)"
    r"|passports?|id|identity|iqama)"
)
_BETWEEN = (
    r"(?:[ .:#-]{1,3}(?:ال)?(?:سفر|سفره|سفرها|رقم|رقمه|رقمها|المرقم|المرقمه|احوال|مدنيه|وطنيه|وطني|موحده|سكن|تموينيه|"
    r"card|number|no|nr|is)(?!\w)){0,4}"
)
_ANNOUNCED = re.compile(
    rf"(?<!\w){_PAPER}(?!\w){_BETWEEN}[ .:#-]{{0,3}}(?P<number>(?:[^\W\d_]{{1,2}}[ -]?)?\d[\d/ -]{{4,16}}\d)",
    re.IGNORECASE,
)
# ISO 13616: IQ, two check digits, four letters of the bank, fifteen digits; in groups of four where it is printed.
_IBAN = re.compile(r"(?<![\w-])IQ[ -]?\d{2}[ -]?[A-Z]{4}(?:[ -]?\d){15}(?!\w)", re.IGNORECASE)
_LEAST_DIGITS = 6
_PLATE = re.compile(
    r"(?<!\w)(?:(?:و|ب|ل|ال|بال|وال)?(?:لوحه|لوحتها|لوحته|لوحات)|(?:licen[cs]e |number )?plate)"
    r"(?:[ .:#-]{1,3}(?:ال)?(?:رقم|رقمها|مرقمه|تسجيل|سياره|number|no|nr|is)(?!\w)){0,3}[ .:#-]{0,3}"
    r"(?P<number>(?:(?!(?:in|of|for|from|من|في|و) )[^\W\d_]{1,10}[ /-]){0,2}"
    r"\d{1,7}(?:[ /-]?[^\W\d_]{1,3}[ /-]?\d{1,7}|[ /-]\d{1,7}){0,2})(?!\w)",
    re.IGNORECASE,
)
_LEAST_PLATE_DIGITS = 4
_DATE = re.compile(r"\d{1,2}([/-])\d{1,2}\1\d{2,4}|\d{4}([/-])\d{1,2}\2\d{1,2}")


def papers_in(text: str) -> Iterator[tuple[int, int]]:
    """The spans of numbers of passports and identity cards: by their shape, and others after words that name one."""
    for shape in (_PASSPORT, _LONG):
        for match in shape.finditer(text):
            yield match.span()
    for match in _ANNOUNCED.finditer(text):
        number = match.group("number")
        if _digits(number) >= _LEAST_DIGITS and not _DATE.match(number):
            yield match.span("number")


def ibans_in(text: str) -> Iterator[tuple[int, int]]:
    """The spans of Iraqi bank account numbers."""
    for match in _IBAN.finditer(text):
        yield match.span()


def plates_in(text: str) -> Iterator[tuple[int, int]]:
    """The spans of the plates of vehicles, after a word that names one."""
    for match in _PLATE.finditer(text):
        number = match.group("number")
        if _digits(number) >= _LEAST_PLATE_DIGITS and not _DATE.match(number):
            yield match.span("number")


def _digits(text: str) -> int:
    return sum(char.isdecimal() for char in text)
