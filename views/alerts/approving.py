"""What waits for a second person: the request, the decision, what the author hears."""

from __future__ import annotations

from coordination.alerts.alert import Alert
from views.alerts.composing import Reach, told
from views.language import Html, Words
from views.message import Button, Message, press


def request(w: Words, alert: Alert, reach: Reach, author: str) -> Message:
    """To those who may approve it: what will be sent, whom it reaches, what it names."""
    text = Html.paragraphs(
        w.say("⏳ <b>{name} asks you to approve what follows.</b> Nothing has been sent.", name=author),
        told(w, alert.content, reach),
    )
    approve = Button(w.label("Approve and send"), press("alert.approve", alert.id, alert.version))
    refuse = Button(w.label("Refuse"), press("alert.refuse", alert.id, alert.version))
    return Message(text, ((approve,), (refuse,)))


def asked(w: Words, alert: Alert, deciders: int) -> Message:
    """To the author, in place of the preview: who is asked, and the way back."""
    text = Html.paragraphs(
        w.say("⏳ <b>It waits for a second person. Nothing has been sent.</b>"),
        w.count("{n} officer or admin was asked.", "{n} officers and admins were asked.", deciders)
        if deciders
        else w.say("Nobody else may approve it at present: there is no other duty officer or admin."),
    )
    return Message(text, ((_withdraw(w, alert),),))


def mine(w: Words, alert: Alert, reach: Reach) -> Message:
    """To the author who opens what waits."""
    text = Html.paragraphs(
        w.say("⏳ <b>It waits for a second person. Nothing has been sent.</b>"), told(w, alert.content, reach)
    )
    return Message(text, ((_withdraw(w, alert),),))


def decided(w: Words, alert: Alert, by: str) -> Message:
    """In place of the request: what became of it, and by whom; `by` may be empty."""
    who = by or w.label("an admin")
    match alert.state:
        case "refused":
            return Message(w.say("Refused by {name}. Nothing was sent.", name=who))
        case "withdrawn":
            return Message(w.say("Withdrawn by {name}. Nothing was sent.", name=who))
        case "lapsed":
            return Message(w.say("Nobody approved it in time. Nothing was sent."))
    return Message(w.say("✅ Approved by {name} and sent.", name=who))


def already(w: Words) -> str:
    """Toast: somebody decided before."""
    return w.label("It was decided already. Nothing was changed.")


def refused(w: Words, alert: Alert, by: str) -> Message:
    """To the author."""
    kind = alert.content.kind
    said = (
        w.say("Your notice was refused by {name}. Nothing was sent.", name=by)
        if kind == "notice"
        else w.say("Your alert was refused by {name}. Nothing was sent.", name=by)
    )
    return Message(said)


def lapsed(w: Words, alert: Alert) -> Message:
    """To the author: its time is over, and nobody approved it."""
    if alert.content.kind == "notice":
        return Message(w.say("⚠️ Nobody approved your notice within 24 hours. Nothing was sent."))
    if alert.content.expires_at is None:
        return Message(w.say("⚠️ Nobody approved the end of your alert within 24 hours. Nothing was sent."))
    return Message(w.say("⚠️ Nobody approved your alert before it would have expired. Nothing was sent."))


def too_late(w: Words, alert: Alert, author: str) -> Message:
    """To those who were asked: what they can no longer approve. `author` may be empty."""
    who = author or w.label("an admin")
    if alert.content.kind == "notice":
        return Message(w.say("Nobody approved the notice of {name} in time. Nothing was sent.", name=who))
    return Message(w.say("Nobody approved the alert of {name} in time. Nothing was sent.", name=who))


def own(w: Words) -> str:
    """Toast: the author presses."""
    return w.label("A second person has to approve it, not its author.")


def _withdraw(w: Words, alert: Alert) -> Button:
    return Button(w.label("Withdraw"), press("alert.withdraw", alert.id, alert.version))
