"""The centre's word on reports: which ones wait for it, confirmed, questioned and answered, denied."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from coordination import audit
from coordination.people.person import Person
from coordination.reports.changes import Change
from coordination.reports.corrections import Reason, record
from coordination.reports.report import Confirmation, Report, report_of
from storage import Row, Transaction, moment, stamp

TEXT_LIMIT = 500
"""Characters of a question or an answer."""

_MOST_WAITING = 2_000


@dataclass(frozen=True, slots=True)
class Waiting:
    """A report that waits for a ruling; `asked` where its reporter still owes an answer."""

    asked: bool
    saved_at: datetime
    report: int


@dataclass(frozen=True, slots=True)
class Question:
    """What the centre asked about a report, and the answer; `answered_at` is None until there is one."""

    id: int
    report: int
    asked_by: int
    asked_at: datetime
    text: str
    answer: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class Ruling:
    """The last ruling on the report as it is now: by whom (a name), when."""

    confirmation: Confirmation
    at: datetime
    name: str


@dataclass(frozen=True, slots=True)
class Note:
    """A line of the exchange about a report, in the order of time; `name` is who asked or confirmed."""

    what: Literal["asked", "answered", "confirmed"]
    at: datetime
    name: str = ""
    text: str = ""


async def waiting(tx: Transaction) -> list[Waiting]:
    """The queue in its order: oldest first, those whose reporter owes an answer last."""
    rows = await tx.confirmation.waiting(limit=_MOST_WAITING)
    return [Waiting(bool(row["asked"]), moment(row["saved_at"]), row["id"]) for row in rows]


def following(queue: list[Waiting], after: Report | None) -> Waiting | None:
    """The next of the queue after this report, which may have left it; from the beginning again at its end."""
    if after is None:
        return queue[0] if queue else None
    asked = any(one.asked for one in queue if one.report == after.id)
    place = (asked, after.saved_at, after.id)
    later = (one for one in queue if (one.asked, one.saved_at, one.report) > place)
    return next(later, queue[0] if queue else None)


async def confirm(tx: Transaction, report: Report, by: Person, now: datetime) -> Report | None:
    """Confirm a report as it is; None when it changed or somebody ruled meanwhile."""
    return await _ruled(tx, report, "confirmed", by, now)


async def ask(tx: Transaction, report: Report, text: str, by: Person, now: datetime) -> Question | None:
    """Question a report; None when it changed or somebody ruled meanwhile."""
    if await _ruled(tx, report, "questioned", by, now) is None:
        return None
    return _question(await tx.confirmation.ask(report=report.id, by=by.id, now=stamp(now), question=text))


async def deny(
    tx: Transaction, report: Report, reason: Reason, text: str, by: Person, now: datetime
) -> Report | None:
    """Take a report out of all figures by the centre's word; None when it changed or somebody ruled meanwhile."""
    row = await tx.confirmation.deny(
        id=report.id, version=report.version, rulings=report.rulings, by=by.id, now=stamp(now)
    )
    return await record(tx, row, [denial(reason, text)], by, now, "report denied")


def denial(reason: Reason, text: str) -> Change:
    """What the history keeps of a denial."""
    return Change("state", {"state": "saved"}, {"state": "denied", "reason": reason, "text": text})


async def _ruled(
    tx: Transaction, report: Report, ruling: Confirmation, by: Person, now: datetime
) -> Report | None:
    row = await tx.confirmation.rule(
        id=report.id,
        version=report.version,
        rulings=report.rulings,
        confirmation=ruling,
        by=by.id,
        now=stamp(now),
    )
    if row is None:
        return None
    await audit.note(tx, now, by, f"report {ruling}", report.reference)
    return report_of(row)


async def ruling(tx: Transaction, report: Report) -> Ruling | None:
    """The ruling on the report as it is now; None where there is none."""
    row = await tx.confirmation.ruling(id=report.id)
    return Ruling(row["confirmation"], moment(row["ruled_at"]), row["name"]) if row else None


async def question(tx: Transaction, row_id: int) -> Question | None:
    """The question with this row id."""
    row = await tx.confirmation.question(id=row_id)
    return _question(row) if row else None


async def answer(
    tx: Transaction, asked: Question, report: Report, text: str, by: Person, now: datetime
) -> Question | None:
    """Keep the reporter's answer; None when the question was answered before."""
    row = await tx.confirmation.answer(id=asked.id, answer=text, now=stamp(now))
    if row is None:
        return None
    # Cards that were shown without the answer lose their power.
    await tx.confirmation.answered(id=report.id)
    await audit.note(tx, now, by, "question answered", report.reference)
    return _question(row)


async def thread(tx: Transaction, report: Report) -> tuple[Note, ...]:
    """Questions and answers about a report, and its confirmation; nothing is read where nobody ruled."""
    if not report.rulings:
        return ()
    notes: list[Note] = []
    for row in await tx.confirmation.questions(report=report.id):
        one = _question(row)
        notes.append(Note("asked", one.asked_at, row["name"], one.text))
        if one.answered_at is not None:
            notes.append(Note("answered", one.answered_at, text=one.answer))
    if report.confirmation == "confirmed":
        last = await ruling(tx, report)
        notes += [Note("confirmed", last.at, last.name)] if last else []
    return tuple(sorted(notes, key=lambda note: note.at))


def _question(row: Row) -> Question:
    return Question(
        id=row["id"],
        report=row["report"],
        asked_by=row["asked_by"],
        asked_at=moment(row["asked_at"]),
        text=row["question"],
        answer=row["answer"],
        answered_at=moment(row["answered_at"]) if row["answered_at"] else None,
    )
