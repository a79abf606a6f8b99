"""Notes of single reports: to each topic and person that asked, at once or when confirmed, repeats joined."""

from __future__ import annotations

from collections.abc import Sequence

from coordination.groups import group as groups
from coordination.groups.group import Group
from coordination.groups.subscriptions import Subscription, subscribed
from coordination.people import register
from coordination.people.person import Person
from coordination.reports.report import Report
from coordination.watch import notes
from coordination.watch.notes import Place
from handlers.membership import group_voices
from handlers.outgoing import NOTICE, Outgoing
from handlers.relay import can_read
from handlers.turn import words_of
from storage import Transaction
from views.language import Words
from views.message import Message, in_each
from views.watch import notes as views


async def note(out: Outgoing, reports: Sequence[Report]) -> None:
    """Tell reports that were saved, corrected or confirmed, wherever they are wanted as they stand and were not told."""
    for report in reports:
        fact = report.fact
        if fact.governorate is None or fact.nothing_to_report or report.state != "saved":
            continue
        found = await subscribed(out.tx, frozenset({fact.governorate}), fact.kind, fact.gravity)
        for group, one in found.groups:
            if _may_go(one, report):
                await _to_group(out, report, group, one.topic)
        for person, one in found.people:
            if _may_go(one, report) and person.id != report.reporter:
                await _to_person(out, report, person)


async def refresh(out: Outgoing) -> None:
    """Bring notes up to date: an edit each, however many joined them or were corrected since the last look."""
    for stale, reports in await notes.take_stale(out.tx, out.now):
        if stale.chat is None or stale.message is None:
            continue
        voices = await _voices(out.tx, stale.place, reports)
        if voices:
            message = await _message(out.tx, voices, reports)
            await out.edit(stale.chat, stale.message, message)


def _may_go(one: Subscription, report: Report) -> bool:
    return one.notes == "at_once" or report.confirmation == "confirmed"


async def _to_group(out: Outgoing, report: Report, group: Group, topic: int | None) -> None:
    place = Place(group=group.id, topic=topic)
    if await _joined(out, report, place):
        return
    message = await _message(out.tx, group_voices(group), [report])
    row = await out.send(group.chat, message, urgency=NOTICE, topic=topic)
    await notes.begin(out.tx, report, place, row, out.now)


async def _to_person(out: Outgoing, report: Report, person: Person) -> None:
    place = Place(person=person.id)
    if await _joined(out, report, place):
        return
    message = await _message(out.tx, (words_of(person),), [report])
    row = await out.send(person.telegram_id, message, urgency=NOTICE)
    await notes.begin(out.tx, report, place, row, out.now)


async def _joined(out: Outgoing, report: Report, place: Place) -> bool:
    return await notes.is_noted(out.tx, report, place) or await notes.join(out.tx, report, place, out.now)


async def _message(tx: Transaction, voices: Sequence[Words], reports: Sequence[Report]) -> Message:
    told = [await notes.told(tx, report) for report in reports]
    return in_each([views.note(w, told) for w in voices])


async def _voices(tx: Transaction, place: Place, reports: Sequence[Report]) -> tuple[Words, ...]:
    """In whose words a note stands there; none where the bot may no longer write, or who reads may not see it all."""
    if place.group:
        group = await groups.by_id(tx, place.group)
        return group_voices(group) if group is not None and group.state == "approved" else ()
    person = await register.person(tx, place.person)
    if person is None or not can_read(person):
        return ()
    return (words_of(person),) if all(person.may_see(one.fact.governorate) for one in reports) else ()
