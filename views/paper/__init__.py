"""Papers that the bot draws: receipts as PDF, lists as tables; and what is said about them."""

from __future__ import annotations

from views.language import Words
from views.message import Message


def not_drawn(w: Words) -> Message:
    """A paper was wanted and could not be made; what it is about stands."""
    return Message(
        w.say("⚠️ The file could not be made. What you entered is kept; please ask for the file again later.")
    )


def not_sent(w: Words) -> Message:
    """A file lay ready and could not be opened, or the other side would not take it."""
    return Message(w.say("⚠️ The file could not be sent. Please tell the centre's administrator."))
