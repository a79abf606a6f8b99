"""The message that everybody gets: an alert, its update, its end, its expiry; a notice."""

from __future__ import annotations

from coordination.alerts.alert import Alert, Content
from views.alerts import terms
from views.language import Html, Words
from views.message import Button, Message, press


def card(w: Words, alert: Alert) -> Message:
    """As it is sent, with its number and the button to say that one has seen it."""
    number = w.say("Number: {code}", code=w.code(alert.identifier)) if alert.content.kind == "alert" else None
    seen = Button(w.label("I have seen it"), press("alert.seen", alert.id))
    return Message(Html.paragraphs(body(w, alert.content), number), ((seen,),))


def body(w: Words, content: Content) -> Html:
    """What it says, in one language."""
    text = w.say("{text}", text=content.text(w.language))
    if content.kind == "notice":
        return Html.paragraphs(
            Html.lines(w.say("📢 <b>Notice of the coordination centre</b>"), _area_line(w, content)), text
        )
    return Html.paragraphs(
        Html.lines(
            w.say("<b>EXERCISE. Nothing has happened; this is practice.</b>") if content.exercise else None,
            _head(w, content),
            _area_line(w, content),
        ),
        None if content.message == "Cancel" else _scales(w, content),
        text,
    )


def expired(w: Words, alert: Alert) -> Message:
    """To everybody who got it: its time is over, and nobody has said how it ended."""
    content = alert.content
    return Message(
        Html.paragraphs(
            w.say(
                "⚪ <b>The alert has expired: {event}, {area}</b>",
                event=terms.event_name(w, content.event),
                area=terms.area(w, content),
            ),
            w.say(
                "It is no longer in force. This is not an all-clear: nobody has said that the danger is over."
            ),
            w.say("Number: {code}", code=w.code(alert.identifier)),
        )
    )


def seen(w: Words) -> str:
    """Toast: it was noted."""
    return w.label("Noted: you have seen it.")


def seen_already(w: Words) -> str:
    """Toast: pressed again."""
    return w.label("It is noted already that you have seen it.")


def _head(w: Words, content: Content) -> Html:
    values = {"mark": terms.mark(content), "event": terms.event_name(w, content.event)}
    if content.error:
        return w.say("⚪ <b>Alert withdrawn, it was sent in error: {event}</b>", event=values["event"])
    if content.message == "Cancel":
        return w.say("{mark} <b>All clear: {event}</b>", **values)
    if content.message == "Update":
        return w.say("{mark} <b>Update of the alert: {event}</b>", **values)
    return w.say("{mark} <b>Alert: {event}</b>", **values)


def _area_line(w: Words, content: Content) -> Html:
    return w.say("Area: {area}", area=terms.area(w, content))


def _scales(w: Words, content: Content) -> Html:
    until = content.expires_at
    return Html.lines(
        w.say(
            "{severity} · {urgency} · {certainty}",
            severity=terms.severity_name(w, content.severity),
            urgency=terms.urgency_name(w, content.urgency),
            certainty=terms.certainty_name(w, content.certainty),
        ),
        w.say("In force until {moment}, Baghdad time", moment=w.moment(until)) if until else None,
    )
