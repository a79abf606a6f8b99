"""What is odd about a fact before it is saved: asked about, never refused. The rules, and the figures they look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Literal

from coordination.reports.days import day_in_baghdad
from coordination.reports.draft import Draft, Step
from coordination.reports.fact import Fact, Kind
from coordination.reports.path import day_key, odd_day
from storage import Row, Transaction, stamp

Odd = Literal["day", "size", "jump", "returns", "many"]
"""A day ahead or long ago; individuals that do not fit the families; a jump; more returns than displaced.

A number beyond all measure ("many") is asked about when it is told, not before saving.
"""

Unit = Literal["households", "individuals"]

WITHIN = timedelta(days=14)
"""A jump is one against the reports of so long."""

FEWEST_REPORTS = 3
TIMES_THE_LARGEST = 5
TIMES_THE_MEDIAN = 10
AT_LEAST: Mapping[Unit, int] = {"households": 50, "individuals": 250}
"""A smaller figure is no jump, whatever came before it."""

SMALLEST_FAMILY, LARGEST_FAMILY = 3, 10
"""Individuals to a family, on the whole."""

_NEWEST = 200
"""Reports that a jump is measured against: the newest of them, so that saving stays as fast where there are many."""

_MOSTLY_ENOUGH, _ALL = 200, 2**62
"""Reports of displacement that returns are first compared with: where these tell of as many people, the others need not be asked."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """One odd thing about a fact. `unit` is empty for a day, and for families against individuals.

    `against` is what the figure was measured by: the largest of the last days, or how many are known displaced.
    """

    odd: Odd
    unit: Unit | Literal[""] = ""
    against: int = 0

    @property
    def step(self) -> Step:
        """The question that changes what is odd."""
        if self.odd == "day":
            return "when"
        return self.unit or "households"


def key(fact: Fact, odd: Odd, unit: str) -> str:
    """What is kept when the reporter says that it is right: it holds for this figure or day, and for no other."""
    if odd == "day":
        return day_key(fact.day) if fact.day else ""
    if odd == "size":
        return f"size:{fact.households}:{fact.individuals}"
    return f"{odd}:{unit}:{fact.individuals if unit == 'individuals' else fact.households}"


def affirmed(fact: Fact, keys: Sequence[str]) -> tuple[Doubt, ...]:
    """The odd things about a fact, as it is now, of which its reporter said that they are right."""
    possible = [Doubt("day"), Doubt("size")]
    possible += [Doubt(odd, unit) for odd in ("jump", "returns", "many") for unit in AT_LEAST]
    return tuple(doubt for doubt in possible if key(fact, doubt.odd, doubt.unit) in keys)


async def first_doubt(tx: Transaction, draft: Draft, now: datetime) -> tuple[int, Doubt] | None:
    """The first odd thing that was not asked about, with the index of its fact.

    In a correction only what the correction changes is looked at.
    """
    corrects = draft.corrects
    for index, item in enumerate(draft.items):
        report = corrects.report if corrects else item.update
        for doubt in await doubts(tx, item.fact, now, report or 0):
            said = key(item.fact, doubt.odd, doubt.unit)
            unchanged = corrects is not None and said == key(corrects.before, doubt.odd, doubt.unit)
            if said not in item.affirmed and not unchanged:
                return index, doubt
    return None


async def doubts(tx: Transaction, fact: Fact, now: datetime, report: int = 0) -> tuple[Doubt, ...]:
    """Everything odd about a fact; `report` is the row of the report that it will replace, 0 for none."""
    if fact.nothing_to_report:
        return ()
    found = [Doubt("day")] if fact.day is not None and odd_day(fact.day, day_in_baghdad(now)) else []
    if odd_size(fact):
        found.append(Doubt("size"))
    found += await _jumps(tx, fact, now, report)
    if fact.kind is Kind.RETURN:
        found += await _too_many_returns(tx, fact)
    return tuple(found)


def odd_size(fact: Fact) -> bool:
    """Whether families and individuals are both known, and do not fit each other."""
    families, people = fact.households, fact.individuals
    if not isinstance(families, int) or not isinstance(people, int) or families < 1:
        return False
    return not SMALLEST_FAMILY * families <= people <= LARGEST_FAMILY * families


def jumps(figure: int, earlier: Sequence[int], at_least: int) -> bool:
    """Whether a figure is 5 times the largest of at least three and 10 times their median, and not small.

    Zeros do not count as earlier figures.
    """
    counted = [number for number in earlier if number > 0]
    return (
        figure >= at_least
        and len(counted) >= FEWEST_REPORTS
        and figure >= TIMES_THE_LARGEST * max(counted)
        and figure >= TIMES_THE_MEDIAN * median(counted)
    )


async def _jumps(tx: Transaction, fact: Fact, now: datetime, report: int) -> list[Doubt]:
    figures = {unit: figure for unit, figure in _figures(fact).items() if figure >= AT_LEAST[unit]}
    if not figures:
        return []
    which = {"governorate": fact.governorate, "kind": fact.kind, "since": stamp(now - WITHIN), "but": report}
    largest = await tx.reports.largest_before(**which, limit=_NEWEST)
    large = {
        unit for unit, figure in figures.items() if figure >= TIMES_THE_LARGEST * (largest[unit] or figure)
    }
    # The figures one by one are read only where the largest does not tell already that this is no jump.
    rows = await tx.reports.figures_before(**which, limit=_NEWEST) if large else []
    return [
        Doubt("jump", unit, largest[unit])
        for unit in figures
        if unit in large and jumps(figures[unit], [row[unit] or 0 for row in rows], AT_LEAST[unit])
    ]


async def _too_many_returns(tx: Transaction, fact: Fact) -> list[Doubt]:
    """More returnees than were displaced: to where they come from, or, where that was not told, out of their home.

    Nothing is odd where no such displacement was reported, or where one report of it gave no number.
    """
    figures = _figures(fact)
    row = await _displaced(tx, fact, _MOSTLY_ENOUGH)
    if row["reports"] == _MOSTLY_ENOUGH and any(
        figure > (row[unit] or 0) for unit, figure in figures.items()
    ):
        row = await _displaced(tx, fact, _ALL)
    return [
        Doubt("returns", unit, row[unit])
        for unit, figure in figures.items()
        if _known(row, unit) and figure > row[unit]
    ]


async def _displaced(tx: Transaction, fact: Fact, most: int) -> Row:
    """The sums of at most so many of the reports of displacement that these people may return from."""
    home = {"home": fact.governorate, "home_place": fact.place, "most": most}
    to = {"governorate": fact.origin_governorate, "place": fact.origin_place}
    asked = (
        tx.reports.displaced_between(**to, **home) if to["governorate"] else tx.reports.displaced_from(**home)
    )
    row: Row = await asked
    return row


def _known(row: Row, unit: Unit) -> bool:
    return bool(row[unit]) and row["reports"] == row[f"{unit}_given"]


def _figures(fact: Fact) -> dict[Unit, int]:
    told: tuple[tuple[Unit, object], ...] = (
        ("households", fact.households),
        ("individuals", fact.individuals),
    )
    return {unit: figure for unit, figure in told if isinstance(figure, int)}
