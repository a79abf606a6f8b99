"""Reports as rows: saved with their references, looked up, listed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from coordination import audit
from coordination.people.person import Person
from coordination.reports.days import day_in_baghdad
from coordination.reports.fact import Fact
from coordination.reports.gravity import rated, words_about
from coordination.reports.reference import NATIONAL, make_reference
from coordination.reports.report import Report, columns_of, report_of
from storage import Transaction, moment, stamp


@dataclass(frozen=True, slots=True)
class Told:
    """A fact with the words it came in: `message` is the message's id in the reporter's chat, None by buttons."""

    fact: Fact
    original_text: str = ""
    message: int | None = None
    affirmed: tuple[str, ...] = ()


async def save(
    tx: Transaction, told: Sequence[Told], reporter: Person, now: datetime, *, form: int
) -> tuple[Report, ...]:
    """Save one report a fact with its gravity, each with the next number of its governorate's day. Raises ValueError for a fact
    without a governorate (nor of a ministry) or a day: the card asks for what is missing before.
    """
    facts = [(one.fact, one.message) for one in told]
    rates = [rated(one.fact, words_about(one.fact, one.original_text, facts, one.message)) for one in told]
    return tuple(
        [
            await _save_one(tx, replace(one, fact=fact), reporter, now, form)
            for one, fact in zip(told, rates, strict=True)
        ]
    )


async def _save_one(tx: Transaction, told: Told, reporter: Person, now: datetime, form: int) -> Report:
    fact = told.fact
    area = NATIONAL if fact.of_ministry else fact.governorate
    if area is None or fact.day is None:
        raise ValueError("a report needs a governorate and a day")
    today = day_in_baghdad(now)
    number = await tx.reports.next_number(governorate=area, day=today.isoformat())
    reference, saved_at = make_reference(area, today, number), stamp(now)
    areas = " ".join(reporter.areas)
    ministry = "" if fact.governorate else areas  # as `report_of` reads it
    row = await tx.reports.put(
        reference=reference,
        original_text=told.original_text,
        reporter=reporter.id,
        reporter_areas=areas,
        organisation=reporter.organisation,
        form=form,
        message=told.message,
        affirmed=" ".join(told.affirmed),
        saved_at=saved_at,
        **columns(fact),
    )
    report = Report(
        id=row["id"],
        reference=reference,
        state="saved",
        fact=fact if fact.ministry == ministry else replace(fact, ministry=ministry),
        reporter=reporter.id,
        reporter_areas=reporter.areas,
        organisation=reporter.organisation,
        original_text=told.original_text,
        form=form,
        message=told.message,
        saved_at=moment(saved_at),
        version=1,
        affirmed=told.affirmed,
    )
    await audit.note(tx, now, reporter, "report saved", report.reference)
    return report


def columns(fact: Fact) -> dict[str, Any]:
    """A fact as columns of reports. Raises ValueError for one without a day."""
    if fact.day is None:
        raise ValueError("a report needs a day")
    households, households_said = columns_of(fact.households)
    individuals, individuals_said = columns_of(fact.individuals)
    return {
        "kind": fact.kind,
        "governorate": fact.governorate,
        "place": fact.place,
        "place_text": fact.place_text,
        "origin_governorate": fact.origin_governorate,
        "origin_place": fact.origin_place,
        "origin_text": fact.origin_text,
        "households": households,
        "households_said": households_said,
        "individuals": individuals,
        "individuals_said": individuals_said,
        "approximate": int(fact.approximate),
        "sectors": " ".join(fact.sectors),
        "day": fact.day.isoformat(),
        "nothing_to_report": int(fact.nothing_to_report),
        "note": fact.note,
        "gravity": fact.gravity,
        "gravity_chosen": int(fact.gravity_chosen),
    }


async def by_id(tx: Transaction, report: int) -> Report | None:
    """The report with this row id."""
    row = await tx.reports.by_id(id=report)
    return report_of(row) if row else None


async def by_reference(tx: Transaction, reference: str) -> Report | None:
    """The report with this reference, as `read_reference` writes it."""
    row = await tx.reports.by_reference(reference=reference)
    return report_of(row) if row else None


async def by_message(tx: Transaction, reporter: Person, message: int) -> list[Report]:
    """The reports that this message of the reporter became."""
    return [report_of(row) for row in await tx.reports.by_message(reporter=reporter.id, message=message)]


async def of_reporter(
    tx: Transaction, reporter: Person, since: datetime, limit: int, skip: int = 0
) -> list[Report]:
    """A page of what somebody saved after a moment, newest first."""
    rows = await tx.reports.of_reporter(reporter=reporter.id, since=stamp(since), limit=limit, skip=skip)
    return [report_of(row) for row in rows]


async def count_of_reporter(tx: Transaction, reporter: Person, since: datetime) -> int:
    """How many reports `of_reporter` lists in all."""
    return int(await tx.reports.count_of_reporter(reporter=reporter.id, since=stamp(since)))


async def latest(tx: Transaction, limit: int = 10) -> list[Report]:
    """The newest reports, newest first."""
    return [report_of(row) for row in await tx.reports.latest(limit=limit)]
