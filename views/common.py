"""Sentences that belong to no single conversation: refusals, old buttons, failures."""

from __future__ import annotations

from views.language import Words
from views.message import Message


def not_allowed(w: Words, where: str) -> Message:
    """A command or button that this person may not use; `where` is "private" or "group"."""
    if where == "private":
        return Message(w.say("This is not open to you. What you can do here: /help"))
    return Message(w.say("This is not open to you here. In a private chat with me, /help shows what is."))


def unknown_command(w: Words) -> Message:
    return Message(w.say("I do not know this command. What I can do: /help"))


def old_button(w: Words) -> str:
    """Toast for a button of an earlier step, a double tap, or somebody else's button."""
    return w.label("This button is no longer in use. Nothing was changed.")


def not_your_button(w: Words) -> str:
    """Toast for a button that works, but not for this person or not here."""
    return w.label("This button is not open to you. Nothing was changed.")


def unreadable(w: Words) -> Message:
    """Stickers, polls, voice and the like where they mean nothing."""
    return Message(w.say("I read text, photos, documents and locations. Please write it, or see /help"))


def failed(w: Words, code: str) -> Message:
    """A bug cost this update; the code is in the log and in the message to the admins."""
    return Message(
        w.say(
            "Something went wrong on our side and this was not done. Please send it again; "
            "if it happens again, tell the centre this code: <code>{code}</code>",
            code=code,
        )
    )


def update_failed(w: Words, code: str) -> Message:
    """To admins: somebody's update could not be processed."""
    return Message(
        w.say(
            "An update could not be processed and was set aside. Error code: <code>{code}</code>\n"
            "The same error is told at most once an hour.",
            code=code,
        )
    )


def anonymous(w: Words) -> Message:
    """An anonymous group admin gave a command: the bot cannot know who it is."""
    return Message(
        w.say("I cannot see who you are: turn off “Remain anonymous” in the group's admin settings.")
    )
