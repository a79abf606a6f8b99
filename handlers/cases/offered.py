"""A file in a message, as cases take it."""

from __future__ import annotations

from telegram import Message as TelegramMessage

from coordination.cases.papers import Offer


def offer_in(message: TelegramMessage) -> Offer | None:
    """The document, or the largest size of the photo; None for a message without either."""
    if message.document is not None:
        file = message.document
        return Offer(file.file_name or "", file.mime_type or "", file.file_size or 0, file.file_id)
    if message.photo:
        largest = max(message.photo, key=lambda size: size.width * size.height)
        return Offer("photo.jpg", "image/jpeg", largest.file_size or 0, largest.file_id)
    return None
