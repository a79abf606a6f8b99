"""Requests to enter, before the admins."""

from __future__ import annotations

from datetime import datetime

from coordination.people.person import Person
from views.language import Html, Words
from views.message import Button, Message, press
from views.people import profile_of, role_name


def request(w: Words, who: Person) -> Message:
    """Somebody asks to enter: the first admin to press decides."""
    text = Html.paragraphs(
        w.say("<b>A request to enter</b>"),
        Html.lines(
            profile_of(w, who),
            w.say("Name in Telegram: {name}", name=who.telegram_name) if who.telegram_name else None,
        ),
    )
    buttons = (
        Button(w.label("Approve"), press("join.approve", who.id, who.version)),
        Button(w.label("Reject"), press("join.reject", who.id, who.version)),
    )
    return Message(text, (buttons,))


def decided(w: Words, who: Person, by: str, at: datetime | None) -> Message:
    """The request after its decision; `by` is the admin's name."""
    when = w.moment(at) if at else ""
    match who.state:
        case "approved":
            outcome = w.say("✅ Approved by {name}, {moment}.", name=by, moment=when)
        case "rejected":
            outcome = w.say("Rejected by {name}, {moment}.", name=by, moment=when)
        case "suspended":
            outcome = w.say("Suspended by {name}, {moment}.", name=by, moment=when)
        case _:
            outcome = w.say("This request is no longer open.")
    return Message(Html.paragraphs(profile_of(w, who), outcome))


def already_decided(w: Words) -> str:
    """Toast: another admin was first."""
    return w.label("This was decided already. Nothing was changed.")


def request_changed(w: Words) -> str:
    """Toast: the request is not the one on the card any more."""
    return w.label("This request has changed. Please look at it again.")


def entered_by_invitation(w: Words, who: Person) -> Message:
    """To the admin who made the link."""
    return Message(
        Html.paragraphs(
            w.say(
                "{name} entered with your invitation as {role}.", name=who.name, role=role_name(w, who.role)
            ),
            profile_of(w, who),
        )
    )
