"""The same thing again: what was saved a few hours ago of one kind and place, with these figures or with others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from coordination.people.person import Person
from coordination.reports.disputes import comparable, same_thing
from coordination.reports.draft import Draft
from coordination.reports.fact import Fact, Kind
from coordination.reports.report import Report, report_of
from storage import Transaction, stamp

WITHIN = timedelta(hours=12)
"""A fact saved longer ago than this is not asked about."""

_DAY = timedelta(days=1)
_NEWEST = 50


@dataclass(frozen=True, slots=True)
class Before:
    """The fact at `index` of a draft was told before: `same` with all its figures, else with others."""

    index: int
    report: Report
    same: bool


async def first_told(tx: Transaction, draft: Draft, by: Person, now: datetime) -> Before | None:
    """The first fact that somebody saved already; facts answered for are passed over.

    A report that another fact of the draft tells anew is not asked about again.
    """
    taken = {item.update for item in draft.items}
    for index, item in enumerate(draft.items):
        if item.anew or item.update is not None or item.fact.kind is Kind.SITUATION:
            continue
        lately = [report for report in await told_lately(tx, item.fact, now) if report.id not in taken]
        same = next((report for report in lately if _figures(report.fact) == _figures(item.fact)), None)
        if same is not None:
            return Before(index, same, same=True)
        other = _another_telling(item.fact, lately, by)
        if other is not None:
            return Before(index, other, same=False)
    return None


async def told_lately(tx: Transaction, fact: Fact, now: datetime) -> list[Report]:
    """What was saved of the last hours with the same kind, place and origin, newest first."""
    rows = await tx.reports.told_lately(
        governorate=fact.governorate,
        kind=fact.kind,
        place=fact.place or fact.place_text,
        origin_governorate=fact.origin_governorate or "",
        origin_place=fact.origin_place or fact.origin_text,
        since=stamp(now - WITHIN),
        limit=_NEWEST,
    )
    return [report_of(row) for row in rows]


async def told_again(tx: Transaction, report: Report, by: Person, now: datetime) -> None:
    """Note that somebody told a saved report again: nothing new came of it, but they are not silent."""
    await tx.reports.put_told_again(
        report=report.id, person=by.id, reporter_areas=" ".join(by.areas), at=stamp(now)
    )


def _another_telling(fact: Fact, lately: list[Report], by: Person) -> Report | None:
    """The newest report that tells the same thing otherwise; the person's own before those of others."""
    found = [
        one
        for one in lately
        if same_thing(one.fact, fact) and comparable(one.fact, fact) and _near(one.fact, fact)
    ]
    return next((one for one in found if one.reporter == by.id), found[0] if found else None)


def _near(one: Fact, other: Fact) -> bool:
    """Whether two facts are of the same day, or of two that follow each other: a night belongs to both."""
    return one.day is not None and other.day is not None and abs(one.day - other.day) <= _DAY


def _figures(fact: Fact) -> tuple[object, ...]:
    return fact.households, fact.individuals, fact.sectors
