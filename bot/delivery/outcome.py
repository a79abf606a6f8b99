"""What a call's end means for its row: sent, again, failed, or unknown. Pure rules, one place."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Literal

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.api import ConnectionLost, NotConnected

SAFE_TO_REPEAT = frozenset(
    {
        "editMessageText",
        "editMessageReplyMarkup",
        "editMessageCaption",
        "answerCallbackQuery",
        "setMessageReaction",
        "setMyCommands",
        "deleteMyCommands",
        "setMyDescription",
        "setMyShortDescription",
        "pinChatMessage",
        "deleteMessage",
        "leaveChat",
    }
)
"""Methods whose second call changes nothing; a message sent twice is a message twice."""

LOST_CARD = ("message to edit not found", "message can't be edited")
MANY_ATTEMPTS = 8
FLOOD_WAIT = "flood wait"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a call ended. `pause` is how many seconds the lane (or, if `everywhere`, everything) rests."""

    state: Literal["sent", "again", "failed", "unknown"]
    message_id: int | None = None
    error: str = ""
    pause: float = 0.0
    everywhere: bool = False
    migrated_to: int | None = None
    unreachable: bool = False
    resend_as_new: bool = False


def backoff(attempts: int) -> float:
    """Seconds to wait before attempt `attempts` + 1: doubling from a quarter to thirty, with jitter."""
    return float(min(30.0, 0.25 * 2 ** min(attempts, 10)) * random.uniform(0.75, 1.25))  # noqa: S311  no secret


def of_error(error: TelegramError, method: str, chat: int | None, attempts: int) -> Outcome:
    """Judge an error of the Bot API; `attempts` counts the call just made."""
    text = str(error)
    match error:
        case RetryAfter():
            wait = error.retry_after
            seconds = wait.total_seconds() if not isinstance(wait, int) else float(wait)
            return Outcome("again", error=FLOOD_WAIT, pause=seconds)
        case ChatMigrated():
            return Outcome("again", error="migrated", migrated_to=error.new_chat_id)
        case Forbidden():
            return Outcome("failed", error=text, unreachable=True)
        case InvalidToken():
            return Outcome("again", error=text, pause=60.0, everywhere=True)
        case BadRequest() if "message is not modified" in text.lower():
            return Outcome("sent")
        case BadRequest() if method == "editMessageText" and any(lost in text.lower() for lost in LOST_CARD):
            return Outcome("again", error=text, resend_as_new=True)
        case BadRequest():
            return Outcome("failed", error=text, unreachable="chat not found" in text.lower())
        case NotConnected():
            return Outcome("again", error=text, pause=backoff(attempts), everywhere=True)
        case ConnectionLost() | TimedOut():
            # A private answer that comes twice after a broken line harms nobody; a post in a group does.
            private = isinstance(error, ConnectionLost) and chat is not None and chat > 0
            if (method in SAFE_TO_REPEAT or private) and attempts < MANY_ATTEMPTS:
                return Outcome("again", error=text, pause=backoff(attempts))
            return Outcome("unknown", error=text)
        case _ if attempts < MANY_ATTEMPTS:
            return Outcome("again", error=text, pause=backoff(attempts))
        case _:
            return Outcome("failed", error=text)
