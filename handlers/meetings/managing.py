"""Move or cancel an occurrence or its series; each change is posted once, as a change with old and new."""

from __future__ import annotations

from typing import Any

from coordination.forms import form as forms
from coordination.forms.form import Form
from coordination.meetings import entry, store
from coordination.meetings.entry import Fault
from coordination.meetings.meeting import Occurrence
from coordination.meetings.posts import Head
from handlers.arguments import number
from handlers.meetings.planning import OFFICERS
from handlers.meetings.telling import news
from handlers.pressing import pressed_form, retire_card
from handlers.routing import Routes
from handlers.status.asking import make_room
from handlers.turn import Turn
from storage import moment
from views import common
from views.meetings import changing as views
from views.message import Rows

KIND = "meeting_move"


def register(routes: Routes) -> None:
    """Add the buttons of officers."""
    for action, handler in (
        ("move", begin_move),
        ("to", pick_start),
        ("moved", confirm_move),
        ("stay", stay),
        ("drop", ask_cancel),
        ("dropped", confirm_cancel),
    ):
        routes.press(f"meet.{action}", handler, OFFICERS)
    routes.form(KIND, said, OFFICERS)


def manage_rows(turn: Turn, one: Occurrence) -> Rows:
    """The buttons to move and cancel, for officers in private while it lies ahead."""
    may = turn.person.role in OFFICERS.private and turn.group is None
    return views.manage_rows(turn.words, one) if may and one.starts_at > turn.now else ()


async def begin_move(turn: Turn) -> None:
    """``meet.move OCCURRENCE VERSION WHOLE``: to when?"""
    one = await pressed_occurrence(turn)
    if one is not None and await make_room(turn):
        data = {"occurrence": one.id, "version": one.version, "whole": number(turn, 2) == 1}
        form = await forms.start(turn.tx, turn.person.id, turn.chat, KIND, "start", data, turn.now)
        await _ask(turn, form, one)


async def said(turn: Turn) -> None:
    """The new start in words."""
    form = turn.form
    if form is not None:
        await retire_card(turn, form)
        await _start(turn, form, turn.text)


async def pick_start(turn: Turn) -> None:
    """``meet.to FORM VERSION START``."""
    form = await pressed_form(turn, KIND)
    if form is not None:
        await _start(turn, form, "".join(turn.arguments[2:3]))


async def confirm_move(turn: Turn) -> None:
    """``meet.moved FORM VERSION``: it is moved and announced, once."""
    form = await pressed_form(turn, KIND)
    if form is None or form.step != "card":
        return
    one, start = await _of(turn, form.data), moment(form.data["start"])
    await forms.close(turn.tx, form, "saved", turn.now)
    whole = bool(form.data["whole"])
    moved = one and await store.move(turn.tx, one, start, turn.person, turn.now, whole=whole)
    if one is None or moved is None:
        await turn.show(views.unchanged(turn.words))
        return
    await turn.show(views.done(turn.words, moved))
    await news(turn.out, moved, Head("series_moved" if whole else "moved", old=one.starts_at))


async def stay(turn: Turn) -> None:
    """``meet.stay FORM VERSION``: given up."""
    form = await pressed_form(turn, KIND)
    if form is not None:
        await forms.close(turn.tx, form, "cancelled", turn.now)
        await turn.show(views.unchanged(turn.words))


async def ask_cancel(turn: Turn) -> None:
    """``meet.drop OCCURRENCE VERSION WHOLE``: sure?"""
    one = await pressed_occurrence(turn)
    if one is not None:
        await turn.show(views.ask_cancel(turn.words, one, whole=number(turn, 2) == 1))


async def confirm_cancel(turn: Turn) -> None:
    """``meet.dropped OCCURRENCE VERSION WHOLE``: it is cancelled and announced, once."""
    one = await pressed_occurrence(turn)
    if one is None:
        return
    whole = number(turn, 2) == 1
    gone = await store.cancel(turn.tx, one, turn.person, turn.now, whole=whole)
    if gone is None:
        await turn.toast(common.old_button(turn.words))
        return
    await turn.show(views.done(turn.words, gone))
    await news(turn.out, gone, Head("series_cancelled" if whole else "cancelled"))


async def pressed_occurrence(turn: Turn) -> Occurrence | None:
    """The occurrence that the button names in this version, while it lies ahead; None after a polite word."""
    row = number(turn, 0)
    one = await store.occurrence(turn.tx, row) if row is not None else None
    if one is None or one.cancelled or one.version != number(turn, 1) or one.starts_at <= turn.now:
        await turn.toast(common.old_button(turn.words))
        return None
    return one


async def _of(turn: Turn, data: Any) -> Occurrence | None:
    one = await store.occurrence(turn.tx, data["occurrence"])
    return one if one and not one.cancelled and one.version == data["version"] else None


async def _start(turn: Turn, form: Form, text: str) -> None:
    one = await _of(turn, form.data)
    if one is None or form.step != "start":
        await forms.close(turn.tx, form, "cancelled", turn.now)
        await turn.show(views.unchanged(turn.words))
        return
    read = entry.read("start", text, form.data, turn.now)
    if isinstance(read, Fault):
        form = await forms.advance(turn.tx, form, "start", form.data, turn.now)
        await _ask(turn, form, one, read)
        return
    data = {**form.data, "start": read["start"]}
    form = await forms.advance(turn.tx, form, "card", data, turn.now)
    start, whole = moment(read["start"]), bool(form.data["whole"])
    message = views.preview(turn.words, one, start, form.id, form.version, whole=whole)
    await turn.show(message, form=form)


async def _ask(turn: Turn, form: Form, one: Occurrence, fault: Fault | None = None) -> None:
    message = views.ask_start(turn.words, one, form.id, form.version, turn.now, fault)
    await turn.show(message, form=form)
