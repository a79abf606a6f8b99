"""Reading what was said: its words, the facts in them, the file or pin that came along."""

from __future__ import annotations

from dataclasses import replace

from telegram import Message as TelegramMessage

from coordination.reports.attachments import Attachment
from coordination.reports.days import day_in_baghdad
from coordination.reports.fact import Fact
from coordination.reports.understand import Sender, understand
from coordination.text import clean
from handlers.turn import Turn

TEXT_LIMIT = 4_096
CAPTION_LIMIT = 1_024


def words_said(said: TelegramMessage) -> str:
    """What was typed, fit to keep; a forwarded message says so."""
    text = clean(said.text or said.caption or "", TEXT_LIMIT)
    return f"[forwarded] {text}" if text and said.forward_origin else text


def facts_in(turn: Turn, said: TelegramMessage) -> tuple[Fact, ...]:
    """The facts in a message; days such as "yesterday" count from when it was first written."""
    text = clean(said.text or said.caption or "", TEXT_LIMIT)
    if not text:
        return ()
    written = said.forward_origin.date if said.forward_origin else said.date
    facts = understand(text, written, Sender(turn.person.governorates))
    return tuple(fact if fact.day else replace(fact, day=day_in_baghdad(written)) for fact in facts)


def attachment_in(said: TelegramMessage) -> Attachment | None:
    """The photo (in its largest size), document or location of a message."""
    album = said.media_group_id or ""
    caption = clean(said.caption or "", CAPTION_LIMIT)
    if said.photo:
        return Attachment("photo", said.photo[-1].file_id, album, caption)
    if said.document:
        return Attachment("document", said.document.file_id, album, caption)
    if said.location:
        return Attachment("location", lat=said.location.latitude, lon=said.location.longitude)
    return None
