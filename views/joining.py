"""Entering: the welcome in both languages, the questions, the card read back, and how it ended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from coordination.forms.form import Form
from coordination.people.invitations import Invitation
from coordination.people.joining import NAME_LIMIT, ORGANISATION_LIMIT, Fault, next_step
from coordination.people.person import ASKED_FOR, WITH_GOVERNORATES, Person, Role, role_key
from views.language import Html, Words, words
from views.message import Button, Message, Rows, grid, press
from views.people import area_toggles, ministry_buttons, profile, profile_of, role_button, role_name

LANGUAGE_NAMES = {"ar": "العربية", "en": "English"}
"""Each language in itself, so that whoever speaks it can read it."""


def both() -> tuple[Words, ...]:
    """The words for somebody whose language is not known yet: Arabic, then English."""
    return tuple(words(language) for language in LANGUAGE_NAMES)


def question(w: Words, form: Form, telegram_name: str, invitation: Invitation | None) -> Message:
    """The question of the form's step; `telegram_name` is offered as a name when not empty."""
    match form.step:
        case "language":
            return _welcome(form, invited=invitation is not None)
        case "name":
            return _name(w, form, telegram_name)
        case "organisation":
            text = w.say("Which organisation or directorate do you work for?")
            return Message(text, (_footer(w, form),))
        case "role":
            return _role(w, form)
        case "governorates":
            return _governorates(w, form)
        case "ministry":
            return _ministry(w, form)
        case "change":
            return _change(w, form, invitation)
    return _card(w, form, invitation)


def _button(form: Form, label: str, action: str, *arguments: str) -> Button:
    return Button(label, press(f"join.{action}", form.id, form.version, *arguments))


def _footer(w: Words, form: Form) -> tuple[Button, ...]:
    cancel = _button(form, w.label("Cancel"), "cancel")
    if next_step(form.data) != "card" or form.step == "card":
        return (cancel,)
    return (_button(form, w.label("Back"), "back"), cancel)


def _welcome(form: Form, *, invited: bool) -> Message:
    greetings = []
    for w in both():
        how = (
            w.say("You have been invited: after two short questions you are in.")
            if invited
            else w.say(
                "Everybody who enters is approved by an admin; until then I keep no updates. "
                "I ask a few short questions and pass your request on."
            )
        )
        greetings.append(
            Html.lines(
                w.say("<b>Tansiq</b> is the coordination bot of the crisis-coordination centre."),
                how,
                w.say("Please choose your language."),
            )
        )
    choices = tuple(_button(form, name, "language", code) for code, name in LANGUAGE_NAMES.items())
    return Message(Html.paragraphs(*greetings), (choices,))


def _name(w: Words, form: Form, telegram_name: str) -> Message:
    offer: Rows = ()
    if telegram_name:
        offer = ((_button(form, w.label("Use “{name}”", name=telegram_name), "name"),),)
    return Message(w.say("What is your full name? Please write it."), (*offer, _footer(w, form)))


def _role(w: Words, form: Form) -> Message:
    roles = [_button(form, role_button(w, role), "role", role_key(role)) for role in ASKED_FOR]
    return Message(w.say("What is your role?"), (*grid(roles, 2), _footer(w, form)))


def _governorates(w: Words, form: Form) -> Message:
    chosen = form.data.get("picked", ())
    text = w.say(
        "Which governorate do you report for? Choose one or more, then Done. "
        "If you represent a ministry and no governorate, choose A ministry."
    )
    last = [_button(form, w.label("A ministry"), "areas", "ministry")]
    if chosen:
        last.insert(0, _button(form, w.label("Done"), "areas", "done"))
    toggles = area_toggles(w, chosen, lambda code: press("join.area", form.id, form.version, code))
    return Message(text, (*toggles, tuple(last), _footer(w, form)))


def _ministry(w: Words, form: Form) -> Message:
    listed = ministry_buttons(w, lambda code: press("join.ministry", form.id, form.version, code))
    other = _button(form, w.label("Another ministry or body"), "ministry", "other")
    area = _button(form, w.label("A governorate"), "ministry", "none")
    return Message(w.say("Which ministry do you report for?"), (*listed, (other,), (area,), _footer(w, form)))


def _profile(w: Words, form: Form, invitation: Invitation | None) -> Html:
    role = invitation.role if invitation else Role(form.data["role"])
    governorates = invitation.governorates if invitation else form.data.get("governorates", ())
    ministry = invitation.ministry if invitation else form.data.get("ministry", "")
    return profile(
        w,
        name=form.data["name"],
        organisation=form.data["organisation"],
        role=role,
        governorates=governorates,
        ministry=ministry,
    )


def _card(w: Words, form: Form, invitation: Invitation | None) -> Message:
    text = Html.paragraphs(
        w.say("Is this right?"),
        _profile(w, form, invitation),
        w.say("Your role was set in the invitation.")
        if invitation
        else w.say("An admin of the centre will see this and decide."),
    )
    send = _button(form, w.label("Enter") if invitation else w.label("Send request"), "send")
    return Message(text, ((send,), (_button(form, w.label("Change"), "change"), *_footer(w, form))))


def _change(w: Words, form: Form, invitation: Invitation | None) -> Message:
    fields = [
        _button(form, w.label("Name"), "change", "name"),
        _button(form, w.label("Organisation"), "change", "organisation"),
    ]
    if invitation is None:
        fields.append(_button(form, w.label("Role"), "change", "role"))
        if Role(form.data["role"]) in WITH_GOVERNORATES:
            fields.append(_button(form, w.label("Governorates"), "change", "governorates"))
    text = Html.paragraphs(_profile(w, form, invitation), w.say("What shall be changed?"))
    return Message(text, (*grid(fields, 2), _footer(w, form)))


def with_remark(remarks: Sequence[Html], message: Message) -> Message:
    """The message with something said before it."""
    return Message(Html.paragraphs(*remarks, message.text), message.buttons)


def fault_of_name(w: Words, fault: Fault) -> Html:
    """What was wrong with the name."""
    if fault == "too long":
        return w.count(
            "This is too long: a name has at most {n} letter.",
            "This is too long: a name has at most {n} letters.",
            NAME_LIMIT,
        )
    return w.say("A name needs letters. Please write it again.")


def fault_of_organisation(w: Words, fault: Fault) -> Html:
    """What was wrong with the organisation's name."""
    if fault == "too long":
        return w.count(
            "This is too long: an organisation's name has at most {n} letter.",
            "This is too long: an organisation's name has at most {n} letters.",
            ORGANISATION_LIMIT,
        )
    return w.say("The name of an organisation needs letters. Please write it again.")


def not_an_answer(w: Words, step: str) -> Html:
    """Something was sent that does not answer the open question."""
    if step in ("name", "organisation"):
        return w.say("I need this in writing, as a text message.")
    return w.say("Please answer with one of the buttons.")


def edits_are_not_read(w: Words) -> Html:
    """An answer was edited after it was given."""
    return w.say("An edited message changes nothing here; at the end you can change every answer.")


def choose_one(w: Words) -> str:
    """Toast: Done was pressed with no governorate chosen."""
    return w.label("Choose at least one governorate, or A ministry.")


def link_unusable(w: Words) -> Html:
    """An invitation link that was used, has expired, was revoked, or never was."""
    return w.say("This invitation link does not work: it was used already, has expired or was taken back.")


def link_not_needed(w: Words) -> Message:
    """Somebody who is in opened an invitation link."""
    return Message(
        w.say("You are in already and need no invitation. The link stays unused and can be passed on.")
    )


def sent(w: Words) -> Message:
    """The request is with the admins."""
    return Message(
        w.say(
            "Your request was sent to the admins of the centre. You will be told here as soon as it is decided."
        )
    )


def waiting(w: Words) -> Message:
    """The request still waits."""
    return Message(
        w.say(
            "Your request is waiting for an admin's decision. You will be told here. "
            "Until then I keep nothing of what you write."
        )
    )


def rejected(w: Words, again_from: datetime) -> Message:
    """The request was turned down."""
    return Message(
        w.say(
            "Your request to enter was not accepted. You can ask again from {moment}. "
            "If you think this is a mistake, ask the centre.",
            moment=w.moment(again_from),
        )
    )


def suspended(w: Words) -> Message:
    """A suspended person wrote something."""
    return Message(
        w.say(
            "Your access is suspended, and I keep nothing of what you write. "
            "Ask the centre if you think this is wrong."
        )
    )


def cancelled(w: Words) -> Message:
    """The form was cancelled."""
    return Message(w.say("Cancelled: nothing was sent. Write to me again whenever you want to enter."))


def entered(w: Words, who: Person, commands: Html) -> Message:
    """The person is in; `commands` tells what they can do now."""
    return Message(
        Html.paragraphs(w.say("✅ Welcome, {name}: you are in.", name=who.name), profile_of(w, who), commands)
    )


def greeting(w: Words, who: Person, commands: Html) -> Message:
    """/start by somebody who is in."""
    return Message(
        Html.paragraphs(
            w.say("Hello {name}. You are here as {role}.", name=who.name, role=role_name(w, who.role))
            if who.name
            else w.say("Hello. You are here as {role}.", role=role_name(w, who.role)),
            commands,
        )
    )
