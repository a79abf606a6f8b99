"""A meeting and its occurrences, as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, get_args

from coordination.people.person import OVERSEERS, WITH_GOVERNORATES, Person, Role
from storage import Row, moment

Kind = Literal["periodic", "emergency", "civil_military", "sector"]
KINDS: tuple[Kind, ...] = get_args(Kind)
Answer = Literal["coming", "not_coming", "sending"]
ANSWERS: tuple[Answer, ...] = get_args(Answer)

TITLE, PLACE, AGENDA = 120, 300, 1000
"""Characters at most."""
LENGTHS = (30, 45, 60, 90, 120)
LONGEST = 24 * 60
"""Minutes."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is entered of a meeting. Titles: one of them may be empty; `place` may be a link.

    `starts_at` is the first start, `rule` the recurrence of RFC 5545 without "RRULE:", "" for once. `groups` and
    `people` are row ids; `reminders` minutes before the start.
    """

    kind: Kind
    title_ar: str
    title_en: str
    starts_at: datetime
    minutes: int
    place: str = ""
    agenda: str = ""
    rule: str = ""
    groups: tuple[int, ...] = ()
    people: tuple[int, ...] = ()
    reminders: tuple[int, ...] = (1440, 60, 10)

    def title(self, language: str) -> str:
        """The title in this language; in the other where it has none."""
        own, other = (self.title_ar, self.title_en) if language == "ar" else (self.title_en, self.title_ar)
        return own or other


@dataclass(frozen=True, slots=True)
class Meeting:
    """One row of meetings; `told_at` is when its groups last heard of it or of a change."""

    id: int
    uid: str
    plan: Plan
    cancelled: bool
    sequence: int
    created_by: int
    told_at: datetime
    version: int


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time that a meeting takes place; `slot` is when the rule has it. Its id is 0 while it is no row yet."""

    meeting: Meeting
    slot: datetime
    starts_at: datetime
    id: int = 0
    cancelled: bool = False
    version: int = 1

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.meeting.plan.minutes)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many gave each answer."""

    coming: int = 0
    not_coming: int = 0
    sending: int = 0


def meeting_of(row: Row) -> Meeting:
    """Read a row of meetings."""
    plan = Plan(
        kind=row["kind"],
        title_ar=row["title_ar"],
        title_en=row["title_en"],
        starts_at=moment(row["starts_at"]),
        minutes=row["minutes"],
        place=row["place"],
        agenda=row["agenda"],
        rule=row["rule"],
        groups=_ids(row["groups"]),
        people=_ids(row["people"]),
        reminders=_ids(row["reminders"]),
    )
    return Meeting(
        id=row["id"],
        uid=row["uid"],
        plan=plan,
        cancelled=row["state"] == "cancelled",
        sequence=row["sequence"],
        created_by=row["created_by"],
        told_at=moment(row["told_at"]),
        version=row["version"],
    )


def occurrence_of(row: Row, meeting: Meeting) -> Occurrence:
    """Read a row of meeting_occurrences."""
    return Occurrence(
        meeting,
        slot=moment(row["slot"]),
        starts_at=moment(row["starts_at"]),
        id=row["id"],
        cancelled=meeting.cancelled or row["state"] == "cancelled",
        version=row["version"],
    )


def may_see(person: Person, meeting: Meeting, *, answered: bool = False) -> bool:
    """Whether this person may see the meeting in private: its place may be a link that opens a door.

    Overseers see all, the cell and those who report all but each other's kinds; others what they are invited to or
    answered in a group.
    """
    if person.role in OVERSEERS or answered or person.id in meeting.plan.people:
        return True
    if meeting.plan.kind == "civil_military":
        return person.role is Role.CIVIL_MILITARY
    return person.role in WITH_GOVERNORATES


def _ids(text: str) -> tuple[int, ...]:
    return tuple(map(int, text.split()))
