"""A second person's approval: asked of every other officer and admin, given or refused by the first who presses."""

from __future__ import annotations

from coordination.alerts import audience, store
from coordination.alerts.alert import Alert, Content
from coordination.alerts.naming import named_in
from coordination.people import register as people
from coordination.people.person import Role
from handlers.alerts.sending import send
from handlers.arguments import number
from handlers.outgoing import ANSWER, NOTICE, PRESSING, Outgoing
from handlers.relay import can_read
from handlers.routing import Rights, Routes
from handlers.turn import Turn, words_of
from storage import Transaction
from views import common
from views.alerts import approving as views
from views.alerts import composing
from views.alerts.composing import Reach

DECIDERS = frozenset({Role.DUTY_OFFICER, Role.ADMIN})
OFFICERS = Rights(DECIDERS)


def register(routes: Routes) -> None:
    """Add the buttons of the request."""
    routes.press("alert.approve", approve, OFFICERS)
    routes.press("alert.refuse", refuse, OFFICERS)
    routes.press("alert.withdraw", withdraw, OFFICERS)


async def reach_of(tx: Transaction, content: Content, author: int) -> Reach:
    """Who will get it, what it names, and whether a second person is needed."""
    return Reach(
        await audience.audience(tx, content, author),
        named_in(content.text_ar, content.text_en),
        await audience.needs_second(tx, content),
    )


async def put_before_others(turn: Turn, alert: Alert) -> None:
    """Ask everybody who may approve it; a grave one at any hour. The author sees who was asked."""
    reach = await reach_of(turn.tx, alert.content, alert.created_by)
    others = [
        who
        for who in await people.with_roles(turn.tx, DECIDERS)
        if who.id != alert.created_by and can_read(who)
    ]
    for who in others:
        await turn.out.send(
            who.telegram_id,
            views.request(words_of(who), alert, reach, turn.person.name),
            urgency=PRESSING if alert.content.pressing else ANSWER,
        )
    await turn.show(views.asked(turn.words, alert, len(others)))


async def approve(turn: Turn) -> None:
    """``alert.approve ALERT VERSION``: it goes out as it was shown, once."""
    alert = await _waiting(turn)
    if alert is None:
        return
    if alert.created_by == turn.person.id:
        await turn.toast(views.own(turn.words), alert=True)
        return
    if not await store.can_follow(turn.tx, alert.content):
        await store.decide(turn.tx, alert, "withdrawn", turn.person, turn.now)
        await turn.show(composing.gone(turn.words))
        await _tell_author(turn, alert, gone=True)
        return
    decided = await store.decide(turn.tx, alert, "waiting", turn.person, turn.now)
    if decided is not None:
        sent = await send(turn.out, decided, turn.person)
        await turn.show(views.decided(turn.words, sent, turn.person.name))


async def refuse(turn: Turn) -> None:
    """``alert.refuse ALERT VERSION``: nothing goes out, and the author hears by whom."""
    alert = await _waiting(turn)
    if alert is None:
        return
    if alert.created_by == turn.person.id:
        await turn.toast(views.own(turn.words), alert=True)
        return
    decided = await store.decide(turn.tx, alert, "refused", turn.person, turn.now)
    if decided is not None:
        await turn.show(views.decided(turn.words, decided, turn.person.name))
        await _tell_author(turn, decided)


async def withdraw(turn: Turn) -> None:
    """``alert.withdraw ALERT VERSION``: the author takes it back before anybody decided."""
    alert = await _waiting(turn)
    if alert is None:
        return
    if alert.created_by != turn.person.id:
        await turn.toast(common.not_your_button(turn.words), alert=True)
        return
    decided = await store.decide(turn.tx, alert, "withdrawn", turn.person, turn.now)
    if decided is not None:
        await turn.show(views.decided(turn.words, decided, turn.person.name))


async def let_lapse(out: Outgoing, pressed: tuple[int | None, int] | None = None) -> None:
    """What nobody approved in time is not sent any more: its author is told, and those who were asked.

    `pressed` names an alert and who learns of it by the button that they pressed.
    """
    for alert in await store.take_lapsed(out.tx, out.now):
        author = await people.person(out.tx, alert.created_by)
        if author is not None and can_read(author) and (alert.id, author.id) != pressed:
            await out.send(author.telegram_id, views.lapsed(words_of(author), alert))
        for who in await people.with_roles(out.tx, DECIDERS):
            if who.id != alert.created_by and can_read(who) and (alert.id, who.id) != pressed:
                message = views.too_late(words_of(who), alert, author.name if author else "")
                await out.send(who.telegram_id, message, urgency=NOTICE)


async def _waiting(turn: Turn) -> Alert | None:
    """The one that the pressed button decides, as it was shown; None, after a word, when it was decided or is too late."""
    row = number(turn, 0)
    await let_lapse(turn.out, (row, turn.person.id))
    alert = await store.by_id(turn.tx, row) if row is not None else None
    if alert is None or (alert.state == "waiting" and alert.version != number(turn, 1)):
        await turn.toast(common.old_button(turn.words))
        return None
    if alert.state == "waiting":
        return alert
    await turn.toast(views.already(turn.words))
    decider = await people.person(turn.tx, alert.decided_by) if alert.decided_by else None
    await turn.show(views.decided(turn.words, alert, decider.name if decider else ""))
    return None


async def _tell_author(turn: Turn, alert: Alert, *, gone: bool = False) -> None:
    author = await people.person(turn.tx, alert.created_by)
    if author is None or not can_read(author):
        return
    w = words_of(author)
    message = composing.gone(w) if gone else views.refused(w, alert, turn.person.name)
    await turn.out.send(author.telegram_id, message)
