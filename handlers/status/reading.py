"""Reading what was said: its words, the facts in them, the file or pin that came along."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import lru_cache

from telegram import Message as TelegramMessage

from coordination.knowledge.courtesies import courtesy
from coordination.reports.attachments import RECORDINGS, Attachment
from coordination.reports.fact import Fact
from coordination.reports.group_messages import TAG
from coordination.reports.reference import references_written
from coordination.reports.understand import Reading, Sender, read, understand
from coordination.text import clean
from handlers.turn import Turn

TEXT_LIMIT = 4_096
CAPTION_LIMIT = 1_024
_MESSAGES_AT_A_TIME = 8
"""Messages whose facts are remembered: a turn asks for those of its own up to three times."""


def words_said(said: TelegramMessage) -> str:
    """What was typed, fit to keep; a forwarded message says so."""
    text = clean(said.text or said.caption or "", TEXT_LIMIT)
    return f"[forwarded] {text}" if text and said.forward_origin else text


def facts_in(turn: Turn, said: TelegramMessage) -> tuple[Fact, ...]:
    """The facts in a message; days such as "yesterday" count from when it was first written."""
    return facts_of(turn, said, said.text or said.caption or "")


def facts_of(turn: Turn, said: TelegramMessage, words: str) -> tuple[Fact, ...]:
    """The facts in these words, as if the message said them: those that it held before an edit, for one."""
    return _facts(words, turn.bot_username, _written(said), Sender(turn.person.governorates))


@lru_cache(_MESSAGES_AT_A_TIME)
def _facts(words: str, bot: str, written: datetime, sender: Sender) -> tuple[Fact, ...]:
    text = _without_address(clean(words, TEXT_LIMIT), bot)
    if not text or courtesy(text) == "thanks":
        return ()
    return understand(text, written, sender)


def readings_in(turn: Turn, said: TelegramMessage) -> tuple[Reading, ...]:
    """The facts of `facts_in`, each with how sure it is and why."""
    text = _without_address(clean(said.text or said.caption or "", TEXT_LIMIT), turn.bot_username)
    return read(text, _written(said), Sender(turn.person.governorates)) if text else ()


def facts_said(said: TelegramMessage) -> tuple[Fact, ...]:
    """The facts in a message with nothing taken for granted: no place or day that it does not name."""
    text = _without_address(words_beside_references(said))
    return understand(text, _written(said), Sender(())) if text else ()


def words_beside_references(said: TelegramMessage) -> str:
    """What was typed without the references in it: their digits are no figures of people."""
    return clean(references_written(said.text or said.caption or "")[1], TEXT_LIMIT)


def _without_address(text: str, bot: str = "") -> str:
    """The words without what only says whom they are for: the hashtag of updates, the bot's name."""
    if "#" in text:
        text = TAG.sub(" ", text)
    if bot and "@" in text:
        text = re.sub(rf"@{re.escape(bot)}\b", " ", text, flags=re.IGNORECASE)
    return text.strip()


def _written(said: TelegramMessage) -> datetime:
    return said.forward_origin.date if said.forward_origin else said.date


def attachment_in(said: TelegramMessage) -> Attachment | None:
    """The photo (in its largest size), document, location or recording of a message."""
    if said.text:  # a message has either a text or a file with its caption
        return None
    album = said.media_group_id or ""
    caption = clean(said.caption or "", CAPTION_LIMIT)
    if said.photo:
        return Attachment("photo", said.photo[-1].file_id, album, caption)
    if said.document:
        return Attachment("document", said.document.file_id, album, caption)
    if said.location:
        return Attachment("location", lat=said.location.latitude, lon=said.location.longitude)
    for kind in RECORDINGS:
        recording = getattr(said, kind)
        if recording:
            seconds = round(_seconds(recording.duration))
            return Attachment(kind, recording.file_id, album, caption, duration=seconds)
    return None


def _seconds(duration: int | timedelta) -> float:
    """python-telegram-bot gives the length of a recording in either form."""
    return duration.total_seconds() if isinstance(duration, timedelta) else duration
