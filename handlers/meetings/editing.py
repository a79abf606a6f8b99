"""Edit a meeting that stands: title, length, place, agenda, groups; posted once, as a change."""

from __future__ import annotations

from collections.abc import Sequence

from coordination.forms import form as forms
from coordination.forms.form import Form
from coordination.groups import group as groups
from coordination.groups.group import Group
from coordination.meetings import entry, store
from coordination.meetings.entry import Fault
from coordination.meetings.meeting import Occurrence
from coordination.meetings.posts import Head
from handlers.meetings.managing import pressed_occurrence
from handlers.meetings.planning import OFFICERS
from handlers.meetings.telling import news, regroup
from handlers.pressing import pressed_form, retire_card
from handlers.routing import Routes
from handlers.status.asking import make_room
from handlers.turn import Turn
from views import common
from views.meetings import editing as views
from views.meetings.planning import Keys

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
            "groups": plan.groups,
        }
        form = await forms.start(turn.tx, turn.person.id, turn.chat, KIND, part, data, turn.now)
        await _ask(turn, form, one)


async def said(turn: Turn) -> None:
    """The new words, or the minutes."""
    form = turn.form
    if form is not None:
        await retire_card(turn, form)
        await _take(turn, form, turn.text)


async def pick(turn: Turn) -> None:
    """``meet.value FORM VERSION VALUE``: a length, a group ticked, or nothing."""
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
    if one is None or edited is None:
        await turn.show(views.unchanged(turn.words))
        return
    await turn.show(views.done(turn.words, edited))
    if form.step == "groups":
        await regroup(turn.out, edited, *await _moved(turn, one, edited.meeting.plan.groups))
    else:
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
    if part == "groups":
        await _tick(turn, form, one, text)
        return
    read = entry.read(part, text, form.data, turn.now)
    if isinstance(read, Fault):
        form = await forms.advance(turn.tx, form, part, form.data, turn.now)
        await _ask(turn, form, one, read)
        return
    form = await forms.advance(turn.tx, form, part, {**form.data, "changes": dict(read)}, turn.now)
    await turn.show(views.preview(turn.words, one, part, read, form.id, form.version), form=form)


async def _tick(turn: Turn, form: Form, one: Occurrence, value: str) -> None:
    """A group ticked, another page, or done; words change nothing, and a meeting for nobody is none."""
    data, ticked, fault = dict(form.data), set(form.data["groups"]), None
    data.pop("changes", None)
    if turn.pressed is None:
        fault = Fault("choose")
    elif value.isdecimal():
        data["groups"] = sorted(ticked ^ {int(value)})
    elif value.startswith("page") and value[4:].isdecimal():
        data["page"] = int(value[4:])
    else:
        added, gone = await _moved(turn, one, sorted(ticked))
        if (added or gone) and (ticked or one.meeting.plan.people):
            data["changes"] = {"groups": sorted(ticked)}
            form = await forms.advance(turn.tx, form, "groups", data, turn.now)
            shown = views.preview_groups(turn.words, one, added, gone, form.id, form.version)
            await turn.show(shown, form=form)
            return
        fault = Fault("choose" if ticked else "needed")
    await _ask(turn, await forms.advance(turn.tx, form, "groups", data, turn.now), one, fault)


async def _ask(turn: Turn, form: Form, one: Occurrence, fault: Fault | None = None) -> None:
    w = turn.words
    if form.step == "groups":
        keys = Keys(form.id, form.version, "meet.value")
        message = views.ask_groups(w, one, await groups.approved(turn.tx), form.data, keys, fault)
    else:
        message = views.ask(w, one, form.step, form.id, form.version, fault)
    await turn.show(message, form=form)


async def _moved(turn: Turn, one: Occurrence, after: Sequence[int]) -> tuple[list[Group], list[Group]]:
    """The groups that the meeting gets, and those that it loses; of them those that still have the bot."""
    there, before = await groups.approved(turn.tx), one.meeting.plan.groups
    added = [group for group in there if group.id in after and group.id not in before]
    return added, [group for group in there if group.id in before and group.id not in after]


async def _of(turn: Turn, form: Form) -> Occurrence | None:
    """The occurrence as it was when the edit began; None where the meeting has changed since, or has begun."""
    one = await store.occurrence(turn.tx, form.data["occurrence"])
    stands = one is not None and not one.cancelled and one.starts_at > turn.now
    return one if one and stands and one.meeting.version == form.data["meeting_version"] else None
