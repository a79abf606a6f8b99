"""What a person sees about themselves: /me, /language, /cancel."""

from __future__ import annotations

from coordination.people.person import Person, Role
from views.joining import LANGUAGE_NAMES, both
from views.language import Html, Words, phrase
from views.message import Button, Message, Rows, press
from views.people import phone_of, profile_of
from views.phone import buttons, not_listed

DIGIT_NAMES = {"western": "123", "arabic": "١٢٣"}

_DISCARDED = {
    "join": phrase(
        "Cancelled: your request to enter was not sent. Write to me again whenever you want to enter."
    ),
    "status": phrase("Cancelled: the update you had begun was not saved."),
    "case": phrase("Closed. The draft of your request is kept: /cases"),
}
_DISCARDED_OTHER = phrase("Cancelled: what you had begun was not saved.")


def me(w: Words, who: Person) -> Message:
    """/me: what is known about the person."""
    about = (
        w.say("You are not approved yet. How to enter: /start")
        if who.role is Role.STRANGER
        else profile_of(w, who)
    )
    text = Html.lines(
        about,
        w.say("Telegram id: <code>{id}</code>", id=str(who.telegram_id)),
        w.say("Language: <b>{name}</b>", name=LANGUAGE_NAMES[w.language]),
        w.say("Digits: <b>{name}</b>", name=DIGIT_NAMES[w.digits]),
        None if who.role is Role.STRANGER else phone_of(w, who),
        None if who.role is Role.STRANGER else not_listed(w, who),
    )
    return Message(text, (*_choices(w), *(() if who.role is Role.STRANGER else buttons(w, who))))


def language(w: Words) -> Message:
    """/language: asked in both languages, because the present one may not be read."""
    text = Html.paragraphs(
        *(one.say("Choose the language and the digits in which I write to you.") for one in both())
    )
    return Message(text, _choices(w))


def language_set(w: Words) -> Message:
    """The choice, in the language and digits chosen, with the choices again."""
    text = w.say(
        "I write to you in English, and numbers like this: {number}.",
        number=1234,
    )
    return Message(text, _choices(w))


def _choices(w: Words) -> Rows:
    languages = tuple(Button(name, press("me.language", code)) for code, name in LANGUAGE_NAMES.items())
    digits = tuple(Button(name, press("me.digits", code)) for code, name in DIGIT_NAMES.items())
    return (languages, digits)


def discarded(w: Words, kind: str) -> Message:
    """/cancel: what was given up; `kind` is the form's."""
    return Message(w.say(_DISCARDED.get(kind, _DISCARDED_OTHER)))


def nothing_open(w: Words) -> Message:
    """/cancel with nothing to cancel."""
    return Message(w.say("There is nothing to cancel. What I can do: /help"))
