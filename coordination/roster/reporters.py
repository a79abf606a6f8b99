"""Who is expected to report: each federal governorate, and one counterpart centre for the Kurdistan Region."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from coordination.places import gazetteer
from coordination.text.reference import read_table
from storage import Row, Transaction, stamp


@dataclass(frozen=True, slots=True)
class Expected:
    """A body that reports once a day; whoever reports for one of its governorates reports for it."""

    code: str
    name_ar: str
    name_en: str
    governorates: frozenset[str]

    def name(self, language: str) -> str:
        """The name in "ar" or "en"."""
        return self.name_ar if language == "ar" else self.name_en


@dataclass(frozen=True, slots=True)
class Silence:
    """Who of the expected was not heard in a window of time.

    `quiet` have a focal point or deputy who sent nothing; `unstaffed` have none at all; `heard` counts the others.
    """

    quiet: tuple[Expected, ...] = ()
    unstaffed: tuple[Expected, ...] = ()
    heard: int = 0

    @property
    def expected(self) -> int:
        """How many were expected to report, `unstaffed` not counted."""
        return self.heard + len(self.quiet)


async def load_reporters(tx: Transaction) -> None:
    """Fill an empty table from `reference/reporters.csv`; what an admin changed later stays."""
    if not await tx.reporters.expected():
        await tx.reporters.add(list(read_table("reporters.csv")))


async def silent(
    tx: Transaction, since: datetime, until: datetime, areas: frozenset[str] | None = None
) -> Silence:
    """Who of those expected for `areas` (None: everywhere) saved no update after `since` and up to `until`.

    An update counts for the governorates its reporter had when it was saved, whatever place it is about.
    """
    heard = _codes(await tx.reporters.heard_areas(since=stamp(since), until=stamp(until)), "reporter_areas")
    staffed = _codes(await tx.reporters.staffed_areas(), "governorates")
    asked = [who for who in await _expected(tx) if areas is None or who.governorates & areas]
    missing = [who for who in asked if not who.governorates & heard]
    return Silence(
        quiet=tuple(who for who in missing if who.governorates & staffed),
        unstaffed=tuple(who for who in missing if not who.governorates & staffed),
        heard=len(asked) - len(missing),
    )


async def _expected(tx: Transaction) -> list[Expected]:
    order = {place.id: n for n, place in enumerate(gazetteer().governorates())}
    everyone = [
        Expected(row["code"], row["name_ar"], row["name_en"], frozenset(row["governorates"].split()))
        for row in await tx.reporters.expected()
    ]
    return sorted(everyone, key=lambda who: min(order.get(code, len(order)) for code in who.governorates))


def _codes(rows: Iterable[Row], column: str) -> frozenset[str]:
    return frozenset(code for row in rows for code in row[column].split())
