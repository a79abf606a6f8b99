"""The same fact again: what was saved a few hours ago with the same kind, places and figures."""

from __future__ import annotations

from datetime import datetime, timedelta

from coordination.reports.draft import Draft
from coordination.reports.fact import Fact, Kind
from coordination.reports.report import Report, columns_of, report_of
from storage import Transaction, stamp

WITHIN = timedelta(hours=12)
"""A fact saved longer ago than this is not asked about."""


async def first_repeat(tx: Transaction, draft: Draft, now: datetime) -> tuple[int, Report] | None:
    """The index of the first fact that somebody saved already, with that report; facts answered for are passed over."""
    for index, item in enumerate(draft.items):
        report = None if item.anew else await saved_before(tx, item.fact, now)
        if report is not None:
            return index, report
    return None


async def saved_before(tx: Transaction, fact: Fact, now: datetime) -> Report | None:
    """The newest report of the last hours that says the same; None for a situation, which has only words to compare."""
    if fact.kind is Kind.SITUATION:
        return None
    households, households_said = columns_of(fact.households)
    individuals, individuals_said = columns_of(fact.individuals)
    row = await tx.reports.same_fact(
        governorate=fact.governorate,
        kind=fact.kind,
        place=fact.place or fact.place_text,
        origin_governorate=fact.origin_governorate or "",
        origin_place=fact.origin_place or fact.origin_text,
        households=-1 if households is None else households,
        households_said=households_said,
        individuals=-1 if individuals is None else individuals,
        individuals_said=individuals_said,
        sectors=" ".join(fact.sectors),
        since=stamp(now - WITHIN),
    )
    return report_of(row) if row else None
