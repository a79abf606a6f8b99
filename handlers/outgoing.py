"""What goes out: every answer becomes rows of the outbox in the transaction of the turn, never a call."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from coordination.groups import quiet
from coordination.reports.attachments import Attachment, AttachmentKind
from storage import Transaction, stamp
from views.language import Words
from views.message import Keyboard, Message, Rows

ANSWER, NOTICE, PRESSING = 0, 1, -1
"""Urgency: answers to somebody who waits go before notices, and these wait for the end of quiet hours.

Pressing is what can wake people: severe alerts, emergency calls, pages. It goes before everything, at any hour.
"""

Commands = Sequence[tuple[str, str]]
"""Command names with their descriptions, in menu order."""


_SENDING: dict[AttachmentKind, str] = {
    "photo": "sendPhoto",
    "document": "sendDocument",
    "voice": "sendVoice",
    "audio": "sendAudio",
    "video": "sendVideo",
    "video_note": "sendVideoNote",
}
"""The method that sends a file on."""


def _text(value: object) -> str:
    """A text of a more special kind, such as Html, as JSON holds it. Raises TypeError for anything else."""
    if isinstance(value, str):
        return str(value)
    raise TypeError(f"not to be sent: {value!r}")


def _keyboard(rows: Rows) -> dict[str, Any]:
    keys = [
        [
            {"text": b.label, "callback_data": b.data} if b.data else {"text": b.label, "url": b.url}
            for b in row
        ]
        for row in rows
    ]
    return {"inline_keyboard": keys}


def _reply_keyboard(keyboard: Keyboard) -> dict[str, Any]:
    if not keyboard.share_contact:
        return {"remove_keyboard": True}
    share = {"text": keyboard.share_contact, "request_contact": True}
    return {"keyboard": [[share]], "resize_keyboard": True, "one_time_keyboard": True}


_LANES = {ANSWER: "chat", NOTICE: "notice", PRESSING: "pressing"}


def _lane(chat: int, urgency: int) -> str:
    return f"{_LANES[urgency]} {chat}"


def _caption(message: Message) -> dict[str, Any]:
    return {"caption": str(message.text), "parse_mode": "HTML"} if message.text else {}


def _around(message: Message, topic: int | None, reply_to: int | None, silent: bool) -> dict[str, Any]:
    """What goes with a new message of any kind."""
    params: dict[str, Any] = {}
    if message.buttons:
        params["reply_markup"] = _keyboard(message.buttons)
    elif message.keyboard is not None:
        params["reply_markup"] = _reply_keyboard(message.keyboard)
    if topic is not None:
        params["message_thread_id"] = topic
    if reply_to is not None:
        params["reply_parameters"] = {"message_id": reply_to, "allow_sending_without_reply": True}
    if silent:
        params["disable_notification"] = True
    return params


def _edit(message_id: int, message: Message) -> dict[str, Any]:
    return {
        "message_id": message_id,
        "text": str(message.text),
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
        "reply_markup": _keyboard(message.buttons),
    }


@dataclass(slots=True)
class Outgoing:
    """Writes to the outbox. A lane keeps the order: a chat has one for answers, notices and what is pressing.

    So an answer never waits behind a heap of notices. Callback answers have lanes of their own.
    New notices to a chat wait while it has quiet hours.
    """

    tx: Transaction
    now: datetime

    async def _put(
        self,
        method: str,
        params: dict[str, Any],
        *,
        lane: str,
        chat: int | None = None,
        urgency: int = ANSWER,
        form: int | None = None,
        made_file: int | None = None,
        useful_until: datetime | None = None,
    ) -> int:
        row = self._row(method, params, lane, chat)
        row |= {"urgency": urgency, "form": form, "made_file": made_file}
        if urgency == NOTICE and chat is not None and method.startswith("send"):
            held = await quiet.of_chat(self.tx, chat, self.now)
            row["not_before"] = stamp(held) if held else None
        if useful_until:
            row["useful_until"] = stamp(useful_until)
        put = await self.tx.outbox.put(**row)
        return int(put["id"])

    def _row(self, method: str, params: dict[str, Any], lane: str, chat: int | None) -> dict[str, Any]:
        """What the outbox holds of a call, as an answer that goes at once."""
        return {
            "lane": lane,
            "chat": chat,
            "method": method,
            "params": msgspec.json.encode(params, enc_hook=_text).decode(),
            "urgency": ANSWER,
            "form": None,
            "now": stamp(self.now),
            "made_file": None,
            "not_before": None,
            "useful_until": None,
        }

    async def send(
        self,
        chat: int,
        message: Message,
        *,
        urgency: int = ANSWER,
        topic: int | None = None,
        reply_to: int | None = None,
        silent: bool = False,
        form: int | None = None,
        useful_until: datetime | None = None,
    ) -> int:
        """A new message; `form` marks it as the form's current card. Returns the outbox id.

        A notice that waited for the end of quiet hours is not sent any more after `useful_until`.
        """
        params: dict[str, Any] = {
            "text": str(message.text),
            "parse_mode": "HTML",
            "link_preview_options": {"is_disabled": True},
        } | _around(message, topic, reply_to, silent)
        return await self._put(
            "sendMessage",
            params,
            lane=_lane(chat, urgency),
            chat=chat,
            urgency=urgency,
            form=form,
            useful_until=useful_until,
        )

    async def document(
        self,
        chat: int,
        made_file: int,
        caption: Message,
        *,
        urgency: int = ANSWER,
        topic: int | None = None,
        reply_to: int | None = None,
        silent: bool = False,
    ) -> int:
        """A file of ours (`coordination.made_files`) as a document. Returns the outbox id.

        The caption has at most 1,024 UTF-16 units; it may be empty.
        """
        params = _caption(caption) | _around(caption, topic, reply_to, silent)
        return await self._put(
            "sendDocument",
            params,
            lane=_lane(chat, urgency),
            chat=chat,
            urgency=urgency,
            made_file=made_file,
        )

    async def photo(
        self,
        chat: int,
        made_file: int,
        caption: Message,
        *,
        urgency: int = ANSWER,
        topic: int | None = None,
        reply_to: int | None = None,
        silent: bool = False,
    ) -> int:
        """The same as a picture (PNG or JPEG, at most 10 MB)."""
        params = _caption(caption) | _around(caption, topic, reply_to, silent)
        return await self._put(
            "sendPhoto", params, lane=_lane(chat, urgency), chat=chat, urgency=urgency, made_file=made_file
        )

    async def paper(
        self,
        chat: int,
        what: str,
        subject: Mapping[str, Any],
        caption: Message,
        w: Words,
        *,
        as_photo: bool = False,
        urgency: int = ANSWER,
        topic: int | None = None,
        silent: bool = False,
        slow: bool = False,
        asked_by: int | None = None,
        card: int | None = None,
    ) -> int:
        """A paper that is drawn after this turn and sent once (see `handlers.papers` for what there is).

        `subject` says of what, in ids and codes that can be written as JSON: nothing personal. `w` is how it speaks.
        `slow` ones are those of `handlers.products`: `asked_by` (a person) may call it off, and the message `card` tells
        how far it has come. Returns the row of the work.
        """
        message = {
            "chat": chat,
            "method": "sendPhoto" if as_photo else "sendDocument",
            "params": _caption(caption) | _around(caption, topic, None, silent),
            "urgency": urgency,
            "language": w.language,
            "digits": w.digits,
            "card": card,
        }
        row = await self.tx.paper_jobs.put(
            what=what,
            subject=json.dumps(subject),
            message=json.dumps(message, ensure_ascii=False),
            slow=int(slow),
            asked_by=asked_by,
            now=stamp(self.now),
        )
        return int(row["id"])

    async def drawn(self, message: Mapping[str, Any], made_file: int) -> int:
        """Send a paper as `paper` was told to, now that it is there."""
        chat, urgency = message["chat"], message["urgency"]
        return await self._put(
            message["method"],
            message["params"],
            lane=_lane(chat, urgency),
            chat=chat,
            urgency=urgency,
            made_file=made_file,
        )

    async def edit(self, chat: int, message_id: int, message: Message, *, form: int | None = None) -> int:
        """Put a message's new content in place of the old one."""
        return await self._put(
            "editMessageText", _edit(message_id, message), lane=f"chat {chat}", chat=chat, form=form
        )

    async def settle(self, chat: int, message_id: int, message: Message, callback_id: str) -> None:
        """`edit` and, without a word, `toast`: both in one statement."""
        edited = self._row("editMessageText", _edit(message_id, message), f"chat {chat}", chat)
        answered = self._row(
            "answerCallbackQuery", {"callback_query_id": callback_id}, f"press {callback_id}", None
        )
        await self.tx.outbox.put_all([edited, answered])

    async def attachment(
        self, chat: int, file: Attachment, *, urgency: int = ANSWER, topic: int | None = None
    ) -> int:
        """A photo, document, location or recording that somebody sent before, known by Telegram's own id."""
        method = "sendLocation"
        params: dict[str, Any] = {"latitude": file.lat, "longitude": file.lon}
        if file.kind != "location":
            method = _SENDING[file.kind]
            params = {file.kind: file.file_id} | ({"caption": file.caption} if file.caption else {})
        params |= {"message_thread_id": topic} if topic is not None else {}
        return await self._put(method, params, lane=_lane(chat, urgency), chat=chat, urgency=urgency)

    async def remove_buttons(self, chat: int, message_id: int) -> int:
        """Take the buttons of an older message away."""
        return await self.change_buttons(chat, message_id, ())

    async def change_buttons(self, chat: int, message_id: int, rows: Rows) -> int:
        """Put other buttons under an older message, whose text stays."""
        params = {"message_id": message_id, "reply_markup": _keyboard(rows)}
        return await self._put("editMessageReplyMarkup", params, lane=f"chat {chat}", chat=chat)

    async def toast(self, callback_id: str, text: str = "", *, alert: bool = False) -> int:
        """Answer a press: nothing, a short line at the top (200 characters at most), or a window."""
        params: dict[str, Any] = {"callback_query_id": callback_id}
        if text:
            params |= {"text": text[:200], "show_alert": alert}
        return await self._put("answerCallbackQuery", params, lane=f"press {callback_id}")

    async def react(self, chat: int, message_id: int, emoji: str) -> int:
        """Put one reaction on a message: an answer without noise. With an empty `emoji`, take it back."""
        reaction = [{"type": "emoji", "emoji": emoji}] if emoji else []
        params = {"message_id": message_id, "reaction": reaction}
        return await self._put("setMessageReaction", params, lane=f"chat {chat}", chat=chat)

    async def leave(self, chat: int) -> int:
        """Leave a group."""
        return await self._put("leaveChat", {}, lane=f"chat {chat}", chat=chat, urgency=NOTICE)

    async def command_menu(self, scope: dict[str, Any], commands: Commands, language: str = "") -> int:
        """Set the "/" menu of a scope; `language` is Telegram's language code, empty for all others."""
        params: dict[str, Any] = {
            "commands": [{"command": name, "description": text} for name, text in commands],
            "scope": scope,
        }
        if language:
            params["language_code"] = language
        return await self._put("setMyCommands", params, lane="menus", urgency=NOTICE)

    async def describe(self, method: str, params: dict[str, Any]) -> int:
        """Set the bot's own name or description (setMyName, setMyDescription, setMyShortDescription)."""
        return await self._put(method, params, lane="menus", urgency=NOTICE)
