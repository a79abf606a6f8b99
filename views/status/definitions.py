"""What the words of a question mean."""

from __future__ import annotations

from coordination.reports.definitions import definitions
from coordination.reports.draft import Step
from views.language import Html, Words
from views.message import Button, Message
from views.status.keys import Keys


def card(w: Words, step: Step, keys: Keys) -> Message:
    """The terms of a question, each with its source, and the way back to it."""
    blocks = [
        Html.lines(
            w.say("<b>{term}</b>: {meaning}", term=one.name[w.language], meaning=one.meaning[w.language]),
            w.say("<i>Source: {source}</i>", source=one.source[w.language]),
        )
        for one in definitions(step)
    ]
    back = keys.button(w.label("Back to the question"), "resume", "continue")
    return Message(Html.paragraphs(w.say("📖 <b>What the words mean</b>"), *blocks), ((back,),))


def button(w: Words, keys: Keys) -> Button:
    """Under a question whose words are explained."""
    return keys.button(w.label("What does this mean?"), "define")
