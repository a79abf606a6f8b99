"""The contact list: a table of the people who are in, for duty officers and admins alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from coordination.people.person import Person
from coordination.products.progress import Progress
from coordination.reports.days import day_in_baghdad
from views.language import Html, Words, phrase
from views.language.html import plain
from views.message import Button, Message, press
from views.people import ministry_name, role_name
from views.products import table
from views.products.column import Column
from views.terms import area_names


@dataclass(frozen=True, slots=True)
class Contact:
    """A person as the list tells of them; `areas` are the governorates or the ministry they report for."""

    organisation: str
    name: str
    role: str
    areas: str
    phone: str


CONTACT_COLUMNS: tuple[Column[Contact], ...] = (
    Column(phrase("Organisation"), "#org+name", lambda one: one.organisation, wide=True),
    Column(phrase("Name"), "#contact+name", lambda one: one.name, wide=True),
    Column(phrase("Role"), "#contact+role", lambda one: one.role),
    Column(phrase("Reports for"), "#contact+area", lambda one: one.areas, wide=True),
    Column(phrase("Phone number"), "#contact+phone", lambda one: one.phone),
    # The bot keeps nobody's address; the column is there for those who add it by hand.
    Column(phrase("E-mail"), "#contact+email", lambda _one: None),
)


def contacts_file(w: Words, people: Sequence[Person], as_of: datetime) -> bytes:
    """The list as XLSX; above the headings and in the notes stands who may have it."""
    restricted = _restricted(w)
    sheet = table.Sheet(phrase("Contacts"), CONTACT_COLUMNS, [_contact(w, who) for who in people], restricted)
    notes = [
        (w.label("As of"), plain(w.moment(as_of))),
        (w.label("People"), plain(w.number(len(people)))),
        (w.label("Restricted"), restricted),
        (
            w.label("Phone number"),
            w.label(
                "As each person shared it in /me; an empty cell: not shared, or shared before there was this list."
            ),
        ),
        (w.label("E-mail"), w.label("The bot keeps none.")),
    ]
    return table.xlsx_file([w], [sheet], [notes], Progress())


def file_name(w: Words, as_of: datetime) -> str:
    """The name under which it is sent."""
    return f"tansiq-contacts-restricted-{day_in_baghdad(as_of):%Y%m%d}-{w.language}.xlsx"


def caption(w: Words, as_of: datetime) -> Message:
    """What goes with it."""
    return Message(
        Html.lines(
            w.say("🔒 <b>Contact list: restricted</b>"),
            w.say("As of {moment}, Baghdad time.", moment=w.moment(as_of)),
            w.say(
                "For duty officers and admins only: do not pass it on. Delete it when it is no longer needed."
            ),
        )
    )


def button(w: Words) -> Button:
    """Asks for the list."""
    return Button(w.label("Contact list (restricted)"), press("export.contacts"))


def refused(w: Words) -> Message:
    """Asked for by somebody else."""
    return Message(
        w.say(
            "The contact list holds people's phone numbers: only duty officers and admins can export it. "
            "Ask a duty officer for the contact that you need."
        )
    )


def _restricted(w: Words) -> str:
    return w.label("RESTRICTED: for duty officers and admins only. Do not pass it on.")


def _contact(w: Words, who: Person) -> Contact:
    areas = plain(area_names(w, who.governorates)) if who.governorates else ministry_name(w, who.ministry)
    return Contact(
        who.organisation, who.name, role_name(w, who.role), areas, who.phone if who.phone_listed else ""
    )
