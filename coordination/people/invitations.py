"""Invitations: a link that lets one person in without waiting. Only a hash of its token is kept."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from coordination import audit
from coordination.people.person import Person, Role, person_of
from storage import Row, Transaction, moment, stamp

VALID_FOR = timedelta(days=7)
TOKEN_BYTES = 24
"""32 letters in the link; Telegram allows 64 in the parameter of /start."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """One row of invitations: the role it brings, for which governorates or ministry, who made it, until when."""

    id: int
    role: Role
    governorates: tuple[str, ...]
    created_by: int
    expires_at: datetime
    used: bool
    revoked: bool
    ministry: str = ""

    def open(self, now: datetime) -> bool:
        """Whether it lets somebody in now."""
        return not self.used and not self.revoked and now < self.expires_at


def invitation_of(row: Row) -> Invitation:
    """Read a row of invitations."""
    return Invitation(
        id=row["id"],
        role=Role(row["role"]),
        governorates=tuple(row["governorates"].split()),
        created_by=row["created_by"],
        expires_at=moment(row["expires_at"]),
        used=row["used_at"] is not None,
        revoked=row["revoked_at"] is not None,
        ministry=row["ministry"],
    )


def hash_of(token: str) -> str:
    """What is kept of a token: its SHA-256, in hexadecimal digits."""
    return hashlib.sha256(token.encode()).hexdigest()


async def create(
    tx: Transaction,
    role: Role,
    governorates: Sequence[str],
    ministry: str,
    *,
    by: Person,
    card: int,
    now: datetime,
) -> tuple[Invitation, str] | None:
    """A new invitation and its token, which is not kept; None when this card (a message id) made one already."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    row = await tx.invitations.create(
        token_hash=hash_of(token),
        role=role,
        governorates=" ".join(governorates),
        ministry=ministry,
        created_by=by.id,
        card=card,
        now=stamp(now),
        expires_at=stamp(now + VALID_FOR),
    )
    if row is None:
        return None
    await audit.note(tx, now, by, "invitation made", f"invitation {row['id']}")
    return invitation_of(row), token


async def by_token(tx: Transaction, token: str) -> Invitation | None:
    """The invitation of a link, open or not."""
    row = await tx.invitations.by_hash(token_hash=hash_of(token))
    return invitation_of(row) if row else None


async def by_id(tx: Transaction, invitation_id: int) -> Invitation | None:
    """The invitation with this row id."""
    row = await tx.invitations.by_id(id=invitation_id)
    return invitation_of(row) if row else None


async def open_ones(tx: Transaction, now: datetime, limit: int, skip: int = 0) -> list[Invitation]:
    """A page of the invitations that still let somebody in, oldest first."""
    rows = await tx.invitations.open_ones(now=stamp(now), limit=limit, skip=skip)
    return [invitation_of(row) for row in rows]


async def count_open(tx: Transaction, now: datetime) -> int:
    """How many invitations `open_ones` lists in all."""
    return int(await tx.invitations.count_open(now=stamp(now)))


async def revoke(tx: Transaction, invitation: Invitation, *, by: Person, now: datetime) -> bool:
    """Take an invitation back; False when it was used, revoked or expired before."""
    row = await tx.invitations.revoke(id=invitation.id, now=stamp(now))
    if row is not None:
        await audit.note(tx, now, by, "invitation revoked", f"invitation {invitation.id}")
    return row is not None


async def revoke_made_by(tx: Transaction, maker: Person, *, by: Person, now: datetime) -> None:
    """Take back every open invitation of somebody who is no admin any more."""
    for row in await tx.invitations.revoke_made_by(created_by=maker.id, now=stamp(now)):
        await audit.note(tx, now, by, "invitation revoked", f"invitation {row['id']}")


async def enter(
    tx: Transaction, who: Person, invitation: Invitation, *, name: str, organisation: str, now: datetime
) -> Person | None:
    """Use an invitation: the person is in at once; None when it does not hold any more, or not for them."""
    if who.state in ("approved", "suspended"):
        return None
    row = await tx.invitations.use(id=invitation.id, person=who.id, now=stamp(now))
    if row is None:
        return None
    entered = await tx.people.enter(
        id=who.id,
        name=name,
        organisation=organisation,
        role=invitation.role,
        governorates=" ".join(invitation.governorates),
        ministry=invitation.ministry,
        now=stamp(now),
        decided_by=invitation.created_by,
    )
    await audit.note(tx, now, who, "entered by invitation", f"invitation {invitation.id}")
    return person_of(entered)
