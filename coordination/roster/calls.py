"""Calls for an update: to focal points before a deadline, to deputies when it passes, to duty officers after that.

Each is claimed once: by a row of `due` a stage, person and deadline, or by taking away the row that put it off. What was
not sent in its own time (the bot was down, a form was open) is sent late as long as it is of use, and then no more.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from coordination.forms import form as forms
from coordination.people import register
from coordination.people.person import Person
from coordination.reports.days import day_in_baghdad
from coordination.roster import deadlines
from coordination.roster.reporters import Expected, expected, heard_areas
from coordination.roster.staff import Asked, Staff, belongs, read_staff
from storage import Transaction, moment, stamp

Stage = Literal["before", "passed"]

BEFORE = timedelta(hours=1)
"""How long before a deadline focal points are reminded."""
AFTER = timedelta(hours=1)
"""How long after a deadline duty officers are told; until then it is the deputies' turn."""
TOLD_WITHIN = timedelta(hours=12)
"""How long after a deadline it can still be told that it was missed, and answered for."""

_JOBS = {"before": "deadline", "passed": "deadline passed"}
_MISSED = "deadline missed"
_EVERYBODY = 0
"""In place of a chat, where all duty officers are told at once."""


@dataclass(frozen=True, slots=True)
class Call:
    """Somebody to be asked for the update of silent bodies; `in_place_of` are focal points who handed over to them."""

    stage: Stage
    deadline: datetime
    person: Person
    bodies: tuple[Expected, ...]
    in_place_of: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class Missed:
    """A deadline that `quiet` missed, of the `expected` bodies that had it and have somebody to report."""

    deadline: datetime
    quiet: tuple[Expected, ...]
    expected: int


async def open_calls(tx: Transaction, now: datetime) -> list[Call]:
    """The calls whose time it is, claimed before or not, those with an open form left out."""
    everyone = await expected(tx)
    windows: tuple[tuple[Stage, datetime, datetime], ...] = (
        ("before", now, now + BEFORE),
        ("passed", now - AFTER, now),
    )
    found: list[Call] = []
    staff: Staff | None = None
    for stage, after, until in windows:
        for deadline, bodies in _due(everyone, after, until).items():
            silent = await _silent(tx, bodies, deadline, now)
            if silent:
                staff = staff or await read_staff(tx)
                found += _calls(stage, deadline, silent, staff)
    return [call for call in found if await _free(tx, call.person)]


async def claim(tx: Transaction, call: Call, now: datetime) -> bool:
    """Take a call, in the transaction that also writes the message; False if it was taken before."""
    return await _claim(tx, _JOBS[call.stage], call.person.telegram_id, call.deadline, now)


async def put_off(tx: Transaction, who: Person, deadline: datetime, until: datetime) -> bool:
    """Let a reminder come again at `until`; False when one is waiting already."""
    row = await tx.roster.put_off(person=who.id, deadline=stamp(deadline), again_at=stamp(until))
    return row is not None


async def take_woken(tx: Transaction, now: datetime) -> list[Call]:
    """Take the reminders whose new time has come; those no longer of use are dropped, open forms are waited for."""
    calls = []
    for row in await tx.roster.woken(now=stamp(now)):
        deadline, person = moment(row["deadline"]), await register.person(tx, row["person"])
        bodies = await owed(tx, person, deadline, now) if person and deadline > now else ()
        if person is not None and bodies and not await _free(tx, person):
            continue
        await tx.roster.drop_snooze(person=row["person"], deadline=row["deadline"])
        if person is not None and bodies and person.reachable:
            calls.append(Call("before", deadline, person, bodies))
    return calls


async def owed(tx: Transaction, who: Person, deadline: datetime, now: datetime) -> tuple[Expected, ...]:
    """The bodies of this person with that deadline that have not reported; none long before it or after it."""
    if not now - TOLD_WITHIN < deadline <= now + BEFORE:
        return ()
    bodies = [
        body for body in await expected(tx) if belongs(who, body) and deadlines.is_deadline(body, deadline)
    ]
    return tuple(await _silent(tx, bodies, deadline, now))


async def take_missed(tx: Transaction, now: datetime) -> list[Missed]:
    """Take what duty officers have to be told of now: each deadline once, also when nobody missed it."""
    everyone, found = await expected(tx), []
    for deadline, bodies in _due(everyone, now - TOLD_WITHIN, now - AFTER).items():
        if await _claim(tx, _MISSED, _EVERYBODY, deadline, now):
            staff = await read_staff(tx)
            staffed = [who for who in bodies if staff.reach(who)]
            silent = await _silent(tx, staffed, deadline, now)
            if silent:
                found.append(Missed(deadline, tuple(silent), len(staffed)))
    return found


async def next_call(tx: Transaction, now: datetime) -> datetime | None:
    """When somebody is called next if nobody reports until then; None when nobody ever will be."""
    staff, candidates = await read_staff(tx), []
    for deadline, bodies in _due(await expected(tx), now - AFTER, now + timedelta(days=2)).items():
        silent = [who for who in await _silent(tx, bodies, deadline, now) if staff.reach(who)]
        candidates += [deadline - BEFORE, deadline + AFTER] if silent else []
        candidates += [deadline] if any(staff.deputies(who) for who in silent) else []
    woken = await tx.roster.next_woken(now=stamp(now))
    candidates += [moment(woken)] if woken else []
    return min((at for at in candidates if at > now), default=None)


def _due(everyone: Iterable[Expected], after: datetime, until: datetime) -> dict[datetime, list[Expected]]:
    """The deadlines in a window that people may be reminded of, each with its bodies."""
    found: dict[datetime, list[Expected]] = {}
    for who in everyone:
        held_from = [at for at in (who.asked_from, who.changed_at) if at is not None]
        for deadline in deadlines.deadlines(who, max([after, *held_from]), until):
            found.setdefault(deadline, []).append(who)
    return dict(sorted(found.items()))


def _calls(stage: Stage, deadline: datetime, silent: Iterable[Expected], staff: Staff) -> list[Call]:
    bodies: dict[int, list[Expected]] = {}
    asked: dict[int, list[Asked]] = {}
    day = day_in_baghdad(deadline)
    for who in silent:
        for one in staff.asked(who, day) if stage == "before" else map(Asked, staff.deputies(who)):
            bodies.setdefault(one.person.id, []).append(who)
            asked.setdefault(one.person.id, []).append(one)
    return [
        Call(
            stage,
            deadline,
            ones[0].person,
            tuple(dict.fromkeys(bodies[person])),
            tuple(dict.fromkeys(one.in_place_of for one in ones if one.in_place_of)),
        )
        for person, ones in asked.items()
        if ones[0].person.reachable
    ]


async def _silent(
    tx: Transaction, bodies: Iterable[Expected], deadline: datetime, now: datetime
) -> list[Expected]:
    """Those who sent nothing since the deadline before this one."""
    heard: dict[datetime, frozenset[str]] = {}
    silent = []
    for who in bodies:
        since = deadlines.before(who, deadline)
        if since not in heard:
            heard[since] = await heard_areas(tx, since, now)
        if not who.areas & heard[since]:
            silent.append(who)
    return silent


async def _free(tx: Transaction, person: Person) -> bool:
    """A reminder would push an open form up and away: it waits until the form is closed."""
    return await forms.current(tx, person.id) is None


async def _claim(tx: Transaction, job: str, chat: int, deadline: datetime, now: datetime) -> bool:
    return await tx.due.claim(job=job, chat=chat, due_at=stamp(deadline), now=stamp(now)) is not None
