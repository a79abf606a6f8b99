"""Numbers of cases: ``VE-2611-0042-X`` is an emergency visa, November 2026, the 42nd of that month, check letter X."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from coordination.cases.files import procedures
from coordination.reports.reference import check_letter, read_reference
from coordination.text import clean, normalise

LARGEST = 9_999
# One length only: a character typed for a missing hyphen makes it longer, and cannot make another right number.
_SHAPE = re.compile(r"([A-Z]{2})(\d{4})(\d{4})([A-Z])")
_MEANT = re.compile(r"[A-Z0-9]{10,12}")
_BETWEEN = re.compile(r"[\s._/-]+")
_DIGIT = re.compile(r"\d")
_LEAST_DIGITS, _LONGEST = 6, 40


@dataclass(frozen=True, slots=True)
class NumberAnswer:
    """The number in its one written form, or what is wrong with it: no number at all, or one with a slip."""

    number: str = ""
    fault: Literal["not a number", "mistyped"] | None = None


def make_number(prefix: str, day: date, count: int) -> str:
    """The number of the `count`-th case of a kind filed in a month; `day` is one of it, by the calendar of Baghdad.

    Raises ValueError for a prefix of no kind, or a count outside 1 to 9,999.
    """
    if prefix not in _prefixes() or not 1 <= count <= LARGEST:
        raise ValueError(f"no number for {prefix} {count}")
    return _written(prefix, f"{day:%y%m}", f"{count:04}")


def parse_number(text: str) -> NumberAnswer:
    """Read a number as people type it: small letters, digits of any script, blanks for hyphens, none at all.

    "mistyped" is what must have been meant as a number but is none: its check letter does not fit. Every single
    wrong character and every swap of two neighbours is found out, as in the references of reports.
    """
    if not _DIGIT.search(text):  # as nearly everything that anybody writes
        return NumberAnswer(fault="not a number")
    typed = normalise(clean(text, _LONGEST)).upper()
    compact = _BETWEEN.sub("", typed)
    shape = _SHAPE.fullmatch(compact)
    if shape and shape[1] in _prefixes() and shape[4] == check_letter("".join(shape.groups()[:3])):
        return NumberAnswer(_written(*shape.groups()[:3]))
    if not _is_meant(compact) or read_reference(typed) is not None:
        return NumberAnswer(fault="not a number")
    return NumberAnswer(fault="mistyped")


def _is_meant(compact: str) -> bool:
    """Whether this was to be a number: as long as one or nearly, mostly digits, and it begins nearly like one."""
    if not _MEANT.fullmatch(compact):
        return False
    return sum(c.isdigit() for c in compact) >= _LEAST_DIGITS and _nearly(compact[:2])


def _nearly(beginning: str) -> bool:
    """Whether one letter of a prefix is right, or both are and swapped."""
    swapped = beginning[::-1] in _prefixes()
    return swapped or any(a == b for one in _prefixes() for a, b in zip(one, beginning, strict=True))


def _written(prefix: str, month: str, count: str) -> str:
    return f"{prefix}-{month}-{count}-{check_letter(prefix + month + count)}"


@cache
def _prefixes() -> frozenset[str]:
    return frozenset(kind.prefix for kind in procedures().kinds.values())
