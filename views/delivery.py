"""What admins are told when something could not be delivered."""

from __future__ import annotations

from views.language import Html, Words
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


def post_refused(w: Words, title: str, error: str) -> Message:
    """Telegram refused a post; `error` is what it said."""
    said = error.lower()
    if "not enough rights" in said or "have no rights" in said or "chat_write_forbidden" in said:
        why = w.say("I lack the right to send messages there: an admin of the group has to give it back.")
    elif "thread not found" in said or "topic" in said:
        why = w.say("Its topic was closed or deleted: choose another one with /settings, in the topic.")
    else:
        why = w.say("Telegram says: {error}", error=error)
    return Message(
        Html.lines(
            w.say("⚠️ <b>A post in the group {title} was refused and was not made.</b>", title=title), why
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
