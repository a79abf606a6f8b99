"""The author's board: how many it reached, who has seen it, whom it did not reach; the list of what is in force."""

from __future__ import annotations

from collections.abc import Sequence

from coordination.alerts.alert import Alert
from coordination.alerts.posts import Board
from views.alerts import terms
from views.language import Html, Words
from views.meetings.calling import listed
from views.message import Button, Message, Rows, press
from views.quoting import one_line

_NAMES = 12
_TITLE = 50


def board(w: Words, alert: Alert, found: Board) -> Message:
    """Edited as sending goes on and as people answer; with the buttons to update and to end a live alert."""
    text = Html.paragraphs(_head(w, alert), _counts(w, found), _state(w, alert))
    return Message(text, _buttons(w, alert, found))


def silent(w: Words, alert: Alert, found: Board) -> Message:
    """Who was sent it and has not said that they have seen it."""
    if not found.silent:
        return Message(w.say("✅ Everybody to whom it was sent in private has seen it."))
    head = w.say("<b>Have not said that they have seen it</b>")
    return Message(Html.paragraphs(_head(w, alert), Html.lines(head, *listed(w, found.silent))))


def menu(w: Words, live: Sequence[Alert], waiting: Sequence[Alert], *, feeds: bool) -> Message:
    """What is in force and what waits, and the way to a new alert; `feeds`: addresses of feeds are switched on."""
    text = Html.paragraphs(
        w.count("<b>{n} alert is in force</b>", "<b>{n} alerts are in force</b>", len(live))
        if live
        else w.say("<b>No alert is in force</b>"),
        w.count("{n} waits for approval.", "{n} wait for approval.", len(waiting)) if waiting else None,
    )
    rows = [
        (Button(_row_label(w, alert), press("alert.open", alert.id)),) for alert in (*waiting, *live)[:_NAMES]
    ]
    begin = (Button(w.label("New alert"), press("alert.new")),)
    feed: Rows = ((Button(w.label("Address of the alert feed"), press("feed.open")),),) if feeds else ()
    return Message(text, (*rows, begin, *feed))


def ending(w: Words, alert: Alert) -> Message:
    """Before an end: what kind of end it is."""
    text = Html.paragraphs(
        _head(w, alert),
        w.say("<b>Why does it end?</b> Everybody who got it is told."),
    )
    over = Button(w.label("The danger is over: all clear"), press("alert.over", alert.id, alert.version))
    error = Button(w.label("It was sent in error"), press("alert.error", alert.id, alert.version))
    return Message(text, ((over,), (error,)))


def expired(w: Words, alert: Alert) -> Message:
    """To the author: its time is over; everybody who got it was told."""
    return Message(
        Html.paragraphs(
            w.say("⚪ <b>Your alert has expired:</b> {headline}", headline=terms.headline(w, alert.content)),
            w.say("Everybody who got it was told. If the danger goes on, send a new one: /alert"),
        )
    )


def file_caption(w: Words, alert: Alert) -> Message:
    """Under the CAP document."""
    return Message(w.say("CAP 1.2: {code}", code=w.code(alert.identifier)))


def _head(w: Words, alert: Alert) -> Html:
    if alert.content.kind == "notice":
        text = one_line(alert.content.text(w.language), _TITLE)
        return w.say("📢 <b>Notice:</b> {text}", text=text)
    return Html.lines(
        w.say(
            "{mark} <b>{headline}</b>",
            mark=terms.mark(alert.content),
            headline=terms.headline(w, alert.content),
        ),
        w.say("Exercise") if alert.content.exercise else None,
        w.say("Number: {code}", code=w.code(alert.identifier)),
    )


def _counts(w: Words, found: Board) -> Html:
    total = found.sent + found.waiting + len(found.lost) + len(found.unclear)
    called = len(found.seen) + len(found.silent)
    return Html.lines(
        w.say("Sent: <b>{sent} of {total}</b>", sent=found.sent, total=total),
        w.say("On the way or held by quiet hours: {n}", n=found.waiting) if found.waiting else None,
        _missed(w, found),
        w.say("Not known whether it arrived: {names}", names=terms.some(w, found.unclear, _NAMES))
        if found.unclear
        else None,
        w.say("Seen by <b>{seen} of {called}</b>", seen=len(found.seen), called=called) if called else None,
        w.count("Seen in groups by {n} more", "Seen in groups by {n} more", found.others)
        if found.others
        else None,
    )


def _missed(w: Words, found: Board) -> Html | None:
    if not found.lost:
        return None
    return w.say("⚠️ Not delivered: {names}", names=terms.some(w, found.lost, _NAMES))


def _state(w: Words, alert: Alert) -> Html | None:
    match alert.state:
        case "live":
            until = alert.content.expires_at
            return w.say("In force until {moment}", moment=w.moment(until)) if until else None
        case "followed":
            return w.say("A later message took its place.")
        case "expired":
            return w.say("It has expired.")
    return None


def _buttons(w: Words, alert: Alert, found: Board) -> Rows:
    rows: list[tuple[Button, ...]] = []
    if alert.state == "live":
        rows.append(
            (
                Button(w.label("Update"), press("alert.update", alert.id, alert.version)),
                Button(w.label("End it"), press("alert.end", alert.id, alert.version)),
            )
        )
    if found.silent:
        rows.append((Button(w.label("Who has not seen it"), press("alert.silent", alert.id)),))
    if alert.content.kind == "alert":
        rows.append((Button(w.label("CAP file"), press("alert.file", alert.id)),))
    return tuple(rows)


def _row_label(w: Words, alert: Alert) -> str:
    said = one_line(w.label("{headline}", headline=terms.headline(w, alert.content)), _TITLE)
    if alert.content.kind == "notice":
        said = one_line(alert.content.text(w.language), _TITLE)
    return w.label("⏳ {text}", text=said) if alert.state == "waiting" else said
