"""/alert and /broadcast: what somebody enters by buttons, up to the preview and sending."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from coordination.alerts import audience, entry, store
from coordination.alerts.districts import joined
from coordination.alerts.entry import TOGGLED, Fault
from coordination.forms import form as forms
from coordination.forms.form import Form
from coordination.groups import group as groups
from handlers.alerts.approving import OFFICERS, put_before_others, reach_of
from handlers.alerts.sending import send
from handlers.arguments import number
from handlers.pressing import pressed_form, retire_card
from handlers.routing import Routes
from handlers.status.asking import make_room
from handlers.turn import Turn
from views.alerts import composing as views
from views.alerts.composing import Keys

KIND = "alert"


def register(routes: Routes) -> None:
    """Add /broadcast, the form and its buttons: for duty officers and admins."""
    routes.command("broadcast", begin_notice, OFFICERS)
    for action, handler in (
        ("new", begin_alert),
        ("pick", pick),
        ("ask", ask_again),
        ("exercise", exercise),
        ("merge", merge),
        ("apart", apart),
        ("send", confirm),
        ("cancel", cancel),
    ):
        routes.press(f"alert.{action}", handler, OFFICERS)
    routes.form(KIND, said, OFFICERS)


async def begin_notice(turn: Turn) -> None:
    """``/broadcast``: an ordinary notice."""
    await begin(turn, entry.new("notice"))


async def begin_alert(turn: Turn) -> None:
    """``alert.new``, or ``/alert`` while none is in force."""
    await begin(turn, entry.new("alert"))


async def begin(turn: Turn, data: dict[str, Any]) -> None:
    """Open the form; what follows an alert begins with its text."""
    if await make_room(turn):
        step = entry.steps_of(data)[0] if data["message"] == "Alert" else "text_ar"
        form = await forms.start(turn.tx, turn.person.id, turn.chat, KIND, step, data, turn.now)
        await _ask(turn, form)


async def said(turn: Turn) -> None:
    """What is written at a step; where there are only buttons it changes nothing."""
    form = turn.form
    if form is not None:
        await retire_card(turn, form)
        await _take(turn, form, turn.text)


async def pick(turn: Turn) -> None:
    """``alert.pick FORM VERSION VALUE``: a value of the step, or a name ticked."""
    form = await pressed_form(turn, KIND)
    if form is None:
        return
    value = "".join(turn.arguments[2:3])
    await (_toggle if form.step in TOGGLED else _take)(turn, form, value)


async def ask_again(turn: Turn) -> None:
    """``alert.ask FORM VERSION STEP``: one thing is changed, then the preview comes back."""
    form = await pressed_form(turn, KIND)
    step = "".join(turn.arguments[2:3])
    if form is not None and form.step == "card" and step in entry.steps_of(form.data):
        await _ask(turn, await forms.advance(turn.tx, form, step, {**form.data, "page": 0}, turn.now))


async def exercise(turn: Turn) -> None:
    """``alert.exercise FORM VERSION``: practice, or not any more."""
    form = await pressed_form(turn, KIND)
    if form is not None and form.step == "card" and form.data["message"] == "Alert":
        data = {**form.data, "exercise": not form.data.get("exercise")}
        await _ask(turn, await forms.advance(turn.tx, form, "card", data, turn.now))


async def merge(turn: Turn) -> None:
    """``alert.merge FORM VERSION ALERT``: it becomes an update of the one that is in force; its area stays in it."""
    form = await pressed_form(turn, KIND)
    row = number(turn, 2)
    found = await store.by_id(turn.tx, row) if row is not None else None
    if form is None or form.step != "alike":
        return
    if found is None or found.state != "live":
        await _go_on(turn, form, {})
        return
    there = (found.content.governorates, found.content.districts)
    areas, districts = joined(entry.area_of(form.data), there)
    both = {"areas": areas, "districts": districts}
    await _go_on(turn, form, {"message": "Update", "previous": found.id, **both})


async def apart(turn: Turn) -> None:
    """``alert.apart FORM VERSION``: a second alert all the same."""
    form = await pressed_form(turn, KIND)
    if form is not None and form.step == "alike":
        await _go_on(turn, form, {"apart": True})


async def confirm(turn: Turn) -> None:
    """``alert.send FORM VERSION``: it goes out, or before a second person; once."""
    form = await pressed_form(turn, KIND)
    if form is None or form.step != "card":
        return
    found = entry.fault_of(form.data, turn.now)
    if found is not None:
        step, fault = found
        await _ask(turn, await forms.advance(turn.tx, form, step, form.data, turn.now), fault)
        return
    content = entry.content_of(form.data)
    if await _offer_update(turn, form, form.data, "card"):
        return
    await forms.close(turn.tx, form, "saved", turn.now)
    if not await store.can_follow(turn.tx, content):
        await turn.show(views.gone(turn.words))
        return
    second = await audience.needs_second(turn.tx, content)
    sender = f"t.me/{turn.bot_username}"
    alert = await store.add(turn.tx, content, sender, turn.person, turn.now, asked=second)
    if second:
        await put_before_others(turn, alert)
    else:
        await turn.show(views.sent(turn.words))
        await send(turn.out, alert, turn.person)


async def cancel(turn: Turn) -> None:
    """``alert.cancel FORM VERSION``."""
    form = await pressed_form(turn, KIND)
    if form is not None:
        await forms.close(turn.tx, form, "cancelled", turn.now)
        await turn.show(views.cancelled(turn.words))


async def _take(turn: Turn, form: Form, text: str) -> None:
    if form.step == "alike":
        if not await _offer_update(turn, form, form.data, form.data["then"]):
            await _go_on(turn, form, {})
        return
    kept = "choose" if form.step in TOGGLED else entry.read(form.step, text, turn.now)
    if isinstance(kept, str):
        form = await forms.advance(turn.tx, form, form.step, form.data, turn.now)
        await _ask(turn, form, kept)
    else:
        await _go_on(turn, form, kept)


async def _toggle(turn: Turn, form: Form, value: str) -> None:
    if value == "done":
        await _ticked(turn, form)
        return
    if value == "narrow" and form.step == "areas" and entry.can_narrow(form.data):
        data = {**form.data, "page": 0}
        await _ask(turn, await forms.advance(turn.tx, form, "districts", data, turn.now))
        return
    data = dict(form.data)
    if value.startswith("page") and value[4:].isdecimal() and len(value) < 8:
        data["page"] = int(value[4:])
    else:
        data |= entry.toggled(form.step, value, form.data)
    await _ask(turn, await forms.advance(turn.tx, form, form.step, data, turn.now))


async def _ticked(turn: Turn, form: Form) -> None:
    """Go on from names that were ticked; the groups and people of the area are ticked to begin with."""
    data = form.data
    missing = entry.missing(form.step, data)
    if missing is not None:
        form = await forms.advance(turn.tx, form, form.step, data, turn.now)
        await _ask(turn, form, missing)
        return
    more: dict[str, Any] = {"page": 0}
    if form.step == "areas" and data["kind"] == "notice" and "groups" not in data:
        there = await groups.approved(turn.tx)
        more["groups"] = [one.id for one in there if audience.touches(one, data["areas"])]
        more["roles"] = entry.USUAL_ROLES
    await _go_on(turn, form, more)


async def _go_on(turn: Turn, form: Form, kept: Mapping[str, Any]) -> None:
    data = {**form.data, **kept}
    here = data.pop("then", "areas") if form.step == "alike" else form.step
    step = here if here == "card" else entry.next_step(here, data)
    if form.step != "alike" and await _offer_update(turn, form, data, here):
        return
    if step == "card":
        data["full"] = True
    if entry.too_many(data):
        form = await forms.advance(turn.tx, form, "districts", {**data, "page": 0}, turn.now)
        await _ask(turn, form, "districts")
        return
    await _ask(turn, await forms.advance(turn.tx, form, step, data, turn.now))


async def _offer_update(turn: Turn, form: Form, data: Mapping[str, Any], here: str) -> bool:
    """Offer an update of an alert of the same event and area that is in force, instead of a second alert."""
    new = data["kind"] == "alert" and data["message"] == "Alert" and not data.get("apart")
    if not new or here not in ("event", "areas", "districts", "card") or not data.get("areas"):
        return False
    found = await store.alike(
        turn.tx,
        data["event"],
        data["areas"],
        turn.now,
        exercise=bool(data.get("exercise")),
    )
    if found is None:
        return False
    form = await forms.advance(turn.tx, form, "alike", {**data, "then": here}, turn.now)
    card = views.alike(turn.words, found, Keys(form.id, form.version), turn.now)
    await turn.show(card, form=form)
    return True


async def _ask(turn: Turn, form: Form, fault: Fault | None = None) -> None:
    w, keys = turn.words, Keys(form.id, form.version)
    if form.step != "card":
        there = await groups.approved(turn.tx)
        message = views.ask(w, form.step, form.data, keys, there, turn.now, fault)
    else:
        content = entry.content_of(form.data)
        reach = await reach_of(turn.tx, content, turn.person.id)
        message = views.preview(w, content, reach, keys, entry.steps_of(form.data), fault)
    await turn.show(message, form=form)
