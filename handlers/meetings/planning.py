"""/meeting and /emergency: a meeting entered step by step, previewed, and announced once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from coordination.forms import form as forms
from coordination.forms.form import Form
from coordination.groups import group as groups
from coordination.meetings import calls, entry, store
from coordination.meetings.entry import Fault
from coordination.meetings.meeting import Occurrence
from coordination.meetings.posts import Head
from coordination.people import register as people
from coordination.people.person import Role
from handlers.meetings import calling
from handlers.meetings.telling import news
from handlers.pressing import pressed_form, retire_card
from handlers.routing import Rights, Routes
from handlers.status.asking import make_room
from handlers.turn import Turn
from storage import stamp
from views.language import words as words_in
from views.meetings import planning as views
from views.meetings import terms
from views.meetings.planning import Keys, Lists

OFFICERS = Rights(frozenset({Role.DUTY_OFFICER, Role.ADMIN}))
KIND = "meeting"
_TOGGLED = frozenset({"groups", "people", "reminders"})
_CHANGED = {*entry.STEPS, *_TOGGLED, "again"} - {"until", "card"}
_SOON = timedelta(minutes=30)


def register(routes: Routes) -> None:
    """Add the commands, the form and its buttons: for duty officers and admins."""
    routes.command("meeting", begin, OFFICERS)
    routes.command("emergency", begin_emergency, OFFICERS)
    for action, handler in (("pick", pick), ("ask", ask_again), ("save", save), ("cancel", cancel)):
        routes.press(f"meet.{action}", handler, OFFICERS)
    routes.form(KIND, said, OFFICERS)


async def begin(turn: Turn) -> None:
    """``/meeting``, or ``/meeting TITLE``: the first question; a title given at once is the Arabic one."""
    if await make_room(turn):
        title = entry.read("title_ar", " ".join(turn.arguments) or entry.SKIPPED, {}, turn.now)
        known = title if turn.arguments and not isinstance(title, Fault) else {}
        form = await forms.start(
            turn.tx, turn.person.id, turn.chat, KIND, "title_en" if known else "title_ar", known, turn.now
        )
        await _ask(turn, form, title if isinstance(title, Fault) else None)


async def begin_emergency(turn: Turn) -> None:
    """``/emergency``: everything is set but the place; all groups, in half an hour."""
    if not await make_room(turn):
        return
    start = (turn.now + _SOON).replace(second=0, microsecond=0)
    start += timedelta(minutes=-start.minute % 5)
    data = {
        "kind": "emergency",
        "title_ar": terms.kind_name(words_in("ar"), "emergency"),
        "title_en": terms.kind_name(words_in("en"), "emergency"),
        "start": stamp(start),
        "minutes": 60,
        "groups": [group.id for group in await groups.approved(turn.tx)],
        "reminders": [10],
        "full": True,
    }
    form = await forms.start(turn.tx, turn.person.id, turn.chat, KIND, "place", data, turn.now)
    await _ask(turn, form)


async def said(turn: Turn) -> None:
    """What is written at a step; at the preview and among names words change nothing."""
    form = turn.form
    if form is not None:
        await retire_card(turn, form)
        await _take(turn, form, turn.text)


async def pick(turn: Turn) -> None:
    """``meet.pick FORM VERSION VALUE``: a value of the step, or a name ticked."""
    form = await pressed_form(turn, KIND)
    if form is None:
        return
    value = "".join(turn.arguments[2:3])
    if form.step in _TOGGLED:
        await _toggle(turn, form, value)
    else:
        await _take(turn, form, value)


async def ask_again(turn: Turn) -> None:
    """``meet.ask FORM VERSION STEP``: one thing is changed, then the preview comes back."""
    form = await pressed_form(turn, KIND)
    step = "".join(turn.arguments[2:3])
    if form is not None and form.step == "card" and step in _CHANGED:
        await _ask(turn, await forms.advance(turn.tx, form, step, {**form.data, "page": 0}, turn.now))


async def save(turn: Turn) -> None:
    """``meet.save FORM VERSION``: keep it and announce it, once."""
    form = await pressed_form(turn, KIND)
    if form is None or form.step != "card":
        return
    plan = entry.plan_of(form.data)
    if plan.starts_at <= turn.now or not (plan.groups or plan.people or plan.kind == "emergency"):
        fault = Fault("past" if plan.starts_at <= turn.now else "nobody")
        step = "start" if fault.code == "past" else "groups"
        await _ask(turn, await forms.advance(turn.tx, form, step, form.data, turn.now), fault)
        return
    await forms.close(turn.tx, form, "saved", turn.now)
    one = await store.plan(turn.tx, plan, turn.person, turn.now)
    await turn.show(views.saved(turn.words, one))
    if plan.kind == "emergency":
        await calling.call(turn, one, form.data.get("again", calls.USUAL))
    else:
        await news(turn.out, one, Head("new"))


async def cancel(turn: Turn) -> None:
    """``meet.cancel FORM VERSION``."""
    form = await pressed_form(turn, KIND)
    if form is not None:
        await forms.close(turn.tx, form, "cancelled", turn.now)
        await turn.show(views.cancelled(turn.words))


async def _take(turn: Turn, form: Form, text: str) -> None:
    if form.step == "card" or form.step in _TOGGLED:
        await _ask(turn, form, Fault("choose"))
        return
    kept = entry.read(form.step, text, form.data, turn.now)
    if isinstance(kept, Fault):
        form = await forms.advance(turn.tx, form, form.step, form.data, turn.now)
        await _ask(turn, form, kept)
    else:
        await _go_on(turn, form, kept)


async def _toggle(turn: Turn, form: Form, value: str) -> None:
    if value == "done" and entry.for_nobody(form.step, form.data):
        form = await forms.advance(turn.tx, form, form.step, form.data, turn.now)
        await _ask(turn, form, Fault("nobody"))
        return
    if value == "done":
        await _go_on(turn, form, {})
        return
    if value == "people" and form.step == "groups":
        data = {**form.data, "page": 0}
        await _ask(turn, await forms.advance(turn.tx, form, "people", data, turn.now))
        return
    data = dict(form.data)
    if value.startswith("page") and value[4:].isdecimal():
        data["page"] = int(value[4:])
    elif value.isdecimal():
        data[form.step] = sorted(set(_filled(form).get(form.step, ())) ^ {int(value)})
    await _ask(turn, await forms.advance(turn.tx, form, form.step, data, turn.now))


async def _go_on(turn: Turn, form: Form, kept: Mapping[str, Any]) -> None:
    data = {**form.data, **kept}
    # People may be chosen in place of groups, before the preview was reached.
    here = "groups" if form.step == "people" else form.step
    step = entry.next_step(here, data) if here in entry.STEPS else "card"
    if step == "card":
        data["full"] = True
    await _ask(turn, await forms.advance(turn.tx, form, step, data, turn.now))


async def _ask(turn: Turn, form: Form, fault: Fault | None = None) -> None:
    w, keys = turn.words, Keys(form.id, form.version)
    lists = Lists(await groups.approved(turn.tx), await people.everybody(turn.tx))
    if form.step != "card":
        message = views.ask(w, form.step, _filled(form), keys, lists, turn.now, fault)
    else:
        one: Occurrence = store.draft(entry.plan_of(form.data), turn.now)
        plan = one.meeting.plan
        emergency = plan.kind == "emergency"
        called = len(await calls.called(turn.tx, plan, turn.person)) if emergency else None
        again = form.data.get("again", calls.USUAL)
        message = views.preview(w, one, lists, keys, called, fault, again=again)
    await turn.show(message, form=form)


def _filled(form: Form) -> Mapping[str, Any]:
    return {"reminders": [1440, 60, 10], **form.data}
