"""What a column of an exported table is: a heading in words, a tag of HXL, and a value without any markup."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Protocol, TypeVar

T_contra = TypeVar("T_contra", contravariant=True)

Value = str | int | float | date | None
"""None is an empty cell: what was not reported, unknown or does not apply."""


class Column(Protocol[T_contra]):
    """`heading` is English, to be said in the reader's language; `wide` columns hold sentences."""

    @property
    def heading(self) -> str: ...
    @property
    def tag(self) -> str: ...
    @property
    def value(self) -> Callable[[T_contra], Value]: ...
    @property
    def wide(self) -> bool: ...
