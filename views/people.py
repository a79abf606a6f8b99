"""People in words: their role, their card, the admins' list of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from coordination.people.areas import mask_of, toggled
from coordination.people.ministries import ministries
from coordination.people.person import ASKED_FOR, WITH_GOVERNORATES, Person, Role, State, role_key
from coordination.places import gazetteer
from views.language import Html, Words, phrase
from views.message import Button, Message, Rows, grid, press
from views.terms import area_names

PAGE = 8
"""People on one page of the list."""

_ROLES = {
    Role.STRANGER: phrase("not approved"),
    Role.FOCAL_POINT: phrase("focal point"),
    Role.DEPUTY: phrase("deputy focal point"),
    Role.PARTNER: phrase("partner"),
    Role.DUTY_OFFICER: phrase("duty officer"),
    Role.ADMIN: phrase("admin"),
    Role.CIVIL_MILITARY: phrase("civil-military cell"),
    Role.AUDITOR: phrase("auditor"),
}
_STATES: dict[State, str] = {
    "new": phrase("not asked yet"),
    "waiting": phrase("waiting for a decision"),
    "approved": phrase("approved"),
    "rejected": phrase("rejected"),
    "suspended": phrase("suspended"),
}
_MARKS: dict[State, str] = {"new": "", "waiting": "⏳", "approved": "", "rejected": "✕", "suspended": "⏸"}


def role_name(w: Words, role: Role) -> str:
    """The role, as within a sentence."""
    return w.label(_ROLES[role])


def role_button(w: Words, role: Role) -> str:
    """The role, as at the beginning of a line."""
    name = role_name(w, role)
    return name[:1].upper() + name[1:]


def profile(
    w: Words,
    *,
    name: str,
    organisation: str,
    role: Role,
    governorates: Collection[str],
    ministry: str,
) -> Html:
    """Name, organisation, role, and governorates or ministry (a code), one below the other."""
    areas = reports_for(w, governorates, ministry) if role in WITH_GOVERNORATES else None
    return Html.lines(
        w.say("Name: <b>{name}</b>", name=name) if name else None,
        w.say("Organisation: <b>{organisation}</b>", organisation=organisation) if organisation else None,
        w.say("Role: <b>{role}</b>", role=role_name(w, role)),
        areas,
    )


def reports_for(w: Words, governorates: Collection[str], ministry: str) -> Html:
    """What a focal point or deputy reports for: governorates, a ministry of the list, or another body."""
    if governorates:
        return w.say("Governorates: <b>{names}</b>", names=area_names(w, governorates))
    if name := ministry_name(w, ministry):
        return w.say("Ministry: <b>{name}</b>", name=name)
    return w.say("Governorates: none, represents another ministry or body")


def ministry_name(w: Words, code: str) -> str:
    """The ministry with this code; empty when there is none."""
    found = ministries().get(code)
    return found.name(w.language) if found else ""


def ministry_buttons(w: Words, data: Callable[[str], str]) -> Rows:
    """A button for each ministry; `data` makes a button's data from a code."""
    return grid([Button(found.name(w.language), data(code)) for code, found in ministries().items()], 1)


def profile_of(w: Words, who: Person) -> Html:
    """The profile in a person's row: for those who wait, the one they asked for."""
    return profile(
        w,
        name=who.name,
        organisation=who.organisation,
        role=who.applied_role,
        governorates=who.governorates,
        ministry=who.ministry,
    )


def telegram_of(w: Words, who: Person) -> Html:
    """How Telegram knows somebody: anybody can take any name there, but nobody else's id."""
    return Html.lines(
        w.say("Name in Telegram: {name}", name=who.telegram_name) if who.telegram_name else None,
        w.say("Username in Telegram: {username}", username=f"@{who.username}") if who.username else None,
        w.say("Telegram id: <code>{id}</code>", id=str(who.telegram_id)),
    )


def phone_of(w: Words, who: Person) -> Html:
    """Their telephone number: for themselves, duty officers and admins only; plain, so that it can be tapped."""
    return w.say("Phone number: {phone}", phone=who.phone) if who.phone else w.say("Phone number: none given")


def area_toggles(w: Words, chosen: Collection[str], data: Callable[[str], str]) -> Rows:
    """A button for each governorate, the chosen ones ticked; `data` makes a button's data from a code."""
    buttons = [
        Button(
            w.label("✓ {name}", name=place.name(w.language))
            if place.id in chosen
            else place.name(w.language),
            data(place.id),
        )
        for place in gazetteer().governorates()
    ]
    return grid(buttons, 2)


def people_list(w: Words, people: Sequence[Person], page: int, count: int) -> Message:
    """One page of the list, a button a person; `count` is how many there are in all."""
    buttons = [
        Button(
            w.label(
                "{mark} {name} · {role}",
                mark=_MARKS[who.state],
                name=who.name,
                role=role_name(w, who.applied_role),
            ),
            press("people.card", who.id),
        )
        for who in people
    ]
    text = Html.lines(
        w.say("<b>People</b>: {number}", number=count),
        w.say("⏳ waiting, ⏸ suspended, ✕ rejected. Choose one to see and change."),
    )
    return Message(text, (*grid(buttons, 1), *page_buttons(w, "people.list", page, PAGE, count)))


def page_buttons(w: Words, action: str, page: int, size: int, count: int) -> Rows:
    """A row to turn pages of `size` out of `count` things; no row where there is only one page."""
    turning = []
    if page > 0:
        turning.append(Button(w.label("Previous page"), press(action, page - 1)))
    if (page + 1) * size < count:
        turning.append(Button(w.label("Next page"), press(action, page + 1)))
    return (tuple(turning),) if turning else ()


def person_card(w: Words, who: Person, *, oneself: bool, configured: bool = False) -> Message:
    """One person with what an admin can do about them; nothing about oneself.

    `configured`: the configuration names them as an admin, which they are not now but would be again.
    """
    text = Html.lines(
        profile_of(w, who),
        w.say("State: <b>{state}</b>", state=w.label(_STATES[who.state])),
        telegram_of(w, who),
        phone_of(w, who) if who.state == "approved" else None,
        w.say(
            "⚠️ Named in the configuration as an admin: take the id out there as well, "
            "or they are an admin again at the next start."
        )
        if configured
        else None,
        None if who.reachable else w.say("Has blocked the bot or left Telegram: messages do not arrive."),
        w.say("This is you: another admin can change it.") if oneself else None,
    )
    actions = () if oneself else _actions(w, who)
    return Message(text, (*actions, (Button(w.label("Back to the list"), press("people.list", 0)),)))


def _actions(w: Words, who: Person) -> Rows:
    def button(label: str, action: str) -> Button:
        return Button(label, press(action, who.id, who.version))

    if who.state == "waiting":
        return ((button(w.label("Approve"), "join.approve"), button(w.label("Reject"), "join.reject")),)
    if who.state == "rejected":
        return ((button(w.label("Approve"), "join.approve"),),)
    if who.state == "suspended":
        return ((button(w.label("Restore"), "people.restore"),),)
    return ((button(w.label("Change role"), "people.roles"), button(w.label("Suspend"), "people.suspend")),)


def choose_role(w: Words, who: Person) -> Message:
    """Which role shall this person have? Admin is among them."""
    buttons = [
        Button(role_button(w, role), press("people.role", who.id, who.version, role_key(role)))
        for role in (*ASKED_FOR, Role.ADMIN)
    ]
    text = Html.paragraphs(profile_of(w, who), w.say("Which role shall it be?"))
    return Message(text, (*grid(buttons, 2), (_back(w, who),)))


def choose_areas(w: Words, who: Person, role: Role, chosen: Collection[str]) -> Message:
    """For which governorates is the new role held?"""

    def data(action: str, codes: Collection[str]) -> str:
        return press(action, who.id, who.version, role_key(role), mask_of(codes))

    text = Html.paragraphs(
        profile_of(w, who),
        w.say("Which governorates, as {role}? Choose one or more, then Done.", role=role_name(w, role)),
    )
    ministry = press("people.ministries", who.id, who.version, role_key(role))
    last = [Button(w.label("A ministry"), ministry)]
    if chosen:
        last.insert(0, Button(w.label("Done"), data("people.assign", chosen)))
    toggles = area_toggles(w, chosen, lambda code: data("people.areas", toggled(chosen, code)))
    return Message(text, (*toggles, tuple(last), (_back(w, who),)))


def choose_ministry(w: Words, who: Person, role: Role) -> Message:
    """For which ministry is the new role held?"""
    key = role_key(role)
    text = Html.paragraphs(profile_of(w, who), w.say("Which ministry, as {role}?", role=role_name(w, role)))
    other = press("people.assign", who.id, who.version, key, mask_of(()))
    last = ((Button(w.label("Another ministry or body"), other),), (_back(w, who),))
    listed = ministry_buttons(w, lambda code: press("people.ministry", who.id, who.version, key, code))
    return Message(text, (*listed, *last))


def _back(w: Words, who: Person) -> Button:
    return Button(w.label("Back"), press("people.card", who.id))


def suspended(w: Words) -> Message:
    """To the person: access was taken away."""
    return Message(
        w.say("Your access has been suspended by an admin. Ask the centre if you think this is wrong.")
    )


def restored(w: Words, who: Person) -> Message:
    """To the person: access was given back."""
    return Message(
        Html.paragraphs(w.say("✅ Your access has been restored. What you can do: /help"), profile_of(w, who))
    )


def reassigned(w: Words, who: Person) -> Message:
    """To the person: an admin changed their role or governorates."""
    return Message(
        Html.paragraphs(
            w.say("Your role has been changed by an admin. What you can do: /help"), profile_of(w, who)
        )
    )
