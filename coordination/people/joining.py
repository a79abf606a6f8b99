"""Entering: what a person must tell to be let in, in which order, and when it may be asked again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from coordination import audit
from coordination.people.person import WITH_GOVERNORATES, Person, Role, person_of
from coordination.people.register import telegram_line
from coordination.text import clean
from storage import Transaction, stamp

NAME_LIMIT = 80
ORGANISATION_LIMIT = 120
TELEGRAM_LIMIT = 4096
ASK_AGAIN_AFTER = timedelta(hours=24)
STRANGERS_KEPT = timedelta(days=30)

Fault = Literal["empty", "too long", "no letters"]


@dataclass(frozen=True, slots=True)
class Answer:
    """A typed line as it would be kept, or what is wrong with it."""

    line: str
    fault: Fault | None = None


@dataclass(frozen=True, slots=True)
class Application:
    """What a person asks to be; no governorates and no ministry of the list means another body, or neither is needed."""

    name: str
    organisation: str
    role: Role
    governorates: tuple[str, ...]
    ministry: str = ""


def read_line(text: str, limit: int) -> Answer:
    """Read one line (a name) of at most `limit` characters; line breaks count as blanks."""
    line = " ".join(clean(text, TELEGRAM_LIMIT).split())
    if not line:
        return Answer("", "empty")
    if len(line) > limit:
        return Answer("", "too long")
    if not any(letter.isalpha() for letter in line):
        return Answer("", "no letters")
    return Answer(line)


def next_step(data: Mapping[str, Any]) -> str:
    """The first thing a joining form still has to ask, or "card" when it has everything.

    `data` may hold name, organisation, role, governorates, ministry (asked where there are no governorates), and the
    id of an invitation, which brings the last three.
    """
    for step in ("name", "organisation"):
        if step not in data:
            return step
    if data.get("invitation") is not None:
        return "card"
    if "role" not in data:
        return "role"
    if Role(data["role"]) not in WITH_GOVERNORATES:
        return "card"
    if "governorates" not in data:
        return "governorates"
    return "card" if data["governorates"] or "ministry" in data else "ministry"


def application_of(data: Mapping[str, Any]) -> Application:
    """The application in a complete form without an invitation. Raises KeyError for an incomplete one."""
    role = Role(data["role"])
    governorates = tuple(data["governorates"]) if role in WITH_GOVERNORATES else ()
    ministry = data["ministry"] if role in WITH_GOVERNORATES and not governorates else ""
    return Application(
        name=data["name"],
        organisation=data["organisation"],
        role=role,
        governorates=governorates,
        ministry=ministry,
    )


def may_ask_from(who: Person) -> datetime | None:
    """The moment from which a rejected person may ask again; None for everybody else."""
    if who.state != "rejected" or who.decided_at is None:
        return None
    return who.decided_at + ASK_AGAIN_AFTER


async def ask(
    tx: Transaction,
    who: Person,
    application: Application,
    telegram_name: str,
    now: datetime,
    username: str = "",
) -> Person | None:
    """Put a request before the admins; None when the person does not stand where one can ask."""
    row = await tx.people.ask(
        id=who.id,
        name=application.name,
        organisation=application.organisation,
        role=application.role,
        governorates=" ".join(application.governorates),
        ministry=application.ministry,
        telegram_name=telegram_line(telegram_name),
        username=telegram_line(username),
    )
    if row is None:
        return None
    await audit.note(tx, now, who, "entry requested", f"person {who.id}")
    return person_of(row)


async def forget_strangers(tx: Transaction, now: datetime) -> int:
    """Delete those who never entered, with their joining forms, 30 days after they came or were rejected.

    Whoever left a trace in the work of the centre (a report, a group, an invitation) stays. Returns how many went.
    """
    rows = await tx.people.forgettable(before=stamp(now - STRANGERS_KEPT))
    ids = [{"id": row["id"]} for row in rows]
    if ids:
        await tx.forms.forget_of(ids)
        await tx.people.forget(ids)
    return len(ids)
