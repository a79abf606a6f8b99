"""What people are shown, as values: a text with rows of buttons. No chat library in it."""

from __future__ import annotations

from dataclasses import dataclass

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
class Message:
    """A text in Telegram's HTML with its buttons; at most 4,096 UTF-16 units of text."""

    text: Html
    buttons: Rows = ()


def press(action: str, *arguments: object) -> str:
    """The data of a button: the action's name and its arguments, e.g. ``form.pick 17 3 IQ-NI``."""
    return " ".join((action, *map(str, arguments)))


def grid(buttons: list[Button], columns: int) -> Rows:
    """Lay buttons out in rows of `columns`."""
    return tuple(tuple(buttons[i : i + columns]) for i in range(0, len(buttons), columns))
