"""Rules that an admin has ended: they are asked for no longer, and the cases that they touch are found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from coordination import audit
from coordination.cases.access import DESK, answers_of
from coordination.cases.case import Case, case_of
from coordination.cases.kind import Kind, Words
from coordination.cases.record import NOTE_LIMIT
from coordination.cases.rules import hits
from coordination.cases.vault import Vault
from coordination.people.person import Person, Role
from coordination.reports.days import day_in_baghdad
from coordination.text import clean
from storage import Row, Transaction, moment, stamp


@dataclass(frozen=True, slots=True)
class Ending:
    """The end of a rule: from which day it holds no more, in which words people are told, and how many were.

    `hit` counts the open cases that it touched then, `told` the applicants who got a notice.
    """

    rule: str
    on: date
    words: Words
    hit: int = 0
    told: int = 0


async def ended_rules(tx: Transaction, kind: Kind) -> frozenset[str]:
    """Ids of the rules of a kind that were ended."""
    return frozenset(row["rule"] for row in await tx.cases.ended_rules(kind=kind.id))


async def endings(tx: Transaction, kind: Kind) -> tuple[Ending, ...]:
    """The rules of a kind that were ended, the latest first."""
    return tuple(_ending(row) for row in await tx.cases.ended_rules(kind=kind.id))


async def end_rule(tx: Transaction, kind: Kind, ending: Ending, person: Person, now: datetime) -> bool:
    """End a rule at once; False for one that the kind does not have, that was ended before, or for no admin.

    Raises ValueError for a day that lies ahead: until then the rule holds.
    """
    if person.role is not Role.ADMIN or ending.rule not in kind.rules():
        return False
    if ending.on > day_in_baghdad(now):
        raise ValueError("the day lies ahead")
    row = await tx.cases.end_rule(
        kind=kind.id,
        rule=ending.rule,
        ended_on=ending.on.isoformat(),
        words_ar=clean(ending.words.ar, NOTE_LIMIT),
        words_en=clean(ending.words.en, NOTE_LIMIT),
        hit=ending.hit,
        told=ending.told,
        ended_by=person.id,
        now=stamp(now),
    )
    if row is not None:
        await audit.note(tx, now, person, "rule of cases ended", f"{kind.id} {ending.rule}")
    return row is not None


async def restore_rule(tx: Transaction, kind: Kind, rule: str, person: Person, now: datetime) -> bool:
    """Let an ended rule hold again; False when it was not ended, or for somebody who is no admin."""
    if person.role is not Role.ADMIN:
        return False
    row = await tx.cases.restore_rule(kind=kind.id, rule=rule)
    if row is not None:
        await audit.note(tx, now, person, "rule of cases restored", f"{kind.id} {rule}")
    return row is not None


async def rule_ended(
    tx: Transaction, kind: Kind, rule: str, person: Person, vault: Vault
) -> tuple[Case, ...]:
    """The open, filed cases that a rule touches, oldest first; for the desk, none for others.

    Conditions on answers that the person may not see count as not met.
    """
    if person.role not in DESK:
        return ()
    rows = await tx.cases.queue(kind=kind.id, state="", now="", limit=10_000, skip=0)
    cases = sorted(map(case_of, rows), key=lambda case: case.id)
    return tuple(case for case in cases if hits(kind, rule, case, answers_of(person, case, vault)))


def _ending(row: Row) -> Ending:
    on = date.fromisoformat(row["ended_on"]) if row["ended_on"] else day_in_baghdad(moment(row["ended_at"]))
    return Ending(row["rule"], on, Words(row["words_ar"], row["words_en"]), row["hit"], row["told"])
