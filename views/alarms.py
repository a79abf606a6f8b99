"""What admins are told when the bot itself is in trouble, and when that is over."""

from __future__ import annotations

from datetime import datetime

from views.language import Words
from views.message import Message


def silent(w: Words, since: datetime, waiting: int) -> Message:
    """Telegram holds updates, and none has come in."""
    return Message(
        w.say(
            "⚠️ No message has reached me since {since}, although messages wait at Telegram: {waiting}. "
            "The operator should look at the log, and with a webhook at its address and certificate.",
            since=w.moment(since),
            waiting=waiting,
        )
    )


def webhook(w: Words, error: str) -> Message:
    """Telegram could not deliver to the webhook; `error` is what it says of that."""
    return Message(
        w.say(
            "⚠️ Telegram cannot deliver messages to me. It says: {error}. "
            "They are kept there for 24 hours; the operator should look at the webhook.",
            error=error,
        )
    )


def unanswered(w: Words, since: datetime, waiting: int) -> Message:
    """Updates lie in the inbox for too long."""
    return Message(
        w.say(
            "⚠️ Messages that reached me wait for an answer since {since}: {waiting}. "
            "Nothing is lost; the operator should look at the log.",
            since=w.moment(since),
            waiting=waiting,
        )
    )


def unsent(w: Words, since: datetime, waiting: int) -> Message:
    """Messages lie in the outbox for too long."""
    return Message(
        w.say(
            "⚠️ Messages of mine wait to be sent since {since}: {waiting}. "
            "Nothing is lost; the operator should look at the log and at the line to Telegram.",
            since=w.moment(since),
            waiting=waiting,
        )
    )


def drift(w: Words, seconds: int) -> Message:
    """This computer's clock is not Telegram's."""
    return Message(
        w.say(
            "⚠️ The clock of my computer is wrong; seconds of difference: {seconds}. "
            "Deadlines and summaries come at the wrong time until the operator sets it (NTP).",
            seconds=seconds,
        )
    )


def disk(w: Words, free: int) -> Message:
    """The disk of the database is nearly full; `free` is in MB."""
    return Message(
        w.say(
            "⚠️ The disk of my database is nearly full; megabytes left: {free}. "
            "When it is full I can take in nothing until the operator makes room.",
            free=free,
        )
    )


def back(w: Words, since: datetime, until: datetime) -> Message:
    """The database was away and can be written again."""
    return Message(
        w.say(
            "✅ My database is back. It could not be written from {since} to {until}. "
            "What was sent to me meanwhile is being answered now; nothing that I confirmed was lost.",
            since=w.moment(since),
            until=w.moment(until),
        )
    )


def over(w: Words, kind: str) -> Message:
    """An alarm that was told of is over."""
    ends = {
        "silent": w.say("✅ Messages reach me again."),
        "webhook": w.say("✅ Telegram delivers messages to me again."),
        "unanswered": w.say("✅ No message waits too long for an answer any more."),
        "unsent": w.say("✅ No message of mine waits too long any more."),
        "drift": w.say("✅ The clock of my computer is right again."),
        "disk": w.say("✅ There is room on the disk of my database again."),
    }
    return Message(ends[kind])
