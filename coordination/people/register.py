"""The register of people: look up, meet, enroll, decide. Every function works inside a given transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from coordination import audit
from coordination.people.person import Person, Role, State, person_of
from coordination.text import clean
from storage import Transaction, stamp

TELEGRAM_NAME_LIMIT = 130
"""Telegram allows 64 letters each for first and last name."""


async def meet(tx: Transaction, telegram_id: int, name: str, now: datetime, username: str = "") -> Person:
    """The person with this Telegram id; a new row, with no rights, when never seen before."""
    row = await tx.people.by_telegram_id(telegram_id=telegram_id)
    if row is None:
        name, username = telegram_line(name), telegram_line(username)
        row = await tx.people.meet(telegram_id=telegram_id, name=name, username=username, now=stamp(now))
    elif name and not row["name"]:
        # Admins by configuration are rows before they ever wrote.
        row = await tx.people.name_unnamed(id=row["id"], name=telegram_line(name)) or row
    return person_of(row)


def telegram_line(text: str) -> str:
    """A name as Telegram shows it, fit to keep: one line, so that it cannot look like the next one on a card."""
    return " ".join(clean(text, TELEGRAM_NAME_LIMIT).split())


async def seen_as(tx: Transaction, who: Person, telegram_name: str, username: str) -> Person:
    """Keep how Telegram shows this person now, for the admins who will judge what they ask for."""
    row = await tx.people.seen_as(
        id=who.id, telegram_name=telegram_line(telegram_name), username=telegram_line(username)
    )
    return person_of(row)


async def person(tx: Transaction, person_id: int) -> Person | None:
    """The person with this row id."""
    row = await tx.people.by_id(id=person_id)
    return person_of(row) if row else None


async def with_roles(tx: Transaction, roles: Iterable[Role]) -> list[Person]:
    """Approved people having one of the roles, asked for two at a time: mostly there are no more."""
    ordered = sorted(roles)
    pairs = [ordered[at : at + 2] for at in range(0, len(ordered), 2)]
    found = [await tx.people.with_role(role=pair[0], other=pair[-1]) for pair in pairs]
    return [person_of(row) for rows in found for row in rows]


async def waiting(tx: Transaction) -> list[Person]:
    """People whose request awaits an admin's decision."""
    return [person_of(row) for row in await tx.people.waiting()]


async def count_waiting(tx: Transaction) -> int:
    """How many people `waiting` lists."""
    return int(await tx.people.count_waiting())


async def everybody(tx: Transaction) -> list[Person]:
    """All approved people, by name."""
    return [person_of(row) for row in await tx.people.approved()]


async def known(tx: Transaction, limit: int, skip: int = 0) -> list[Person]:
    """A page of everybody who asked to enter or is in: the waiting first, then by state and name."""
    return [person_of(row) for row in await tx.people.known(limit=limit, skip=skip)]


async def count_known(tx: Transaction) -> int:
    """How many people `known` lists in all."""
    return int(await tx.people.count_known())


async def set_language(tx: Transaction, who: Person, language: str) -> Person:
    """Keep the language a person chose."""
    return person_of(await tx.people.set_language(id=who.id, language=language))


async def set_digits(tx: Transaction, who: Person, digits: str) -> Person:
    """Keep the digits a person chose, "western" or "arabic"."""
    return person_of(await tx.people.set_digits(id=who.id, digits=digits))


async def set_profile(
    tx: Transaction,
    who: Person,
    *,
    name: str,
    organisation: str,
    role: Role,
    governorates: Sequence[str],
    state: State,
    ministry: str = "",
) -> Person:
    """Write what a person is; used by the joining form, invitations and first admins."""
    row = await tx.people.set_profile(
        id=who.id,
        name=name,
        organisation=organisation,
        role=role,
        governorates=" ".join(governorates),
        ministry=ministry,
        state=state,
    )
    return person_of(row)


async def decide(tx: Transaction, who: Person, state: State, *, by: Person, now: datetime) -> Person | None:
    """Approve, reject, suspend or restore a person; None when somebody else changed the row meanwhile."""
    row = await tx.people.decide(
        id=who.id, version=who.version, state=state, now=stamp(now), decided_by=by.id
    )
    if row is None:
        return None
    await audit.note(tx, now, by, f"person {state}", f"person {who.id}")
    return person_of(row)


async def reassign(
    tx: Transaction,
    who: Person,
    role: Role,
    governorates: Sequence[str],
    ministry: str,
    *,
    by: Person,
    now: datetime,
) -> Person | None:
    """Give an approved person another role; None when somebody else changed the row meanwhile."""
    row = await tx.people.reassign(
        id=who.id,
        version=who.version,
        role=role,
        governorates=" ".join(governorates),
        ministry=ministry,
    )
    if row is None:
        return None
    await audit.note(tx, now, by, "role changed", f"person {who.id}")
    return person_of(row)


async def by_configuration(tx: Transaction, who: Person) -> bool:
    """Whether the configuration made this person an admin, which it does again at every start."""
    return bool(await tx.audit.by_configuration(subject=f"person {who.id}"))


async def enroll_admins(tx: Transaction, telegram_ids: Iterable[int], now: datetime) -> list[Person]:
    """Make the people named in the configuration admins; those who are admins already stay as they are."""
    admins = []
    for telegram_id in telegram_ids:
        who = await meet(tx, telegram_id, "", now)
        if who.role is not Role.ADMIN:
            who = await set_profile(
                tx,
                who,
                name=who.name,
                organisation=who.organisation,
                role=Role.ADMIN,
                governorates=who.governorates,
                ministry=who.ministry,
                state="approved",
            )
            await audit.note(tx, now, None, "admin by configuration", f"person {who.id}")
        admins.append(who)
    return admins
