"""A person's calendar address."""

from __future__ import annotations

from views.language import Html, Words
from views.message import Button, Message, press


def opened(w: Words, url: str) -> Message:
    """The new address, to be kept secret."""
    text = Html.paragraphs(
        w.say("🗓 <b>Your calendar address</b>"),
        w.code(url),
        Html.lines(w.say("Alerts in force, for programs that read CAP 1.2:"), w.code(alerts_address(url))),
        w.say(
            "Add it to your calendar app as a subscription. Whoever has it can read your meetings: keep it to "
            "yourself. An earlier address no longer works."
        ),
    )
    return Message(text, ((Button(w.label("Revoke it"), press("feed.revoke")),),))


def alerts_address(url: str) -> str:
    """The address of the index of alerts that belongs to a calendar address."""
    return f"{url.removesuffix('.ics')}/alerts.atom"


def revoked(w: Words) -> Message:
    """It works no longer."""
    return Message(w.say("The calendar address no longer works."))


def off(w: Words) -> str:
    """Toast: no public address is configured."""
    return w.label("Calendar addresses are not switched on here. Each meeting has a calendar file instead.")


def offer(w: Words) -> Button:
    """Below the calendar, where feeds are switched on."""
    return Button(w.label("Address for a calendar app"), press("feed.open"))
