"""Messages that show a meeting: which there are, so that their counts can follow the answers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from coordination.meetings.meeting import Occurrence
from coordination.meetings.store import occurrence
from storage import Transaction, moment, stamp

What = Literal[
    "new",
    "edited",
    "moved",
    "series_moved",
    "cancelled",
    "series_cancelled",
    "reminder",
    "shown",
    "emergency",
]


@dataclass(frozen=True, slots=True)
class Head:
    """What a message of a meeting says first: `old` is the start before a move, `left` minutes of a reminder."""

    what: What
    old: datetime | None = None
    left: int = 0


@dataclass(frozen=True, slots=True)
class Post:
    """A message that was sent: to a group or a person (row ids), where it stands, and when it was written."""

    group: int | None
    person: int | None
    head: Head
    chat: int
    message: int
    at: datetime


async def note(
    tx: Transaction, one: Occurrence, head: Head, outbox: int, *, group: int | None, person: int | None
) -> None:
    """Keep that this row of the outbox shows the occurrence; the chat's last one follows the counts."""
    await tx.meetings.add_post(
        occurrence=one.id, group_id=group, person=person, outbox=outbox, head=_written(head)
    )


async def of_occurrence(tx: Transaction, one: Occurrence) -> Sequence[Post]:
    """The messages that were sent and show the occurrence, oldest first."""
    return [
        Post(
            row["group_id"],
            row["person"],
            _read(row["head"]),
            row["chat"],
            row["message_id"],
            moment(row["created_at"]),
        )
        for row in await tx.meetings.posts(occurrence=one.id)
    ]


async def forget(tx: Transaction, one: Occurrence, post: Post) -> None:
    """The chat gets a newer message of the same occurrence: this one follows no longer."""
    await tx.meetings.forget_posts(occurrence=one.id, group_id=post.group or 0, person=post.person or 0)


async def take_stale(tx: Transaction) -> Sequence[Occurrence]:
    """The occurrences whose messages show older counts; they are fresh after the given transaction."""
    found = [await occurrence(tx, row["id"]) for row in await tx.meetings.take_stale()]
    return [one for one in found if one is not None]


def _written(head: Head) -> str:
    return json.dumps([head.what, stamp(head.old) if head.old else None, head.left])


def _read(text: str) -> Head:
    what, old, left = json.loads(text)
    return Head(what, moment(old) if old else None, left)
