"""A person's private calendar address: a secret of which only the hash is kept, one at a time, revocable."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from coordination import audit
from coordination.meetings.meeting import Meeting
from coordination.meetings.store import AHEAD, exceptions, visible
from coordination.people import register
from coordination.people.person import APPROVED, Person
from storage import Transaction, stamp

NAME, MIME = "meeting.ics", "text/calendar"
"""Of a calendar file."""

_TOKEN_BYTES = 24
_BASE = "calendar feed"
"""The key in `meta` under which the public address stands, as it was configured at the last start."""
_PAST = timedelta(days=7)


async def publish_under(tx: Transaction, url: str) -> None:
    """Keep the public address before the secret part, "" for none: handlers know no configuration."""
    await tx.meta.put(key=_BASE, value=url.rstrip("/"))


async def base_url(tx: Transaction) -> str:
    """The public address before the secret part; "" where feeds are off."""
    return str(await tx.meta.get(key=_BASE) or "")


async def open_feed(tx: Transaction, who: Person, now: datetime) -> str:
    """A new address for this person; an earlier one is revoked. Raises ValueError where feeds are off."""
    base = await base_url(tx)
    if not base:
        raise ValueError("no public address is configured")
    await revoke(tx, who, now)
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    await tx.meetings.open_feed(token_hash=_hash(token), person=who.id, now=stamp(now))
    await audit.note(tx, now, who, "calendar address made", f"person {who.id}")
    return f"{base}/{token}.ics"


async def revoke(tx: Transaction, who: Person, now: datetime) -> None:
    """No address of this person works any longer."""
    await tx.meetings.revoke_feeds(person=who.id, now=stamp(now))


async def holder(tx: Transaction, token: str) -> Person | None:
    """Whose secret this is; None for one that does not work, or no longer."""
    row = await tx.meetings.feed(token_hash=_hash(token))
    who = await register.person(tx, row["person"]) if row else None
    return who if who is not None and who.role in APPROVED else None


async def content(tx: Transaction, token: str, now: datetime) -> bytes | None:
    """The calendar behind a secret: what its person may see now; None for one that does not work."""
    who = await holder(tx, token)
    if who is None:
        return None
    seen = {one.meeting.id: one.meeting for one in await visible(tx, who, now - _PAST, now + AHEAD)}
    meetings: Sequence[Meeting] = tuple(seen.values())
    from coordination.meetings.calendar_file import calendar_file  # icalendar is large, and few need it

    return calendar_file([(meeting, await exceptions(tx, meeting)) for meeting in meetings], now)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode(errors="surrogateescape")).hexdigest()
