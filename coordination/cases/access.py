"""Who may see what of a case. Everything that shows a case comes through here.

- The applicant, while approved: everything, of drafts too. Nobody else sees a draft.
- The desk (duty officers, admins): every filed case. What tells of persons, and the files: the officer to whom it
  is assigned, any of the desk while it is assigned to nobody, and admins.
- A colleague: that a filed case exists, its steps, and what tells of no person.
- Everybody else gets what a wrong number gets.

Organisations are names that people typed. A colleague is one whom an admin let in who saw the same name in the
request (after normalising), when the applicant was let in that way too. Who entered by an invitation typed a name
that nobody looked at: no colleague, until an admin decides about them again.
"""

from __future__ import annotations

from coordination.cases.answers import Value
from coordination.cases.case import Case, case_of
from coordination.cases.number import parse_number
from coordination.cases.vault import Vault
from coordination.people.person import Person, Role
from coordination.places.keys import name_words
from storage import Row, Transaction, stamp

DESK = frozenset({Role.DUTY_OFFICER, Role.ADMIN})
"""Roles that work on cases."""

_ORGANISATION = ("organisation_ar", "organisation_en")
"""Fields, in every kind, in which the organisation is typed."""


async def case_for(tx: Transaction, person: Person, typed: str) -> Case | None:
    """The filed case with the number that somebody typed; None for a wrong number and for one not theirs to see."""
    number = parse_number(typed).number
    row = await tx.cases.by_number(number=number) if number else None
    return await _seen(tx, person, row)


async def case_by_id(tx: Transaction, person: Person, id: int) -> Case | None:
    """The case in this row, a draft too; None for no row and for one that is not theirs to see."""
    return await _seen(tx, person, await tx.cases.by_id(id=id))


async def organisation_key(tx: Transaction, person: Person) -> str:
    """The organisation that was known when a person was let in, for comparing; "" where nobody looked at it."""
    if person.role is Role.STRANGER:
        return ""
    decided = stamp(person.decided_at) if person.decided_at else ""
    if await tx.cases.invited(person=person.id, decided_at=decided):
        return ""
    return " ".join(name_words(person.organisation))


def written_otherwise(case: Case) -> tuple[str, ...]:
    """The names of the organisation that the applicant typed, where none is the one that the profile had at filing."""
    typed = tuple(str(case.fields[id]) for id in _ORGANISATION if case.fields.get(id))
    known = name_words(case.organisation)
    return () if any(name_words(name) == known for name in typed) else tuple(dict.fromkeys(typed))


def is_applicant(person: Person, case: Case) -> bool:
    """Whether it is this person's own case, and the person is approved."""
    return person.role is not Role.STRANGER and person.id == case.applicant


def may_work(person: Person, case: Case) -> bool:
    """Whether the person may move the case as the desk: nobody decides on a request of their own."""
    if person.role not in DESK or not case.number or person.id == case.applicant:
        return False
    return person.role is Role.ADMIN or case.officer in (None, person.id)


def may_see_personal(person: Person, case: Case) -> bool:
    """Whether answers that tell of persons, and the files, are this person's to see."""
    return is_applicant(person, case) or may_work(person, case)


def answers_of(person: Person, case: Case, vault: Vault) -> dict[str, Value]:
    """The answers of a case that this person may see. Raises `vault.Sealed` when no key opens them."""
    sealed = case.sealed if may_see_personal(person, case) else None
    return {**case.fields, **vault.open_values(sealed)}


async def _seen(tx: Transaction, person: Person, row: Row | None) -> Case | None:
    if row is None or person.role is Role.STRANGER:
        return None
    case = case_of(row)
    if is_applicant(person, case):
        return case
    if not case.number:
        return None
    if person.role in DESK:
        return case
    colleague = case.organisation_key != "" and case.organisation_key == await organisation_key(tx, person)
    return case if colleague else None
