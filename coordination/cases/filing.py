"""What an applicant does with a case: begin it, answer, file it, hand in what was asked for, withdraw it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from coordination.cases.access import answers_of, is_applicant, organisation_key
from coordination.cases.answers import Value
from coordination.cases.case import Case, case_of
from coordination.cases.ended import ended_rules
from coordination.cases.kind import Field, Kind
from coordination.cases.number import make_number
from coordination.cases.papers import files_of
from coordination.cases.record import move, put
from coordination.cases.rules import Missing, missing, notice
from coordination.cases.states import Move, State
from coordination.cases.vault import Vault
from coordination.people.person import Person
from coordination.reports.days import day_in_baghdad
from storage import Transaction, stamp

MOST_DRAFTS = 10
"""Of one person, so that nobody fills the tables."""


async def open_draft(tx: Transaction, person: Person, kind: Kind, now: datetime) -> Case | None:
    """Begin a case; None for somebody with ten drafts already."""
    own = await tx.cases.of_applicant(applicant=person.id, limit=1000, skip=0)
    if sum(row["state"] == State.DRAFT for row in own) >= MOST_DRAFTS:
        return None
    row = await tx.cases.open_draft(
        kind=kind.id, applicant=person.id, organisation=person.organisation, now=stamp(now)
    )
    return case_of(row)


async def answer(
    tx: Transaction,
    case: Case,
    field: Field,
    value: Value | None,
    vault: Vault,
    person: Person,
    now: datetime,
) -> Case | None:
    """Keep an answer that `check_answer` or `check_rows` read (None takes it out), sealed where it is personal.

    None for a case that is not the person's own, is with the desk, or was changed meanwhile.
    """
    if not is_applicant(person, case) or case.state not in (State.DRAFT, State.INCOMPLETE):
        return None
    values = vault.open_values(case.sealed) if field.personal else dict(case.fields)
    values.pop(field.id, None)
    if value is not None:
        values[field.id] = value
    changed = replace(case, asked=tuple(one for one in case.asked if one != field.id))
    if field.personal:
        changed = replace(changed, sealed=vault.seal_values(values))
    else:
        changed = replace(changed, fields=values)
    return await put(tx, case, changed, now)


async def still_missing(tx: Transaction, case: Case, vault: Vault, person: Person) -> tuple[Missing, ...]:
    """What the applicant's case still needs, what the desk asked for included; everything for those who may not see."""
    documents = {file.document for file in await files_of(tx, case)}
    answers = answers_of(person, case, vault)
    found = missing(case.kind, answers, documents, await ended_rules(tx, case.kind))
    return (*found, *(one for one in _asked(case.kind, case.asked) if one not in found))


async def file(
    tx: Transaction, case: Case, vault: Vault, person: Person, now: datetime
) -> Case | tuple[Missing, ...] | None:
    """Give a complete draft its number and put it before the desk; what it still needs when it is not complete.

    None for a case that is not the person's own draft, or was changed meanwhile.
    """
    if not is_applicant(person, case) or case.state is not State.DRAFT:
        return None
    lacking = await still_missing(tx, case, vault, person)
    if lacking:
        return lacking
    # A change meanwhile must not use a number up.
    row = await tx.cases.by_id(id=case.id)
    if row["version"] != case.version:
        return None
    late = notice(case.kind, answers_of(person, case, vault), now, await ended_rules(tx, case.kind))
    day = day_in_baghdad(now)
    count = await tx.cases.next_number(prefix=case.kind.prefix, month=f"{day:%y%m}")
    return await move(
        tx,
        case,
        Move.FILE,
        person,
        now,
        detail={"notice": [one.id for one in late]},
        number=make_number(case.kind.prefix, day, count),
        organisation=person.organisation,
        organisation_key=await organisation_key(tx, person),
        urgent=bool(late),
        filed_at=now,
    )


async def provide(
    tx: Transaction, case: Case, vault: Vault, person: Person, now: datetime
) -> Case | tuple[Missing, ...] | None:
    """Put an incomplete case before the desk again; what it still needs when something is missing; None as `file`."""
    if not is_applicant(person, case) or case.state is not State.INCOMPLETE:
        return None
    return await still_missing(tx, case, vault, person) or await move(tx, case, Move.PROVIDE, person, now)


async def withdraw(tx: Transaction, case: Case, person: Person, now: datetime, note: str = "") -> Case | None:
    """Take one's own case back; None when it cannot be any more, or it was changed meanwhile.

    Of a draft, which nobody else saw, nothing stays: no answers and no papers.
    """
    if not is_applicant(person, case):
        return None
    gone: dict[str, Any] = {"fields": {}, "sealed": None} if case.state is State.DRAFT else {}
    taken = await move(tx, case, Move.WITHDRAW, person, now, note=note, **gone)
    if taken is not None and gone:
        await tx.case_files.purge(case_id=case.id, now=stamp(now))
    return taken


def _asked(kind: Kind, ids: Sequence[str]) -> tuple[Missing, ...]:
    """What the desk asked for, as missing things; ids that the files do not have any more are passed over."""
    return tuple(
        Missing("field" if kind.field(id) else "document", id)
        for id in ids
        if kind.field(id) or kind.document(id)
    )
