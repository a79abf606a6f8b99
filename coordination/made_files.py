"""Files that the bot makes, and papers of cases that it hands out: rows that the outbox names."""

from __future__ import annotations

from datetime import datetime, timedelta

from coordination.cases.access import is_applicant, may_see_personal
from coordination.cases.case import Case, file_of
from coordination.cases.record import OPENED, add_event
from coordination.cases.vault import Vault
from coordination.people.person import Person
from storage import Transaction, stamp

KEPT = timedelta(days=7)
"""Long enough for an API that is away; what has not gone out by then stays until it has."""
KEPT_PERSONAL = timedelta(minutes=30)
"""What tells of persons stays no longer than its sending needs; with the pauses between two lookings, an hour at most."""

LARGEST = 50 * 2**20
"""Bytes that the Bot API takes in one file."""


async def keep(
    tx: Transaction,
    name: str,
    mime: str,
    content: bytes,
    now: datetime,
    vault: Vault | None = None,
    *,
    personal: bool = False,
) -> int:
    """Keep a file that is to be sent; its id, for `Outgoing.document` or `.photo`.

    It stands there in plain, or with a vault sealed until it is sent. What is `personal` stays half an hour, and is
    never sent again by Telegram's own id.

    Raises ValueError for an empty file and one that is too large to be sent.
    """
    if not 0 < len(content) <= LARGEST:
        raise ValueError(f"a file of {len(content)} bytes cannot be sent")
    row = await tx.made_files.put(
        name=name,
        mime=mime,
        content=vault.seal(content) if vault else content,
        sealed=int(vault is not None),
        personal=int(personal),
        case_file=None,
        now=stamp(now),
        kept_until=stamp(now + (KEPT_PERSONAL if personal else KEPT)),
    )
    return int(row["id"])


async def hand_out(tx: Transaction, person: Person, case: Case, file: int, now: datetime) -> int | None:
    """A paper of a case for somebody who may see it, as `papers.open_file`; the desk's looks are noted.

    Its bytes stay sealed until the moment of sending. None for others, and while the bytes are not there.
    """
    row = await tx.case_files.by_id(id=file)
    if row is None or row["case_id"] != case.id or not may_see_personal(person, case):
        return None
    paper = file_of(row)
    if paper.fetched_at is None or paper.purged_at is not None:
        return None
    if not is_applicant(person, case):
        detail = {"file": paper.id, "document": paper.document}
        await add_event(tx, case, OPENED, person, now, detail=detail)
    made = await tx.made_files.put(
        name=paper.name,
        mime=paper.mime,
        content=None,
        sealed=0,
        personal=0,
        case_file=paper.id,
        now=stamp(now),
        kept_until=stamp(now + KEPT),
    )
    return int(made["id"])


async def forget(tx: Transaction, now: datetime) -> None:
    """Take out what is no longer needed."""
    await tx.made_files.forget_before(now=stamp(now))
    await tx.fetching.forget()
