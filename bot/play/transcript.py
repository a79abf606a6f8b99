"""What was said, as plain text: read from the simulator's ledger."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from simulator import Call

BAGHDAD = ZoneInfo("Asia/Baghdad")
BIDI_CONTROLS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
SHOWING = frozenset(
    {
        "sendMessage",
        "sendPhoto",
        "sendDocument",
        "sendLocation",
        "sendVoice",
        "sendAudio",
        "sendVideo",
        "sendVideoNote",
        "editMessageText",
        "editMessageCaption",
    }
)


@dataclass(frozen=True, slots=True)
class Said:
    """Something the bot showed: to which chat, the text, and the labels of its buttons by row."""

    chat: int
    text: str
    buttons: tuple[tuple[str, ...], ...] = ()
    manner: str = ""

    def matches(self, pattern: str) -> bool:
        """Whether the regular expression is found, with or without the invisible marks of direction."""
        return any(
            re.search(pattern, text, re.DOTALL) for text in (self.text, BIDI_CONTROLS.sub("", self.text))
        )


def shown(calls: list[Call], pressers: dict[str, int]) -> Iterator[Said]:
    """What the calls showed to people; `pressers` names the chat of each pressed button's question id."""
    for call in calls:
        if not call.ok:
            continue
        if call.method in SHOWING:
            message = call.result
            rows = (message.get("reply_markup") or {}).get("inline_keyboard", [])
            yield Said(
                chat=message["chat"]["id"],
                text=message.get("text")
                or message.get("caption")
                or f"({call.method.removeprefix('send').lower()})",
                buttons=tuple(tuple(button["text"] for button in row) for row in rows),
                manner="edit" if call.method.startswith("edit") else "",
            )
        elif call.method == "answerCallbackQuery" and call.params.get("text"):
            chat = pressers.get(call.params["callback_query_id"], 0)
            yield Said(chat=chat, text=call.params["text"], manner="toast")
        elif call.method == "setMessageReaction":
            emoji = "".join(reaction.get("emoji", "") for reaction in call.params.get("reaction", []))
            yield Said(chat=call.params["chat_id"], text=emoji, manner="reaction")


def written(said: Said, name: str) -> str:
    """One showing as lines of plain text."""
    manner = f" ({said.manner})" if said.manner else ""
    lines = [f"       bot → {name}{manner}:"]
    lines += [f"           {line}" for line in said.text.splitlines()]
    lines += ["           " + " ".join(f"[{label}]" for label in row) for row in said.buttons]
    return "\n".join(lines)
