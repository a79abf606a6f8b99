"""Requests to enter, before the admins."""

from __future__ import annotations

from datetime import datetime

from coordination.people.person import Person, State
from views.language import Html, Words, phrase
from views.message import Button, Message, press
from views.people import profile_of, role_name, telegram_of

_DECIDED: dict[State, tuple[str, str]] = {
    "approved": (phrase("✅ Approved by {name}, {moment}."), phrase("✅ Approved already.")),
    "rejected": (phrase("Rejected by {name}, {moment}."), phrase("Rejected already.")),
    "suspended": (phrase("Suspended by {name}, {moment}."), phrase("Suspended already.")),
}
"""What is said of a decision: with who and when, and where nobody noted that."""


def request(w: Words, who: Person) -> Message:
    """Somebody asks to enter: the first admin to press decides."""
    text = Html.paragraphs(
        w.say("<b>A request to enter</b>"),
        Html.lines(profile_of(w, who), telegram_of(w, who)),
    )
    buttons = (
        Button(w.label("Approve"), press("join.approve", who.id, who.version)),
        Button(w.label("Reject"), press("join.reject", who.id, who.version)),
    )
    return Message(text, (buttons,))


def many_wait(w: Words, waiting: int) -> Message:
    """In place of a card for each, when very many ask."""
    return Message(
        w.count(
            "{n} request to enter is waiting: /people", "{n} requests to enter are waiting: /people", waiting
        )
    )


def decided(w: Words, who: Person, by: str, at: datetime | None) -> Message:
    """The request after its decision; `by` is the admin's name, empty and `at` None where they are not known."""
    return Message(Html.paragraphs(profile_of(w, who), _outcome(w, who, by or w.label("an admin"), at)))


def _outcome(w: Words, who: Person, by: str, at: datetime | None) -> Html:
    if who.state not in _DECIDED:
        return w.say("This request is no longer open.")
    at_some_time, ever = _DECIDED[who.state]
    return w.say(at_some_time, name=by, moment=w.moment(at)) if at else w.say(ever)


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
