"""Updates told in groups: the little that is said of them."""

from __future__ import annotations

from collections.abc import Sequence

from views.language import Html, Words
from views.message import Button, Message, press


def from_group(w: Words, title: str) -> Html:
    """Before the card of an update that was told in a group."""
    return w.say("From your message in {group}:", group=title)


def kept(w: Words, title: str, row: int) -> Message:
    """In private: another form is open, so that the message waits."""
    text = Html.paragraphs(
        w.say("📥 <b>Your message in {group} is kept, but not read yet.</b>", group=title),
        w.say("Please finish or cancel what is open here first. Then press the button."),
    )
    return Message(text, ((Button(w.label("Read it now"), press("group.take", row)),),))


def waits(w: Words, title: str, row: int) -> Message:
    """In private: what was open is finished, so that the message can be read."""
    text = w.say("📥 Your message in {group} is waiting.", group=title)
    return Message(text, ((Button(w.label("Read it now"), press("group.take", row)),),))


def still_open(w: Words) -> str:
    """Toast: the message still has to wait."""
    return w.label("Please finish or cancel what is open here first.")


def taken_up(w: Words, title: str) -> Message:
    """What becomes of the card that said a message waits."""
    return Message(w.say("📥 Your message in {group} was read.", group=title))


def open_chat(voices: Sequence[Words], link: str) -> Message:
    """In the group: the reporter's card cannot be sent, because they never began a chat with the bot or blocked it."""
    lines = [
        w.say("I cannot write to you. Open a chat with me, press Start, and send it again.") for w in voices
    ]
    return _line(voices, lines, link)


def not_a_reporter(voices: Sequence[Words], link: str) -> Message:
    """In the group: this person sends no updates."""
    lines = [
        w.say("Updates are taken from registered focal points. Open a chat with me to ask for access.")
        for w in voices
    ]
    return _line(voices, lines, link)


def _line(voices: Sequence[Words], lines: Sequence[Html], link: str) -> Message:
    return Message(Html.lines(*lines), ((Button(voices[0].label("Open a private chat"), url=link),),))
