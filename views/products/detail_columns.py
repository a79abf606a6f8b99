"""The columns of an exported table that are read out of the words of each report, once for all of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from coordination.privacy import hidden
from coordination.products.lines import Line
from coordination.reports.details import Details, details
from coordination.reports.details_items import Item
from coordination.reports.fact import Kind
from views.products.column import Value

_BETWEEN = " | "
"""Stands between several codes in one cell."""


@dataclass(frozen=True, slots=True)
class _Read:
    """The words of a report without personal data, and what they tell."""

    text: str
    details: Details


@lru_cache(maxsize=64)
def _read(words: str, kind: Kind) -> _Read:
    # The columns of one row ask one after another, in as many threads as there are exports: a few rows are enough.
    text = hidden(words)
    return _Read(text, details(text, kind))


def _of(line: Line) -> _Read:
    # Who has nothing to report tells of no return, whatever the form asked about.
    kind = Kind.SITUATION if line.entry.nothing_to_report else line.fact.kind
    return _read(line.entry.words, kind)


def told(line: Line) -> Details:
    """What the words of a report tell beside its fact; the same for every column of a row."""
    return _of(line).details


def quoted(line: Line) -> str:
    """The words of a report on one line, without personal data."""
    return " ".join(_of(line).text.split())


def several(codes: Callable[[Details], tuple[str, ...]]) -> Callable[[Line], Value]:
    """A column of codes, of which a cell may have more than one."""
    return lambda line: _BETWEEN.join(codes(told(line)))


def harmed(line: Line, kind: str) -> Value:
    """How many were "killed", "injured" or "missing" in an incident, as its words tell; empty where they do not."""
    if line.fact.kind is not Kind.INCIDENT:
        return None
    found = told(line).harmed
    count: int = getattr(found, kind)
    return count or (0 if found.nobody else None)


def item_names(line: Line) -> Value:
    """The things needed; what is counted stands in brackets where it is not the thing ("flour (ton)")."""
    return _BETWEEN.join(_named(item) for item in told(line).items)


def _named(item: Item) -> str:
    return f"{item.code} ({item.unit})" if item.unit else item.code


def quantity(line: Line) -> Value:
    """How many are needed where one thing is; a column of numbers has no cell of several."""
    items = told(line).items
    return items[0].quantity if len(items) == 1 else None


def quantities(line: Line) -> Value:
    """How many of each are needed where several things are, in their order; empty where no number is told."""
    items = told(line).items
    if len(items) < 2 or all(item.quantity is None for item in items):
        return None
    return _BETWEEN.join("not reported" if i.quantity is None else str(i.quantity) for i in items)
