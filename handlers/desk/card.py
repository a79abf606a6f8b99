"""The card of a case at the desk; its answers, papers and steps; what a button of it may still do."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from coordination.cases.access import (
    DESK,
    answers_of,
    case_by_id,
    is_applicant,
    may_see_personal,
    may_work,
)
from coordination.cases.case import Case, Event
from coordination.cases.ended import ended_rules, endings
from coordination.cases.lists import history
from coordination.cases.papers import files_for, files_of
from coordination.cases.rules import Answers, missing, warnings
from coordination.cases.vault import Sealed
from coordination.people import register
from handlers.arguments import number
from handlers.outgoing import Outgoing
from handlers.turn import Turn
from views import common
from views.desk import card as views
from views.desk.lines import labels_of
from views.desk.queue import off
from views.language import Html
from views.message import Message


async def named(turn: Turn) -> Case | None:
    """The filed case of the button, for somebody of the desk; None, after a polite word, for anything else."""
    if turn.vault is None:
        await turn.show(off(turn.words))
        return None
    row = number(turn, 0)
    case = await case_by_id(turn.tx, turn.person, row) if row is not None else None
    if case is None or not case.number or turn.person.role not in DESK:
        await turn.toast(common.old_button(turn.words))
        return None
    return case


async def pressed(turn: Turn) -> Case | None:
    """The case of ``ACTION CASE VERSION ...`` if this officer may move it and it is as it was shown.

    None after a word why, with the card as it is now.
    """
    case = await named(turn)
    if case is None:
        return None
    if not may_work(turn.person, case):
        await turn.toast(views.not_yours(turn.words), alert=True)
    elif number(turn, 1) != case.version:
        await turn.toast(views.changed(turn.words, case), alert=True)
    else:
        return case
    await turn.show(await card_of(turn, case))
    return None


async def settled(turn: Turn, before: Case, after: Case | None, lead: Html | None = None) -> None:
    """The card after a step; where the step was not possible any more, that is said, and nothing was done."""
    if after is None:
        case = await case_by_id(turn.tx, turn.person, before.id) or before
        await turn.toast(views.changed(turn.words, case), alert=True)
        await turn.show(await card_of(turn, case))
    else:
        await turn.show(await card_of(turn, after, lead))


async def card_of(turn: Turn, case: Case, lead: Html | None = None) -> Message:
    """The card of a case for this reader."""
    tx, person = turn.tx, turn.person
    given, sealed = read_answers(turn, case)
    ended = await ended_rules(tx, case.kind)
    events = await history(tx, person, case)
    whole = may_see_personal(person, case) and not sealed and case.purged_at is None
    shown = views.Card(
        case=case,
        names=await names_of(turn.out, case, events),
        files=await files_for(tx, person, case),
        events=events,
        missing=await _missing(turn, case, given, ended) if whole and not case.closed else (),
        warnings=warnings(case.kind, given, ended),
        endings=() if case.closed else await endings(tx, case.kind),
        working=may_work(person, case),
        own=is_applicant(person, case),
        reader=person.id,
        now=turn.now,
        sealed=sealed,
    )
    return views.card(turn.words, shown, lead)


def read_answers(turn: Turn, case: Case) -> tuple[Answers, bool]:
    """The answers that this person may see, and whether no key opens those of persons."""
    if turn.vault is None:
        return case.fields, case.sealed is not None
    try:
        return answers_of(turn.person, case, turn.vault), False
    except Sealed:
        return case.fields, True


async def _missing(turn: Turn, case: Case, given: Answers, ended: Collection[str]) -> list[str]:
    """Labels of what the rules ask for and is not there, without what the desk asked for anyway."""
    there = {file.document for file in await files_of(turn.tx, case)}
    lacking = [one.id for one in missing(case.kind, given, there, ended) if one.id not in case.asked]
    return labels_of(turn.words, case.kind, lacking)


async def names_of(out: Outgoing, case: Case, events: Sequence[Event]) -> dict[int, str]:
    """Names of everybody who has to do with a case, by row."""
    rows = {case.applicant, case.officer, *(event.person for event in events)}
    rows |= {event.detail.get("officer") for event in events}
    found = {}
    for row in rows:
        person = await register.person(out.tx, row) if row is not None else None
        if person is not None:
            found[person.id] = person.name
    return found
