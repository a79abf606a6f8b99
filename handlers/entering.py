"""The joining form: language, name, organisation, role, governorates or ministry, then the card that is read back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from coordination.forms import form as forms
from coordination.forms.form import Form
from coordination.people import invitations, joining
from coordination.people import register as people
from coordination.people.areas import toggled
from coordination.people.invitations import Invitation
from coordination.people.ministries import ministries
from coordination.people.person import ASKED_FOR, WITH_GOVERNORATES, Role, role_by_key
from coordination.places import gazetteer
from handlers import approvals
from handlers.pressing import pressed_form, retire_card
from handlers.reading_updates import name_of
from handlers.routing import Rights, Routes
from handlers.turn import Turn
from views import joining as views
from views.language import LANGUAGES, Html
from views.message import Message

FIELDS = frozenset({"name", "organisation", "role", "governorates"})


def register(routes: Routes) -> None:
    """Add the joining form: only those who are not in have it."""
    strangers = Rights(frozenset({Role.STRANGER}))
    routes.form("join", said, strangers)
    for action, handler in (
        ("language", pick_language),
        ("name", pick_name),
        ("role", pick_role),
        ("area", pick_area),
        ("areas", pick_areas),
        ("ministry", pick_ministry),
        ("change", change),
        ("back", back),
        ("send", send),
        ("cancel", cancel),
    ):
        routes.press(f"join.{action}", handler, strangers)


async def put(turn: Turn, form: Form, *remarks: Html) -> None:
    """Show the question of the form's step: in place after a press, else below what was said."""
    await retire_card(turn, form)
    await turn.show(views.with_remark(remarks, await _question(turn, form)), form=form)


async def put_below(turn: Turn, form: Form) -> None:
    """Ask the question of the form's step in a new message, also after a press."""
    await turn.answer(await _question(turn, form), form=form)


async def said(turn: Turn) -> None:
    """Whatever is said while the form is open: an answer to a typed step, or a word on what is asked."""
    form = turn.form
    if form is None:
        return
    if form.step not in ("name", "organisation"):
        remarks = () if form.step == "language" else (views.not_an_answer(turn.words, form.step),)
        await put(turn, form, *remarks)
        return
    if turn.message is None or not turn.message.text:
        await put(turn, form, views.not_an_answer(turn.words, form.step))
        return
    limit = joining.NAME_LIMIT if form.step == "name" else joining.ORGANISATION_LIMIT
    answer = joining.read_line(turn.text, limit)
    if answer.fault:
        fault_of = views.fault_of_name if form.step == "name" else views.fault_of_organisation
        await put(turn, form, fault_of(turn.words, answer.fault))
    else:
        await _go_on(turn, form, {**form.data, form.step: answer.line})


async def pick_language(turn: Turn) -> None:
    """The first button of all: from here on the person is spoken to in one language."""
    form = await pressed_form(turn, "join")
    if form is None or turn.arguments[2:] not in {(language,) for language in LANGUAGES}:
        return
    turn.person = await people.set_language(turn.tx, turn.person, turn.arguments[2])
    await _go_on(turn, form, form.data)


async def pick_name(turn: Turn) -> None:
    """Use the name that Telegram shows."""
    form = await pressed_form(turn, "join")
    name = joining.read_line(_telegram_name(turn), joining.NAME_LIMIT).line
    if form is not None and name:
        await _go_on(turn, form, {**form.data, "name": name})


async def pick_role(turn: Turn) -> None:
    """A role, out of those that may be asked for."""
    form = await pressed_form(turn, "join")
    role = role_by_key(turn.arguments[2]) if len(turn.arguments) == 3 else None
    if form is None or role not in ASKED_FOR:
        return
    data = {**form.data, "role": str(role)}
    if role not in WITH_GOVERNORATES:
        data.pop("governorates", None)
        data.pop("ministry", None)
    await _go_on(turn, form, data)


async def pick_area(turn: Turn) -> None:
    """Tick or untick one governorate."""
    form = await pressed_form(turn, "join")
    place = gazetteer().get(turn.arguments[2]) if len(turn.arguments) == 3 else None
    if form is None or place is None or place.kind != "governorate":
        return
    picked = toggled(form.data.get("picked", ()), place.id)
    await put(turn, await forms.advance(turn.tx, form, form.step, {**form.data, "picked": picked}, turn.now))


async def pick_areas(turn: Turn) -> None:
    """Done with the governorates, or none because a ministry is represented: then which?"""
    form = await pressed_form(turn, "join")
    if form is None:
        return
    picked = [] if turn.arguments[2:] == ("ministry",) else list(form.data.get("picked", ()))
    if not picked and turn.arguments[2:] != ("ministry",):
        await turn.toast(views.choose_one(turn.words))
        return
    data = {key: value for key, value in form.data.items() if key not in ("picked", "ministry")}
    await _go_on(turn, form, {**data, "governorates": picked})


async def pick_ministry(turn: Turn) -> None:
    """A ministry, another body that is not on the list, or governorates after all."""
    form = await pressed_form(turn, "join")
    code = "".join(turn.arguments[2:3])
    if form is None or form.step != "ministry":
        return
    if code == "none":
        await _go_on(turn, form, {key: value for key, value in form.data.items() if key != "governorates"})
    elif code == "other" or code in ministries():
        await _go_on(turn, form, {**form.data, "ministry": "" if code == "other" else code})


async def change(turn: Turn) -> None:
    """Choose a field of the card to change, then answer its question again."""
    form = await pressed_form(turn, "join")
    if form is None:
        return
    field = turn.arguments[2] if len(turn.arguments) == 3 else "change"
    if field not in FIELDS | {"change"} or joining.next_step(form.data) != "card":
        return
    data = dict(form.data)
    if field == "governorates":
        data["picked"] = data.get("governorates", ())
    await put(turn, await forms.advance(turn.tx, form, field, data, turn.now))


async def back(turn: Turn) -> None:
    """Back to the card, with nothing changed."""
    form = await pressed_form(turn, "join")
    if form is not None:
        await _go_on(turn, form, {key: value for key, value in form.data.items() if key != "picked"})


async def send(turn: Turn) -> None:
    """The card is right: enter with an invitation, or ask the admins."""
    form = await pressed_form(turn, "join")
    if form is None or form.step != "card":
        return
    invitation = await _invitation(turn, form)
    if invitation is not None:
        await _enter(turn, form, invitation)
        return
    await forms.close(turn.tx, form, "saved", turn.now)
    application = joining.application_of(form.data)
    asking = await joining.ask(
        turn.tx, turn.person, application, _telegram_name(turn), turn.now, _username(turn)
    )
    if asking is None:
        await turn.show(views.waiting(turn.words))
        return
    turn.person = asking
    await turn.show(views.sent(turn.words))
    await approvals.put_before_admins(turn, asking)


async def cancel(turn: Turn) -> None:
    """Give the form up; nothing was sent."""
    form = await pressed_form(turn, "join")
    if form is not None:
        await forms.close(turn.tx, form, "cancelled", turn.now)
        await turn.show(views.cancelled(turn.words))


async def _enter(turn: Turn, form: Form, invitation: Invitation) -> None:
    person = await invitations.enter(
        turn.tx,
        turn.person,
        invitation,
        name=form.data["name"],
        organisation=form.data["organisation"],
        now=turn.now,
    )
    if person is None:
        # It was used, revoked or ran out while the questions were answered: the ordinary way is open.
        data = {key: value for key, value in form.data.items() if key != "invitation"}
        await _go_on(turn, form, data, views.link_unusable(turn.words))
        return
    await forms.close(turn.tx, form, "saved", turn.now)
    turn.person = person
    await approvals.entered_by_invitation(turn, person, invitation)


async def _go_on(turn: Turn, form: Form, data: Mapping[str, Any], *remarks: Html) -> None:
    form = await forms.advance(turn.tx, form, joining.next_step(data), data, turn.now)
    await put(turn, form, *remarks)


async def _question(turn: Turn, form: Form) -> Message:
    name = joining.read_line(_telegram_name(turn), joining.NAME_LIMIT).line
    return views.question(turn.words, form, name, await _invitation(turn, form))


async def _invitation(turn: Turn, form: Form) -> Invitation | None:
    invitation_id = form.data.get("invitation")
    return None if invitation_id is None else await invitations.by_id(turn.tx, invitation_id)


def _telegram_name(turn: Turn) -> str:
    user = turn.update.effective_user
    return name_of(user) if user else ""


def _username(turn: Turn) -> str:
    user = turn.update.effective_user
    return (user.username or "") if user else ""
