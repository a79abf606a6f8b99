"""Photos, documents, locations and recordings that came with an update; the files themselves stay with Telegram."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from storage import Row, Transaction, stamp

Recording = Literal["voice", "audio", "video", "video_note"]
AttachmentKind = Literal["photo", "document", "location"] | Recording
RECORDINGS: tuple[Recording, ...] = get_args(Recording)


@dataclass(frozen=True, slots=True)
class Attachment:
    """One file or pin. `file_id` is Telegram's, None for a location; `lat` and `lon` are degrees (WGS 84).

    `album` is Telegram's id of the album that a photo or document came in, else empty; `duration` are the seconds of
    a recording, else None.
    """

    kind: AttachmentKind
    file_id: str | None = None
    album: str = ""
    caption: str = ""
    lat: float | None = None
    lon: float | None = None
    duration: int | None = None


def attachment_of(row: Row) -> Attachment:
    """Read a row of attachments."""
    return Attachment(
        row["kind"],
        row["file_id"],
        row["album"],
        row["caption"],
        row["lat"],
        row["lon"],
        row["duration"],
    )


async def attach(tx: Transaction, form: int, attachment: Attachment, now: datetime) -> None:
    """Keep an attachment with the form of its update."""
    await tx.attachments.add(
        form=form,
        kind=attachment.kind,
        file_id=attachment.file_id,
        album=attachment.album,
        caption=attachment.caption,
        lat=attachment.lat,
        lon=attachment.lon,
        duration=attachment.duration,
        at=stamp(now),
    )


async def of_form(tx: Transaction, form: int) -> tuple[Attachment, ...]:
    """The attachments of an update, in the order in which they came."""
    return tuple(attachment_of(row) for row in await tx.attachments.of_form(form=form))
