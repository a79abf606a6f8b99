"""The meetings of some days, as a report and an exported table tell of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from coordination.groups.group import Group
from coordination.meetings import store as meetings
from coordination.meetings.meeting import Occurrence
from coordination.people import register as people
from coordination.people.person import Person
from coordination.privacy import hidden
from storage import Transaction

_LINK = re.compile(r"\S*(?:://|www\.|\w\.\w+/)\S*")


@dataclass(frozen=True, slots=True)
class Held:
    """One time that a meeting took place; `lead` is the organisation of who planned it, empty where there is none.

    All that was typed is without links, which open the door to whoever holds the file, and personal data is hidden.
    """

    occurrence: Occurrence
    name_ar: str
    name_en: str
    venue: str
    lead: str
    agenda: str


async def read_meetings(
    tx: Transaction, reader: Group | Person, after: datetime, until: datetime
) -> list[Occurrence]:
    """Those that start after `after` and not after `until` and that the reader may see, in order."""
    if isinstance(reader, Group):
        return await meetings.of_group(tx, reader, after, until)
    return await meetings.visible(tx, reader, after, until)


async def read_held(tx: Transaction, reader: Group | Person, after: datetime, until: datetime) -> list[Held]:
    """The same as `read_meetings`, with what a table tells of each."""
    found = await read_meetings(tx, reader, after, until)
    planners = [await people.person(tx, row) for row in sorted({one.meeting.created_by for one in found})]
    leads = {who.id: hidden(who.organisation) for who in planners if who is not None}
    return [_held(one, leads.get(one.meeting.created_by, "")) for one in found]


def _held(one: Occurrence, lead: str) -> Held:
    plan = one.meeting.plan
    return Held(
        one,
        name_ar=hidden(without_links(plan.title_ar)),
        name_en=hidden(without_links(plan.title_en)),
        venue=hidden(without_links(plan.place)),
        lead=lead,
        agenda=hidden(without_links(plan.agenda)),
    )


def without_links(typed: str) -> str:
    """A place or a line as it was typed, without the links in it."""
    return " ".join(_LINK.sub(" ", typed).split()).strip(" ,;:-،؛")
