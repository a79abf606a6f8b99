"""Who reports: each federal governorate, one counterpart centre for the Kurdistan Region, and ministries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from coordination import audit
from coordination.people.person import Person
from coordination.places import gazetteer
from coordination.text.reference import read_table
from storage import Row, Transaction, moment, stamp

DEADLINE = "16:00"

Kind = Literal["governorate", "region", "ministry"]


@dataclass(frozen=True, slots=True)
class Expected:
    """A body that reports; whoever reports for one of its governorates, or for the ministry, reports for it.

    `deadline` is "HH:MM" in Asia/Baghdad; since `crisis_since` there are two a day instead (`deadlines`). Deadlines
    up to `asked_from` were never asked for; of those up to `changed_at`, the last change, nobody is reminded.
    `asked`: an update is expected at all; of others it is welcome, and nobody misses it.
    """

    code: str
    name_ar: str
    name_en: str
    governorates: frozenset[str]
    deadline: str = DEADLINE
    crisis_since: datetime | None = None
    asked_from: datetime | None = None
    changed_at: datetime | None = None
    version: int = 1
    kind: Kind = "governorate"
    asked: bool = True

    @property
    def areas(self) -> frozenset[str]:
        """The codes that reports of this body carry: its governorates', or the ministry's own."""
        return self.governorates or frozenset((self.code,))

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


async def load_reporters(tx: Transaction, now: datetime) -> None:
    """Add the rows of `reference/reporters.csv` that are not there yet; what an admin changed stays.

    Deadlines count from the first time that this was called. Ministries are not asked before an admin says so.
    """
    rows = read_table("reporters.csv")
    columns = ("code", "kind", "name_ar", "name_en", "governorates")
    await tx.reporters.add(
        [{**{name: row[name] for name in columns}, "asked": int(row["kind"] != "ministry")} for row in rows]
    )
    await tx.reporters.begin_asking(now=stamp(now))


async def expected(tx: Transaction) -> list[Expected]:
    """Everybody who must report, in the order of `listed`."""
    return [who for who in await listed(tx) if who.asked]


async def listed(tx: Transaction) -> list[Expected]:
    """Everybody who may have to report, in the gazetteer's order of their governorates; ministries last."""
    order = {place.id: n for n, place in enumerate(gazetteer().governorates())}
    last = len(order)
    everyone = [_expected_of(row) for row in await tx.reporters.listed()]
    return sorted(
        everyone, key=lambda who: min((order.get(code, last) for code in who.governorates), default=last)
    )


async def by_code(tx: Transaction, code: str) -> Expected | None:
    """The body with this code: "IQ-NI", "JCC"."""
    row = await tx.reporters.by_code(code=code)
    return _expected_of(row) if row else None


async def set_deadline(
    tx: Transaction, who: Expected, deadline: str, *, by: Person, now: datetime
) -> Expected | None:
    """Give a body another daily deadline, "HH:MM"; None when somebody else changed it meanwhile."""
    return await _set_hours(tx, who, deadline, who.crisis_since, "deadline changed", by, now)


async def set_crisis(
    tx: Transaction, who: Expected, on: bool, *, by: Person, now: datetime
) -> Expected | None:
    """Switch crisis mode on or off; None when somebody else changed the row meanwhile."""
    action = "crisis mode on" if on else "crisis mode off"
    return await _set_hours(tx, who, who.deadline, now if on else None, action, by, now)


async def set_asked(
    tx: Transaction, who: Expected, on: bool, *, by: Person, now: datetime
) -> Expected | None:
    """Expect updates of a body from now on, or no more; None when somebody else changed the row meanwhile."""
    row = await tx.reporters.set_asked(code=who.code, version=who.version, asked=int(on), now=stamp(now))
    if row is None:
        return None
    await audit.note(tx, now, by, "updates expected" if on else "updates not expected", who.code)
    return _expected_of(row)


async def _set_hours(
    tx: Transaction,
    who: Expected,
    deadline: str,
    crisis_since: datetime | None,
    action: str,
    by: Person,
    now: datetime,
) -> Expected | None:
    row = await tx.reporters.set_hours(
        code=who.code,
        version=who.version,
        deadline=deadline,
        crisis_since=stamp(crisis_since) if crisis_since else None,
        now=stamp(now),
    )
    if row is None:
        return None
    await audit.note(tx, now, by, action, who.code)
    return _expected_of(row)


async def silent(
    tx: Transaction, since: datetime, until: datetime, areas: frozenset[str] | None = None
) -> Silence:
    """Who of those expected for `areas` (None: everywhere) saved no update after `since` and up to `until`.

    An update counts for the governorates or the ministry its reporter had when it was saved, whatever place it is
    about. Where only some `areas` are meant, ministries are left out.
    """
    heard = await heard_areas(tx, since, until)
    staffed = _codes(await tx.reporters.staffed_areas(), "areas")
    asked = [who for who in await expected(tx) if areas is None or who.governorates & areas]
    missing = [who for who in asked if not who.areas & heard]
    return Silence(
        quiet=tuple(who for who in missing if who.areas & staffed),
        unstaffed=tuple(who for who in missing if not who.areas & staffed),
        heard=len(asked) - len(missing),
    )


async def heard_areas(tx: Transaction, since: datetime, until: datetime) -> frozenset[str]:
    """The governorates and ministries whose reporters saved an update after `since` and up to `until`."""
    return _codes(await tx.reporters.heard_areas(since=stamp(since), until=stamp(until)), "reporter_areas")


def _expected_of(row: Row) -> Expected:
    return Expected(
        code=row["code"],
        name_ar=row["name_ar"],
        name_en=row["name_en"],
        governorates=frozenset(row["governorates"].split()),
        deadline=row["deadline"],
        crisis_since=_moment(row["crisis_since"]),
        asked_from=_moment(row["asked_from"]),
        changed_at=_moment(row["changed_at"]),
        version=row["version"],
        kind=row["kind"],
        asked=bool(row["asked"]),
    )


def _moment(text: str | None) -> datetime | None:
    return moment(text) if text else None


def _codes(rows: Iterable[Row], column: str) -> frozenset[str]:
    return frozenset(code for row in rows for code in row[column].split())
