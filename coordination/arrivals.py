"""Who sent an update, and all that every turn needs to know of them: one statement."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from coordination.forms import form as forms
from coordination.forms.form import Form
from coordination.people import register
from coordination.people.person import Person, person_of
from storage import Row, Transaction, moment


@dataclass(frozen=True, slots=True)
class Arrival:
    """A person, their open form, and whether a question of theirs is with a person (`passing.open_of` has it)."""

    person: Person
    form: Form | None
    conversing: bool


async def arrive(tx: Transaction, telegram_id: int, name: str, now: datetime, username: str = "") -> Arrival:
    """Whoever has this Telegram id; somebody new is met, as `register.meet` does it."""
    row = await tx.people.arriving(telegram_id=telegram_id)
    if row is None or not row["name"]:
        person = await register.meet(tx, telegram_id, name, now, username)
        return Arrival(
            person, await forms.current(tx, person.id), row is not None and bool(row["conversing"])
        )
    return Arrival(person_of(row), _form(row), bool(row["conversing"]))


def _form(row: Row) -> Form | None:
    if row["form_id"] is None:
        return None
    return Form(
        id=row["form_id"],
        person=row["id"],
        chat=row["form_chat"],
        kind=row["form_kind"],
        step=row["form_step"],
        data=json.loads(row["form_data"]),
        state="open",
        version=row["form_version"],
        updated_at=moment(row["form_updated_at"]),
    )
