"""Personal data in an update: what the card says of it, and what was taken out."""

from __future__ import annotations

from collections.abc import Sequence

from coordination.privacy import PersonalKind
from views.language import Html, Words, phrase
from views.message import Button
from views.status.keys import Keys

_KINDS: dict[PersonalKind, str] = {
    "phone": phrase("a phone number"),
    "email": phrase("an e-mail address"),
    "account": phrase("a chat account or link"),
    "paper": phrase("the number of an identity paper"),
    "iban": phrase("a bank account number"),
    "plate": phrase("a vehicle plate"),
    "name": phrase("a person’s name"),
}


def kinds_named(w: Words, kinds: Sequence[PersonalKind]) -> Html:
    """Kinds of personal data within a sentence."""
    return w.join([w.label(_KINDS[kind]) for kind in kinds])


def held(w: Words, kinds: Sequence[PersonalKind]) -> Html | None:
    """What the text holds, who sees it, and that it is kept unless it is taken out; nothing where it holds none."""
    if not kinds:
        return None
    return w.say(
        "⚠️ <b>Personal data in this text: {kinds}.</b> Groups never see it. The record keeps it as you wrote it "
        "unless you remove it.",
        kinds=kinds_named(w, kinds),
    )


def remove(w: Words, keys: Keys, kinds: Sequence[PersonalKind]) -> tuple[tuple[Button, ...], ...]:
    """The row with the button that takes it out; no row where there is nothing to take out."""
    return ((keys.button(w.label("Remove personal data"), "redact"),),) if kinds else ()


def removed(w: Words) -> Html:
    """It was taken out of the draft."""
    return w.say(
        "<b>Personal data removed.</b> […] stands in its place; places, figures and days are as before."
    )
