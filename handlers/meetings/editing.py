"""Edit a meeting that stands: title, length, place, agenda; posted once, as a change."""

from __future__ import annotations

from coordination.forms import form as forms
from coordination.forms.form import Form
from coordination.meetings import entry, store
from coordination.meetings.entry import Fault
from coordination.meetings.meeting import Occurrence
from coordination.meetings.posts import Head
from handlers.meetings.managing import pressed_occurrence
from handlers.meetings.planning import OFFICERS
from handlers.meetings.telling import news
from handlers.pressing import pressed_form, retire_card
from handlers.routing import Routes
from handlers.status.asking import make_room
from handlers.turn import Turn
from views import common
from views.meetings import editing as views

KIND = "meeting_edit"


def register(routes: Routes) -> None:
    """Add the buttons of officers and the form."""
    for action, handler in (
        ("edit", choose),
        ("field", begin),
        ("value", pick),
        ("edited", confirm),
        ("unedited", give_up),
    ):
        routes.press(f"meet.{action}", handler, OFFICERS)
    routes.form(KIND, said, OFFICERS)


async def choose(turn: Turn) -> None:
    """``meet.edit OCCURRENCE VERSION``: which part?"""
    one = await pressed_occurrence(turn)
    if one is not None:
        await turn.show(views.choose(turn.words, one))


async def begin(turn: Turn) -> None:
    """``meet.field OCCURRENCE VERSION PART``: to what?"""
    one, part = await pressed_occurrence(turn), "".join(turn.arguments[2:3])
    if one is None:
        return
    if part not in views.PARTS:
        await turn.toast(common.old_button(turn.words))
    elif await make_room(turn):
        plan = one.meeting.plan
        data = {
            "occurrence": one.id,
            "meeting_version": one.meeting.version,
            "full": True,
            "title_ar": plan.title_ar,
            "title_en": plan.title_en,
        }
        form = await forms.start(turn.tx, turn.person.id, turn.chat, KIND, part, data, turn.now)
        await turn.show(views.ask(turn.words, one, part, form.id, form.version), form=form)


async def said(turn: Turn) -> None:
    """The new words, or the minutes."""
    form = turn.form
    if form is not None:
        await retire_card(turn, form)
        await _take(turn, form, turn.text)


async def pick(turn: Turn) -> None:
    """``meet.value FORM VERSION VALUE``: a length, or nothing."""
    form = await pressed_form(turn, KIND)
    if form is not None:
        await _take(turn, form, "".join(turn.arguments[2:3]))


async def confirm(turn: Turn) -> None:
    """``meet.edited FORM VERSION``: it is changed and announced, once."""
    form = await pressed_form(turn, KIND)
    if form is None or "changes" not in form.data:
        return
    one = await _of(turn, form)
    await forms.close(turn.tx, form, "saved", turn.now)
    edited = one and await store.edit(turn.tx, one, form.data["changes"], turn.person, turn.now)
    if edited is None:
        await turn.show(views.unchanged(turn.words))
        return
    await turn.show(views.done(turn.words, edited))
    await news(turn.out, edited, Head("edited"))


async def give_up(turn: Turn) -> None:
    """``meet.unedited FORM VERSION``."""
    form = await pressed_form(turn, KIND)
    if form is not None:
        await forms.close(turn.tx, form, "cancelled", turn.now)
        await turn.show(views.unchanged(turn.words))


async def _take(turn: Turn, form: Form, text: str) -> None:
    one, part = await _of(turn, form), form.step
    if one is None:
        await forms.close(turn.tx, form, "cancelled", turn.now)
        await turn.show(views.unchanged(turn.words))
        return
    read = entry.read(part, text, form.data, turn.now)
    if isinstance(read, Fault):
        form = await forms.advance(turn.tx, form, part, form.data, turn.now)
        await turn.show(views.ask(turn.words, one, part, form.id, form.version, read), form=form)
        return
    form = await forms.advance(turn.tx, form, part, {**form.data, "changes": dict(read)}, turn.now)
    await turn.show(views.preview(turn.words, one, part, read, form.id, form.version), form=form)


async def _of(turn: Turn, form: Form) -> Occurrence | None:
    """The occurrence as it was when the edit began; None where the meeting has changed since, or has begun."""
    one = await store.occurrence(turn.tx, form.data["occurrence"])
    stands = one is not None and not one.cancelled and one.starts_at > turn.now
    return one if one and stands and one.meeting.version == form.data["meeting_version"] else None
