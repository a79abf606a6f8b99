"""Thresholds that admins set: so many people in one place, so many silent at an hour, an incident of some gravity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from coordination import audit
from coordination.groups.choices import HOURS
from coordination.groups.subscriptions import GRAVITIES
from coordination.people.person import Person
from coordination.text import Count, parse_count
from storage import Row, Transaction, moment, stamp

Kind = Literal["figures", "silence", "gravity"]
State = Literal["on", "off", "removed"]
KINDS: tuple[Kind, ...] = get_args(Kind)

MOVES = ("displacement", "return")
UNITS = ("households", "individuals")
AREAS = ("district", "governorate")
AMOUNTS = (50, 100, 200, 500, 1000, 2000)
"""Those that buttons offer; any other up to MOST can be typed."""
MOST = 100_000
WITHIN_HOURS = (6, 12, 24, 48)
SILENT = (1, 2, 3, 5, 8)
SILENT_AT = HOURS
LEAST = GRAVITIES[1:]
MINUTES = (5, 10, 15, 30)
"""How long somebody who was paged has to answer before the next one is."""
_SHORT = {
    "displacement": "d",
    "return": "r",
    "households": "h",
    "individuals": "i",
    "district": "t",
    "governorate": "g",
}
_LONG = {short: word for word, short in _SHORT.items()}


@dataclass(frozen=True, slots=True)
class Threshold:
    """One row of thresholds; which fields say something depends on `kind`.

    figures: at least `amount` of `unit` in reports of kind `subject` of the last `hours`, in one `area`. silence: at least
    `amount` bodies missing at `at` ("HH:MM" in Baghdad). gravity: an incident of the gravity `subject` or above.
    """

    id: int
    kind: Kind
    subject: str
    unit: str
    area: str
    amount: int
    hours: int
    at: str
    minutes: int
    state: State
    set_at: datetime
    version: int


def shortened(words: Sequence[str]) -> tuple[str, ...]:
    """The words as buttons carry them: all of them together have 64 bytes."""
    return tuple(_SHORT.get(word, word) for word in words)


def spelt_out(words: Sequence[str]) -> tuple[str, ...]:
    """What `shortened` shortened."""
    return tuple(_LONG.get(word, word) for word in words)


def takes_amount(words: tuple[str, ...]) -> bool:
    """Whether the number of people is what comes next."""
    match words:
        case ("figures", move, unit, area):
            return move in MOVES and unit in UNITS and area in AREAS
    return False


def read_amount(text: str) -> int | None:
    """One whole number from 1 to MOST, in any digits or in words; None for anything else."""
    found = parse_count(text, MOST)
    if not isinstance(found, Count) or found.approximate or found.value < 1:
        return None
    return found.value


def wanted(words: tuple[str, ...], now: datetime) -> Threshold | None:
    """The threshold that these words of a button make; None where they make none.

    ``figures MOVE UNIT AREA AMOUNT HOURS MINUTES``, ``silence AMOUNT HH:MM MINUTES``, ``gravity LEAST MINUTES``.
    """
    match words:
        case ("figures", move, unit, area, amount, hours, minutes) if (
            takes_amount(("figures", move, unit, area))
            and _is_amount(amount)
            and _among(hours, WITHIN_HOURS)
            and _among(minutes, MINUTES)
        ):
            return _new("figures", now, move, unit, area, int(amount), int(hours), "", int(minutes))
        case ("silence", amount, at, minutes) if (
            _among(amount, SILENT) and at in SILENT_AT and _among(minutes, MINUTES)
        ):
            return _new("silence", now, "", "", "", int(amount), 24, at, int(minutes))
        case ("gravity", least, minutes) if least in LEAST and _among(minutes, MINUTES):
            return _new("gravity", now, least, "", "", 1, 24, "", int(minutes))
    return None


async def listed(tx: Transaction) -> list[Threshold]:
    """All that were not removed, oldest first."""
    return [threshold_of(row) for row in await tx.watch.thresholds()]


async def by_id(tx: Transaction, threshold_id: int) -> Threshold | None:
    """The threshold with this row id; None for none and for one that was removed."""
    row = await tx.watch.threshold(id=threshold_id)
    return threshold_of(row) if row is not None and row["state"] != "removed" else None


async def any_by_id(tx: Transaction, threshold_id: int) -> Threshold:
    """The threshold of a crossing, removed or not. Raises LookupError where there is none."""
    row = await tx.watch.threshold(id=threshold_id)
    if row is None:
        raise LookupError(f"no threshold {threshold_id}")
    return threshold_of(row)


async def add(tx: Transaction, one: Threshold, by: Person, now: datetime) -> Threshold:
    """Set a threshold; the same one that is there already is answered with itself."""
    for known in await listed(tx):
        if _same(known, one):
            return known
    row = await tx.watch.add_threshold(
        kind=one.kind,
        subject=one.subject,
        unit=one.unit,
        area=one.area,
        amount=one.amount,
        hours=one.hours,
        at=one.at,
        minutes=one.minutes,
        by=by.id,
        now=stamp(now),
    )
    made = threshold_of(row)
    await audit.note(tx, now, by, "threshold set", f"threshold {made.id}")
    return made


async def change(
    tx: Transaction, one: Threshold, *, state: State, minutes: int, by: Person, now: datetime
) -> Threshold | None:
    """Switch on or off, remove, or give another time to answer; None when somebody else changed it meanwhile."""
    begins = state == "on" and one.state != "on"
    row = await tx.watch.change_threshold(
        id=one.id,
        version=one.version,
        state=state,
        minutes=minutes,
        set_at=stamp(now if begins else one.set_at),
    )
    if row is None:
        return None
    await audit.note(tx, now, by, f"threshold {state}", f"threshold {one.id}")
    return threshold_of(row)


def threshold_of(row: Row) -> Threshold:
    """Read a row of thresholds."""
    return Threshold(
        id=row["id"],
        kind=row["kind"],
        subject=row["subject"],
        unit=row["unit"],
        area=row["area"],
        amount=row["amount"],
        hours=row["hours"],
        at=row["at"],
        minutes=row["minutes"],
        state=row["state"],
        set_at=moment(row["set_at"]),
        version=row["version"],
    )


def _new(
    kind: Kind,
    now: datetime,
    subject: str,
    unit: str,
    area: str,
    amount: int,
    hours: int,
    at: str,
    minutes: int,
) -> Threshold:
    return Threshold(0, kind, subject, unit, area, amount, hours, at, minutes, "on", now, 0)


def _is_amount(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= len(str(MOST)) and 1 <= int(text) <= MOST


def _among(text: str, numbers: tuple[int, ...]) -> bool:
    return text in map(str, numbers)


def _same(one: Threshold, other: Threshold) -> bool:
    return _what(one) == _what(other)


def _what(one: Threshold) -> tuple[object, ...]:
    return one.kind, one.subject, one.unit, one.area, one.amount, one.hours, one.at
