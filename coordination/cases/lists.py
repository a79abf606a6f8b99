"""Cases in lists: one's own, one's organisation's, the desk's; the history of one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from coordination.cases.access import DESK, is_applicant, organisation_key
from coordination.cases.case import Case, Event, case_of, event_of
from coordination.cases.kind import Kind
from coordination.cases.rules import Times, times
from coordination.cases.states import State
from coordination.people.person import Person
from storage import Transaction, moment, stamp

TIMES_OF = timedelta(days=365)
"""How far back real times look."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many open cases of a kind are in a state, how many of them too long, and when the oldest was filed."""

    kind: str
    state: State
    n: int
    overdue: int
    oldest: datetime


async def mine(tx: Transaction, person: Person, limit: int = 20, skip: int = 0) -> tuple[Case, ...]:
    """A person's own cases, drafts too, newest first; none for who is not approved."""
    rows = await tx.cases.of_applicant(applicant=person.id, limit=limit, skip=skip)
    return tuple(case for case in map(case_of, rows) if is_applicant(person, case))


async def of_organisation(
    tx: Transaction, person: Person, limit: int = 20, skip: int = 0
) -> tuple[Case, ...]:
    """The filed cases of the person's organisation, newest first (see `access`); one's own are among them."""
    key = await organisation_key(tx, person)
    rows = await tx.cases.of_organisation(key=key, limit=limit, skip=skip) if key else ()
    return tuple(map(case_of, rows))


async def queue(
    tx: Transaction,
    person: Person,
    now: datetime,
    kind: Kind | None = None,
    state: State | None = None,
    limit: int = 20,
    skip: int = 0,
) -> tuple[Case, ...]:
    """Open cases for the desk, overdue ones first, then urgent ones, then the oldest; of one kind, in one state.

    None for others.
    """
    if person.role not in DESK:
        return ()
    rows = await tx.cases.queue(
        kind=kind.id if kind else "", state=state or "", now=stamp(now), limit=limit, skip=skip
    )
    return tuple(map(case_of, rows))


async def counts(tx: Transaction, person: Person, now: datetime) -> tuple[Waiting, ...]:
    """How many cases wait for the desk, by kind and state; nothing for others."""
    if person.role not in DESK:
        return ()
    rows = await tx.cases.count_queue(now=stamp(now))
    return tuple(
        Waiting(r["kind"], State(r["state"]), r["n"], r["overdue"], moment(r["oldest"])) for r in rows
    )


async def history(tx: Transaction, person: Person, case: Case) -> tuple[Event, ...]:
    """The steps of a case that `access` gave this person, oldest first.

    The desk sees all; the applicant those that are public; a colleague those without what people wrote.
    """
    events = tuple(map(event_of, await tx.cases.events(case_id=case.id)))
    if person.role in DESK and not is_applicant(person, case):
        return events
    public = tuple(event for event in events if event.public)
    return public if is_applicant(person, case) else tuple(replace(event, note="") for event in public)


async def decided(tx: Transaction, kind: Kind, since: datetime) -> tuple[Case, ...]:
    """Cases of a kind that were approved or refused after a moment, for `rules.times`; to be counted, not shown."""
    return tuple(map(case_of, await tx.cases.decided(kind=kind.id, since=stamp(since))))


async def real_times(tx: Transaction, kind: Kind, now: datetime) -> Times | None:
    """How long decisions of a kind took in the last year; None where too few were made."""
    return times(await decided(tx, kind, now - TIMES_OF))
