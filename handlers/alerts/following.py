"""/alert and the board: what is in force, an update of it, its end, who has seen it, the CAP file."""

from __future__ import annotations

from coordination.alerts import entry, posts, store
from coordination.alerts.alert import Alert
from coordination.meetings import feed
from coordination.people import register as people
from coordination.people.person import APPROVED
from handlers.alerts import composing
from handlers.alerts.approving import OFFICERS, reach_of
from handlers.alerts.sending import hand_file
from handlers.arguments import number
from handlers.routing import Rights, Routes
from handlers.turn import Turn
from views import common
from views.alerts import approving, card
from views.alerts import board as views


def register(routes: Routes) -> None:
    """Add /alert and the buttons of the board: for duty officers and admins; "seen" is for all who got it."""
    routes.command("alert", menu, OFFICERS)
    for action, handler in (
        ("open", show),
        ("update", update),
        ("end", ask_end),
        ("over", end_over),
        ("error", end_error),
        ("silent", silent),
        ("file", file),
    ):
        routes.press(f"alert.{action}", handler, OFFICERS)
    routes.press("alert.seen", seen, Rights(APPROVED, APPROVED))


async def menu(turn: Turn) -> None:
    """What is in force and what waits; where there is nothing, the first question of a new alert."""
    live, waiting = await store.live(turn.tx), await store.waiting(turn.tx)
    if live or waiting:
        await turn.answer(views.menu(turn.words, live, waiting, feeds=bool(await feed.base_url(turn.tx))))
    else:
        await composing.begin_alert(turn)


async def show(turn: Turn) -> None:
    """``alert.open ALERT``: its board, or the request to approve it."""
    alert = await _named(turn)
    if alert is None:
        return
    if alert.state != "waiting":
        await turn.answer(views.board(turn.words, alert, await posts.board(turn.tx, alert)))
        return
    author = await people.person(turn.tx, alert.created_by)
    reach = await reach_of(turn.tx, alert.content, alert.created_by)
    if alert.created_by == turn.person.id:
        await turn.answer(approving.mine(turn.words, alert, reach))
    else:
        await turn.answer(approving.request(turn.words, alert, reach, author.name if author else ""))


async def update(turn: Turn) -> None:
    """``alert.update ALERT VERSION``: its new text, then the preview."""
    alert = await _live(turn)
    if alert is not None:
        await composing.begin(turn, entry.following(alert, "Update"))


async def ask_end(turn: Turn) -> None:
    """``alert.end ALERT VERSION``: over, or sent in error?"""
    alert = await _live(turn)
    if alert is not None:
        await turn.answer(views.ending(turn.words, alert))


async def end_over(turn: Turn) -> None:
    """``alert.over ALERT VERSION``: the text of the all-clear."""
    alert = await _live(turn)
    if alert is not None:
        await composing.begin(turn, entry.following(alert, "Cancel"))


async def end_error(turn: Turn) -> None:
    """``alert.error ALERT VERSION``: the text of the withdrawal."""
    alert = await _live(turn)
    if alert is not None:
        await composing.begin(turn, entry.following(alert, "Cancel", error=True))


async def silent(turn: Turn) -> None:
    """``alert.silent ALERT``: the names of those who have not said that they have seen it."""
    alert = await _named(turn)
    if alert is not None:
        await turn.answer(views.silent(turn.words, alert, await posts.board(turn.tx, alert)))


async def file(turn: Turn) -> None:
    """``alert.file ALERT``: the CAP document once more."""
    alert = await _named(turn)
    if alert is None:
        return
    if alert.sent_at is None or alert.content.kind != "alert":
        await turn.toast(common.old_button(turn.words))
        return
    await hand_file(turn.out, alert, turn.person)


async def seen(turn: Turn) -> None:
    """``alert.seen ALERT``: noted, once; the board follows."""
    alert = await _named(turn)
    if alert is None:
        return
    new = alert.sent_at is not None and await posts.seen(turn.tx, alert, turn.person, turn.now)
    await turn.toast((card.seen if new else card.seen_already)(turn.words))


async def _named(turn: Turn) -> Alert | None:
    """The alert that the button names; None, after a polite word, where there is none."""
    row = number(turn, 0)
    alert = await store.by_id(turn.tx, row) if row is not None else None
    if alert is None:
        await turn.toast(common.old_button(turn.words))
    return alert


async def _live(turn: Turn) -> Alert | None:
    """As `_named`, in the version of the button and in force; None, after a polite word."""
    alert = await _named(turn)
    if alert is not None and (alert.state != "live" or alert.version != number(turn, 1)):
        await turn.toast(common.old_button(turn.words))
        return None
    return alert
