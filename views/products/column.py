"""What a column of an exported table is: a heading in words, a tag of HXL, and a value without any markup."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

T = TypeVar("T")

Value = str | int | float | date | None
"""None is an empty cell: what was not reported, unknown or does not apply."""


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """`heading` is English, to be said in the reader's language; `value` is of a row; `wide` columns hold sentences."""

    heading: str
    tag: str
    value: Callable[[T], Value]
    wide: bool = False
