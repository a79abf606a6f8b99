"""What admins are told when something could not be delivered."""

from __future__ import annotations

from views.language import Words
from views.message import Message


def group_lost(w: Words, title: str) -> Message:
    """The bot can no longer write to a group."""
    return Message(
        w.say(
            "⚠️ I can no longer write to the group {title}: I was removed or may not send there. "
            "Its summaries have stopped. Add me again to resume.",
            title=title,
        )
    )


def post_unknown(w: Words, title: str) -> Message:
    """A post may or may not have arrived, and was not repeated."""
    return Message(
        w.say(
            "⚠️ The connection broke while I was posting to the group {title}. "
            "I do not know whether the post arrived and did not repeat it: please look there.",
            title=title,
        )
    )
