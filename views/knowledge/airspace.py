"""/airspace: the line under answers about flights, shown, previewed and published."""

from __future__ import annotations

from coordination.knowledge.airspace import Airspace
from views.knowledge import live
from views.language import Html, Words, words
from views.message import Button, Message, press


def now(w: Words, line: Airspace | None) -> Message:
    """What holds now, and how to set it."""
    return Message(
        Html.paragraphs(
            live.airspace(w, line, signed=True),
            w.say(
                "To set it, write the status after the command, in Arabic on one line and in English on the next:\n"
                "/airspace مفتوحة\nOpen"
            ),
        )
    )


def preview(w: Words, line: Airspace) -> Message:
    """The line as readers of each language will see it, before anybody does."""
    missing = not line.ar or not line.en
    text = Html.paragraphs(
        w.say("✈️ <b>This will stand under every answer about flights:</b>"),
        live.airspace(words("ar", w.digits), line, signed=True),
        live.airspace(words("en", w.digits), line, signed=True),
        w.say("It is in one language only, and readers of both will see it so. Better send it again in both.")
        if missing
        else None,
    )
    return Message(
        text,
        (
            (
                Button(w.label("Publish"), press("airspace.publish", line.id)),
                Button(w.label("Do not publish"), press("airspace.drop", line.id)),
            ),
        ),
    )


def published(w: Words, line: Airspace) -> Message:
    """In place of the preview."""
    return Message(Html.paragraphs(w.say("✅ Published."), live.airspace(w, line, signed=True)))


def dropped(w: Words) -> Message:
    """In place of the preview."""
    return Message(w.say("Not published. The line before it still holds."))


def empty(w: Words) -> Message:
    """What was typed holds no letters."""
    return Message(w.say("Please write the status in words, for example: /airspace Open"))
