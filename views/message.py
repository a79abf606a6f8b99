"""What people are shown, as values: a text with rows of buttons. No chat library in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from views.language import Html

CALLBACK_LIMIT = 64
"""Bytes that Telegram allows in the data of a button."""


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message; pressing it sends `data` back, or opens `url`."""

    label: str
    data: str = ""
    url: str = ""

    def __post_init__(self) -> None:
        if bool(self.data) == bool(self.url):
            raise ValueError("a button has data or an address")
        if len(self.data.encode()) > CALLBACK_LIMIT:
            raise ValueError(f"button data longer than {CALLBACK_LIMIT} bytes: {self.data}")


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Keyboard:
    """What stands in place of the letters' keyboard: a button that shares the reader's own contact; no label: nothing."""

    share_contact: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """A text in Telegram's HTML with its buttons; at most 4,096 UTF-16 units of text.

    A `keyboard` goes only with a new message without buttons, in private.
    """

    text: Html
    buttons: Rows = ()
    keyboard: Keyboard | None = None


def in_each(messages: Sequence[Message]) -> Message:
    """One message of the same one in several languages: their texts below each other, their buttons with both labels.

    Raises ValueError where their buttons do not match.
    """
    first, *others = messages
    rows = []
    for row in zip(*(message.buttons for message in messages), strict=True):
        rows.append(tuple(_in_each(same) for same in zip(*row, strict=True)))
    return Message(Html.paragraphs(*(message.text for message in messages)), tuple(rows)) if others else first


def _in_each(buttons: Sequence[Button]) -> Button:
    labels = dict.fromkeys(button.label for button in buttons)
    return replace(buttons[0], label=" · ".join(labels))


def press(action: str, *arguments: object) -> str:
    """The data of a button: the action's name and its arguments, e.g. ``form.pick 17 3 IQ-NI``."""
    return " ".join((action, *map(str, arguments)))


def grid(buttons: list[Button], columns: int) -> Rows:
    """Lay buttons out in rows of `columns`."""
    return tuple(tuple(buttons[i : i + columns]) for i in range(0, len(buttons), columns))
