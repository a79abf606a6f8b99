"""A form that a person is filling in: one open form a person, its step and data in a row.

Every change raises the version. Buttons carry the form's id and version, so a button of an older step, a double
tap or somebody else's tap is recognised and does nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import msgspec

from storage import Row, Transaction, moment, stamp


@dataclass(frozen=True, slots=True)
class Form:
    """One row of forms; `data` is JSON-able, `step` names the question that is open."""

    id: int
    person: int
    chat: int
    kind: str
    step: str
    data: Mapping[str, Any]
    state: Literal["open", "saved", "cancelled"]
    version: int
    updated_at: datetime


def form_of(row: Row) -> Form:
    """Read a row of forms."""
    return Form(
        id=row["id"],
        person=row["person"],
        chat=row["chat"],
        kind=row["kind"],
        step=row["step"],
        data=msgspec.json.decode(row["data"]),
        state=row["state"],
        version=row["version"],
        updated_at=moment(row["updated_at"]),
    )


def _json(data: Mapping[str, Any]) -> str:
    return msgspec.json.encode(data, enc_hook=_text).decode()


def _text(value: object) -> str:
    """Kinds of text of our own, such as markup, are kept as the text that they are. Raises TypeError for all else."""
    if isinstance(value, str):
        return str(value)
    raise TypeError(f"a form keeps no {type(value).__name__}")


async def current(tx: Transaction, person: int) -> Form | None:
    """The person's open form."""
    row = await tx.forms.current(person=person)
    return form_of(row) if row else None


async def by_id(tx: Transaction, form_id: int) -> Form | None:
    """The form with this id, open or not."""
    row = await tx.forms.by_id(id=form_id)
    return form_of(row) if row else None


async def start(
    tx: Transaction, person: int, chat: int, kind: str, step: str, data: Mapping[str, Any], now: datetime
) -> Form:
    """Open a form; the caller has closed an earlier one (the database holds one open form a person)."""
    row = await tx.forms.start(
        person=person, chat=chat, kind=kind, step=step, data=_json(data), now=stamp(now)
    )
    return form_of(row)


async def advance(tx: Transaction, form: Form, step: str, data: Mapping[str, Any], now: datetime) -> Form:
    """Move an open form to a step with new data; its version rises, so older buttons lose their power."""
    row = await tx.forms.advance(id=form.id, step=step, data=_json(data), now=stamp(now))
    return form_of(row)


async def close(
    tx: Transaction, form: Form, state: Literal["saved", "cancelled"], now: datetime
) -> int | None:
    """End the form; it stays as a row. The number of files that came with it, None where it had ended before."""
    files: int | None = await tx.forms.close(id=form.id, state=state, now=stamp(now))
    return files
