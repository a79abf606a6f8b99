"""Invitations: which role, which governorates, the link, the list of open ones."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from coordination.people.areas import mask_of, toggled
from coordination.people.invitations import VALID_FOR, Invitation
from coordination.people.person import ASKED_FOR, WITH_GOVERNORATES, Role, role_key
from views.language import Html, Words
from views.message import Button, Message, grid, press
from views.people import (
    area_toggles,
    ministry_buttons,
    ministry_name,
    page_buttons,
    reports_for,
    role_button,
    role_name,
)
from views.terms import area_names

PAGE = 10
"""Open invitations on one page: with all their governorates they fit into a message."""


def start(w: Words, open_ones: Sequence[Invitation], page: int, count: int) -> Message:
    """Which role does the new invitation bring? And a page of the `count` open ones, each with a button to revoke it."""
    roles = [Button(role_button(w, role), press("invite.role", role_key(role))) for role in ASKED_FOR]
    numbered = list(enumerate(open_ones, page * PAGE + 1))
    text = Html.paragraphs(
        w.count(
            "Whoever opens the link enters at once. It works for one person and for {n} day.",
            "Whoever opens the link enters at once. It works for one person and for {n} days.",
            VALID_FOR.days,
        ),
        Html.lines(
            w.say("<b>Open invitations</b>"),
            *(_line(w, number, invitation) for number, invitation in numbered),
        )
        if open_ones
        else None,
        w.say("Which role shall the new link bring?"),
    )
    revoking = [
        Button(w.label("Revoke {number}", number=number), press("invite.revoke", invitation.id))
        for number, invitation in numbered
    ]
    return Message(
        text, (*grid(roles, 2), *grid(revoking, 3), *page_buttons(w, "invite.start", page, PAGE, count))
    )


def _line(w: Words, number: int, invitation: Invitation) -> Html:
    until = w.moment(invitation.expires_at)
    role = role_name(w, invitation.role)
    areas = area_names(w, invitation.governorates) or ministry_name(w, invitation.ministry)
    if areas:
        return w.say(
            "{number}. {role}, {governorates}, until {moment}",
            number=number,
            role=role,
            governorates=areas,
            moment=until,
        )
    return w.say("{number}. {role}, until {moment}", number=number, role=role, moment=until)


def choose_areas(w: Words, role: Role, chosen: Collection[str]) -> Message:
    """For which governorates does the invitation hold?"""

    def data(action: str, codes: Collection[str]) -> str:
        return press(action, role_key(role), mask_of(codes))

    text = w.say("Which governorates, as {role}? Choose one or more, then Done.", role=role_name(w, role))
    last = [Button(w.label("A ministry"), press("invite.ministries", role_key(role)))]
    if chosen:
        last.insert(0, Button(w.label("Done"), data("invite.make", chosen)))
    toggles = area_toggles(w, chosen, lambda code: data("invite.areas", toggled(chosen, code)))
    return Message(text, (*toggles, tuple(last), (Button(w.label("Back"), press("invite.start")),)))


def choose_ministry(w: Words, role: Role) -> Message:
    """For which ministry does the invitation hold?"""
    key = role_key(role)
    other = Button(w.label("Another ministry or body"), press("invite.make", key, mask_of(())))
    listed = ministry_buttons(w, lambda code: press("invite.ministry", key, code))
    text = w.say("Which ministry, as {role}?", role=role_name(w, role))
    return Message(text, (*listed, (other,), (Button(w.label("Back"), press("invite.start")),)))


def made(w: Words, invitation: Invitation, link: str) -> Message:
    """The link, shown this once."""
    text = Html.paragraphs(
        w.say("<b>Invitation made</b>: {role}", role=role_name(w, invitation.role)),
        reports_for(w, invitation.governorates, invitation.ministry)
        if invitation.role in WITH_GOVERNORATES
        else None,
        w.say("<code>{link}</code>", link=link),
        w.say(
            "Give it to one person. It works once, until {moment}. It is not kept and cannot be shown again; "
            "/invite lists it and can revoke it.",
            moment=w.moment(invitation.expires_at),
        ),
    )
    return Message(text)


def revoked(w: Words) -> str:
    """Toast: the link is dead."""
    return w.label("Revoked: the link does not work any more.")
