"""Messages of groups that were taken as updates: where they stand, and which update they became part of."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from coordination.people.person import Person
from coordination.reports.attachments import Attachment
from storage import Row, Transaction, stamp

TAG = re.compile(r"#(?:تحديث(?:_الموقف)?|update)(?!\w)", re.IGNORECASE)
"""The hashtags that make a group message an update."""

_PARTS_KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class GroupMessage:
    """One row of group_messages; `person` is the row id of who said it.

    `kept` is the raw message while it waits for another form of the person to be finished, else None.
    """

    id: int
    chat: int
    message: int
    person: int
    kept: Mapping[str, Any] | None

    @property
    def key(self) -> int:
        """What drafts and reports know the message by. Negative: numbers of private messages are positive."""
        return -self.id


def _message_of(row: Row) -> GroupMessage:
    kept = json.loads(row["kept"]) if row["kept"] else None
    return GroupMessage(row["id"], row["chat"], row["message"], row["person"], kept)


async def take(
    tx: Transaction, chat: int, message: int, album: str, person: Person, now: datetime
) -> GroupMessage | None:
    """A new row for this message; None when it was taken before."""
    row = await tx.group_messages.take(
        chat=chat, message=message, album=album, person=person.id, now=stamp(now)
    )
    return _message_of(row) if row else None


async def found(tx: Transaction, chat: int, message: int) -> GroupMessage | None:
    """The row of this message; None when it was not taken as an update."""
    row = await tx.group_messages.found(chat=chat, message=message)
    return _message_of(row) if row else None


async def of_album(tx: Transaction, chat: int, album: str) -> GroupMessage | None:
    """The first message taken of an album."""
    row = await tx.group_messages.of_album(chat=chat, album=album)
    return _message_of(row) if row else None


async def by_id(tx: Transaction, row_id: int) -> GroupMessage | None:
    """The message with this row id."""
    row = await tx.group_messages.by_id(id=row_id)
    return _message_of(row) if row else None


async def remember_part(
    tx: Transaction, chat: int, message: int, sender: int, file: Attachment, at: datetime
) -> None:
    """Remember for a day a file of an album whose words, which may make it an update, are still to come.

    `sender` is Telegram's number; of people who are not approved nothing is remembered.
    """
    await tx.group_messages.forget_parts(before=stamp(at - _PARTS_KEPT))
    await tx.group_messages.remember_part(
        chat=chat,
        message=message,
        album=file.album,
        sender=sender,
        kind=file.kind,
        file_id=file.file_id,
        at=stamp(at),
    )


async def take_parts(tx: Transaction, chat: int, album: str, person: Person) -> tuple[Attachment, ...]:
    """The files of an album that this person sent before its words; they are not remembered any more."""
    rows = await tx.group_messages.take_parts(chat=chat, album=album, sender=person.telegram_id)
    rows = sorted(rows, key=lambda row: int(row["message"]))
    return tuple(Attachment(row["kind"], row["file_id"], album=album) for row in rows)


async def keep(tx: Transaction, message: GroupMessage, raw: Mapping[str, Any]) -> None:
    """Keep the message whole, as Telegram told it, until the person has time for it."""
    await tx.group_messages.keep(id=message.id, raw=json.dumps(raw, ensure_ascii=False))


async def put_into(tx: Transaction, message: GroupMessage, form: int | None) -> None:
    """The message went into the update of this form (None: into none); it need not be kept any more."""
    await tx.group_messages.put_into(id=message.id, form=form)


async def after_form(
    tx: Transaction, form: int, person: Person
) -> tuple[tuple[tuple[int, int, Literal["saved", "cancelled"]], ...], GroupMessage | None]:
    """Chat and number of the group messages of a form that has ended, and how it has: none while it is open.

    And the first message of the person that is still kept, if there is one. Mostly there is neither.
    """
    rows = await tx.group_messages.after_form(form=form, person=person.id)
    ended = [row for row in rows if row["form"] == form and row["state"] != "open"]
    kept = next((_message_of(row) for row in rows if row["kept"]), None)
    return tuple((row["chat"], row["message"], row["state"]) for row in ended), kept
