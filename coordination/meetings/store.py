"""Meetings as rows: planned, moved, cancelled, and counted out into the occurrences that lie ahead."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from coordination import audit
from coordination.groups.group import Group
from coordination.meetings.meeting import Meeting, Occurrence, Plan, may_see, meeting_of, occurrence_of
from coordination.meetings.recurrence import ended, moved_rule, starts
from coordination.people.person import Person
from coordination.reports.days import day_in_baghdad
from storage import Transaction, stamp

AHEAD = timedelta(days=92)
"""How far lists look."""


async def plan(tx: Transaction, wanted: Plan, by: Person, now: datetime) -> Occurrence:
    """Keep a meeting; its first occurrence, as a row."""
    row = await tx.meetings.add(
        uid=f"{uuid.uuid4()}@tansiq",
        kind=wanted.kind,
        title_ar=wanted.title_ar,
        title_en=wanted.title_en,
        starts_at=stamp(wanted.starts_at),
        minutes=wanted.minutes,
        place=wanted.place,
        agenda=wanted.agenda,
        rule=wanted.rule,
        reminders=_words(wanted.reminders),
        groups=_words(wanted.groups),
        people=_words(wanted.people),
        by=by.id,
        now=stamp(now),
    )
    meeting = meeting_of(row)
    await audit.note(tx, now, by, "meeting planned", f"meeting {meeting.id}")
    return await ensure(tx, Occurrence(meeting, meeting.plan.starts_at, meeting.plan.starts_at))


async def by_id(tx: Transaction, meeting_id: int) -> Meeting | None:
    """The meeting with this row id, cancelled or not."""
    row = await tx.meetings.by_id(id=meeting_id)
    return meeting_of(row) if row else None


async def occurrence(tx: Transaction, occurrence_id: int) -> Occurrence | None:
    """The occurrence with this row id; None also where a move of the whole series put another in its place."""
    row = await tx.meetings.occurrence(id=occurrence_id)
    if row is None or row["state"] == "replaced":
        return None
    meeting = await by_id(tx, row["meeting"])
    return occurrence_of(row, meeting) if meeting else None


async def ensure(tx: Transaction, one: Occurrence) -> Occurrence:
    """The occurrence as a row, so that buttons can name it."""
    if one.id:
        return one
    row = await tx.meetings.ensure(meeting=one.meeting.id, slot=stamp(one.slot))
    return occurrence_of(row, one.meeting)


async def upcoming(tx: Transaction, after: datetime, until: datetime) -> list[Occurrence]:
    """Every occurrence that starts after `after` and not after `until`, in order, without the cancelled."""
    meetings = {row["id"]: meeting_of(row) for row in await tx.meetings.planned()}
    changed: dict[int, dict[datetime, Occurrence]] = {}
    if meetings:
        for row in await tx.meetings.exceptions(since=stamp(after)):
            one = occurrence_of(row, meetings[row["meeting"]])
            changed.setdefault(one.meeting.id, {})[one.slot] = one
    found = []
    for meeting in meetings.values():
        rows = changed.get(meeting.id, {})
        plain = starts(meeting.plan.starts_at, meeting.plan.rule, after, until)
        found += [Occurrence(meeting, slot, slot) for slot in plain if slot not in rows]
        found += [one for one in rows.values() if not one.cancelled and after < one.starts_at <= until]
    return sorted(found, key=lambda one: (one.starts_at, one.meeting.id))


async def visible(tx: Transaction, person: Person, after: datetime, until: datetime) -> list[Occurrence]:
    """Those of `upcoming` that this person may see in private."""
    there = await upcoming(tx, after, until)
    answered = {row["meeting"] for row in await tx.meetings.answered_meetings(person=person.id)}
    return [one for one in there if may_see(person, one.meeting, answered=one.meeting.id in answered)]


async def of_group(tx: Transaction, group: Group, after: datetime, until: datetime) -> list[Occurrence]:
    """Those of `upcoming` that are the group's, for all in it to read."""
    return [one for one in await upcoming(tx, after, until) if group.id in one.meeting.plan.groups]


async def exceptions(tx: Transaction, meeting: Meeting) -> Sequence[Occurrence]:
    """The occurrences of a meeting that are rows, for its calendar file."""
    return [occurrence_of(row, meeting) for row in await tx.meetings.exceptions_of(meeting=meeting.id)]


async def move(
    tx: Transaction, one: Occurrence, start: datetime, by: Person, now: datetime, *, whole: bool
) -> Occurrence | None:
    """Move this occurrence, or with `whole` it and all later ones, to another start; None for an old version.

    None also where the series would begin on the start of one that lies before it.
    A series that moves recurs on the new start's weekday; single changes of later occurrences are forgotten.
    """
    meeting, whole = one.meeting, whole and bool(one.meeting.plan.rule)
    once = not meeting.plan.rule
    slot = start if whole or once else one.slot
    if whole:
        earlier = starts(meeting.plan.starts_at, meeting.plan.rule, now, one.slot - timedelta(seconds=1))
        if start in earlier:
            return None
        for before in earlier:
            # The series begins anew with this one: those before it stay, as rows.
            await ensure(tx, Occurrence(meeting, before, before))
        await tx.meetings.replace_later(meeting=meeting.id, since=stamp(one.slot), keep=one.id)
    row = await tx.meetings.change_occurrence(
        id=one.id, version=one.version, slot=stamp(slot), starts_at=stamp(start), state="planned"
    )
    if row is None:
        return None
    rule = moved_rule(meeting.plan.rule, start) if whole else meeting.plan.rule
    changed = await _change(
        tx, meeting, now, first=slot if whole or once else meeting.plan.starts_at, rule=rule
    )
    await audit.note(tx, now, by, "series moved" if whole else "meeting moved", f"meeting {meeting.id}")
    return occurrence_of(row, changed)


async def edit(
    tx: Transaction, one: Occurrence, changes: Mapping[str, Any], by: Person, now: datetime
) -> Occurrence | None:
    """Give the meeting other titles, minutes, place, agenda or groups; None where it has changed meanwhile."""
    plan = replace(one.meeting.plan, **changes)
    row = await tx.meetings.edit(
        id=one.meeting.id,
        version=one.meeting.version,
        title_ar=plan.title_ar,
        title_en=plan.title_en,
        minutes=plan.minutes,
        place=plan.place,
        agenda=plan.agenda,
        groups=_words(plan.groups),
        now=stamp(now),
    )
    if row is None:
        return None
    await audit.note(tx, now, by, "meeting edited", f"meeting {one.meeting.id}")
    return replace(one, meeting=meeting_of(row))


async def cancel(
    tx: Transaction, one: Occurrence, by: Person, now: datetime, *, whole: bool
) -> Occurrence | None:
    """Cancel this occurrence, or with `whole` it and all later ones; None for an old version."""
    meeting = one.meeting
    whole = whole or not meeting.plan.rule
    ahead = await upcoming(tx, now, max(one.slot, one.starts_at) + AHEAD) if whole else []
    earlier = [other for other in ahead if other.meeting.id == meeting.id and other.slot < one.slot]
    row = await tx.meetings.change_occurrence(
        id=one.id,
        version=one.version,
        slot=stamp(one.slot),
        starts_at=stamp(one.starts_at),
        state="cancelled",
    )
    if row is None:
        return None
    if whole and earlier:
        await tx.meetings.replace_later(meeting=meeting.id, since=stamp(one.slot), keep=one.id)
        last = day_in_baghdad(one.slot) - timedelta(days=1)
        changed = await _change(tx, meeting, now, rule=ended(meeting.plan.rule, last))
    else:
        changed = await _change(tx, meeting, now, state="cancelled" if whole else "planned")
    await audit.note(
        tx, now, by, "series cancelled" if whole else "meeting cancelled", f"meeting {meeting.id}"
    )
    return occurrence_of(row, changed)


async def _change(
    tx: Transaction,
    meeting: Meeting,
    now: datetime,
    *,
    first: datetime | None = None,
    rule: str | None = None,
    state: str = "planned",
) -> Meeting:
    row = await tx.meetings.change(
        id=meeting.id,
        starts_at=stamp(first or meeting.plan.starts_at),
        rule=meeting.plan.rule if rule is None else rule,
        state=state,
        now=stamp(now),
    )
    return meeting_of(row)


def draft(wanted: Plan, now: datetime) -> Occurrence:
    """The first occurrence of a plan as it would be kept."""
    meeting = Meeting(0, "", wanted, False, 0, 0, now, 1)
    return Occurrence(meeting, wanted.starts_at, wanted.starts_at)


def _words(ids: Sequence[int]) -> str:
    return " ".join(map(str, ids))
