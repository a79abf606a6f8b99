"""One's own telephone number: asked for, kept, removed."""

from __future__ import annotations

from coordination.people.person import Person
from views.language import Html, Words
from views.message import Button, Keyboard, Message, Rows, press


def buttons(w: Words, who: Person) -> Rows:
    """Under /me: share it; or change and remove the one that is kept."""
    if not who.phone:
        return ((Button(w.label("Share my phone number"), press("phone.share")),),)
    change = Button(w.label("Change my phone number"), press("phone.share"))
    return ((change, Button(w.label("Remove my phone number"), press("phone.remove"))),)


def not_listed(w: Words, who: Person) -> Html | None:
    """Under /me: why a number is not in the contact list; whoever shared it was not told of one."""
    if not who.phone or who.phone_listed:
        return None
    return w.say(
        "This number is not in the contact list of duty officers and admins: you shared it before there was one. "
        "To be in it, press “Change my phone number” and share it again."
    )


def ask(w: Words) -> Message:
    """What it is for, who sees it; the button with which Telegram shares it."""
    text = Html.paragraphs(
        w.say(
            "☎️ Share your own number with the button below, or write it. Write it like 0770 123 4567.",
        ),
        w.say(
            "Duty officers and admins see it when you have not answered an emergency call, and in the contact list; "
            "admins see it in /people too. Nobody else sees it. You can remove it in /me at any time."
        ),
        w.say("To give up: /cancel"),
    )
    return Message(text, keyboard=Keyboard(w.label("Share my phone number")))


def not_own(w: Words) -> Message:
    """A contact that is not the person's own."""
    return Message(
        w.say(
            "This is not your own contact: I have not kept it. Share yours with the button, "
            "or write your number. To give up: /cancel"
        )
    )


def no_number(w: Words) -> Message:
    """What was typed, or sent, cannot be a number."""
    return Message(
        Html.lines(
            w.say("That is no phone number. Write it like 0770 123 4567."), w.say("To give up: /cancel")
        )
    )


def kept(w: Words, number: str) -> Message:
    """It is kept; the button goes away."""
    return Message(
        w.say("✅ Your phone number is kept: {phone}. To change or remove it: /me", phone=number),
        keyboard=Keyboard(),
    )


def given_up(w: Words) -> Message:
    """/cancel: nothing was changed; the button goes away."""
    return Message(w.say("Cancelled: your phone number was not changed."), keyboard=Keyboard())


def removed(w: Words) -> Message:
    """It is deleted; what was sent before stays where it is."""
    return Message(
        w.say(
            "✅ Your phone number is deleted. Lists that duty officers were sent before still show it. "
            "To share it again: /me"
        )
    )
