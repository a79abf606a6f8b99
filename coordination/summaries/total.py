"""Adding up figures without making any up: zero, unknown and not reported stay three things."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from coordination.reports.fact import Figure
from storage import Row


@dataclass(frozen=True, slots=True)
class Total:
    """The sum of one unit over `reports` reports.

    `given` of them gave a number and make up `amount`; `unknown` of them said that it is not known; the others did
    not report it. Without any given, `amount` is 0 and means nothing.
    """

    amount: int = 0
    given: int = 0
    unknown: int = 0
    reports: int = 0
    approximate: bool = False


def total(figures: Iterable[tuple[Figure, bool]]) -> Total:
    """Add up figures, each with whether it is approximate."""
    asked = list(figures)
    numbers = [(figure, rough) for figure, rough in asked if isinstance(figure, int)]
    return Total(
        amount=sum(figure for figure, _ in numbers),
        given=len(numbers),
        unknown=sum(figure == "unknown" for figure, _ in asked),
        reports=len(asked),
        approximate=any(rough for _, rough in numbers),
    )


def added(totals: Iterable[Total]) -> Total:
    """Totals of different reports, together."""
    found = list(totals)
    return Total(
        amount=sum(one.amount for one in found),
        given=sum(one.given for one in found),
        unknown=sum(one.unknown for one in found),
        reports=sum(one.reports for one in found),
        approximate=any(one.approximate for one in found),
    )


def total_of(row: Row, unit: str) -> Total:
    """The total of a unit ("households", "individuals") out of a row of sums."""
    return Total(
        amount=row[unit],
        given=row[f"{unit}_given"],
        unknown=row[f"{unit}_unknown"],
        reports=row["counted"],
        approximate=bool(row[f"{unit}_approximate"]),
    )
