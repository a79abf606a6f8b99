"""Corrections and withdrawals: the row changes, its reference stays, every old value is kept."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Literal

from coordination import audit
from coordination.people.person import REPORTERS, Person, Role
from coordination.reports import disputes
from coordination.reports.changes import Change, changes
from coordination.reports.draft import Draft
from coordination.reports.fact import Fact
from coordination.reports.personal import not_kept
from coordination.reports.report import Report, report_of
from coordination.reports.store import columns
from storage import Row, Transaction, moment, stamp

Reason = Literal["twice", "wrong", "other", "another figure"]
"""Why a report is out: entered twice, wrong, what the person wrote, or another one was kept when they differed."""

_CHOSEN: tuple[Reason, ...] = ("twice", "wrong", "other")

REASON_LIMIT = 300


@dataclass(frozen=True, slots=True)
class Revision:
    """What one correction or withdrawal changed; `version` is the one that it made, `name` who did it."""

    version: int
    at: datetime
    person: int
    name: str
    changes: tuple[Change, ...]


def may_correct(person: Person, report: Report) -> bool:
    """Whether somebody may correct or withdraw a report: who sent it, who reports for its governorate, the centre."""
    if person.role not in REPORTERS:
        return False
    centre = person.role in (Role.DUTY_OFFICER, Role.ADMIN)
    return centre or person.id == report.reporter or report.fact.governorate in person.governorates


def reason_of(text: str) -> Reason | None:
    """The reason that a button carries; None for anything else."""
    return next((reason for reason in _CHOSEN if reason == text), None)


def changed_in(draft: Draft, files: int = 0) -> tuple[Change, ...]:
    """What the draft of a correction changes: the fact, the person's words, how many files came."""
    if draft.corrects is None or not draft.items:
        return ()
    found = changes(draft.corrects.before, draft.facts[0])
    if draft.words is not None and draft.words != draft.corrects.words:
        found += (Change("words", {"text": draft.corrects.words}, {"text": draft.words}),)
    found = tuple(map(not_kept, found))
    return (*found, Change("files", {}, {"files": files})) if files else found


async def correct(
    tx: Transaction,
    report: Report,
    fact: Fact,
    found: Sequence[Change],
    by: Person,
    now: datetime,
    affirmed: Sequence[str] = (),
) -> Report | None:
    """Give a report its new values, and keep the old ones; None when it changed or was withdrawn meanwhile.

    `found` is what `changed_in` says of the draft; `affirmed` what the person said is right when asked.
    """
    words = next((str(change.after["text"]) for change in found if change.field == "words"), None)
    row = await tx.reports.correct(
        id=report.id,
        version=report.version,
        original_text=report.original_text if words is None else words,
        affirmed=" ".join(dict.fromkeys((*report.affirmed, *affirmed))),
        **columns(fact),
    )
    return await record(tx, row, found, by, now, "report corrected")


async def withdraw(
    tx: Transaction, report: Report, reason: Reason, text: str, by: Person, now: datetime
) -> Report | None:
    """Take a report out of all figures; it stays with its history. None when it changed or was withdrawn meanwhile."""
    row = await tx.reports.withdraw(id=report.id, version=report.version)
    after = {"state": "withdrawn", "reason": reason, "text": text}
    return await record(tx, row, [Change("state", {"state": "saved"}, after)], by, now, "report withdrawn")


async def record(
    tx: Transaction, row: Row | None, found: Sequence[Change], by: Person, now: datetime, action: str
) -> Report | None:
    """Keep what changed in the row of a report, and who did it; None for no row."""
    if row is None:
        return None
    report = report_of(row)
    for change in found:
        await tx.reports.put_change(
            report=report.id,
            version=report.version,
            at=stamp(now),
            person=by.id,
            field=change.field,
            before=json.dumps(change.before, ensure_ascii=False),
            after=json.dumps(change.after, ensure_ascii=False),
        )
    await audit.note(tx, now, by, action, report.reference)
    await disputes.review(tx, report, by, now)
    return report


async def history(tx: Transaction, report: int) -> tuple[Revision, ...]:
    """What was changed in a report, oldest first."""
    rows = await tx.reports.changes(report=report)
    return tuple(_revision(list(of_one)) for _, of_one in groupby(rows, key=lambda row: row["version"]))


def _revision(rows: list[Row]) -> Revision:
    first = rows[0]
    return Revision(
        version=first["version"],
        at=moment(first["at"]),
        person=first["person"],
        name=first["name"],
        changes=tuple(
            Change(row["field"], json.loads(row["before"]), json.loads(row["after"])) for row in rows
        ),
    )
