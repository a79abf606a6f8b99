"""The board of silence: who missed the last deadline or was late, for how long, and what they kept in two weeks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from coordination.people.person import Person
from coordination.reports.days import day_in_baghdad
from coordination.roster import deadlines
from coordination.roster.deadlines import Mark, Standing
from coordination.roster.neighbours import around
from coordination.roster.reporters import Expected, expected
from coordination.roster.staff import Staff, belongs, read_staff
from storage import Transaction, moment, stamp

DAYS = 14
"""Days of a line, today included."""
_READ = timedelta(days=DAYS + 2)
"""The first day's deadline counts what came since the one before it."""
_NEAR = timedelta(hours=24)
_SOON = timedelta(hours=12)

Heard = Sequence[tuple[datetime, frozenset[str]]]
"""Moments of updates, oldest first, with the governorates or ministry of who sent them."""


@dataclass(frozen=True, slots=True)
class Last:
    """The latest update of a body."""

    at: datetime
    reference: str


@dataclass(frozen=True, slots=True)
class Line:
    """One body: `hours` of silence (None: never heard), `marks` of the last days, oldest first, today last.

    `neighbours` counts what the reporters of the governorates around it sent in the last 24 hours. `answered`: there
    was an update since the last deadline; `next_deadline` is the one that it counts for.
    """

    who: Expected
    standing: Standing
    staffed: bool
    last: Last | None
    hours: int | None
    marks: tuple[Mark, ...]
    neighbours: int
    answered: bool
    next_deadline: datetime


@dataclass(frozen=True, slots=True)
class Board:
    """Everybody's line at one moment; `missing` and `late` in the order in which to call them."""

    at: datetime
    lines: tuple[Line, ...]

    @property
    def missing(self) -> tuple[Line, ...]:
        """Those with somebody to report who missed the last deadline and sent nothing since."""
        return self._worst_first("missing")

    @property
    def late(self) -> tuple[Line, ...]:
        """Those who missed it and reported after it."""
        return self._worst_first("late")

    @property
    def on_time(self) -> tuple[Line, ...]:
        """Those who kept their last deadline."""
        return tuple(line for line in self._staffed() if line.standing == "reported")

    @property
    def awaited(self) -> tuple[Line, ...]:
        """Those in good standing who have a deadline within half a day and have not yet reported for it."""
        good = ("reported", "not asked")
        return tuple(
            line
            for line in self._staffed()
            if line.standing in good and not line.answered and line.next_deadline - self.at <= _SOON
        )

    @property
    def unstaffed(self) -> tuple[Line, ...]:
        """Those without any focal point or deputy."""
        return tuple(line for line in self.lines if not line.staffed)

    def _staffed(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.staffed)

    def _worst_first(self, standing: Standing) -> tuple[Line, ...]:
        found = [line for line in self._staffed() if line.standing == standing]
        return tuple(sorted(found, key=_urgency))


async def read_board(tx: Transaction, now: datetime) -> Board:
    """The board of all bodies."""
    return await _board(tx, await expected(tx), now)


async def read_lines(tx: Transaction, who: Person, now: datetime) -> tuple[Line, ...]:
    """The lines of the bodies that this person reports for."""
    mine = [body for body in await expected(tx) if belongs(who, body)]
    return (await _board(tx, mine, now)).lines


async def read_line(tx: Transaction, who: Expected, now: datetime) -> Line:
    """The line of one body."""
    return (await _board(tx, [who], now)).lines[0]


async def _board(tx: Transaction, bodies: Sequence[Expected], now: datetime) -> Board:
    rows = await tx.reporters.heard(since=stamp(now - _READ), until=stamp(now))
    heard = [(moment(row["saved_at"]), frozenset(row["reporter_areas"].split())) for row in rows]
    latest = {
        frozenset(row["reporter_areas"].split()): Last(moment(row["saved_at"]), row["reference"])
        for row in await tx.reporters.latest_by_areas()
    }
    staff = await read_staff(tx)
    return Board(now, tuple(_line(who, heard, latest, staff, now) for who in bodies))


def _line(
    who: Expected, heard: Heard, latest: Mapping[frozenset[str], Last], staff: Staff, now: datetime
) -> Line:
    own = [at for at, areas in heard if areas & who.areas]
    today, near = day_in_baghdad(now), around(who)
    days = (today - timedelta(days=n) for n in reversed(range(DAYS)))
    last = max(
        (last for areas, last in latest.items() if areas & who.areas),
        key=lambda last: last.at,
        default=None,
    )
    return Line(
        who=who,
        standing=deadlines.standing(who, own, now),
        staffed=staff.reach(who),
        last=last,
        hours=(now - last.at) // timedelta(hours=1) if last else None,
        marks=tuple(deadlines.mark(who, own, day, now) for day in days),
        neighbours=sum(1 for at, areas in heard if at > now - _NEAR and areas & near),
        answered=any(at > deadlines.last_deadline(who, now) for at in own),
        next_deadline=deadlines.next_deadline(who, now),
    )


def _urgency(line: Line) -> tuple[int, float]:
    """Where the neighbours report much, silence says most; then who was silent longest."""
    return -line.neighbours, -(float("inf") if line.hours is None else line.hours)
